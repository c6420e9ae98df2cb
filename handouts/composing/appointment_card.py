"""The appointment card: each fact of the visit filled in, or a line to write on. Knows the design and a handout's card.

A value is never clipped: it is set smaller, then on several lines, then on the whole width of the card, then under
its label, before a word of it is cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handouts.composing.boxes import Beside, Box, Canvas, Stack
from handouts.composing.design import Design
from handouts.composing.lines import TextStyle, longest_word
from handouts.composing.ornaments import Card
from handouts.composing.paragraphs import Source, TextBox, text_box
from handouts.graphics.colour import WHITE
from handouts.graphics.document import StructureElement
from handouts.tailoring.handout import CardRow, RichText, Run

SMALLEST = 0.8
"""How far a value may shrink so that it fits on one line."""


class CardComposer:
    """Makes the card of one handout, and single rows of it; ``words`` are the page's own words."""

    def __init__(self, design: Design, rows: Sequence[CardRow], words: dict[str, str]) -> None:
        self.design, self.rows, self.words = design, rows, words
        palette = design.palette
        self.strong = TextStyle(design.text, design.body, design.leading, palette.ink, True)
        self.label = TextStyle(design.text, design.label, design.label * 1.3, palette.brand_on_tint, True)

    def needs_more_than(self, across: float) -> bool:
        """Return whether a word of a value is wider than a card that is *across* wide."""
        inner = across - 2 * self.design.space.padding
        return any(self._widest(row) > inner for row in self.rows)

    def card(self, root: StructureElement, across: float, alone: bool = False) -> Box:
        """Return the card; ``alone`` is as in `Source`.

        Where there are columns the first row, which names the patient, has the whole width, and the rest two share,
        if their words are not too wide for that.
        """
        design = self.design
        part = root.add("Sect", title=self.words["appointment"])
        inner = across - 2 * design.space.padding
        gutter = 1.4 * design.space.padding
        width = (inner - (design.columns - 1) * gutter) / design.columns
        first, *others = self.rows
        lines: list[Box] = [self.row(first, inner, part.add("P"), alone=alone)]
        for start in range(0, len(others), design.columns):
            together = others[start : start + design.columns]
            if all(self._fits_beside(row, width, self.label) for row in together):
                boxes = [self.row(row, width, part.add("P"), alone=alone) for row in together]
                lines.append(Beside([(number * (width + gutter), box) for number, box in enumerate(boxes)]))
            else:
                lines += [self.row(row, inner, part.add("P"), alone=True) for row in together]
        return Card(Stack(lines, 1.0), design, across, WHITE)

    def row(
        self,
        row: CardRow,
        width: float,
        element: StructureElement,
        label_style: TextStyle | None = None,
        alone: bool = False,
    ) -> Box:
        """Return one fact of the appointment, filled in or a line to write on."""
        style = label_style or self.label
        label = text_box(f"{row.label}:", width, style, element)
        used = label.used + 6
        under = not self._fits_beside(row, width, style)
        spacing = 1.75 * self.design.body
        value = blank = None
        if row.value:
            text = RichText((Run(row.value),), slot=row.slot)
            room = width if under else width - used
            value = set_shrunk(text, room, self.strong, element.add("Span"), alone or under)
        else:
            blank = element.add("Form", field="text", alternate=self.words["blank_line"])
        return _Row(label, 0.0 if under else used, width, value, spacing, self.design, blank, under)

    def _fits_beside(self, row: CardRow, width: float, label_style: TextStyle) -> bool:
        """Return whether every word of the row's value fits beside its label."""
        if not row.value:
            return True
        label = text_box(f"{row.label}:", width, label_style, None)
        return self._widest(row) <= width - label.used - 6

    def _widest(self, row: CardRow) -> float:
        smallest = replace(self.strong, size=SMALLEST * self.strong.size)
        return longest_word(row.value, smallest) if row.value else 0.0


def set_shrunk(
    text: RichText, width: float, style: TextStyle, element: StructureElement | None, alone: bool = False
) -> TextBox:
    """Return *text* on one line if it fits at no less than 80 % of its size, else wrapped; never clipped."""
    for factor in (1.0, 0.9, SMALLEST):
        box = text_box(text, width, replace(style, size=style.size * factor), element)
        if len(box.lines) == 1:
            break
    if text.slot is not None:
        box.source = Source(text.slot, width, style, _set_again, alone)
    return box


def _set_again(text: RichText, width: float, style: TextStyle) -> TextBox:
    return set_shrunk(text, width, style, None)


@dataclass(slots=True, eq=False, repr=False)
class _Row:
    """A label and its value or its line to write on: beside it, or ``under`` it."""

    label: TextBox
    used: float
    width: float
    value: TextBox | None
    spacing: float
    design: Design
    blank: StructureElement | None
    under: bool

    @property
    def height(self) -> float:
        if self.under and self.value is not None:
            return self.spacing + self.value.height
        return max(self.spacing, self.value.height + 4 if self.value else 0)

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        drop = self.spacing - self.design.leading - 1
        # On the first baseline of the value; a label of several lines ends there.
        style, design = self.label.style, self.design
        above = (design.leading + 0.68 * design.body - style.leading - 0.68 * style.size) / 2
        raised = (len(self.label.lines) - 1) * style.leading
        self.label.paint(canvas, x, top - drop - above + raised)
        if self.value is not None:
            below = design.leading if self.under else 0.0
            self.value.paint(canvas, x + self.used, top - drop - below)
        else:
            y, width = top - self.spacing + 4, self.width - self.used
            canvas.rule(
                x + self.used, y, width, design.palette.quiet, design.stroke.write_in, element=self.blank
            )
