"""Pictures of pages beside the PDF."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from handouts.delivering.build import build_pdf
from handouts.delivering.files import Access
from handouts.delivering.outputs import Outputs
from handouts.delivering.preview import page_pictures, write_previews
from handouts.problems import ContentError

ROOT = Path(__file__).resolve().parents[2]


def test_preview_writes_a_picture_of_each_page_beside_the_pdf(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "generate.py"), "--data", str(ROOT / "data"), "build"]
    command += ["lumbar-sympathetic-block", "--clinic", "parkview", "--preview", "--out", "one.pdf"]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    names = sorted(file.name for file in tmp_path.iterdir())
    assert names == ["one.page-1.png", "one.page-2.png", "one.pdf"]
    with Image.open(tmp_path / "one.page-1.png") as picture:
        assert picture.size == (935, 1210)


def test_pictures_of_pages_that_are_gone_are_removed_and_a_picture_of_somebody_elses_stays(
    tmp_path: Path,
) -> None:
    pdf = build_pdf("lumbar-sympathetic-block", "parkview")
    file = tmp_path / "handout.pdf"
    ours = page_pictures(pdf, resolution=20)[0]
    old = {"handout.page-3.png": ours, "handout.page-4.png": b"a photograph", "other.page-3.png": ours}
    for name, data in old.items():
        (tmp_path / name).write_bytes(data)
    made = write_previews(pdf, file, Outputs(), Access.USUAL)
    stay = [tmp_path / "handout.page-4.png", tmp_path / "other.page-3.png"]
    assert sorted(tmp_path.iterdir()) == sorted([*made, *stay])


def test_a_picture_of_somebody_elses_is_not_written_over(tmp_path: Path) -> None:
    pdf = build_pdf("lumbar-sympathetic-block", "parkview")
    (tmp_path / "handout.page-2.png").write_bytes(b"a photograph")
    with pytest.raises(
        ContentError, match=r"page-2\.png is not replaced: it is a file that this program did not make"
    ):
        write_previews(pdf, tmp_path / "handout.pdf", Outputs(), Access.USUAL)
    assert [file.name for file in tmp_path.iterdir()] == ["handout.page-2.png"]


def test_a_picture_shows_the_page_in_the_asked_resolution() -> None:
    pdf = build_pdf("lumbar-sympathetic-block", "harbour")
    first = Image.open(BytesIO(page_pictures(pdf, resolution=36)[0]))
    assert first.size == (298, 421)
    darkest, lightest = np.asarray(first.convert("L")).min(), np.asarray(first.convert("L")).max()
    assert darkest < 120, "the page has ink"
    assert lightest == 255, "the paper stays white"
