"""The validators: page-validation for both profiles, outloud for meaning, qpdf for well-formedness."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import outloud
import page

from judges.structure import structure_problems

#: outloud's rules that are not asked, each with its reason. Its reports stay the place to look first.
IGNORED_RULES: dict[str, str] = {
    "TBL-014": "guesses from distances that side-by-side texts are a table; cards and fact strips are not",
}


def profile_failures(pdf: bytes, profile: str) -> list[str]:
    """Return page-validation's failures under *profile* (``ua1`` or ``2a``), as ``rule: message``."""
    report = page.validate_pdf_bytes(pdf, profile=profile)
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def outloud_findings(pdf: bytes) -> list[str]:
    """Return outloud's errors and warnings, without those of `IGNORED_RULES`."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "judged.pdf"
        file.write_bytes(pdf)
        result = outloud.check(str(file))
    return [
        f"{finding.rule}: {finding.message}"
        for finding in result.findings
        if str(getattr(finding.severity, "value", finding.severity)) in ("error", "warning")
        and finding.rule not in IGNORED_RULES
    ]


def qpdf_complaints(pdf: bytes) -> list[str]:
    """Return what ``qpdf --check`` complains of; nothing where qpdf is not installed."""
    if shutil.which("qpdf") is None:
        return []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "judged.pdf"
        file.write_bytes(pdf)
        run = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, check=False)
    return [] if run.returncode == 0 else (run.stdout + run.stderr).decode("utf-8", "replace").splitlines()


def assert_conforms(pdf: bytes) -> None:
    """Fail with every complaint of the gates: both profiles, the structure checker and qpdf."""
    complaints = [f"ua1 {failure}" for failure in profile_failures(pdf, "ua1")]
    complaints += [f"2a {failure}" for failure in profile_failures(pdf, "2a")]
    complaints += [f"structure: {problem}" for problem in structure_problems(pdf)]
    complaints += [f"qpdf: {complaint}" for complaint in qpdf_complaints(pdf)]
    assert not complaints, "\n".join(complaints)
