"""The boxes of a proof: rows with swatches, a colour before and after, letters on their ground. Knows the design."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handouts.composing.blocks import icon_box
from handouts.composing.boxes import Box, Canvas
from handouts.composing.design import Design
from handouts.composing.duties import Duty
from handouts.composing.lines import TextStyle
from handouts.composing.paragraphs import text_box
from handouts.graphics.document import Colour

SWATCH = 54.0
"""Points from the left edge to the words beside two swatches."""


@dataclass(frozen=True, slots=True)
class Pair:
    """What stands on a ground of the specimen's pages: its kind, an example of its words, and the ratio it needs."""

    kind: str
    example: str
    colour: Colour
    ground: Colour
    needed: float


@dataclass(slots=True, eq=False, repr=False)
class PictureFirst:
    """A cell whose words begin beside a picture, both in the middle of the greater height."""

    picture: Box | None
    words: Box

    @property
    def height(self) -> float:
        return max(self.words.height, self.picture.height if self.picture is not None else 0.0)

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        if self.picture is not None:
            self.picture.paint(canvas, x, top - (self.height - self.picture.height) / 2)
        self.words.paint(canvas, x + SWATCH, top - (self.height - self.words.height) / 2)


@dataclass(slots=True, eq=False, repr=False)
class Swatches:
    """Colours side by side, each on a small field."""

    shades: Sequence[Colour]
    design: Design
    height: float = 15.0

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        for number, shade in enumerate(self.shades):
            canvas.rectangle(
                x + 22 * number, top - self.height, 18, self.height, shade, self.design.palette.quiet, 0.6, 3
            )


@dataclass(slots=True, eq=False, repr=False)
class Change:
    """Two swatches, before and after, on the ground that they stand on, beside the words that say why."""

    duty: Duty
    text: Box
    design: Design

    @property
    def height(self) -> float:
        return max(42.0, self.text.height)

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        duty, palette = self.duty, self.design.palette
        canvas.rectangle(x, top - 40, 132, 40, duty.ground, palette.rule, 0.8, 5)
        canvas.rectangle(x + 8, top - 32, 50, 24, duty.wanted, None, 1, 3)
        canvas.rectangle(x + 74, top - 32, 50, 24, duty.printed, None, 1, 3)
        if duty.changed:
            canvas.rule(x + 61, top - 20, 10, palette.ink, 1.2)
        self.text.paint(canvas, x + 150, top)


@dataclass(slots=True, eq=False, repr=False)
class Example:
    """A swatch of a ground with letters in the colour that stands on it."""

    pair: Pair
    design: Design
    height: float = 20.0

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        pair, palette = self.pair, self.design.palette
        canvas.rectangle(x, top - self.height - 1, 40, self.height - 1, pair.ground, palette.rule, 0.8, 3)
        if pair.kind == "graphic":
            icon_box("call", 14, pair.colour).paint(canvas, x + 13, top - 3)
        else:
            style = TextStyle(self.design.text, self.design.body, 16, pair.colour, True)
            text_box("Aa", 30, style, None).paint(canvas, x + 12, top - 2)
