"""Outlines: path data ("M0 0h10…") and simple shapes turned into absolute segments, and matrices.

Pure geometry on tuples of numbers. The grammar and the arc formulas are those of SVG 2: chapter 9 "Paths" and
appendix B.2 "Elliptical arc parameterization conversion". It may not know XML, colours, files or pages.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from handouts.graphics.document import PathSegment

Matrix = tuple[float, float, float, float, float, float]
"""(a, b, c, d, e, f): a point (x, y) goes to (a x + c y + e, b x + d y + f)."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

CIRCLE = 4 / 3 * (math.sqrt(2) - 1)
"""Handle length of the cubic that comes nearest to a quarter of a unit circle."""

_OPERANDS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_GAP = re.compile(r"[\s,]*")


class PathDataError(ValueError):
    """Path data that cannot be read; the message is for people."""


def multiply(outer: Matrix, inner: Matrix) -> Matrix:
    """Return the matrix that applies *inner* first, then *outer*."""
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return (a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f)


def line_scale(matrix: Matrix) -> float:
    """Return by how much *matrix* widens a line: the square root of how much it grows an area."""
    a, b, c, d, _, _ = matrix
    return math.sqrt(abs(a * d - b * c))


def transformed(segments: Iterable[PathSegment], matrix: Matrix) -> tuple[PathSegment, ...]:
    """Return *segments* (M, L, C and Z) moved by *matrix*."""
    if matrix == IDENTITY:
        return tuple(segments)
    a, b, c, d, e, f = matrix
    result: list[PathSegment] = []
    for operator, values in segments:
        moved: list[float] = []
        for index in range(0, len(values), 2):
            x, y = values[index], values[index + 1]
            moved += (a * x + c * y + e, b * x + d * y + f)
        result.append((operator, tuple(moved)))
    return tuple(result)


def numbers(text: str) -> list[float]:
    """Return the numbers of a list such as ``0,0 10-5``; raise PathDataError for anything else in it."""
    result: list[float] = []
    position = _skip_gap(text, 0)
    while position < len(text):
        value, position = _number(text, position)
        result.append(value)
    return result


def parse_path(data: str) -> tuple[PathSegment, ...]:
    """Return the segments (M, L, C, Z; absolute) of SVG path *data*; raise PathDataError.

    Quadratic curves and elliptical arcs become cubics.
    """
    pen = _Pen()
    position = _skip_gap(data, 0)
    command = ""
    while position < len(data):
        character = data[position]
        if character.isascii() and character.isalpha():
            command, position = character, position + 1
            if command.upper() not in _OPERANDS:
                raise PathDataError(f'"{command}" is not a path command')
        elif command in ("", "z", "Z"):
            raise PathDataError(f'"{data[position : position + 12]}" stands where a path command should')
        if not pen.segments and command not in "Mm":
            raise PathDataError(f'a path starts with M, not with "{command}"')
        operands: list[float] = []
        for index in range(_OPERANDS[command.upper()]):
            position = _skip_gap(data, position)
            if command in "Aa" and index in (3, 4):  # flags are one digit and may touch what follows
                flag = data[position : position + 1]
                if flag not in ("0", "1"):
                    raise PathDataError(f'an arc\'s flag is 0 or 1, not "{flag}"')
                value, position = float(flag), position + 1
            else:
                value, position = _number(data, position)
            operands.append(value)
        pen.draw(command, operands)
        if command in "Mm":  # further pairs after a move are lines
            command = "L" if command == "M" else "l"
        position = _skip_gap(data, position)
    return tuple(pen.segments)


class _Pen:
    """Follows path commands and writes down absolute segments."""

    def __init__(self) -> None:
        self.segments: list[PathSegment] = []
        self.x = self.y = 0.0
        self.start = (0.0, 0.0)
        self.handle = (0.0, 0.0)  # the control point that a smooth curve mirrors
        self.previous = ""

    def draw(self, command: str, operands: list[float]) -> None:
        name = command.upper()
        if self.previous == "Z" and name not in "MZ":  # a closed outline goes on from its start
            self.segments.append(("M", self.start))
        if command.islower() and name not in "ZA":
            if name == "V":
                operands = [operands[0] + self.y]
            else:
                operands = [value + (self.y if index % 2 else self.x) for index, value in enumerate(operands)]
        elif command == "a":
            operands = [*operands[:5], operands[5] + self.x, operands[6] + self.y]
        if name == "M":
            self._go("M", operands)
            self.start = (self.x, self.y)
        elif name in "LHV":
            self._go("L", {"L": operands, "H": [*operands, self.y], "V": [self.x, *operands]}[name])
        elif name in "CS":
            if name == "S":
                operands = [*self._mirrored("CS"), *operands]
            self._go("C", operands)
            self.handle = (operands[2], operands[3])
        elif name in "QT":
            if name == "T":
                operands = [*self._mirrored("QT"), *operands]
            handle_x, handle_y, x, y = operands
            self._go(
                "C",
                [
                    (self.x + 2 * handle_x) / 3,
                    (self.y + 2 * handle_y) / 3,
                    (x + 2 * handle_x) / 3,
                    (y + 2 * handle_y) / 3,
                    x,
                    y,
                ],
            )
            self.handle = (handle_x, handle_y)
        elif name == "A":
            for curve in arc(self.x, self.y, *operands):
                self._go(curve[0], list(curve[1]))
        elif name == "Z" and self.previous != "Z":
            self.segments.append(("Z", ()))
            self.x, self.y = self.start
        self.previous = name

    def _go(self, operator: str, operands: list[float]) -> None:
        self.segments.append((operator, tuple(operands)))
        self.x, self.y = operands[-2:]

    def _mirrored(self, after: str) -> tuple[float, float]:
        if self.previous and self.previous in after:
            return (2 * self.x - self.handle[0], 2 * self.y - self.handle[1])
        return (self.x, self.y)


def arc(
    x0: float,
    y0: float,
    radius_x: float,
    radius_y: float,
    rotation: float,
    large: float,
    sweep: float,
    x: float,
    y: float,
) -> list[PathSegment]:
    """Return cubics (or one line) for the elliptical arc from (x0, y0) to (x, y); *rotation* in degrees."""
    if (x0, y0) == (x, y):
        return []
    radius_x, radius_y = abs(radius_x), abs(radius_y)
    if radius_x == 0 or radius_y == 0:
        return [("L", (x, y))]
    cosine, sine = math.cos(math.radians(rotation)), math.sin(math.radians(rotation))
    half_x, half_y = (x0 - x) / 2, (y0 - y) / 2
    along, across = cosine * half_x + sine * half_y, cosine * half_y - sine * half_x
    ratio_x, ratio_y = along / radius_x, across / radius_y
    reach = ratio_x * ratio_x + ratio_y * ratio_y
    if not math.isfinite(reach) or reach == 0:  # radii or distances beyond what a float can square
        return [("L", (x, y))]
    if reach > 1:  # too small to reach: grown until they do
        radius_x, radius_y = radius_x * math.sqrt(reach), radius_y * math.sqrt(reach)
        ratio_x, ratio_y, reach = ratio_x / math.sqrt(reach), ratio_y / math.sqrt(reach), 1.0
    offset = math.sqrt(max(0.0, 1 / reach - 1)) * (-1 if bool(large) == bool(sweep) else 1)
    unit_x, unit_y = offset * ratio_y, -offset * ratio_x  # the centre, on the unit circle
    start = math.atan2(ratio_y - unit_y, ratio_x - unit_x)
    turn = math.atan2(-ratio_y - unit_y, -ratio_x - unit_x) - start
    if sweep and turn < 0:
        turn += 2 * math.pi
    elif not sweep and turn > 0:
        turn -= 2 * math.pi
    pieces = max(1, math.ceil(abs(turn) / (math.pi / 2) - 1e-9))
    step = turn / pieces
    handle = 4 / 3 * math.tan(step / 4)
    centre_x, centre_y = (x0 + x) / 2, (y0 + y) / 2
    outward: Matrix = (
        cosine * radius_x,
        sine * radius_x,
        -sine * radius_y,
        cosine * radius_y,
        centre_x + cosine * radius_x * unit_x - sine * radius_y * unit_y,
        centre_y + sine * radius_x * unit_x + cosine * radius_y * unit_y,
    )
    curves: list[PathSegment] = []
    for piece in range(pieces):
        begin, end = start + piece * step, start + (piece + 1) * step
        curves.append(
            (
                "C",
                (
                    math.cos(begin) - handle * math.sin(begin),
                    math.sin(begin) + handle * math.cos(begin),
                    math.cos(end) + handle * math.sin(end),
                    math.sin(end) - handle * math.cos(end),
                    math.cos(end),
                    math.sin(end),
                ),
            )
        )
    curves = list(transformed(curves, outward))
    curves[-1] = ("C", (*curves[-1][1][:4], x, y))  # the last point exactly, so that outlines stay closed
    return curves


def ellipse(centre_x: float, centre_y: float, radius_x: float, radius_y: float) -> tuple[PathSegment, ...]:
    """Return the closed outline of an ellipse as four cubics."""
    k = CIRCLE
    unit: list[PathSegment] = [
        ("M", (1, 0)),
        ("C", (1, k, k, 1, 0, 1)),
        ("C", (-k, 1, -1, k, -1, 0)),
        ("C", (-1, -k, -k, -1, 0, -1)),
        ("C", (k, -1, 1, -k, 1, 0)),
        ("Z", ()),
    ]
    return transformed(unit, (radius_x, 0, 0, radius_y, centre_x, centre_y))


def rectangle(
    x: float, y: float, width: float, height: float, radius_x: float = 0, radius_y: float = 0
) -> tuple[PathSegment, ...]:
    """Return the closed outline of a rectangle, with rounded corners where both radii are above 0."""
    right, bottom = x + width, y + height
    if radius_x <= 0 or radius_y <= 0:
        return (("M", (x, y)), ("L", (right, y)), ("L", (right, bottom)), ("L", (x, bottom)), ("Z", ()))
    rx, ry = min(radius_x, width / 2), min(radius_y, height / 2)
    hx, hy = rx * (1 - CIRCLE), ry * (1 - CIRCLE)
    return (
        ("M", (x + rx, y)),
        ("L", (right - rx, y)),
        ("C", (right - hx, y, right, y + hy, right, y + ry)),
        ("L", (right, bottom - ry)),
        ("C", (right, bottom - hy, right - hx, bottom, right - rx, bottom)),
        ("L", (x + rx, bottom)),
        ("C", (x + hx, bottom, x, bottom - hy, x, bottom - ry)),
        ("L", (x, y + ry)),
        ("C", (x, y + hy, x + hx, y, x + rx, y)),
        ("Z", ()),
    )


def polyline(values: list[float], closed: bool) -> tuple[PathSegment, ...]:
    """Return lines through the points *values* (x, y, x, y, …); a last lone number is left out."""
    points = [(values[index], values[index + 1]) for index in range(0, len(values) - 1, 2)]
    if len(points) < 2:
        return ()
    lines: list[PathSegment] = [("L" if index else "M", point) for index, point in enumerate(points)]
    return (*lines, ("Z", ())) if closed else tuple(lines)


def _skip_gap(text: str, position: int) -> int:
    gap = _GAP.match(text, position)
    return gap.end() if gap else position


def _number(text: str, position: int) -> tuple[float, int]:
    match = _NUMBER.match(text, position)
    if match is None:
        found = text[position : position + 12]
        message = f'"{found}" stands where a number should' if found else "a number is missing at the end"
        raise PathDataError(message)
    value = float(match[0])
    if not math.isfinite(value):
        raise PathDataError(f'the number "{match[0][:24]}" is too large')
    return value, _skip_gap(text, match.end())
