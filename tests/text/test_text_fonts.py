"""Fonts: what they cover and measure, how words fall back, and what is refused with which words."""

import struct
from pathlib import Path

import pytest
from documents import FONTS, font, stack
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.problems import ContentError
from handouts.text.families import FontStack
from handouts.text.fonts import load_font
from handouts.text.opentype import font_file, table_directory
from handouts.text.shaping import shape

REGULAR = FONTS / "atkinson-hyperlegible-next" / "AtkinsonHyperlegibleNext-Regular.ttf"


def code_of(failure: pytest.ExceptionInfo[ContentError]) -> str:
    return failure.value.problems[0].code


def with_field(table: str, offset: int, value: int) -> bytes:
    """Return the regular font's bytes with one 16-bit field changed."""
    data = bytearray(REGULAR.read_bytes())
    for index in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _sum, start, _length = struct.unpack_from(">4sLLL", data, 12 + 16 * index)
        if tag == table.encode():
            struct.pack_into(">H", data, start + offset, value)
    return bytes(data)


def with_table_renamed(old: bytes, new: bytes) -> bytes:
    return REGULAR.read_bytes().replace(old, new, 1)


def test_the_same_content_is_the_same_font(tmp_path: Path) -> None:
    copy = tmp_path / "copy with spaces é.ttf"
    copy.write_bytes(REGULAR.read_bytes())
    assert load_font(copy) is load_font(REGULAR)


def test_widths_grow_with_size_and_add_up() -> None:
    regular = font()
    assert regular.width("ab", 20) == pytest.approx(2 * (regular.width("a", 10) + regular.width("b", 10)))


def test_metrics_are_fractions_of_an_em() -> None:
    regular = font()
    assert 0.6 < regular.cap_height < 0.8
    assert 0.4 < regular.x_height < regular.cap_height < regular.ascent < 1.2
    assert -0.5 < regular.descent < 0


@pytest.mark.parametrize("character", ["\u00ad", "\u200b", "\u200e", "\n", "\t", "\x00", "\ufeff", "☃"])
def test_invisible_and_foreign_characters_are_not_covered(character: str) -> None:
    assert not font().covers(character)
    assert stack().missing(f"a{character}b") == [(1, character)]


def test_a_no_break_space_is_covered() -> None:
    assert font().covers("\u00a0")


@pytest.mark.parametrize("bold", [False, True])
def test_a_text_with_letters_that_the_first_family_lacks_is_set_whole_in_one_that_has_them(
    bold: bool,
) -> None:
    pieces = stack().spans("See Nguyễn today", bold)
    assert [(text, chosen.family) for text, chosen in pieces] == [("See Nguyễn today", "Source Sans 3")]


def test_all_parts_of_a_text_are_set_in_one_family() -> None:
    plain, strong = stack().chosen([("See ", False), ("Nguyễn", True)])
    assert [font.family for _text, font in plain + strong] == ["Source Sans 3", "Source Sans 3"]


def test_where_no_family_has_a_whole_text_each_script_is_set_in_one() -> None:
    latin, sans = font(), font("Regular", "source-sans-3/SourceSans3")
    narrow = FontStack([latin, sans], [latin, sans])
    pieces = narrow.spans("Київ took ☃ and Львів")
    assert {chosen.family for text, chosen in pieces if "К" in text or "Л" in text} == {"Source Sans 3"}


def test_a_letter_that_no_bold_face_has_is_set_in_a_regular_one() -> None:
    fonts = FontStack([font("Regular", "source-sans-3/SourceSans3")], [font("Bold")])
    assert fonts.missing("Київ", bold=True) == []
    assert [chosen.covers_all(text) for text, chosen in fonts.spans("Київ", bold=True)] == [True]


@given(st.text(alphabet="aé ễК→≥☃\u00a0\u00ad", max_size=30))
@settings(max_examples=60, deadline=None)
def test_pieces_join_to_the_text_and_only_missing_characters_are_not_covered(text: str) -> None:
    pieces = stack().spans(text)
    assert "".join(piece for piece, _font in pieces) == text
    uncovered = [character for piece, chosen in pieces for character in piece if not chosen.covers(character)]
    assert uncovered == [character for _index, character in stack().missing(text)]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "font-damaged"),
        (b"\x00\x01\x00\x00\x00", "font-damaged"),
        (b"<svg/>" * 30, "font-damaged"),
        (REGULAR.read_bytes()[:3000], "font-damaged"),
        (b"OTTO" + REGULAR.read_bytes()[4:], "font-not-truetype"),
        (b"wOF2" + bytes(40), "font-not-truetype"),
        (with_table_renamed(b"maxp", b"fvar"), "font-variable"),
        (with_field("OS/2", 8, 0x0002), "font-forbids-embedding"),
        (with_field("OS/2", 8, 0x0100), "font-forbids-embedding"),
    ],
)
def test_what_cannot_be_embedded_is_refused_with_its_reason(data: bytes, code: str) -> None:
    with pytest.raises(ContentError) as failure:
        load_font(data, "brand.ttf")
    assert code_of(failure) == code
    assert "brand.ttf" in failure.value.problems[0].message
    assert failure.value.problems[0].hint


def test_a_font_without_a_space_sets_no_text() -> None:
    import uharfbuzz

    signs = uharfbuzz.SubsetInput()
    signs.sets(uharfbuzz.SubsetInputSets.UNICODE).update(map(ord, "ABC"))
    cut = bytes(uharfbuzz.subset(uharfbuzz.Face(REGULAR.read_bytes()), signs).blob.data)
    with pytest.raises(ContentError, match=r"signs\.ttf has no space"):
        load_font(cut, "signs.ttf")


def test_a_changed_byte_is_told_with_its_table() -> None:
    data = bytearray(REGULAR.read_bytes())
    data[table_directory(bytes(data))["glyf"][0] + 500] ^= 4
    with pytest.raises(ContentError, match='its table "glyf" does not add up'):
        load_font(bytes(data), "brand.ttf")


def test_a_letter_without_ink_is_not_covered() -> None:
    """A damaged outline would print a gap where a dose should be."""
    tables = {
        tag.encode(): REGULAR.read_bytes()[at : at + size]
        for tag, (at, size) in table_directory(REGULAR.read_bytes()).items()
    }
    offsets = bytearray(tables[b"loca"])
    size = 4 if struct.unpack_from(">h", tables[b"head"], 50)[0] else 2
    glyph = font().glyph("8")
    offsets[(glyph + 1) * size : (glyph + 2) * size] = offsets[glyph * size : (glyph + 1) * size]
    tables[b"loca"] = bytes(offsets)
    hollow = load_font(font_file(tables), "hollow.ttf")
    assert not hollow.covers("8") and hollow.covers("7")


@pytest.mark.parametrize("weight", ["Regular", "SemiBold", "Bold"])
def test_a_zero_has_no_stroke_unless_it_is_asked_for(weight: str) -> None:
    """A patient may read the stroke as an 8 or an Ø."""
    plain = font(weight)
    assert [operator for operator, _points in plain.outline(plain.glyph("0"))].count("m") == 2
    stroked = plain.speaking("en", slashed_zero=True)
    [zero] = (glyph for glyph in shape("0", stroked, 12).glyphs)
    assert [operator for operator, _points in plain.outline(zero.number)].count("m") == 3
    assert zero.advance == plain.advance(plain.glyph("0"))


@pytest.mark.parametrize(
    "family", ["atkinson-hyperlegible-next/AtkinsonHyperlegibleNext", "source-sans-3/SourceSans3"]
)
def test_pairs_of_letters_are_kerned(family: str) -> None:
    kerned = font("Regular", family)
    for word in ("AVATAR", "Ty", "To"):
        apart = sum(kerned.width(letter, 12) for letter in word)
        assert 0.85 * apart < kerned.width(word, 12) < apart - 0.2


def test_marks_stand_over_their_letters() -> None:
    run = font("Regular", "source-sans-3/SourceSans3").word("ọ\u0301").glyphs
    assert run is not None
    letter, *_dot, mark = run.glyphs
    assert mark.advance == 0 and -letter.advance < mark.dx < 0


def test_source_sans_is_the_file_that_its_makers_gave_the_name_to() -> None:
    """Its licence reserves the name "Source": a file that is cut down may not bear it."""
    whole = font("Regular", "source-sans-3/SourceSans3")
    assert "Source" in whole.family and whole.harfbuzz.face.glyph_count > 2400


def test_a_missing_file_is_a_problem_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as failure:
        load_font(tmp_path / "none.ttf", "fonts/none.ttf")
    assert code_of(failure) == "font-unreadable"
    assert "fonts/none.ttf" in failure.value.problems[0].message
