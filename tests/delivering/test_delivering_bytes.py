"""The same input gives the same bytes: in any process, from any folder, under any hash seed and clock."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from handouts.delivering.build import build_one, build_pdf
from handouts.reading.library import Library
from handouts.tailoring.request import Request

ROOT = Path(__file__).resolve().parents[2]
PROCEDURE = "lumbar-sympathetic-block"
BOTH = [("parkview", "letter"), ("harbour", "a4")]


def command_line(folder: Path, data: Path, **environment: str) -> dict[str, bytes]:
    """Return the files that a process of its own makes in *folder* of the content in *data*."""
    command = [sys.executable, str(ROOT / "generate.py"), "--data", str(data)]
    run = subprocess.run(
        command, capture_output=True, check=False, cwd=folder, env={**os.environ, **environment}
    )
    assert run.returncode == 0, run.stderr
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("build/**/*.pdf"))
    }


@pytest.fixture(autouse=True)
def no_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


@pytest.mark.parametrize(("clinic", "_paper"), BOTH)
def test_two_builds_in_one_process_are_the_same(clinic: str, _paper: str) -> None:
    assert build_pdf(PROCEDURE, clinic) == build_pdf(PROCEDURE, clinic)


def test_processes_hash_seeds_folders_and_the_place_of_the_data_make_no_difference(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    shutil.copytree(ROOT / "data", there / "elsewhere" / "data")
    one = command_line(here, ROOT / "data", PYTHONHASHSEED="1", TZ="UTC")
    other = command_line(there, Path("elsewhere/data"), PYTHONHASHSEED="2", TZ="Pacific/Auckland")
    assert set(one) == {f"build/{clinic}/{PROCEDURE}.en.{paper}.pdf" for clinic, paper in BOTH}
    assert one == other
    assert one[f"build/parkview/{PROCEDURE}.en.letter.pdf"] == build_pdf(PROCEDURE, "parkview")


def test_what_was_built_before_makes_no_difference() -> None:
    library = Library(ROOT / "data", ROOT / "fonts")
    alone = build_one(library, Request(PROCEDURE, "parkview", "en")).pdf
    build_one(library, Request(PROCEDURE, "harbour", "en", "large-print", "a4", True))
    assert build_one(library, Request(PROCEDURE, "parkview", "en")).pdf == alone


def test_no_file_names_the_machine_it_was_made_on() -> None:
    with pikepdf.open(BytesIO(build_pdf(PROCEDURE, "parkview"))) as file:
        file.save(plain := BytesIO(), object_stream_mode=pikepdf.ObjectStreamMode.disable, qdf=True)
    whole = plain.getvalue()
    assert str(ROOT).encode() not in whole
    assert str(Path.home()).encode() + b"/" not in whole


def test_source_date_epoch_dates_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    undated = build_pdf(PROCEDURE, "parkview")
    moment = datetime(2026, 3, 9, 7, 30, tzinfo=UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(moment.timestamp())))
    dated = build_pdf(PROCEDURE, "parkview")
    assert dated != undated
    with pikepdf.open(BytesIO(dated)) as file:
        assert str(file.docinfo["/CreationDate"]).startswith("D:20260309073000")
        with file.open_metadata() as metadata:
            assert str(metadata["xmp:CreateDate"]).startswith("2026-03-09T07:30:00")


@pytest.mark.parametrize("value", ["99999999999999999999", "²", "-1", ""])
def test_an_epoch_that_is_no_moment_is_a_problem(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    result = build_one(Library(ROOT / "data", ROOT / "fonts"), Request(PROCEDURE, "parkview", "en"))
    assert [problem.code for problem in result.problems] == ["bad-epoch"]
    assert result.pdf is None


def test_the_id_in_the_footer_changes_with_the_words_and_only_with_them(tmp_path: Path) -> None:
    def identity(data: Path) -> str:
        pdf = build_one(Library(data, ROOT / "fonts"), Request(PROCEDURE, "parkview", "en")).pdf
        assert pdf is not None
        with pikepdf.open(BytesIO(pdf)) as file:
            return str(file.docinfo["/Keywords"])

    moved = Path(shutil.copytree(ROOT / "data", tmp_path / "data"))
    file = moved / "procedures" / PROCEDURE / "en.yaml"
    before = identity(ROOT / "data")
    assert len(before) >= 6
    file.write_text("# a remark\n\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    assert identity(moved) == before
    file.write_text(
        file.read_text(encoding="utf-8").replace("20 to 30 minutes", "25 minutes"), encoding="utf-8"
    )
    assert identity(moved) != before
