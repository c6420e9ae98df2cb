"""Marks as page-description operators: the text of a drawing, and the room that it takes.

Facts are from ISO 32000-1, 8.4 (graphics state), 8.5 (paths). Everything here is a pure function of a
mark; nothing knows the page, the structure or ReportLab.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from handouts.graphics.document import Colour, Drawing, Path, PathSegment
from handouts.rendering.syntax import number

_CAPS = {"butt": 0, "round": 1, "square": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}
_OPERATORS = {"M": "m", "L": "l", "C": "c", "Z": "h", "R": "re"}


def colour(value: Colour, operator: str) -> str:
    """Return the operator (``rg`` to fill, ``RG`` to stroke) that sets *value*; grey in its shorter form."""
    if value.red == value.green == value.blue:
        return f"{number(value.red, 3)} {'g' if operator == 'rg' else 'G'}"
    return f"{number(value.red, 3)} {number(value.green, 3)} {number(value.blue, 3)} {operator}"


def placement(drawing: Drawing) -> str:
    """Return the operator that moves and scales user space for *drawing*."""
    scale = number(drawing.scale, 6)
    vertical = number(-drawing.scale, 6) if drawing.flip else scale
    return f"{scale} 0 0 {vertical} {number(drawing.x)} {number(drawing.y)} cm"


def paths_text(paths: Iterable[Path], scale: float) -> str:
    """Return the operators that paint *paths*, whose units are *scale* points each.

    Coordinates keep a hundredth of a point: finer than any printer, and short.
    """
    places = max(0, min(6, 2 + math.ceil(math.log10(abs(scale))))) if scale else 2
    fill: Colour | None = None
    stroke: Colour | None = None
    width: float | None = None
    dash: tuple[float, ...] = ()
    ends: tuple[str, str] = ("butt", "miter")
    miter = 10.0
    lines: list[str] = []
    for path in paths:
        if path.fill is None and path.stroke is None:
            continue
        if path.fill is not None and path.fill != fill:
            fill = path.fill
            lines.append(colour(fill, "rg"))
        if path.stroke is not None:
            if path.stroke != stroke:
                stroke = path.stroke
                lines.append(colour(stroke, "RG"))
            if path.line_width != width:
                width = path.line_width
                lines.append(f"{number(width, max(places, 2))} w")
            if path.dash != dash:
                dash = path.dash
                lines.append(f"[{' '.join(number(part, max(places, 2)) for part in dash)}] 0 d")
            if (path.cap, path.join) != ends:
                ends = path.cap, path.join
                lines.append(f"{_CAPS[path.cap]} J {_JOINS[path.join]} j")
            if path.join == "miter" and path.miter_limit != miter:
                miter = path.miter_limit
                lines.append(f"{number(miter, 3)} M")
        lines.append(_segments_text(path.segments, places))
        lines.append(_painting(path))
    return "\n".join(lines)


def _segments_text(segments: tuple[PathSegment, ...], places: int) -> str:
    if places == 0:
        return " ".join(
            [
                f"{' '.join([str(round(value)) for value in operands])} {_OPERATORS[operator]}"
                if operands else _OPERATORS[operator]
                for operator, operands in segments
            ]
        )  # fmt: skip
    return " ".join(
        [
            f"{' '.join([number(value, places) for value in operands])} {_OPERATORS[operator]}"
            if operands else _OPERATORS[operator]
            for operator, operands in segments
        ]
    )  # fmt: skip


def _painting(path: Path) -> str:
    star = "*" if path.even_odd else ""
    if path.fill is not None and path.stroke is not None:
        return "B" + star
    return "f" + star if path.fill is not None else "S"


def paths_bounds(paths: Iterable[Path]) -> tuple[float, float, float, float] | None:
    """Return left, bottom, right, top of *paths* in their own units (of curves: their control points)."""
    horizontal: list[float] = []
    vertical: list[float] = []
    for path in paths:
        margin = path.line_width / 2 if path.stroke is not None else 0.0
        for operator, operands in path.segments:
            if operator == "R":
                x, y, width, height = operands
                operands = (x, y, x + width, y + height)
            for value in operands[0::2]:
                horizontal += (value - margin, value + margin)
            for value in operands[1::2]:
                vertical += (value - margin, value + margin)
    if not horizontal:
        return None
    return min(horizontal), min(vertical), max(horizontal), max(vertical)


def drawing_bounds(
    drawing: Drawing, bounds: tuple[float, float, float, float] | None
) -> tuple[float, float, float, float] | None:
    """Return where *drawing* lies on its page, given the *bounds* of its paths."""
    if bounds is None:
        return None
    left, bottom, right, top = bounds
    if drawing.flip:
        bottom, top = -top, -bottom
    return (
        drawing.x + left * drawing.scale,
        drawing.y + bottom * drawing.scale,
        drawing.x + right * drawing.scale,
        drawing.y + top * drawing.scale,
    )


class PathCache:
    """Operators and bounds of paths already written: icons, boxes and codes recur, in and across documents.

    Paths are known by identity; the cache holds on to them, so that an identity is never used twice.
    It changes how long drawing takes, never what is drawn. It forgets everything when it is full, so that a
    batch of any length needs no more memory than a short one.
    """

    FULL = 2_000

    def __init__(self) -> None:
        self._texts: dict[tuple[int, float], tuple[tuple[Path, ...], str]] = {}
        self._bounds: dict[int, tuple[tuple[Path, ...], tuple[float, float, float, float] | None]] = {}

    def text(self, paths: tuple[Path, ...], scale: float) -> str:
        """Return the operators that paint *paths* at *scale*."""
        key = (id(paths), scale)
        known = self._texts.get(key)
        if known is None:
            if len(self._texts) >= self.FULL:
                self._texts.clear()
            known = self._texts[key] = (paths, paths_text(paths, scale))
        return known[1]

    def bounds(self, paths: tuple[Path, ...]) -> tuple[float, float, float, float] | None:
        """Return the bounds of *paths* in their own units."""
        known = self._bounds.get(id(paths))
        if known is None:
            if len(self._bounds) >= self.FULL:
                self._bounds.clear()
            known = self._bounds[id(paths)] = (paths, paths_bounds(paths))
        return known[1]
