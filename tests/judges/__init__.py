"""Judges of finished PDF files, for every test that makes one.

`assert_conforms` is the gate: PDF/UA-1, PDF/A-2a, our own structure checker, and qpdf where it is installed.
The others look at one thing each. Every judge is itself tested, on files broken on purpose, in
`tests/rendering/test_rendering_judges.py`. Only poppler and qpdf are not Python packages; a test that needs
one of them and does not find it is skipped, saying so.
"""

from judges.conformance import assert_conforms, outloud_findings, profile_failures, qpdf_complaints
from judges.reading_order import needs_poppler, needs_qpdf, spoken_text
from judges.structure import structure_problems

__all__ = [
    "assert_conforms",
    "needs_poppler",
    "needs_qpdf",
    "outloud_findings",
    "profile_failures",
    "qpdf_complaints",
    "spoken_text",
    "structure_problems",
]
