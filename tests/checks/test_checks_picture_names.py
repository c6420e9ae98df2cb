"""A wrong name of a picture or a place is answered with what was meant, never with another side of the patient."""

from __future__ import annotations

import pytest

from handouts.checks.picture_names import ICONS, REGIONS, icon_hint, region_hint
from handouts.pictures import icon_names, region_names


def test_other_words_are_of_pictograms_that_there_are_and_of_one_each() -> None:
    assert set(ICONS) <= set(icon_names())
    words = [word for each in ICONS.values() for word in each.split()]
    assert [word for word in words if words.count(word) > 1] == []
    assert set(words) & set(icon_names()) == set()


def test_other_words_are_of_places_that_there_are() -> None:
    places = {region.removeprefix("left-") for view in ("front", "back") for region in region_names(view)}
    assert set(REGIONS) <= places


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("car", "driver"),
        ("Phone", "call"),
        ("medication", "pill"),
        ("fasting", "no-food"),
        ("injection", "needle"),
        ("ice_pack", "ice"),
        ("blood thinners", "blood-thinner"),
        ("cloths", "clothes"),
        ("clok", "clock"),
    ],
)
def test_a_pictogram_is_found_by_what_is_meant(name: str, meant: str) -> None:
    assert icon_hint(name) == f'did you mean "{meant}"?'


def test_a_name_like_no_pictogram_names_them_all() -> None:
    assert icon_hint("zzzz").endswith("x-ray")


@pytest.mark.parametrize(
    ("name", "view", "hint"),
    [
        ("lower-bak", "back", 'did you mean "lower-back"?'),
        ("Lower Back", "back", 'did you mean "lower-back"?'),
        ("lumbar", "back", 'did you mean "lower-back"?'),
        ("lower-back", "front", 'the back view has it: write "view: back"'),
        ("left-calf", "front", 'the back view has it: write "view: back"'),
        ("lumbar", "front", 'the back view has it: write "lower-back" and "view: back"'),
        ("abdomen", "back", 'the front view has it: write "view: front"'),
        ("knee", "front", 'say which side: "left-knee" or "right-knee", or both'),
        ("kneee", "front", 'say which side: "left-knee" or "right-knee", or both'),
        ("right-kne", "front", 'did you mean "right-knee"?'),
        ("left-kne", "front", 'did you mean "left-knee"?'),
        ("knee-right", "front", 'did you mean "right-knee"?'),
        ("left-belly", "front", 'did you mean "left-abdomen"?'),
    ],
)
def test_a_place_is_found_by_its_view_its_side_and_other_words(name: str, view: str, hint: str) -> None:
    assert region_hint(name, view, [name]) == hint


def test_a_place_of_the_other_view_is_not_mixed_with_those_of_this_one() -> None:
    assert "take it out" in region_hint("lower-back", "front", ["abdomen", "lower-back"])
