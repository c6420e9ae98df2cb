"""Pictograms and the body map: whole, inside their box, licensed, and on the patient's side."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path

import pytest

from handouts import pictures
from handouts.graphics.document import Colour, PathSegment
from handouts.pictures import UnknownRegionError, body_map, icon, icon_names, region_names
from handouts.pictures.body_map import View
from handouts.pictures.convert import CHOSEN, GRID, compact
from handouts.pictures.svg.path import parse_path

FOLDER = Path(pictures.__file__).parent
VIEWS: tuple[View, ...] = ("front", "back")


def points(segments: tuple[PathSegment, ...]) -> list[tuple[float, float]]:
    return [(values[at], values[at + 1]) for _, values in segments for at in range(0, len(values), 2)]


def middle(segments: tuple[PathSegment, ...]) -> float:
    across = [x for x, _ in points(segments)]
    return (min(across) + max(across)) / 2


def on_outline(segments: tuple[PathSegment, ...], steps: int = 12) -> list[tuple[float, float]]:
    """Return points along M, C, L and Z segments."""
    found: list[tuple[float, float]] = []
    for operator, values in segments:
        if operator == "C":
            x0, y0 = found[-1]
            x1, y1, x2, y2, x3, y3 = values
            for step in range(1, steps + 1):
                t = step / steps
                a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
                found.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
        elif values:
            found.append((values[-2], values[-1]))
    return found


def inside(polygon: list[tuple[float, float]], x: float, y: float) -> bool:
    """Return whether a point lies in a polygon: a ray to the right meets its sides an odd number of times."""
    crossings = 0
    for (x0, y0), (x1, y1) in itertools.pairwise([*polygon, polygon[0]]):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
            crossings += 1
    return crossings % 2 == 1


def sided_regions() -> list[tuple[View, str]]:
    return [(view, name) for view in VIEWS for name in region_names(view) if re.match("left-|right-", name)]


@pytest.mark.parametrize("name", icon_names())
def test_each_pictogram_is_drawn_inside_its_grid_and_fills_it(name: str) -> None:
    picture = icon(name)
    drawn = [point for path in picture.paths for point in points(path.segments)]
    assert all(0 <= x <= GRID and 0 <= y <= GRID for x, y in drawn)
    across, down = zip(*drawn, strict=True)
    assert max(max(across) - min(across), max(down) - min(down)) > GRID / 2


@pytest.mark.parametrize("name", icon_names())
def test_each_pictogram_survives_another_conversion_unchanged(name: str) -> None:
    stored = json.loads((FOLDER / "icons.json").read_text(encoding="utf-8"))[name]["path"]
    assert compact(parse_path(stored)) == stored


def test_the_stored_pictograms_are_those_that_were_chosen() -> None:
    stored = json.loads((FOLDER / "icons.json").read_text(encoding="utf-8"))
    assert {name: entry["source"] for name, entry in stored.items()} == CHOSEN
    assert list(icon_names()) == sorted(CHOSEN)


def test_the_licence_of_the_pictograms_lies_beside_them() -> None:
    text = (FOLDER / "LICENSE-material-symbols.txt").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text


def test_an_unknown_pictogram_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        icon("unicorn")


def test_compacting_does_not_let_rounding_add_up() -> None:
    segments = parse_path("M0.4 0.4" + "l10.4 0" * 100)
    assert points(parse_path(compact(segments)))[-1] == (1040, 0)


@pytest.mark.parametrize(("view", "region"), sided_regions())
def test_each_sided_region_is_marked_on_the_patients_side(view: View, region: str) -> None:
    # Seen from the front, the patient's left is at the picture's right; seen from behind, at its left.
    picture = body_map(view, [region])
    at_picture_right = middle(picture.spots[0].segments) > picture.width / 2
    assert at_picture_right == (region.startswith("left-") == (view == "front"))


@pytest.mark.parametrize(("view", "region"), sided_regions())
def test_no_part_of_a_sided_mark_reaches_over_to_the_other_side(view: View, region: str) -> None:
    picture = body_map(view, [region])
    sides = {x > picture.width / 2 for x, _ in on_outline(picture.spots[0].segments)}
    assert len(sides) == 1


@pytest.mark.parametrize("view", VIEWS)
def test_the_letters_l_and_r_stand_on_the_same_side_as_the_marks(view: View) -> None:
    picture = body_map(view, ["left-knee", "right-knee"])
    labels = {text: x > picture.width / 2 for text, x, _ in picture.labels}
    marks = [middle(spot.segments) > picture.width / 2 for spot in picture.spots]
    assert [labels["L"], labels["R"]] == marks


@pytest.mark.parametrize("view", VIEWS)
def test_left_and_right_are_exact_mirrors(view: View) -> None:
    for region in (name for name in region_names(view) if name.startswith("left-")):
        left, right = body_map(view, [region, region.replace("left-", "right-")]).boxes
        width = body_map(view, []).width
        assert (width - left[2], left[1], width - left[0], left[3]) == pytest.approx(right)


@pytest.mark.parametrize(("view", "region"), [(view, name) for view in VIEWS for name in region_names(view)])
def test_the_middle_of_each_mark_lies_on_the_body_and_all_in_the_picture(view: View, region: str) -> None:
    picture = body_map(view, [region])
    body = on_outline(picture.silhouette[0].segments)
    spot = on_outline(picture.spots[0].segments)
    down = [y for _, y in spot]
    level = (min(down) + max(down)) / 2
    across = [x for x, y in spot if abs(y - level) < (max(down) - min(down)) / 8]
    assert inside(body, (min(across) + max(across)) / 2, level)
    left, top, right, bottom = picture.boxes[0]
    assert 0 <= left < right <= picture.width
    assert 0 <= top < bottom <= picture.height


def test_the_silhouette_is_symmetrical_and_in_its_picture() -> None:
    picture = body_map("front", [])
    drawn = {(round(x, 3), round(y, 3)) for x, y in points(picture.silhouette[0].segments)}
    assert drawn == {(round(picture.width - x, 3), y) for x, y in drawn}
    assert all(0 <= x <= picture.width and 0 <= y <= picture.height for x, y in drawn)


def test_front_and_back_are_told_apart_by_their_lines() -> None:
    assert body_map("front", []).hints != body_map("back", []).hints


@pytest.mark.parametrize(("view", "region"), [("front", "lower-back"), ("back", "chest"), ("front", "elbo")])
def test_a_region_that_the_view_does_not_show_is_refused_with_those_it_does(view: View, region: str) -> None:
    with pytest.raises(UnknownRegionError) as caught:
        body_map(view, [region])
    assert caught.value.known == region_names(view)
    assert f'"{region}"' in str(caught.value)


def test_a_mark_is_a_spot_with_a_ring_round_it() -> None:
    picture = body_map("back", ["lower-back"])
    spot, ring = ([x for x, _ in points(path[0].segments)] for path in (picture.spots, picture.rings))
    assert min(ring) < min(spot) < max(spot) < max(ring)


def test_painting_puts_the_mark_above_the_body() -> None:
    body, line, mark = Colour(0.9, 0.9, 0.9), Colour(0.4, 0.4, 0.4), Colour(0, 0, 0)
    paths = body_map("front", ["left-knee"]).painted(body, line, mark)
    assert paths[0].fill == body
    assert [path.fill for path in paths if path.fill == mark] == [mark]
    assert paths[-1].stroke == mark
