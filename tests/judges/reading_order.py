"""What the file says in the order of its structure, as poppler reads it (``pdfinfo -struct-text``)."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

needs_poppler = pytest.mark.skipif(
    shutil.which("pdfinfo") is None, reason="pdfinfo is missing: install poppler (poppler-utils)"
)
needs_qpdf = pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is missing: install qpdf")


def spoken_text(pdf: bytes) -> str:
    """Return the words of the structure tree in its order, between single spaces.

    Skips the test when poppler is missing.
    """
    if shutil.which("pdfinfo") is None:
        pytest.skip("pdfinfo is missing: install poppler (poppler-utils)")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "judged.pdf"
        file.write_bytes(pdf)
        command = ["pdfinfo", "-enc", "UTF-8", "-struct-text", str(file)]
        output = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")
    lines = (line.strip() for line in output.splitlines())
    # Text stands between double quotes; what is not quoted names an element and its attributes. The text
    # holds its own spaces: a link in the middle of a word must not part it.
    return " ".join("".join(line[1:-1] for line in lines if line[:1] == '"' and line[-1:] == '"').split())
