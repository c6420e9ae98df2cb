"""A packet is one file of several handouts: each keeps its own page numbers and its own sheets of paper."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
from judges import assert_conforms
from small_library import PROCEDURE

ROOT = Path(__file__).resolve().parents[2]
LONG, SHORT = "lumbar-sympathetic-block", "knee-injection"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "data", folder)
    (folder / "procedures" / SHORT).mkdir()
    (folder / "procedures" / SHORT / "en.yaml").write_text(PROCEDURE, encoding="utf-8")
    return folder


def build(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        str(ROOT / "generate.py"),
        "--data",
        str(data),
        "build",
        "--clinic",
        "parkview",
    ]
    return subprocess.run(
        [*command, "--language", "en", *arguments],
        capture_output=True, encoding="utf-8", check=False, cwd=data.parent,
    )  # fmt: skip


def texts(file: Path) -> list[str]:
    document = pypdfium2.PdfDocument(file)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_each_handout_has_its_own_page_numbers_and_its_own_sheets(data: Path, tmp_path: Path) -> None:
    run = build(data, SHORT, LONG, SHORT, "--packet", "--out", "packet.pdf")
    assert run.returncode == 0, run.stderr
    sides = texts(tmp_path / "packet.pdf")
    numbers = [re.findall(r"Page \d of \d", side) for side in sides]
    assert numbers == [["Page 1 of 1"], [], ["Page 1 of 2"], ["Page 2 of 2"], ["Page 1 of 1"]]
    assert [side for side in sides if not side] == [sides[1]]
    assert_conforms((tmp_path / "packet.pdf").read_bytes())


@pytest.mark.parametrize("edition", ["standard", "large-print"])
def test_a_cover_says_what_follows_and_how_long_it_is(data: Path, tmp_path: Path, edition: str) -> None:
    visit = ("--patient", "Sample Amber", "--date", "2030-12-02", "--time", "9:30")
    run = build(data, LONG, SHORT, "--packet", "--cover", "--out", "packet.pdf", "--edition", edition, *visit)
    assert run.returncode == 0, run.stderr
    sides = texts(tmp_path / "packet.pdf")
    assert "In this packet" in sides[0] and "Sample Amber" in sides[0]
    for title in ("Lumbar sympathetic nerve block", "Knee injection"):
        (said,) = re.findall(title + r" \((\d+) pages?\)", sides[0])
        first = next(n for n, side in enumerate(sides) if n and title in side and "Page 1 of" in side)
        assert f"Page 1 of {said}" in sides[first]
        assert first % 2 == 0
    assert_conforms((tmp_path / "packet.pdf").read_bytes())


def test_an_answer_goes_to_the_handouts_that_ask_for_it(data: Path, tmp_path: Path) -> None:
    arguments = (LONG, SHORT, "--packet", "--out", "packet.pdf")
    assert build(data, *arguments, "--option", "side=left", "--option", "sedation=yes").returncode == 0
    refused = build(data, *arguments, "--option", "sides=left")
    assert refused.returncode == 1 and 'no option "sides"' in refused.stderr


def test_there_is_no_packet_without_one_of_its_handouts(data: Path, tmp_path: Path) -> None:
    (data / "procedures" / SHORT / "en.yaml").write_text("title: Knee injection\n", encoding="utf-8")
    run = build(data, LONG, SHORT, "--packet", "--out", "packet.pdf")
    assert run.returncode == 1 and "en.yaml" in run.stderr
    assert not (tmp_path / "packet.pdf").exists()


def test_a_cover_without_a_packet_is_a_wrong_command(data: Path) -> None:
    run = build(data, LONG, "--cover")
    assert run.returncode == 2 and "--packet" in run.stderr


def test_a_packet_is_made_for_each_clinic_and_language(data: Path, tmp_path: Path) -> None:
    run = build(data, LONG, SHORT, "--clinic", "harbour", "--packet")
    assert run.returncode == 0, run.stderr
    made = sorted(path.relative_to(tmp_path / "build").as_posix() for path in tmp_path.glob("build/*/*.pdf"))
    assert [name.split(".")[0] for name in made] == ["harbour/packet", "parkview/packet"]
