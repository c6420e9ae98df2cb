"""Reading SVG of flat shapes: what is drawn, what is not flat, and that no input makes a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from handouts.graphics.css_colour import colour_names, parse_colour
from handouts.graphics.document import Colour, PathSegment
from handouts.pictures.picture import Picture
from handouts.pictures.svg.flat import NotFlat
from handouts.pictures.svg.path import PathDataError, arc, parse_path
from handouts.pictures.svg.read import read_svg
from handouts.problems import ContentError, Problem

ROOT = Path(__file__).parents[2]
EVERYTHING = b"""<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="-10 -10 120 60">
  <title>A logo</title>
  <style>.brand { fill: #0b5a5e; stroke: none } circle { stroke: coral } #one { fill-rule: evenodd }</style>
  <defs><linearGradient id="shade"><stop stop-color="#000"/><stop stop-color="#fff"/></linearGradient>
    <symbol id="sign" viewBox="0 0 10 10"><path d="M0 0h10v10z"/></symbol></defs>
  <g transform="translate(5 5) rotate(10, 2, 3) scale(2)" fill="teal">
    <path id="one" class="brand"
      d="M10-20.5.5 3a5 5 0 01 5 5zm1 1h3V4c1 1 2 2 3 3s1 1 2 2Q1 2 3 4T5 6A3 4 20 10 9 9"/>
    <rect x="1" y="2" width="10" height="5" rx="2"/><circle r="5" cx="50%"/><ellipse rx="3" ry="2"/>
    <line x1="1" x2="5" stroke="red" stroke-dasharray="1 2"/><polyline points="0,0 4,5 6,1"/>
    <polygon points="0 0 4 5 6 1" style="fill:rgb(10%, 20%, 30%);opacity:.5"/>
  </g>
  <use xlink:href="#sign" x="3" width="20" height="20" fill="url(#shade)"/>
</svg>
"""


def svg(body: str, attributes: str = 'viewBox="0 0 100 50"') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>\n{body}\n</svg>'.encode()


def read(body: str, attributes: str = 'viewBox="0 0 100 50"') -> Picture:
    return read_svg(svg(body, attributes), "logo.svg")


def refused(data: bytes) -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as caught:
        read_svg(data, "logo.svg")
    return caught.value.problems


def not_flat(body: str, attributes: str = 'viewBox="0 0 100 50"') -> str:
    """Return why the drawing is left to resvg."""
    with pytest.raises(NotFlat) as caught:
        read(body, attributes)
    return str(caught.value)


def rounded(segments: tuple[PathSegment, ...]) -> list[PathSegment]:
    return [(operator, tuple(round(value, 3) + 0.0 for value in values)) for operator, values in segments]


def points(picture: Picture) -> list[tuple[float, float]]:
    return [
        (values[index], values[index + 1])
        for path in picture.paths
        for _, values in path.segments
        for index in range(0, len(values), 2)
    ]


def test_the_viewbox_is_moved_to_start_at_zero() -> None:
    picture = read('<path d="M10 20h100v50"/>', 'viewBox="10 20 100 50" width="30mm" height="15mm"')
    assert (picture.width, picture.height) == (100, 50)
    assert points(picture) == [(0, 0), (100, 0), (100, 50)]


def test_without_a_viewbox_the_size_is_in_css_pixels() -> None:
    picture = read('<path d="M0 0h1v1"/>', 'width="1in" height="72pt"')
    assert (picture.width, picture.height) == (96, 96)


@pytest.mark.parametrize(
    "attributes",
    [
        "",
        'width="50%" height="50%"',
        'viewBox="0 0 0 10"',
        'viewBox="0 0 ten 10"',
        'viewBox="0 0 1e300 1"',
        'width="-1" height="4"',
        'viewBox="0 0 10"',
        'viewBox="0 0 10 5" width="10" height="10"',
        'viewBox="0 0 10 5" opacity=".5"',
        'viewBox="0 0 10 5" transform="scale(2)"',
    ],
)
def test_a_picture_whose_size_is_not_plain_is_left_to_resvg(attributes: str) -> None:
    assert not_flat('<path d="M0 0h1v1"/>', attributes)


@pytest.mark.parametrize(
    ("data", "meant"),
    [
        ("M1 2 3 4", [("M", (1, 2)), ("L", (3, 4))]),
        ("m1 2 3 4", [("M", (1, 2)), ("L", (4, 6))]),
        ("M0 0H5V6h-1v-2", [("M", (0, 0)), ("L", (5, 0)), ("L", (5, 6)), ("L", (4, 6)), ("L", (4, 4))]),
        ("M1.5.5-1-1", [("M", (1.5, 0.5)), ("L", (-1, -1))]),
        ("M0 0l1 0zl2 2", [("M", (0, 0)), ("L", (1, 0)), ("Z", ()), ("M", (0, 0)), ("L", (2, 2))]),
        ("M0 0c1 1 2 2 3 0s2-2 3 0", [("M", (0, 0)), ("C", (1, 1, 2, 2, 3, 0)), ("C", (4, -2, 5, -2, 6, 0))]),
        ("M0 0S1 1 2 0", [("M", (0, 0)), ("C", (0, 0, 1, 1, 2, 0))]),
        ("M0 0Q3 3 6 0t6 0", [("M", (0, 0)), ("C", (2, 2, 4, 2, 6, 0)), ("C", (8, -2, 10, -2, 12, 0))]),
        ("M0 0A0 5 0 0 1 3 4", [("M", (0, 0)), ("L", (3, 4))]),
        ("", []),
    ],
)
def test_path_data_becomes_absolute_segments(data: str, meant: list[PathSegment]) -> None:
    assert rounded(parse_path(data)) == meant


def test_arc_flags_may_touch_the_number_after_them() -> None:
    assert parse_path("M0 0a1 1 0 01.5.5") == parse_path("M0 0 a 1 1 0 0 1 0.5 0.5")


@pytest.mark.parametrize(
    ("large", "sweep", "middle"),
    [
        (0, 0, (7.071, 7.071)),
        (0, 1, (2.929, 2.929)),
        (1, 1, (-7.071, -7.071)),
        (1, 0, (17.071, 17.071)),
    ],
)
def test_an_arc_takes_the_side_that_its_flags_say(
    large: int, sweep: int, middle: tuple[float, float]
) -> None:
    curves = arc(0, 10, 10, 10, 0, large, sweep, 10, 0)
    assert _middle_of((0, 10), curves) == pytest.approx(middle, abs=0.02)


def _middle_of(start: tuple[float, float], curves: list[PathSegment]) -> tuple[float, float]:
    """Return the point half way along equal cubics."""
    half, odd = divmod(len(curves), 2)
    if not odd:
        x, y = curves[half - 1][1][-2:]
        return (x, y)
    begin = curves[half - 1][1][-2:] if half else start
    x1, y1, x2, y2, x3, y3 = curves[half][1]
    return ((begin[0] + 3 * x1 + 3 * x2 + x3) / 8, (begin[1] + 3 * y1 + 3 * y2 + y3) / 8)


@pytest.mark.parametrize(
    "data",
    [
        "10 10",
        "L1 1",
        "M1",
        "M1 1 X",
        "M0 0a1 1 0 2 1 3 3",
        "M0 0L",
        "M1e999 0",
        "M0 0z3",
    ],
)
def test_path_data_that_breaks_the_grammar_is_refused(data: str) -> None:
    with pytest.raises(PathDataError):
        parse_path(data)


@pytest.mark.parametrize(
    ("transform", "meant"),
    [
        ("translate(3 4)", (4, 4)),
        ("scale(2)", (2, 0)),
        ("rotate(90)", (0, 1)),
        ("rotate(180 1 1)", (1, 2)),
        ("matrix(1 2 3 4 5 6)", (6, 8)),
        ("skewY(45)", (1, 1)),
        ("translate(10,0) scale(3, 5)", (13, 0)),
        ("scale(3)translate(10)", (33, 0)),
        ("rotate(90) rotate(90)", (-1, 0)),
        ("matrix(1 2 3 4 5 6) matrix(2 3 5 7 11 13)", (66, 96)),
    ],
)
def test_transforms_are_applied_from_the_outside_in(transform: str, meant: tuple[float, float]) -> None:
    picture = read(f'<path transform="{transform}" d="M1 0l9 9 3 0z"/>', 'viewBox="-500 -500 2000 2000"')
    x, y = points(picture)[0]
    assert (x - 500, y - 500) == pytest.approx(meant)


@pytest.mark.parametrize(
    ("shape", "box"),
    [
        ('<rect x="1" y="2" width="10" height="5"/>', (1, 2, 11, 7)),
        ('<rect x="1" y="2" width="10" height="5" rx="90" ry="1"/>', (1, 2, 11, 7)),
        ('<circle cx="10" cy="10" r="4"/>', (6, 6, 14, 14)),
        ('<ellipse cx="10%" cy="10" rx="4" ry="2"/>', (6, 8, 14, 12)),
        ('<polygon points="1,12 3,14 5,6"/>', (1, 6, 5, 14)),
        ('<polyline points="1,12 3,14 5,6 7"/>', (1, 6, 5, 14)),
        ('<line x1="1" y1="2" x2="3" y2="4" stroke="red"/>', (1, 2, 3, 4)),
    ],
)
def test_basic_shapes_lie_where_they_are_drawn(shape: str, box: tuple[float, ...]) -> None:
    across, down = zip(*points(read(shape)), strict=True)
    assert (min(across), min(down), max(across), max(down)) == pytest.approx(box)


def test_use_draws_its_target_moved_and_in_its_own_colour() -> None:
    picture = read('<defs><path id="a" d="M0 0h1v1z"/></defs><use href="#a" x="5" y="7" fill="blue"/>')
    assert points(picture)[0] == (5, 7)
    assert picture.paths[0].fill == Colour(0, 0, 1)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("#f00", (1, 0, 0)),
        ("#00ff00", (0, 1, 0)),
        ("Blue", (0, 0, 1)),
        ("rgb(255, 0, 51)", (1, 0, 0.2)),
        ("rgb(100% 0% 20%)", (1, 0, 0.2)),
        ("hsl(120, 100%, 25%)", (0, 0.5, 0)),
        ("hsl(0 0% 50%)", (0.5, 0.5, 0.5)),
    ],
)
def test_colours_are_read_as_css_writes_them(text: str, meant: tuple[float, ...]) -> None:
    found = parse_colour(text)
    assert found is not None
    assert (found[0].red, found[0].green, found[0].blue) == pytest.approx(meant)


def test_all_148_css_colour_names_are_colours() -> None:
    assert len(colour_names()) == 148
    assert all(parse_colour(name) for name in colour_names())


def test_rules_beat_attributes_and_style_beats_rules() -> None:
    picture = read(
        "<style>/* c */ .a, .z { fill: lime } path.b { fill: blue } path { fill: black }</style>"
        '<path class="a" fill="red" d="M0 0h1v1"/><path class="a b" d="M0 0h1v1"/>'
        '<path class="a" style="fill: white" d="M0 0h1v1"/>'
    )
    assert [path.fill for path in picture.paths] == [Colour(0, 1, 0), Colour(0, 0, 1), Colour(1, 1, 1)]


def test_current_colour_is_the_colour_of_the_group() -> None:
    picture = read('<g color="#ff0000"><path fill="currentColor" d="M0 0h1v1"/></g>')
    assert picture.paths[0].fill == Colour(1, 0, 0)


def test_what_is_hidden_is_not_drawn() -> None:
    picture = read(
        '<path d="M0 0h1v1"/><g display="none"><path d="M0 0h1v1"/></g>'
        '<path opacity="0" d="M0 0h1v1"/>'
        '<path visibility="hidden" d="M0 0h1v1"/><path fill="none" d="M0 0h1v1"/>'
    )
    assert len(picture.paths) == 1


def test_reading_a_logo_loads_no_pdf_library() -> None:
    code = (
        "import sys; from handouts.pictures.svg.read import read_svg; "
        "read_svg(b'<svg viewBox=\"0 0 1 1\"><path d=\"M0 0h1v1\"/></svg>', 'a'); "
        "sys.exit('reportlab' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_a_clip_round_the_whole_picture_changes_nothing() -> None:
    picture = read(
        '<clipPath id="c"><rect width="100" height="50"/></clipPath>'
        '<g clip-path="url(#c)"><path d="M0 0h1v1"/></g>'
    )
    assert len(picture.paths) == 1


@pytest.mark.parametrize(
    "body",
    [
        '<radialGradient id="g"/><path fill="url(#g)" d="M0 0h1v1"/>',
        '<path d="M0 0h9v9z"/><path opacity=".5" d="M0 0h9v9z"/>',
        '<path fill="#0008" stroke="red" d="M0 0h1v1"/>',
        '<clipPath id="c"><path d="M0 0h1v1"/></clipPath><g clip-path="url(#c)"><path d="M0 0h1v1"/></g>',
        '<path filter="url(#f)" d="M0 0h1v1"/>',
        "<blob/>",
        "<style>@media print { path { fill: red } }</style>",
        '<style>@import "a.css"; path { fill: red }</style>',
        "<style>g > path { fill: red }</style>",
        "<style>path { fill: red !important }</style>",
        "<style>path { fill: var(--a) }</style>",
        "<style>path { cx: 4 }</style><path d='M0 0h1v1'/>",
        '<path d="M0 0h9" stroke="red" marker-end="url(#m)"/>',
        '<path d="M0 0h9" stroke="red" stroke-dashoffset="2" stroke-dasharray="2"/>',
        '<path transform="scale(1 4)" d="M0 0h9" stroke="red"/>',
        '<path d="M-9 0h9v9"/>',
        '<text x="1">Clinic</text>',
        '<image href="a.png"/>',
        '<symbol id="s"/><use href="#s"/>',
        '<path d="M0 0 L 1 x"/>',
        '<path fill="tael" d="M0 0h1v1"/>',
        '<use href="other.svg#a"/>',
        '<path mask="url(#m)" d="M0 0h1v1"/>',
        '<path fill="url(#none)" d="M0 0h1v1"/>',
        '<g transform="spin(3)"><path d="M0 0h1v1"/></g>',
        '<rect width="4q" height="2"/>',
        '<path d="M0 0h1v1" opacity="half"/>',
        '<path d="M0 0h1e20v1"/>',
        '<g id="a"><use href="#a"/></g>',
        "<g>" * 100 + "</g>" * 100,
        "<g/>" * 20_001,
        "<style>" + ".a { fill: red }" * 501 + "</style>",
    ],
)
def test_what_is_not_flat_is_left_to_resvg(body: str) -> None:
    assert not_flat(body)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "svg-not-xml"),
        (b"\x89PNG\r\n", "svg-not-xml"),
        (b"<html/>", "svg-not-svg"),
        (b'<svg viewBox="0 0 9 9"><path d="M0 0h1v1"></svg>', "svg-not-xml"),
        (b'<?xml version="1.0" encoding="klingon"?><svg/>', "svg-encoding"),
        (svg(" " * 4 * 1024 * 1024), "svg-too-large"),
    ],
)
def test_a_file_that_is_no_sound_svg_is_refused(data: bytes, code: str) -> None:
    assert code in [problem.code for problem in refused(data)]


def test_the_entities_of_a_file_are_read_and_no_others() -> None:
    text = '<!DOCTYPE svg [<!ENTITY blue "#00f">]><svg viewBox="0 0 9 9"><path fill="&blue;" d="M0 0h1v1"/></svg>'
    assert read_svg(text.encode(), "logo.svg").paths[0].fill == Colour(0, 0, 1)


def test_a_faint_shape_with_nothing_under_it_has_the_colour_that_it_has_on_paper() -> None:
    picture = read('<path d="M0 0h9v9z"/><path d="M20 0h9v9z" fill="#000" opacity=".5"/>')
    assert picture.paths[1].fill == Colour(0.5, 0.5, 0.5)


@pytest.mark.parametrize("first", ['<path id="a0" d="M0 0h1v1"/>', '<g id="a0"/>'])
def test_uses_of_uses_are_stopped_before_they_explode(first: str) -> None:
    layers = "".join(f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * 10 + "</g>" for n in range(1, 10))
    assert not_flat(f'<defs>{first}{layers}</defs><use href="#a9"/>')


@pytest.mark.parametrize("filler", ["a", "@a", "{", "}", "/*", "a{", "@{", ";", "a,"])
def test_a_huge_style_sheet_is_read_in_one_pass(filler: str) -> None:
    _is_answered(svg(f"<style>{filler * (400_000 // len(filler))}</style>"))


def test_elements_of_editors_and_unknown_namespaces_are_passed_over() -> None:
    picture = read(
        '<e:namedview xmlns:e="http://example.com/editor" e:zoom="2"><text>x</text></e:namedview>'
        '<path d="M0 0h1v1"/>'
    )
    assert len(picture.paths) == 1


@pytest.mark.parametrize("clinic", ["parkview", "harbour"])
def test_the_sample_logos_are_drawn_as_vectors_inside_their_box(clinic: str) -> None:
    picture = read_svg((ROOT / "data" / "clinics" / clinic / "logo.svg").read_bytes(), clinic)
    assert all(0 <= x <= picture.width and 0 <= y <= picture.height for x, y in points(picture))


def _is_answered(data: bytes) -> None:
    try:
        picture, refusal = read_svg(data, "logo.svg"), None
    except NotFlat:
        return
    except ContentError as caught:
        picture, refusal = None, caught
    if refusal is not None:
        assert any(problem.is_error for problem in refusal.problems)
        assert all(problem.describe() for problem in refusal.problems)
    if picture is not None:
        assert all(abs(x) <= 1e6 and abs(y) <= 1e6 for x, y in points(picture))
        assert all(0 <= path.line_width <= 1e6 for path in picture.paths)


@settings(max_examples=100, deadline=None)
@given(some.binary(max_size=200))
def test_no_bytes_make_a_traceback(data: bytes) -> None:
    _is_answered(data)


@settings(max_examples=300, deadline=None)
@given(
    some.lists(
        some.tuples(
            some.integers(0, len(EVERYTHING)),
            some.integers(0, 30),
            some.one_of(
                some.binary(max_size=8),
                some.sampled_from(
                    [
                        b"1e308",
                        b"-1e-320",
                        b"<g>",
                        b"</g>",
                        b'"',
                        b"url(#",
                        b"NaN",
                        b"inf",
                        b"0",
                        b"%",
                        b"<text>x</text>",
                        b'transform="scale(1e200)"',
                        b"#sign",
                        b"a1e200 1e200 0 01",
                        b"rgb(,,)",
                        b"hsl(1e9,1%,1%)",
                        b"<use href='#one'/>",
                    ]
                ),
            ),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_no_damage_to_a_sound_drawing_makes_a_traceback(edits: list[tuple[int, int, bytes]]) -> None:
    data = EVERYTHING
    for position, length, replacement in edits:
        data = data[:position] + replacement + data[position + length :]
    _is_answered(data)


_LETTERS = some.sampled_from(list("MmLlHhVvCcSsQqTtAaZz0123456789.-+e, "))


@settings(max_examples=200, deadline=None)
@given(some.lists(_LETTERS, max_size=40).map("".join))
def test_no_path_data_makes_a_traceback(data: str) -> None:
    _is_answered(svg(f'<path d="M0 0{data}" stroke="red"/>'))
