"""Pictures that teach: pictograms by meaning, and the body map. It may not know content, clinics or pages.

The pictograms are Material Symbols (Apache-2.0, see ``LICENSE-material-symbols.txt``), converted by
``convert.py``; the body map is our own drawing.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from handouts.pictures.body_map import BodyMapPicture, UnknownRegionError, body_map, region_names
from handouts.pictures.picture import Picture

__all__ = [
    "BodyMapPicture",
    "UnknownRegionError",
    "body_map",
    "icon",
    "icon_names",
    "region_names",
]

_GRID = 960.0  # units of an icon's side; convert.GRID says the same


def icon_names() -> tuple[str, ...]:
    """Return the names of all pictograms, sorted."""
    return tuple(_icons())


@cache
def icon(name: str) -> Picture:
    """Return the pictogram *name* on its grid of 960 by 960 units, in black.

    Raises KeyError for a name that is not one of ``icon_names()``. Parsed when first asked for.
    """
    from handouts.graphics.document import Colour
    from handouts.graphics.document import Path as Outline
    from handouts.pictures.svg.path import parse_path

    segments = parse_path(_icons()[name]["path"])
    return Picture(_GRID, _GRID, (Outline(segments, fill=Colour(0.0, 0.0, 0.0)),))


@cache
def _icons() -> dict[str, dict[str, str]]:
    import json  # a handout without pictograms does not need it

    text = (Path(__file__).parent / "icons.json").read_text(encoding="utf-8")
    icons: dict[str, dict[str, str]] = json.loads(text)
    return icons
