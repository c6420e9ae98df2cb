"""Boxes: things with a width and a height that put marks on a page. Knows geometry, no type and no handouts.

A box is laid out when it is made (its height is final) and painted once, with its upper left corner at (x, top).
Structure elements are made by whoever makes the boxes, in reading order, so where a box lands never changes
the order in which a page is read aloud.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from handouts.graphics.document import Bookmark, Colour, Drawing, Mark, Path, StructureElement


@dataclass(slots=True, eq=False, repr=False)
class Canvas:
    """Collects the marks and bookmarks of one page."""

    marks: list[Mark] = field(default_factory=list)
    bookmarks: list[Bookmark] = field(default_factory=list)

    def rectangle(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: Colour | None = None,
        stroke: Colour | None = None,
        line_width: float = 1.0,
        radius: float = 0.0,
        dash: tuple[float, ...] = (),
    ) -> None:
        """Paint a rectangle with its lower left corner at (x, y), as decoration."""
        path = Path(rounded(0, 0, width, height, radius), fill, stroke, line_width, dash)
        self.marks.append(Drawing(x, y, (path,)))

    def rule(
        self,
        x: float,
        y: float,
        width: float,
        colour: Colour,
        line_width: float = 0.8,
        dash: tuple[float, ...] = (),
        element: StructureElement | None = None,
    ) -> None:
        """Paint a horizontal line, as decoration, or as content of *element* (a line to write on)."""
        path = Path((("M", (0.0, 0.0)), ("L", (width, 0.0))), None, colour, line_width, dash)
        self.marks.append(Drawing(x, y, (path,), element=element))


def rounded(
    x: float, y: float, width: float, height: float, radius: float
) -> tuple[tuple[str, tuple[float, ...]], ...]:
    """Return the segments of a rectangle with round corners (a quarter circle by a cubic: factor 0.5523)."""
    if radius <= 0:
        return (("R", (x, y, width, height)),)
    r, k = radius, radius * (1 - 0.5523)
    right, top = x + width, y + height
    return (
        ("M", (x + r, y)),
        ("L", (right - r, y)),
        ("C", (right - k, y, right, y + k, right, y + r)),
        ("L", (right, top - r)),
        ("C", (right, top - k, right - k, top, right - r, top)),
        ("L", (x + r, top)),
        ("C", (x + k, top, x, top - k, x, top - r)),
        ("L", (x, y + r)),
        ("C", (x, y + k, x + k, y, x + r, y)),
        ("Z", ()),
    )


class Box(Protocol):
    """Anything with a height that can be painted."""

    @property
    def height(self) -> float: ...

    def paint(self, canvas: Canvas, x: float, top: float) -> None: ...


@dataclass(slots=True, eq=False, repr=False)
class Stack:
    """Boxes one under another, *gap* points apart."""

    boxes: Sequence[Box]
    gap: float = 0.0

    @property
    def height(self) -> float:
        return sum(box.height for box in self.boxes) + self.gap * max(0, len(self.boxes) - 1)

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        for box in self.boxes:
            box.paint(canvas, x, top)
            top -= box.height + self.gap


@dataclass(slots=True, eq=False, repr=False)
class Beside:
    """Boxes side by side, each at its own offset from the left; aligned at the top."""

    boxes: Sequence[tuple[float, Box]]

    @property
    def height(self) -> float:
        return max((box.height for _, box in self.boxes), default=0.0)

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        for offset, box in self.boxes:
            box.paint(canvas, x + offset, top)


@dataclass(slots=True, eq=False, repr=False)
class Panel:
    """A box with padding, a fill and a border."""

    content: Box
    width: float
    padding: float
    fill: Colour | None = None
    stroke: Colour | None = None
    line_width: float = 1.0
    radius: float = 4.0

    @property
    def height(self) -> float:
        return self.content.height + 2 * self.padding

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        bottom = top - self.height
        if self.fill or self.stroke:
            canvas.rectangle(
                x, bottom, self.width, self.height, self.fill, self.stroke, self.line_width, self.radius
            )
        self.content.paint(canvas, x + self.padding, top - self.padding)


@dataclass(slots=True, eq=False, repr=False)
class PictureBox:
    """Paths drawn to a given size; y points down in the paths, as in SVG. ``element``: its Figure or Lbl, or decoration."""

    paths: tuple[Path, ...]
    scale: float
    width: float
    height: float
    element: StructureElement | None = None
    drop: float = 0.0

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        canvas.marks.append(Drawing(x, top - self.drop, self.paths, self.scale, True, self.element))


@dataclass(slots=True, eq=False, repr=False)
class WriteLines:
    """Lines for handwriting, *spacing* points apart, across *width*; ``element`` is the field that they are."""

    count: int
    width: float
    spacing: float
    colour: Colour
    line_width: float
    element: StructureElement | None = None

    @property
    def height(self) -> float:
        return self.count * self.spacing

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        for number in range(1, self.count + 1):
            y = top - number * self.spacing + 2
            canvas.rule(x, y, self.width, self.colour, self.line_width, element=self.element)
