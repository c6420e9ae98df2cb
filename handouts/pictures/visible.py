"""What a logo leaves on white paper: the part of it that can be seen, without its empty margins.

Pure on paths; a raster image is asked through Pillow. It knows no file and no page.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from handouts.graphics.document import Colour, Path, PathSegment
from handouts.pictures.extent import Extent, around, extent
from handouts.pictures.picture import Picture

if TYPE_CHECKING:
    from PIL.Image import Image

PALEST = 240 / 255
"""A colour none of whose channels is darker cannot be told from paper (contrast below 1.15:1)."""
WIDE = 0.08
"""A margin beyond this part of the whole is cut off: less is the space that a designer gives a logo."""


def seen(picture: Picture) -> Extent | None:
    """Return the part of *picture* where something can be seen on white paper, None when nothing can."""
    left: list[Extent] = []
    for path in picture.paths:
        here = extent(path)
        if _inks(path.fill) or _inks(path.stroke):
            left.append(here)
        elif path.fill is not None and _is_box(path):  # white paint hides what lies wholly under it
            left = [each for each in left if not _holds(here, each)]
    return around(left)


def trimmed(picture: Picture, part: Extent) -> Picture:
    """Return *picture* without what lies round *part*, if that is wide."""
    if not _wide(part, picture.width, picture.height):
        return picture
    left, top, right, bottom = part
    width, height = max(right - left, 1e-6), max(bottom - top, 1e-6)
    paths = tuple(replace(path, segments=_moved(path.segments, -left, -top)) for path in picture.paths)
    return Picture(width, height, tuple(path for path in paths if _within(path, width, height)))


def seen_pixels(image: Image) -> tuple[int, int, int, int] | None:
    """Return left, top, right and bottom of what can be seen of *image* on white paper, None when nothing can."""
    from PIL import Image as images
    from PIL import ImageChops

    if image.mode in ("RGBA", "LA"):
        paper = images.new("RGBA", image.size, "white")
        image = images.alpha_composite(paper, image.convert("RGBA")).convert("RGB")
    bands = image.split()
    darkest = bands[0]
    for band in bands[1:]:
        darkest = ImageChops.darker(darkest, band)
    return darkest.point([255 if value / 255 < PALEST else 0 for value in range(256)]).getbbox()


def trim_box(part: tuple[int, int, int, int], width: int, height: int) -> tuple[int, int, int, int]:
    """Return what should stay of an image of *width* by *height* pixels of which *part* can be seen."""
    return part if _wide(part, width, height) else (0, 0, width, height)


def _wide(part: Extent | tuple[int, int, int, int], width: float, height: float) -> bool:
    left, top, right, bottom = part
    return max(left / width, top / height, 1 - right / width, 1 - bottom / height) > WIDE


def _inks(colour: Colour | None) -> bool:
    return colour is not None and min(colour.red, colour.green, colour.blue) < PALEST


def _is_box(path: Path) -> bool:
    """Return whether *path* is a rectangle that stands upright."""
    points = [values for operator, values in path.segments if operator in "ML"]
    if len(points) not in (4, 5) or any(operator in "CR" for operator, _values in path.segments):
        return False
    here = extent(replace(path, stroke=None))
    corners = {(here[0], here[1]), (here[0], here[3]), (here[2], here[1]), (here[2], here[3])}
    return {(x, y) for x, y in points} == corners


def _holds(outer: Extent, inner: Extent) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def _moved(segments: tuple[PathSegment, ...], across: float, down: float) -> tuple[PathSegment, ...]:
    return tuple(
        (operator, tuple(value + (down if index % 2 else across) for index, value in enumerate(values)))
        for operator, values in segments
    )


def _within(path: Path, width: float, height: float) -> bool:
    """Return whether *path* lies in the picture that is left; white shapes outside it draw over what is beside."""
    here = extent(path)
    room = 1e-6 * max(width, height)
    if _inks(path.fill) or _inks(path.stroke):
        return True
    return here[0] >= -room and here[1] >= -room and here[2] <= width + room and here[3] <= height + room
