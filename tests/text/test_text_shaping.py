"""Shaping: letters join, marks are placed, pairs are kerned, and each glyph keeps the text that it stands for."""

from __future__ import annotations

import pytest
from documents import font
from script_fonts import SAMPLES, script_font

from handouts.text.shaping import shape


def test_a_plain_word_is_as_wide_as_its_letters() -> None:
    regular = font()
    letters = sum(regular.advance(regular.glyph(letter)) for letter in "hello")
    assert regular.word("hello").advance == pytest.approx(letters / regular.units_per_em, abs=0.05)


def test_widths_grow_with_size_and_a_text_is_its_words_and_spaces() -> None:
    regular = font()
    assert regular.width("one two", 24) == pytest.approx(2 * regular.width("one two", 12))
    parts = regular.width("one", 12) + regular.width(" ", 12) + regular.width("two", 12)
    assert regular.width("one two", 12) == pytest.approx(parts)


def test_arabic_letters_join_and_lam_alef_is_one_glyph_for_two_letters() -> None:
    arabic = script_font("ar")
    joined = shape("سلام", arabic, 12, "ar", "rtl")
    alone = {arabic.glyph(letter) for letter in "سلام"}
    assert not {glyph.number for glyph in joined.glyphs[1:]} & alone
    assert "لا" in [glyph.text for glyph in joined.glyphs]


def test_letters_join_across_a_change_of_font() -> None:
    arabic = script_font("ar", bold=True)
    within = shape("حمى", arabic, 12, "ar", "rtl", ("وال", ""))
    alone = shape("حمى", arabic, 12, "ar", "rtl")
    assert [glyph.number for glyph in within.glyphs] != [glyph.number for glyph in alone.glyphs]


@pytest.mark.parametrize("language", ["ar", "he", "hi", "th"])
def test_no_glyph_is_missing_and_no_letter_is_lost(language: str) -> None:
    for word in SAMPLES[language].split(" "):
        if word.isascii():
            continue
        run = shape(word, script_font(language), 12, language, "rtl" if language in ("ar", "he") else "ltr")
        assert not run.lacks
        clusters = {glyph.cluster: glyph.text for glyph in run.glyphs}
        assert "".join(clusters[start] for start in sorted(clusters)) == word
