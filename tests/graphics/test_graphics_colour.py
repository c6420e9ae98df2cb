"""The arithmetic of colours is held to account by another implementation, coloraide, over the whole sRGB cube."""

from __future__ import annotations

import math

import pytest
from coloraide import Color
from hypothesis import given
from hypothesis import strategies as st

from handouts.graphics.colour import (
    BLACK,
    WHITE,
    apart,
    contrast,
    from_hex,
    from_oklch,
    grey,
    luminance,
    readable,
    tint,
    to_hex,
    to_oklch,
)

HEX = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


@given(HEX)
def test_a_colour_is_written_as_it_was_read(text: str) -> None:
    assert to_hex(from_hex(text)) == text


@given(HEX)
def test_oklch_is_that_of_coloraide(text: str) -> None:
    lightness, chroma, hue = to_oklch(from_hex(text))
    judge = Color(text).convert("oklch")
    assert lightness == pytest.approx(judge["lightness"], abs=2e-4)
    assert chroma == pytest.approx(judge["chroma"], abs=2e-4)
    if chroma > 0.02:  # a grey has no hue
        turn = (math.degrees(hue) - judge["hue"] + 180) % 360 - 180
        assert abs(turn) < 0.3


@given(HEX)
def test_there_and_back_is_the_same_colour(text: str) -> None:
    assert to_hex(from_oklch(*to_oklch(from_hex(text)))) == text


@given(HEX, HEX)
def test_luminance_and_contrast_are_those_of_coloraide(one: str, other: str) -> None:
    assert luminance(from_hex(one)) == pytest.approx(Color(one).luminance(), abs=1e-4)
    assert contrast(from_hex(one), from_hex(other)) == pytest.approx(
        Color(one).contrast(other, method="wcag21"), rel=2e-3
    )


@given(HEX, HEX)
def test_the_distance_of_two_colours_is_that_of_coloraide(one: str, other: str) -> None:
    assert apart(from_hex(one), from_hex(other)) == pytest.approx(
        Color(one).distance(other, space="oklab"), abs=4e-4
    )


@given(HEX, HEX, st.sampled_from([3.0, 4.5, 7.0]))
def test_a_readable_colour_has_the_ratio_or_is_the_best_there_is(
    colour: str, ground: str, ratio: float
) -> None:
    found = readable(from_hex(colour), from_hex(ground), ratio)
    judged = Color(to_hex(found)).contrast(ground, method="wcag21")
    best = max(contrast(BLACK, from_hex(ground)), contrast(WHITE, from_hex(ground)))
    assert judged >= min(ratio, best) - 2e-3


@given(HEX, st.sampled_from([3.0, 4.5, 7.0]))
def test_a_colour_that_can_be_read_is_left_alone(colour: str, ratio: float) -> None:
    if contrast(from_hex(colour), WHITE) >= ratio:
        assert readable(from_hex(colour), WHITE, ratio) == from_hex(colour)


@given(HEX, st.sampled_from([3.0, 4.5, 7.0]))
def test_a_darkened_colour_is_no_darker_than_it_must_be_and_keeps_its_hue(colour: str, ratio: float) -> None:
    wanted = from_hex(colour)
    found = readable(wanted, WHITE, ratio)
    if found == wanted:
        return
    assert contrast(found, WHITE) < ratio * 1.05
    before, after = Color(colour).convert("oklch"), Color(to_hex(found)).convert("oklch")
    if min(before["chroma"], after["chroma"]) > 0.05:
        turn = (before["hue"] - after["hue"] + 180) % 360 - 180
        assert abs(turn) < 6  # eight bits a channel


@given(HEX)
def test_a_tint_is_pale_and_a_grey_has_no_hue(colour: str) -> None:
    assert luminance(tint(from_hex(colour), 0.965)) > 0.8
    shade = grey(from_hex(colour))
    assert shade.red == shade.green == shade.blue
    assert luminance(shade) == pytest.approx(luminance(from_hex(colour)), abs=0.006)
