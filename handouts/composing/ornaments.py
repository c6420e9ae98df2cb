"""Ornaments: boxes that add a rule, a ring, a bar or a place to what they hold. They say nothing of their own.

All their measures come from the design. Knows no handouts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handouts.composing.boxes import Box, Canvas
from handouts.composing.design import Design
from handouts.composing.paragraphs import TextBox
from handouts.graphics.document import Colour, Drawing, Path, TextLine


@dataclass(slots=True, eq=False, repr=False)
class Underlined:
    """A heading with a short thick rule of the accent under it."""

    content: Box
    design: Design

    @property
    def height(self) -> float:
        return self.content.height + 8  # as tall as a Bar, so that headings side by side stand on one line

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        self.content.paint(canvas, x, top - 4)
        design = self.design
        canvas.rectangle(x, top - self.height, 26, design.stroke.accent, design.palette.accent)


@dataclass(slots=True, eq=False, repr=False)
class Bar:
    """A heading in a bar of the brand's colour, for what the patient has to do; in mono on a rule as wide."""

    content: Box
    width: float
    design: Design

    @property
    def height(self) -> float:
        return self.content.height + 8

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        design, palette = self.design, self.design.palette
        if design.mono:
            canvas.rule(x, top - self.height, self.width, palette.ink, design.stroke.accent)
            self.content.paint(canvas, x, top - 4)
            return
        half = design.stroke.tick_box / 2
        canvas.rectangle(
            x + half,
            top - self.height + half,
            self.width - 2 * half,
            self.height - 2 * half,
            palette.band,
            palette.brand,
            design.stroke.tick_box,
            design.radius.bar,
        )
        self.content.paint(canvas, x + design.space.padding, top - 4)


@dataclass(slots=True, eq=False, repr=False)
class Strip:
    """The heading of a group on a strip of tint; where there is none, on a hairline."""

    content: Box
    width: float
    design: Design

    @property
    def height(self) -> float:
        return self.content.height + 4

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        design, palette = self.design, self.design.palette
        if design.mono:
            canvas.rule(x, top - self.height, self.width, palette.ink, design.stroke.frame)
            self.content.paint(canvas, x, top - 2)
            return
        canvas.rectangle(x, top - self.height, self.width, self.height, palette.tint, radius=2.0)
        self.content.paint(canvas, x + 0.6 * design.space.padding, top - 2)


@dataclass(slots=True, eq=False, repr=False)
class Ring:
    """A short text, such as a number, in the middle of a ring."""

    content: TextBox
    diameter: float
    design: Design

    @property
    def height(self) -> float:
        return max(self.diameter, self.content.height)

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        side, stroke, palette = self.diameter, self.design.stroke.ring, self.design.palette
        drop = (self.design.leading - side) / 2
        canvas.rectangle(
            x + stroke / 2,
            top - drop - side + stroke / 2,
            side - stroke,
            side - stroke,
            None,
            palette.accent if self.design.mono else palette.brand,
            stroke,
            (side - stroke) / 2,
        )
        self.content.paint(
            canvas, x + (side - self.content.used) / 2, top - (self.design.leading - self.content.height) / 2
        )


@dataclass(slots=True, eq=False, repr=False)
class OnLine:
    """An entry on a time line: a ring, and a line down to the next."""

    content: Box
    indent: float
    design: Design
    last: bool

    @property
    def height(self) -> float:
        return self.content.height

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        design = self.design
        radius, stroke = 0.28 * design.body, design.stroke.ring
        centre = top - design.leading / 2
        if not self.last:
            below = top - self.height - design.gap
            canvas.rectangle(x + radius - 0.7, below, 1.4, centre - radius - below, design.palette.rule)
        canvas.rectangle(
            x, centre - radius, 2 * radius, 2 * radius, None, design.palette.brand, stroke, radius
        )
        self.content.paint(canvas, x + self.indent, top)


@dataclass(slots=True, eq=False, repr=False)
class FlushRight:
    """Lines that end at the right edge of *width*."""

    content: TextBox
    width: float

    @property
    def height(self) -> float:
        return self.content.height

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        start = len(canvas.marks)
        self.content.paint(canvas, x, top)
        for index in range(start, len(canvas.marks)):
            mark = canvas.marks[index]
            if isinstance(mark, TextLine):
                canvas.marks[index] = replace(mark, x=x + self.width - mark.width)


@dataclass(slots=True, eq=False, repr=False)
class Divided:
    """Boxes side by side, each at its offset, with a hairline in the middle of the *gap* between two."""

    boxes: Sequence[tuple[float, Box]]
    gap: float
    design: Design

    @property
    def height(self) -> float:
        return max(box.height for _, box in self.boxes)

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        for offset, box in self.boxes:
            if offset:
                between = x + offset - self.gap / 2
                canvas.rectangle(between - 0.3, top - self.height, 0.6, self.height, self.design.palette.rule)
            box.paint(canvas, x + offset, top)


@dataclass(slots=True, eq=False, repr=False)
class Centred:
    """A box in the middle of a greater height."""

    content: Box
    least: float

    @property
    def height(self) -> float:
        return max(self.least, self.content.height)

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        self.content.paint(canvas, x, top - (self.height - self.content.height) / 2)


@dataclass(slots=True, eq=False, repr=False)
class Banded:
    """A header with a band of the brand's colour and its accent under it."""

    content: Box
    design: Design

    @property
    def height(self) -> float:
        return self.content.height + 7 + self.design.stroke.band

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        self.content.paint(canvas, x, top)
        design, bottom = self.design, top - self.height
        canvas.rectangle(x, bottom, design.width, design.stroke.band, design.palette.brand)
        canvas.rectangle(x, bottom, 0.22 * design.width, design.stroke.band, design.palette.accent)


@dataclass(slots=True, eq=False, repr=False)
class Card:
    """A box in a frame, on tint unless *fill* says otherwise."""

    content: Box
    design: Design
    width: float
    fill: Colour | None = None

    @property
    def height(self) -> float:
        return self.content.height + 1.4 * self.design.space.padding

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        design, palette = self.design, self.design.palette
        canvas.rectangle(
            x,
            top - self.height,
            self.width,
            self.height,
            self.fill or palette.tint,
            palette.rule,
            design.stroke.frame,
            design.radius.card,
        )
        self.content.paint(canvas, x + design.space.padding, top - 0.7 * design.space.padding)


@dataclass(slots=True, eq=False, repr=False)
class Field:
    """What opens the first page, on a field of tint that hangs from the band above it; in mono, on the paper."""

    content: Box
    design: Design

    @staticmethod
    def inset(design: Design) -> float:
        """Return how far the content stands inside, in points."""
        return 0.0 if design.mono else design.space.padding

    @property
    def height(self) -> float:
        return self.content.height + self.design.space.padding + self.inset(self.design)

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        design = self.design
        if not design.mono:
            canvas.rectangle(x, top - self.height, design.width, self.height, design.palette.tint)
        self.content.paint(canvas, x + self.inset(design), top - design.space.padding)


@dataclass(slots=True, eq=False, repr=False)
class Turn:
    """A request to turn over, with a triangle after it that points on."""

    content: TextBox

    @property
    def width(self) -> float:
        """The width of the words and the triangle."""
        return self.content.used + self.content.style.size

    @property
    def height(self) -> float:
        return self.content.height

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        self.content.paint(canvas, x, top)
        side = 0.62 * self.content.style.size
        triangle = (("M", (0.0, 0.0)), ("L", (0.0, side)), ("L", (0.9 * side, side / 2)), ("Z", ()))
        path = Path(triangle, self.content.style.colour)
        canvas.marks.append(Drawing(x + self.width - 0.9 * side, top - (self.height + side) / 2, (path,)))
