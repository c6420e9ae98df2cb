"""Other scripts in a clinic's own content: printed with a font made for them, and refused by name with any other."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from documents import FONTS
from judges import assert_conforms
from script_fonts import SAMPLES, script_font
from small_library import BRAND_FILE, PROCEDURE_FILE, ROOT, change, write_library

from handouts.delivering.build import BuildResult, build_one
from handouts.reading.library import Library
from handouts.rendering.transcript import transcript
from handouts.tailoring.request import Request
from handouts.text.opentype import font_file, table_directory

STEP = "Wear loose clothes."


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_library(tmp_path / "data")


def brand_font(data: Path, content: bytes) -> None:
    """Give the brand a family of its own, regular alone."""
    brand = data / BRAND_FILE
    (brand.parent / "own.ttf").write_bytes(content)
    family = "typography: {base: Own, fonts: [{family: Own, source: file, files: [{path: own.ttf}]}]}"
    change(brand, "typography: {base: Source Sans 3}", family)


def built(data: Path, fonts: Path = ROOT / "fonts") -> BuildResult:
    return build_one(Library(data, fonts), Request("knee-injection", "north", "en"))


def fonts_of(pdf: bytes) -> set[str]:
    """Return the names of the fonts in a file, without the tags of subsets."""
    with pikepdf.open(BytesIO(pdf)) as file:
        return {
            str(item.BaseFont).split("+")[-1]
            for item in file.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"
        }


@pytest.mark.parametrize("language", sorted(SAMPLES))
def test_a_text_of_another_script_is_printed_with_a_font_made_for_it(data: Path, language: str) -> None:
    if language == "th":
        pytest.importorskip("icu4py", reason="icu4py, which knows where Thai words end, is not installed")
    brand_font(data, script_font(language).data)
    change(data / PROCEDURE_FILE, STEP, f'"{SAMPLES[language]}"')
    made = built(data)
    assert made.pdf is not None, made.problems
    assert_conforms(made.pdf)
    assert SAMPLES[language] in transcript(made.pdf)


def test_arabic_letters_that_a_font_has_and_cannot_join_are_refused_by_name(data: Path) -> None:
    arabic = script_font("ar").data
    tables = {
        tag.encode("latin-1"): arabic[at : at + size]
        for tag, (at, size) in table_directory(arabic).items()
        if tag not in ("GSUB", "DSIG")
    }
    brand_font(data, font_file(tables))
    change(data / PROCEDURE_FILE, STEP, "لا تأكل قبل 6 ساعات")
    made = built(data)
    assert made.pdf is None
    [problem] = made.problems
    assert "Arabic script cannot be set with Vazirmatn" in problem.message
    assert "ساعات" not in problem.message
    assert problem.place is not None and problem.hint and "Vazirmatn" in problem.hint


@pytest.mark.parametrize("named", [None, "Bitter"])
def test_a_language_whose_letters_the_brand_lacks_is_set_in_one_family(
    data: Path, tmp_path: Path, named: str | None
) -> None:
    """Vietnamese in Atkinson Hyperlegible would be two typefaces by turns."""
    fonts = tmp_path / "fonts"
    shutil.copytree(FONTS, fonts)
    (fonts / "bitter").mkdir()
    for weight in ("Regular", "Bold"):
        shutil.copy(
            ROOT / "data" / "clinics" / "harbour" / "fonts" / f"Bitter-{weight}.ttf", fonts / "bitter"
        )
    change(data / BRAND_FILE, "base: Source Sans 3", "base: Atkinson Hyperlegible Next")
    words = data / "languages" / "en.yaml"
    change(words, "  patient: Patient\n", "  patient: Tên bệnh nhân\n")
    if named is not None:
        change(words, "name: English\n", f"name: English\ntypeface: {named}\n")
    made = built(data, fonts)
    assert made.pdf is not None, made.problems
    family = "SourceSans3" if named is None else "Bitter"
    assert {name.split("-")[0] for name in fonts_of(made.pdf)} == {family}


@pytest.mark.parametrize(("family", "has_one"), [("Atkinson Hyperlegible Next", True), ("Own", False)])
def test_a_brand_may_ask_for_zeros_with_a_stroke(data: Path, family: str, has_one: bool) -> None:
    if has_one:
        change(data / BRAND_FILE, "base: Source Sans 3", f"base: {family}")
    else:
        own = script_font("he").data
        brand_font(data, own)
    plain = built(data)
    with (data / BRAND_FILE).open("a", encoding="utf-8") as brand:
        brand.write("defaults: {handouts: {slashed_zero: true}}\n")
    made = built(data)
    assert plain.pdf is not None and made.pdf is not None
    assert_conforms(made.pdf)
    assert transcript(made.pdf) == transcript(plain.pdf)
    assert (made.pdf != plain.pdf) is has_one
    assert [problem.code for problem in made.problems] == ([] if has_one else ["no-slashed-zero"])


def test_a_family_that_a_language_names_and_nobody_has_is_told(data: Path) -> None:
    change(data / "languages" / "en.yaml", "name: English\n", "name: English\ntypeface: Comic Neue\n")
    made = built(data)
    assert made.pdf is not None
    [problem] = made.problems
    assert 'the font "Comic Neue" is not here' in problem.message
    assert problem.hint and "comic-neue/" in problem.hint
