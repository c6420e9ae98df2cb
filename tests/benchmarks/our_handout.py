"""Our handout, as a program that makes many would ask for it: files are read anew each time."""

from __future__ import annotations

from handouts.delivering.build import build_pdf


def make() -> bytes:
    """Return the PDF of the sample handout."""
    return build_pdf("lumbar-sympathetic-block", "parkview", "en")
