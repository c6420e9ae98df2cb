"""Lengths, view boxes and transforms as SVG writes them. Pure; knows no shapes and no colours.

Units are those of CSS Values 4, section 6.2: 1 in = 96 px = 72 pt = 25.4 mm.
"""

from __future__ import annotations

import math
import re

from handouts.pictures.svg.path import IDENTITY, Matrix, PathDataError, multiply, numbers
from handouts.pictures.svg.tree import SvgElement

_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "pt": 96 / 72,
    "pc": 16.0,
    "in": 96.0,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "em": 16.0,
    "rem": 16.0,
    "ex": 8.0,
}  # em: a browser's 16 px, as no text sets another size
_LENGTH = r"([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)([a-z]*|%)"
_FUNCTION = r"\s*([a-zA-Z]+)\s*\(([^()]*)\)[\s,]*"


def length(text: str, whole: float) -> float:
    """Return a length in user units (CSS pixels); a percentage is of *whole*. Raises PathDataError."""
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) < 16:  # nearly always
        return float(text)
    match = re.fullmatch(_LENGTH, text)
    if match is None:
        raise PathDataError(f'"{text[:40]}" is not a length')
    value, unit = float(match[1]), match[2]
    if unit == "%":
        value *= whole / 100
    elif unit in _PIXELS:
        value *= _PIXELS[unit]
    else:
        raise PathDataError(f'"{unit[:20]}" is not a unit that is read (px, pt, mm, cm, in, em, %)')
    if not math.isfinite(value) and unit != "%":
        raise PathDataError(f'the length "{text[:24]}" is too large')
    return value


def view_box(element: SvgElement) -> tuple[float, float, float, float] | None:
    """Return (left, top, width, height) of the element's viewBox, None when it has none.

    Raises PathDataError when it is not four numbers with a width and a height above 0.
    """
    text = element.attributes.get("viewBox")
    if text is None:
        return None
    values = numbers(text)
    if (
        len(values) != 4
        or not all(1e-6 < size <= 1e6 for size in values[2:])
        or any(abs(edge) > 1e6 for edge in values[:2])
    ):
        raise PathDataError(f'viewBox="{text[:60]}" is not four numbers: left, top, width, height')
    left, top, width, height = values
    return (left, top, width, height)


def parse_transform(text: str) -> Matrix:
    """Return the matrix of a transform list such as ``translate(3 4) rotate(90)``; raises PathDataError."""
    matrix, position = IDENTITY, 0
    text = text.strip()
    if text in ("", "none"):
        return IDENTITY
    function = re.compile(_FUNCTION)
    while position < len(text):
        match = function.match(text, position)
        if match is None:
            raise PathDataError(f'transform "{text[position : position + 40]}" is not understood')
        step = _matrix_of(match[1], numbers(match[2].replace("deg", "").replace("px", "")))
        if step is None:
            raise PathDataError(f'transform "{match[0].strip()[:40]}" is not understood')
        matrix = multiply(matrix, step)
        position = match.end()
    return matrix


def _matrix_of(name: str, values: list[float]) -> Matrix | None:
    match name, values:
        case "matrix", [a, b, c, d, e, f]:
            return (a, b, c, d, e, f)
        case (("translate" | "translateX"), [x]):
            return (1.0, 0.0, 0.0, 1.0, x, 0.0)
        case "translateY", [y]:
            return (1.0, 0.0, 0.0, 1.0, 0.0, y)
        case "translate", [x, y]:
            return (1.0, 0.0, 0.0, 1.0, x, y)
        case "scale", [factor]:
            return (factor, 0.0, 0.0, factor, 0.0, 0.0)
        case "scale", [x, y]:
            return (x, 0.0, 0.0, y, 0.0, 0.0)
        case "rotate", [angle]:
            cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
            return (cosine, sine, -sine, cosine, 0.0, 0.0)
        case "rotate", [angle, x, y]:
            turned = _matrix_of("rotate", [angle]) or IDENTITY
            return multiply((1.0, 0.0, 0.0, 1.0, x, y), multiply(turned, (1.0, 0.0, 0.0, 1.0, -x, -y)))
        case "skewX", [angle]:
            return (1.0, 0.0, math.tan(math.radians(angle)), 1.0, 0.0, 0.0)
        case "skewY", [angle]:
            return (1.0, math.tan(math.radians(angle)), 0.0, 1.0, 0.0, 0.0)
        case _:
            return None
