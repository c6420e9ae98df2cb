"""The comparison of pictures sees what a person would see, and nothing else: each fault is done to a real page."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from looks_alike import Difference, difference, opened, write_side_by_side
from PIL import Image, ImageFilter

from handouts.delivering.build import compose_one
from handouts.delivering.preview import page_pictures
from handouts.graphics.colour import WHITE
from handouts.graphics.document import Colour, ComposedDocument, Drawing, Mark, TextLine
from handouts.reading.library import Library
from handouts.rendering.render import render
from handouts.tailoring.request import Request

ROOT = Path(__file__).resolve().parents[2]
RESOLUTION = 100


@cache
def handout() -> ComposedDocument:
    document, _, _ = compose_one(
        Library(ROOT / "data", ROOT / "fonts"), Request("lumbar-sympathetic-block", "parkview", "en")
    )
    assert document is not None
    return document


def painted(marks: tuple[Mark, ...]) -> Image.Image:
    """Return the first page of the sample handout with *marks*."""
    document = handout()
    pages = (replace(document.pages[0], marks=marks),)
    return opened(page_pictures(render(replace(document, pages=pages)), RESOLUTION)[0])


@cache
def marks() -> tuple[Mark, ...]:
    return handout().pages[0].marks


@cache
def page() -> Image.Image:
    return painted(marks())


def recoloured(mark: Mark, old: Colour, new: Colour) -> Mark:
    """Return *mark* with *new* where it had *old*."""
    if isinstance(mark, TextLine):
        runs = tuple(replace(run, colour=new) if run.colour == old else run for run in mark.runs)
        return replace(mark, runs=runs)
    if isinstance(mark, Drawing):
        paths = (
            replace(
                path,
                fill=new if path.fill == old else path.fill,
                stroke=new if path.stroke == old else path.stroke,
            )
            for path in mark.paths
        )
        return replace(mark, paths=tuple(paths))
    return mark


LINES = [index for index, mark in enumerate(handout().pages[0].marks) if isinstance(mark, TextLine)]
ICONS = [
    index
    for index, mark in enumerate(handout().pages[0].marks)
    if isinstance(mark, Drawing) and mark.flip and any(path.fill for path in mark.paths)
]


@pytest.mark.parametrize(("over", "up"), [(0, 3), (3, 0)])
def test_a_line_moved_by_three_points_is_seen(over: float, up: float) -> None:
    for index in (*LINES[::16], LINES[-1]):
        line = marks()[index]
        assert isinstance(line, TextLine)
        moved = replace(line, x=line.x + over, y=line.y + up)
        found = difference(page(), painted((*marks()[:index], moved, *marks()[index + 1 :])))
        assert found.places, line
        # It says where: a frame lies on the line's own place.
        left, baseline = line.x / 72 * RESOLUTION, (handout().pages[0].height - line.y) / 72 * RESOLUTION
        assert any(frame[0] - 12 <= left <= frame[2] and frame[1] - 12 <= baseline <= frame[3] + 12
                   for frame in found.places), (line, found)  # fmt: skip


def test_a_pictogram_that_is_missing_is_seen() -> None:
    assert len(ICONS) > 5
    for index in ICONS[::3]:
        assert difference(page(), painted((*marks()[:index], *marks()[index + 1 :]))).places, marks()[index]


def test_a_letter_that_became_another_is_seen() -> None:
    index = LINES[len(LINES) // 2]
    line = marks()[index]
    assert isinstance(line, TextLine)
    first = line.runs[0]
    other = replace(line, runs=(replace(first, text="M" + first.text[1:]), *line.runs[1:]))
    assert difference(page(), painted((*marks()[:index], other, *marks()[index + 1 :])))


def test_a_colour_changed_by_a_little_is_seen() -> None:
    """Of every fill, and of all print of more than a line or two: on those, six hundredths of red."""
    letters: Counter[Colour] = Counter()
    fills = set()
    for mark in marks():
        if isinstance(mark, TextLine):
            letters.update({run.colour: len(run.text) for run in mark.runs})
        if isinstance(mark, Drawing):
            fills |= {path.fill for path in mark.paths if path.fill}
    colours = fills | {colour for colour, count in letters.items() if count > 120}
    colours -= {WHITE}  # the letter in the mark of the body map: too little to be seen
    assert len(colours) > 4
    for colour in sorted(colours, key=lambda colour: (colour.red, colour.green, colour.blue)):
        red = colour.red + (0.06 if colour.red < 0.5 else -0.06)
        changed = painted(tuple(recoloured(mark, colour, replace(colour, red=red)) for mark in marks()))
        assert difference(page(), changed), colour


def test_softer_edges_of_letters_are_not_seen() -> None:
    softer = page().filter(ImageFilter.GaussianBlur(0.45))
    assert softer != page()
    assert difference(page(), softer).places == ()


@pytest.mark.parametrize("part", [0.92, 1.08])
def test_heavier_or_lighter_edges_are_not_seen(part: float) -> None:
    """Another painter makes soft grey pixels darker or lighter; full ink and bare paper stay as they are."""
    curve = [round(255 * (level / 255) ** part) if 60 < level < 225 else level for level in range(256)]
    grey = page().convert("L").convert("RGB")
    assert not difference(grey, grey.point(curve * 3)).places


def test_two_pictures_of_the_same_page_are_alike() -> None:
    assert not difference(page(), painted(marks()))


def test_a_page_of_another_size_is_said() -> None:
    assert "pixels" in difference(page(), page().crop((0, 0, 800, 1100))).words[0]


def test_the_picture_of_a_failure_shows_before_and_after_with_a_frame(tmp_path: Path) -> None:
    now = page().copy()
    now.paste("black", (300, 300, 340, 340))
    found = difference(page(), now)
    write_side_by_side(tmp_path / "failed" / "one.png", page(), now, found)
    sheet = Image.open(tmp_path / "failed" / "one.png").convert("RGB")
    width, height = page().size
    assert sheet.size == (3 * width + 40, height + 30)
    assert sheet.getpixel((320, 350)) == page().getpixel((320, 320))
    assert sheet.getpixel((width + 20 + 320, 350)) == (0, 0, 0)
    assert found == Difference(((296, 296, 344, 344),), found.words)
