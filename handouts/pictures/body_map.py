"""The body map: a calm figure, front or back, with places marked by anatomical name. Our own drawing.

**Left means the patient's left**: at the picture's right in the front view, at its left in the back view.
A wrong side harms somebody, so every side goes through ``_sign`` alone.
It may not know content, clinics, brand colours or pages.

One half is drawn (``HALF``) and mirrored. Units: the figure is 750 high, 7.5 heads of 100.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import cos, radians, sin
from typing import Literal

from handouts.graphics.document import Colour, Path, PathSegment
from handouts.pictures.body_regions import LIMBS, MIDDLE, SIDED, Spot
from handouts.pictures.body_shape import BACK_HINTS, FRONT_HINTS, HALF
from handouts.pictures.svg.path import Matrix, ellipse, multiply, parse_path, transformed

View = Literal["front", "back"]
Segments = tuple[PathSegment, ...]

WIDTH, HEIGHT = 340.0, 762.0
_MIDDLE_X, _TOP = WIDTH / 2, 6.0  # where the drawing's own (0, 0), the crown of the head, lies in the picture
_RING_GAP = 7.0
_LABEL_X = 152.0


class UnknownRegionError(ValueError):
    """A region that the view does not show; ``known`` holds the names that it does."""

    def __init__(self, region: str, view: View, known: tuple[str, ...]) -> None:
        super().__init__(f'the {view} of the body map has no region "{region}"; it has {", ".join(known)}')
        self.region, self.view, self.known = region, view, known


@dataclass(frozen=True, slots=True)
class BodyMapPicture:
    """A body map in a space of *width* by *height* units, y downwards, in roles instead of colours.

    ``silhouette``: to fill and stroke. ``hints``: to stroke as hairlines. ``spots``: the marked places, to
    fill; ``rings``: one round each spot, to stroke. ``boxes``: (left, top, right, bottom) of each mark with
    its ring. Spots, rings and boxes follow the order of the regions. ``labels``: (text, x, y) with x the
    middle and y the baseline of "L" and "R", the patient's sides, which read best about 26 units high.
    Line widths are set.
    """

    view: View
    width: float
    height: float
    silhouette: tuple[Path, ...]
    hints: tuple[Path, ...]
    spots: tuple[Path, ...]
    rings: tuple[Path, ...]
    labels: tuple[tuple[str, float, float], ...]
    boxes: tuple[tuple[float, float, float, float], ...]

    def painted(self, body: Colour, line: Colour, mark: Colour) -> tuple[Path, ...]:
        """Return all paths in painting order: the body, its outline and hints, the marks on a white halo."""
        white = Colour(1.0, 1.0, 1.0)
        return (
            *(replace(path, fill=body, stroke=line) for path in self.silhouette),
            *(replace(path, stroke=line) for path in self.hints),
            *(replace(path, fill=white, stroke=white, line_width=path.line_width + 5) for path in self.rings),
            *(replace(path, fill=mark, stroke=white) for path in self.spots),
            *(replace(path, stroke=mark) for path in self.rings),
        )


def region_names(view: View) -> tuple[str, ...]:
    """Return the names of the regions that *view* shows, sorted."""
    return tuple(sorted(_places(view)))


def body_map(view: View, regions: Sequence[str]) -> BodyMapPicture:
    """Return the figure seen from *view* with *regions* marked; raises UnknownRegionError."""
    for region in regions:
        if region not in _places(view):
            raise UnknownRegionError(region, view, region_names(view))
    marked = [_mark(*_places(view)[region]) for region in regions]
    return BodyMapPicture(
        view,
        WIDTH,
        HEIGHT,
        silhouette=(Path(_silhouette(), line_width=1.6, cap="round", join="round"),),
        hints=_hints(view),
        spots=tuple(Path(spot, line_width=1.5) for spot, _ in marked),
        rings=tuple(Path(ring, line_width=4.0) for _, ring in marked),
        labels=tuple(
            (side[0].upper(), _MIDDLE_X + _sign(side, view) * _LABEL_X, _TOP + 200)
            for side in ("left", "right")
        ),
        boxes=tuple(_box(ring) for _, ring in marked),
    )


def _sign(side: str, view: View) -> int:
    """Return +1 when the patient's *side* lies at the picture's right, -1 when at its left."""
    at_right = (side == "left") == (view == "front")
    return 1 if at_right else -1


@cache
def _places(view: View) -> dict[str, tuple[Spot | tuple[int, int], int]]:
    """Return every region of *view*: its place, and +1 or -1 for the side of the picture that it lies on."""
    places: dict[str, tuple[Spot | tuple[int, int], int]] = {
        name: (spot, 1) for (name, seen), spot in MIDDLE.items() if view in seen.split()
    }
    for side in ("left", "right"):
        sign = _sign(side, view)
        for (name, seen), spot in SIDED.items():
            if view in seen.split():
                places[f"{side}-{name}"] = (spot, sign)
        for (name, seen), ends in LIMBS.items():
            if view in seen.split():
                places[f"{side}-{name}"] = (ends, sign)
    return places


def _mark(place: Spot | tuple[int, int], sign: int) -> tuple[Segments, Segments]:
    """Return the outlines of a place's spot and ring."""
    if isinstance(place, Spot):
        return _target(place, sign)
    limb = _limb(*place, sign)
    return limb, limb


def _target(spot: Spot, sign: int) -> tuple[Segments, Segments]:
    """Return a spot and its ring, on the side of the picture that *sign* says."""
    cosine, sine = cos(radians(spot.tilt)), sin(radians(spot.tilt))
    placed = multiply(_on_side(sign), (cosine, sine, -sine, cosine, spot.x, spot.y))
    inner, outer = (
        transformed(ellipse(0, 0, spot.radius_x + wider, spot.radius_y + wider), placed)
        for wider in (0.0, _RING_GAP)
    )
    return inner, outer


def _limb(first: int, last: int, sign: int) -> Segments:
    """Return the closed outline between two points of the drawn half."""
    half = parse_path(HALF)
    start: PathSegment = ("M", half[first][1][-2:])
    return transformed((start, *half[first + 1 : last + 1], ("Z", ())), _on_side(sign))


def _on_side(sign: int) -> Matrix:
    return (float(sign), 0.0, 0.0, 1.0, _MIDDLE_X, _TOP)


def _box(segments: Segments) -> tuple[float, float, float, float]:
    """Return the box of the curves' end points and handles: never smaller than what is drawn."""
    across = [value for _, values in segments for value in values[::2]]
    down = [value for _, values in segments for value in values[1::2]]
    return (min(across), min(down), max(across), max(down))


@cache
def _silhouette() -> Segments:
    """Return the closed outline: the drawn half, then the same points backwards on the other side."""
    half = parse_path(HALF)
    points = [(values[index], values[index + 1]) for _, values in half for index in range(0, len(values), 2)]
    other = [(-x, y) for x, y in reversed(points)]
    whole: list[PathSegment] = list(half)
    for index in range(1, len(other), 3):
        whole.append(("C", tuple(value for point in other[index : index + 3] for value in point)))
    whole.append(("Z", ()))
    return transformed(whole, _on_side(1))


@cache
def _hints(view: View) -> tuple[Path, ...]:
    middle, sided = FRONT_HINTS if view == "front" else BACK_HINTS
    drawn = [transformed(parse_path(data), _on_side(1)) for data in middle]
    drawn += [transformed(parse_path(data), _on_side(sign)) for sign in (1, -1) for data in sided]
    return tuple(Path(segments, line_width=1.3, cap="round", join="round") for segments in drawn)
