"""What colour an SVG shape is: a plain colour and how opaque it is. Anything else, such as a gradient, is not flat.

It may not know outlines or pages.
"""

from __future__ import annotations

from handouts.graphics.css_colour import parse_colour
from handouts.graphics.document import Colour
from handouts.pictures.svg.flat import NotFlat
from handouts.pictures.svg.style import Style
from handouts.pictures.svg.units import length


def paint(what: str, style: Style) -> tuple[Colour, float] | None:
    """Return the colour of *what* ("fill" or "stroke") and its opacity above 0 to 1, None for no paint.

    Raises NotFlat for paint that is no plain colour.
    """
    text = style[what].strip()
    if text == "none":
        return None
    if text.lower() == "currentcolor":
        text = style["color"].strip()
        if text.lower() == "currentcolor":
            text = "black"
    parsed = parse_colour(text)
    if parsed is None:
        raise NotFlat(f"{what}: {text[:40]}")
    colour, own = parsed
    strength = own * opacity(style[f"{what}-opacity"])
    return (colour, strength) if strength > 0 else None


def opacity(text: str) -> float:
    """Return an opacity from 0 to 1. Raises PathDataError for one that is not a number."""
    return min(1.0, max(0.0, length(text, 1.0)))


def faded(style: Style, strength: float) -> Style:
    """Return *style* with the opacity of the whole element handed to its fills and strokes.

    That is the same only as long as nothing lies over one another, which the reader sees to.
    """
    parts = {
        f"{what}-opacity": str(opacity(style[f"{what}-opacity"]) * strength) for what in ("fill", "stroke")
    }
    return {**style, **parts}
