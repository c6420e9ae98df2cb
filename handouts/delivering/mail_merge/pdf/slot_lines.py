"""The lines in the slots of a document, the only ones in which its copies differ, on whatever pages they are.

A page's lines are drawn in a content stream of their own, after what all copies share: this module writes that stream
for a copy, and leaves everything else as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from handouts.graphics.document import StructureElement, TextLine, TextRun
from handouts.rendering.canvas import HandoutCanvas
from handouts.rendering.glyphs import DocumentFonts
from handouts.rendering.lines import LinePainter


@dataclass(frozen=True, slots=True)
class SlotLine:
    """Where a line of a copy stands: of page *page* (from 0); ``source`` is what its maker noted on the line."""

    page: int
    x: float
    y: float
    element: StructureElement | None
    source: object


class FilledLine(NamedTuple):
    """What a copy says on a line in a slot: see the fields of the same names of `TextLine`."""

    runs: tuple[TextRun, ...]
    ends_word: bool
    rightwards: bool


class SlotLines:
    """The lines of a document drawn on *canvas* that differ from copy to copy, in the order they are drawn."""

    def __init__(self, canvas: HandoutCanvas) -> None:
        self.lines = [
            SlotLine(page, line.x, line.y, line.element, line.source)
            for page, (_stream, own) in canvas.slot_lines.items()
            for line in own
        ]
        self._openers = canvas.slot_openers

    def placed(self, filled_lines: Sequence[FilledLine]) -> list[TextLine]:
        """Return the lines as a copy says them."""
        return [
            TextLine(
                line.x, line.y, filled.runs, line.element, filled.ends_word, line.source, filled.rightwards
            )
            for line, filled in zip(self.lines, filled_lines, strict=True)
        ]

    def contents(self, fonts: DocumentFonts, filled_lines: Sequence[FilledLine]) -> dict[int, bytes]:
        """Return for each page that has such lines their operators in a copy, as the canvas would write them."""
        lines: dict[int, list[TextLine]] = {page: [] for page in self._openers}
        for where, line in zip(self.lines, self.placed(filled_lines), strict=True):
            lines[where.page].append(line)
        return {page: _content(fonts, of_page, self._openers[page]) for page, of_page in lines.items()}


def _content(fonts: DocumentFonts, lines: Sequence[TextLine], openers: Sequence[str]) -> bytes:
    operators: list[str] = []
    waiting = iter(openers)
    opened: list[StructureElement | None] = []

    def mark(element: StructureElement | None) -> None:
        if opened and opened[-1] is element:
            return
        if opened:
            operators.append("EMC")
        operators.append(next(waiting))
        opened.append(element)

    painter = LinePainter(fonts, operators.append, mark)
    for line in lines:
        painter.paint(line)
    if opened:
        operators.append("EMC")
    return "\n".join(operators).encode("latin-1")
