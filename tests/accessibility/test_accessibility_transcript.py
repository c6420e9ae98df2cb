"""`build --transcript` writes what a screen reader says beside the PDF; the samples' transcripts are references."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.delivering.build import build_pdf
from handouts.rendering.transcript import transcript

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("clinic", ["parkview", "harbour"])
def test_a_sample_is_told_as_reviewed(clinic: str, assert_as_reference: Callable[[str, str], None]) -> None:
    procedure = "lumbar-sympathetic-block"
    told = transcript(build_pdf(procedure, clinic, paper="letter"))
    told = re.sub(r"\b[0-9a-f]{8}\b", "(id)", told)  # changes with every word; no reviewer reads it
    assert_as_reference(f"transcripts/{clinic}-{procedure}.en.txt", told)


def test_the_transcript_lies_beside_the_pdf_and_tells_that_pdf(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "generate.py"), "--data", str(ROOT / "data"), "build"]
    command += ["--clinic", "parkview", "--language", "en", "--transcript", "--json"]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    record = json.loads(run.stdout)[0]
    pdf, text = tmp_path / record["file"], tmp_path / record["transcript"]
    assert text == pdf.with_suffix(".transcript.txt")
    head, told = text.read_text(encoding="utf-8").split("\n", 1)
    assert head == "handouts: what a screen reader says"  # by which a later run knows the file as its own
    assert told == transcript(pdf.read_bytes())
