"""The proof of a brand: it says what became of each colour, shows every block three ways, and conforms."""

from __future__ import annotations

import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from judges import assert_conforms
from small_library import BRAND_FILE, write_library

from handouts.composing import proof
from handouts.delivering.proofs import proof_one
from handouts.reading.library import Library

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = Library(ROOT / "data", ROOT / "fonts")


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)


def proof_of(tmp_path: Path, brand: str) -> str:
    data = write_library(tmp_path / "data")
    (data / BRAND_FILE).write_text(brand, encoding="utf-8")
    result = proof_one(Library(data, ROOT / "fonts"), "north")
    assert result.pdf is not None, [problem.describe() for problem in result.problems]
    return text_of(result.pdf)


@pytest.mark.parametrize("clinic", SAMPLES.clinic_ids())
@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_a_proof_conforms_on_every_paper(clinic: str, paper: str) -> None:
    result = proof_one(SAMPLES, clinic, paper)  # type: ignore[arg-type]
    assert result.pdf is not None
    assert_conforms(result.pdf)


def test_every_colour_of_the_brand_is_named_with_its_contrast() -> None:
    result = proof_one(SAMPLES, "parkview")
    assert result.pdf is not None
    text = text_of(result.pdf)
    for words in (
        "teal, primary #0b5a5e 8.0 : 1",
        "amber, accent, secondary #e0a030 2.3 : 1",
        "background #ffffff 1.0 : 1",
    ):
        assert words in text


def test_what_is_darkened_is_said_with_before_and_after(tmp_path: Path) -> None:
    text = proof_of(tmp_path, 'color: {primary: "#FFC72C"}\n')
    assert "#ffc72c has a contrast of 1.6 to 1, and 7 to 1 is needed" in text
    assert "Handouts print #705500, 7.0 to 1" in text


def test_a_colour_that_can_be_read_is_said_to_stay(tmp_path: Path) -> None:
    assert "printed as it is, #0b5a5e" in proof_of(tmp_path, 'color: {primary: "#0B5A5E"}\n')


def test_characters_that_a_typeface_lacks_are_named_with_the_one_that_has_them() -> None:
    result = proof_one(SAMPLES, "parkview")
    assert result.pdf is not None
    lacking = text_of(result.pdf).partition("It lacks ")[2].partition(" (from Source Sans 3)")[0].split()
    assert {"№", "→", "К"} <= set(lacking) and not {"á", "ñ", "½"} & set(lacking)


def test_every_pair_of_ink_and_ground_is_listed_with_the_ratio_that_it_needs() -> None:
    result = proof_one(SAMPLES, "harbour")
    assert result.pdf is not None
    rows = re.findall(r"(body|text|graphic): .*? ([0-9.]+) : 1 ([0-9.]+) : 1", text_of(result.pdf))
    assert {kind for kind, _, _ in rows} == {"body", "text", "graphic"}
    assert all(float(ratio) >= float(needed) for _, ratio, needed in rows)


def test_every_block_is_shown_in_colour_in_grey_and_in_mono() -> None:
    result = proof_one(SAMPLES, "parkview")
    assert result.pdf is not None
    with pypdfium2.PdfDocument(result.pdf) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
        pictures = [page.render(scale=3).to_pil().convert("RGB") for page in document]
    shown: dict[str, list[int]] = {
        way: [
            number
            for number, text in enumerate(texts)
            if f"Every kind of block, {way[:14]}" in " ".join(text.split())
        ]
        for way in proof.WAYS
    }
    for pages in shown.values():
        assert len(pages) >= 2
        assert sum(len(zxingcpp.read_barcodes(pictures[number])) for number in pages) == 1, "its code scans"
        words = " ".join(texts[number] for number in pages)
        for heading in ("Words", "To tick", "When", "A table", "Boxes", "Emergency", "To write on"):
            assert heading in words
    coloured = [
        any(max(pixel) - min(pixel) > 4 for _, pixel in picture.resize((300, 390)).getcolors(1_000_000) or ())
        for picture in pictures
    ]
    in_colour, grey, mono = shown.values()
    assert all(coloured[number] for number in in_colour)
    assert not any(coloured[number] for number in grey)
    assert not any(coloured[number] for number in mono[1:])  # the first has the logo


def test_the_command_writes_a_proof_for_each_clinic(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "generate.py"), "--data", str(ROOT / "data"), "proof", "--preview"]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    names = [line.split("  ")[0] for line in run.stdout.splitlines()]
    assert names == [
        f"build/{clinic}/proof.{paper}.pdf" for clinic, paper in (("harbour", "a4"), ("parkview", "letter"))
    ]
    for name in names:
        with pikepdf.open(BytesIO((tmp_path / name).read_bytes())) as file:
            assert len(file.pages) >= 5
        assert (tmp_path / name).with_suffix(".page-1.png").exists()


def test_a_broken_brand_is_said_and_no_proof_is_written(tmp_path: Path) -> None:
    data = write_library(tmp_path / "data")
    (data / BRAND_FILE).write_text("color: {primary: tael}\n", encoding="utf-8")
    command = [sys.executable, str(ROOT / "generate.py"), "--data", str(data), "proof"]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=tmp_path)
    assert run.returncode == 1
    assert "_brand.yml:1:18: error: there is no colour called" in run.stderr
    assert not (tmp_path / "build").exists()
