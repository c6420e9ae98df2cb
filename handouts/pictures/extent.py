"""How far paths reach: the room that each takes, curves measured and not their control points. Pure geometry."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from handouts.graphics.document import Path

Extent = tuple[float, float, float, float]
"""Smallest x, smallest y, largest x, largest y."""


def extent(path: Path) -> Extent:
    """Return the room that *path* takes, with half the width of its line; of no points, an extent that meets nothing."""
    across: list[float] = []
    down: list[float] = []
    x = y = 0.0
    for operator, values in path.segments:
        if operator == "C":
            across += _turns(x, *values[0::2])
            down += _turns(y, *values[1::2])
        elif operator == "R":
            across += (values[0], values[0] + values[2])
            down += (values[1], values[1] + values[3])
        if values and operator != "R":
            x, y = values[-2:]
            across.append(x)
            down.append(y)
    if not across:
        return (math.inf, math.inf, -math.inf, -math.inf)
    margin = path.line_width / 2 if path.stroke is not None else 0.0
    return (min(across) - margin, min(down) - margin, max(across) + margin, max(down) + margin)


def meet(one: Extent, other: Extent) -> bool:
    """Return whether two extents have anything in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def around(extents: Iterable[Extent]) -> Extent | None:
    """Return the extent of all *extents* together, None for none."""
    known = [each for each in extents if each[0] <= each[2]]
    if not known:
        return None
    left, top, right, bottom = zip(*known, strict=True)
    return (min(left), min(top), max(right), max(bottom))


def _turns(start: float, first: float, second: float, end: float) -> Iterator[float]:
    """Yield the values of a cubic where it turns round between its ends."""
    if min(start, end) <= min(first, second) and max(first, second) <= max(start, end):
        return  # it stays between its ends
    a = -start + 3 * first - 3 * second + end
    b = 2 * (start - 2 * first + second)
    c = first - start
    if abs(a) < 1e-12:
        times = [-c / b] if abs(b) > 1e-12 else []
    else:
        root = b * b - 4 * a * c
        times = [(-b + sign * math.sqrt(root)) / (2 * a) for sign in (1, -1)] if root >= 0 else []
    for t in times:
        if 0 < t < 1:
            u = 1 - t
            yield u * u * u * start + 3 * u * u * t * first + 3 * u * t * t * second + t * t * t * end
