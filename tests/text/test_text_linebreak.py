"""Where lines end: at spaces, not within phones and dates while that can be helped, and in words as a last resort."""

from __future__ import annotations

from itertools import pairwise

import pytest
from documents import stack
from hypothesis import given, settings
from hypothesis import strategies as st
from script_fonts import SAMPLES, script_stack
from uniseg.linebreak import line_break_units

from handouts.text import linebreak
from handouts.text.families import FontStack
from handouts.text.fonts import SOFT_HYPHEN
from handouts.text.line import Line, set_lines
from handouts.text.linebreak import Strain
from handouts.text.paragraph import Span


def said(lines: list[Line]) -> list[str]:
    return ["".join(piece.text for piece in line.pieces).replace("\u00a0", " ") for line in lines]


def set_in(text: str, width: float, language: str = "en") -> list[Line]:
    fonts = FontStack(stack().regular, stack().bold, language)
    return set_lines([Span(text)], fonts, 12, width).lines


@pytest.mark.parametrize(
    "text",
    [
        "Call (555) 555-0142 now",
        "Come on Dec. 3 at noon",
        "at 8 AM sharp",
        "for 6 hours or",
        "el 1 de diciembre ya",
    ],
)
def test_a_phone_a_date_and_a_count_stay_on_one_line(text: str) -> None:
    kept = {
        part.replace("\u00a0", " ")
        for part in linebreak.bound(text).split(" ")
        if "\u00a0" in part
    }  # fmt: skip
    assert kept
    for width in range(100, 200, 5):
        lines = said(set_in(text, width))
        assert all(any(part in line for line in lines) for part in kept), (width, lines)


def test_a_binding_gives_way_before_a_word_is_cut() -> None:
    lines = set_in("Call (555) 555-0142 now", 60)
    assert said(lines) == ["Call (555)", "555-0142", "now"] or said(lines) == [
        "Call",
        "(555)",
        "555-0142",
        "now",
    ]
    assert not any(line.strain >= Strain.MARK for line in lines)


def test_a_word_that_fits_a_line_is_never_divided() -> None:
    lines = set_in("before anti-inflammatory and/or follow-up", 120)
    assert not any(line.strain >= Strain.MARK for line in lines)
    assert "anti-inflammatory" in " ".join(said(lines))


def test_a_word_that_fits_none_is_divided_where_it_is_written_so() -> None:
    lines = set_in("anti-inflammatory", 80)
    assert said(lines) == ["anti-", "inflammatory"]
    assert lines[1].strain is Strain.MARK and not lines[0].ends_word and lines[1].ends_word


def test_then_by_syllables_with_a_hyphen_that_is_not_read_aloud() -> None:
    lines = set_in("gastroenterology", 60)
    assert all(text.endswith(SOFT_HYPHEN) for text in said(lines)[:-1])
    assert "".join(said(lines)).replace(SOFT_HYPHEN, "") == "gastroenterology"
    assert all(line.width <= 60.01 for line in lines)


def test_a_name_gets_no_hyphen() -> None:
    lines = set_lines([Span("Llanfairpwllgwyngyll", hyphenated=False)], stack(), 12, 60).lines
    assert len(lines) > 1 and SOFT_HYPHEN not in "".join(said(lines))


def test_syllables_are_those_of_the_language() -> None:
    assert linebreak.syllables("gastroenterología", "es") != linebreak.syllables("gastroenterologia", "en")
    assert linebreak.syllables("gastroenterology", "xx") == []


@pytest.mark.parametrize(
    "text", ["patient@example.com", "https://example.com/appointment", "555-0142", "10.5.2030"]
)
def test_an_address_and_a_number_get_no_hyphen(text: str) -> None:
    assert SOFT_HYPHEN not in "".join(said(set_in(text, 50)))
    assert "".join(said(set_in(text, 50))) == text


def test_chinese_may_break_between_letters_and_korean_at_spaces_only() -> None:
    chinese = "请在手术前停用布洛芬。以后请勿进食，请致电。"
    places = [end for _start, end in linebreak.words(chinese)]
    units = list(line_break_units(chinese))
    assert [chinese[start:end] for start, end in linebreak.words(chinese)] == units
    assert len(places) > 12
    korean = "시술 칠일 전부터 복용을 중단하세요."
    assert [korean[start:end] for start, end in linebreak.words(korean)] == korean.split(" ")


def test_thai_breaks_between_words() -> None:
    script_stack("th")
    words = [SAMPLES["th"][start:end] for start, end in linebreak.words(SAMPLES["th"])]
    assert {"หยุด", "กิน", "Ibuprofen", "503-555-0123 ทันที"} & set(words) >= {"หยุด", "กิน", "Ibuprofen"}


@given(st.text(alphabet="ab é-/\u00a0\u2014(5)ş", max_size=40), st.integers(10, 200))
@settings(max_examples=150, deadline=None)
def test_no_text_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    lines = set_in(text, width)
    assert "".join("".join(said(lines)).replace(SOFT_HYPHEN, "").split()) == "".join(text.split())
    for line, words in zip(lines, said(lines), strict=True):
        assert line.width <= width + 0.02 or len(words) == 1


@pytest.mark.parametrize("language", ["ar", "he", "hi", "th"])
def test_a_line_of_another_script_holds_its_pieces_side_by_side(language: str) -> None:
    for width in (90, 160, 250):
        for line in set_lines([Span(SAMPLES[language])], script_stack(language), 11, width).lines:
            placed = sorted((piece.at or 0.0, piece.width) for piece in line.pieces)
            for (at, wide), (after, _w) in pairwise(placed):
                assert after == pytest.approx(at + wide, abs=0.01)
            space = 4.0  # that ends the line hangs
            assert placed[0][0] >= -space and placed[-1][0] + placed[-1][1] <= width + space


@pytest.mark.parametrize("language", ["ar", "he", "hi", "th"])
def test_the_lines_of_another_script_join_to_its_text(language: str) -> None:
    lines = set_lines([Span(SAMPLES[language])], script_stack(language), 11, 120).lines
    assert len(lines) > 3
    joined = "".join(piece.text for line in lines for piece in line.pieces)
    assert joined.replace("\u00a0", " ") == SAMPLES[language]


@pytest.mark.parametrize(
    "text",
    ["≥ 5", "≤ 90", "< 8", "> 101", "± 2", "≈ 30", "1 ½", "½ tablet", "98 °F", "100 %", "2 × 500", "$ 20"],
)
def test_a_number_stays_with_its_sign_its_fraction_and_its_unit(text: str) -> None:
    assert " " not in linebreak.bound(f"{text}.").rstrip(".")
