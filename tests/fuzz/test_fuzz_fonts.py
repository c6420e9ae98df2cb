"""Damaged fonts: each is refused in words with its name and a fix, or sets a page that is a sound file.

In half of them the checksums are made to fit the damage, as by somebody who means harm.
"""

from __future__ import annotations

import random
import struct
from pathlib import Path

import pytest
from damaged.mutations import damaged_bytes
from damaged.trials import JUDGED, PARTS, Trials, numbers
from documents import BLACK, FONTS, information
from documents import font as sound_font
from judges import assert_conforms, qpdf_complaints
from small_library import BRAND_FILE, write_library

from handouts.graphics.document import ComposedDocument, Page, StructureElement, TextLine, TextRun
from handouts.problems import ContentError
from handouts.rendering.render import render
from handouts.text.families import FontStack
from handouts.text.fonts import Font, load_font
from handouts.text.line import set_lines
from handouts.text.opentype import font_file, table_directory
from handouts.text.paragraph import Span

WHOLE = [
    (FONTS / "atkinson-hyperlegible-next" / "AtkinsonHyperlegibleNext-Regular.ttf").read_bytes(),
    (FONTS / "source-sans-3" / "SourceSans3-Bold.ttf").read_bytes(),
]
WORDS = "Take 5 mg at 8 PM (AVATAR) and 20 ml of gastroenterologicals. Bọ́lá é ≥"


def damaged_font(chance: random.Random, whole: bytes) -> bytes:
    """Return a font with damage anywhere, or in one of its tables with checksums that fit."""
    if chance.random() < 0.5:
        return damaged_bytes(chance, whole)
    tables = {tag.encode(): whole[at : at + size] for tag, (at, size) in table_directory(whole).items()}
    tag = chance.choice(sorted(tables))
    tables[tag] = damaged_bytes(chance, tables[tag])
    if chance.random() < 0.1:
        del tables[chance.choice(sorted(tables))]
    return font_file(tables)


def page_of(font: Font) -> bytes:
    """Return a page that *font* sets, as far as it has the letters."""
    root = StructureElement("Document")
    element = root.add("P")
    text = "".join(character for character in WORDS if font.covers(character))
    lines = set_lines([Span(text)], FontStack([font], [font], "en"), 12, 150).lines
    marks = [TextLine(40, 740, (TextRun("Before", sound_font(), 20, BLACK),), root.add("H1"))]
    marks += [
        TextLine(
            40, 700 - 16 * number, tuple(TextRun(p.text, p.font, 12, BLACK) for p in line.pieces), element
        )
        for number, line in enumerate(lines)
    ]
    return render(ComposedDocument((Page(612, 792, tuple(marks)),), root, information()))


@pytest.mark.parametrize("part", range(PARTS))
def test_any_damage_to_a_font_is_told_or_harmless(part: int, request: pytest.FixtureRequest) -> None:
    sound = 0
    for number, chance in numbers(part, request.config.getoption("--fuzz")):
        data = damaged_font(chance, chance.choice(WHOLE))
        try:
            pdf = page_of(load_font(data, "brand.ttf"))
        except ContentError as failure:
            for problem in failure.problems:
                assert "brand.ttf" in problem.message and problem.hint, f"font {number}: {problem}"
                assert not any(word in problem.message for word in WORDS.split() if len(word) > 3)
            continue
        sound += 1
        if sound % JUDGED == 0:
            assert_conforms(pdf)
        else:
            assert qpdf_complaints(pdf) == [], f"font {number}"


def test_a_clinic_whose_font_is_damaged_is_told_the_file_and_the_fix(
    trials: Trials, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    data = write_library(tmp_path / "data")
    brand = data / BRAND_FILE
    family = "typography: {base: Own, fonts: [{family: Own, source: file, files: [{path: own.ttf}]}]}\n"
    brand.write_text(brand.read_text(encoding="utf-8") + family, encoding="utf-8")
    for number in range(max(4, request.config.getoption("--fuzz") // 20)):
        chance = random.Random(number)
        (brand.parent / "own.ttf").write_bytes(damaged_font(chance, chance.choice(WHOLE)))
        out = tmp_path / "out"
        command = ["--data", str(data), "build", "--clinic", "north", "--language", "en", "--out", str(out)]
        trials.run(f"font {number}", command, out)


def test_a_length_that_no_table_has_is_no_reason_to_read_on() -> None:
    data = bytearray(WHOLE[0])
    struct.pack_into(">H", data, 4, 0xFFFF)
    with pytest.raises(ContentError, match="damaged"):
        load_font(bytes(data), "brand.ttf")
