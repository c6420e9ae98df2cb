"""Scripts: one is printed only with a font that can set it, and refused by its name otherwise."""

from __future__ import annotations

import pytest
from documents import font, stack
from script_fonts import SAMPLES, script_font, script_stack

from handouts.text import scripts
from handouts.text.scripts import faults, is_simple, script_keys


@pytest.mark.parametrize("text", ["Bọ́lá takes 5 mg ≥ ½", "Київ", "Ελλάδα", "Tʼą́ą́ ʻohana", "Հայ"])
def test_alphabets_from_left_to_right_are_simple(text: str) -> None:
    assert is_simple(text)


@pytest.mark.parametrize("text", [*SAMPLES.values(), "请", "한국", "ܐ", "\u200c", "ᠮ"])
def test_everything_else_is_not(text: str) -> None:
    assert not is_simple(text)


def test_a_text_has_the_scripts_of_its_letters_alone() -> None:
    assert list(script_keys("5 mg ≥ Київ محمد 7 ٣")) == ["LATIN", "CYRILLIC", "ARABIC"]


@pytest.mark.parametrize("language", ["ar", "he", "hi", "th"])
def test_a_script_is_set_with_a_font_made_for_it(language: str) -> None:
    assert not (faults(SAMPLES[language], script_stack(language).regular))


def test_arabic_is_refused_by_name_with_a_font_that_does_not_join_it(monkeypatch: pytest.MonkeyPatch) -> None:
    arabic = script_font("ar")
    monkeypatch.setattr(scripts, "_rules", lambda font: frozenset({"latn"}))
    [fault] = faults("محمد", (arabic,))
    assert (
        fault.reason
        == "Arabic script cannot be set with Vazirmatn: the font has no rules that join its letters"
    )
    assert "Vazirmatn" in fault.fix


def test_thai_is_refused_by_name_where_nothing_knows_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    thai = script_font("th")
    monkeypatch.setattr(scripts, "has_dictionary", lambda: False)
    [fault] = faults("หยุดกิน", (thai,))
    assert fault.reason.startswith("Thai script cannot be set without icu4py")
    assert "icu4py" in fault.fix


@pytest.mark.parametrize(
    ("text", "name"), [("ܐܒ", "Syriac"), ("ᠮᠣ", "Mongolian"), ("ߒߞ", "Nko"), ("ཀ", "Tibetan")]
)
def test_a_script_that_was_not_tried_is_refused_by_name(text: str, name: str) -> None:
    [fault] = faults(text, (font(),))
    assert fault.reason.startswith(f"{name} script cannot be set")


def test_a_script_that_no_font_has_is_a_matter_of_missing_letters() -> None:
    assert not (faults("محمد", stack().regular))
    assert len(stack().missing("محمد")) == 4
