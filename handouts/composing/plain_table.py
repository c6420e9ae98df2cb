"""The table of content: texts in rows under headings become a table whose columns follow them.

Where not even the whole page is wide enough for the longest words side by side, the cells of each row stand one under
another, each below its heading. Knows the design and a tailored table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from handouts.composing.boxes import Box, Stack
from handouts.composing.column_widths import column_widths
from handouts.composing.design import Design
from handouts.composing.lines import Strain, TextStyle, longest_word
from handouts.composing.paragraphs import TextBox, text_box
from handouts.composing.table import ROOM_TO_WRITE, Blank, Grid, Row, Table, need_of
from handouts.graphics.document import StructureElement
from handouts.tailoring import handout as tailored
from handouts.tailoring.handout import RichText

PADDING = 0.6
"""White between two cells, in sizes of type."""
SetText = Callable[[RichText, float, TextStyle, StructureElement, bool], TextBox]
"""Sets a text to a width; the last argument is `Source.alone`."""


class PlainTable:
    """A table of *width* points; ``head`` and ``body`` are its styles.

    ``strain``: what has to give way so that its words fit side by side. ``alone`` is as in `Source`.
    """

    def __init__(
        self, table: tailored.Table, width: float, design: Design, head: TextStyle, body: TextStyle
    ) -> None:
        self.table, self.width, self.design, self.head, self.body = table, width, design, head, body
        self.grid = Grid(design.palette.rule, design.stroke.hairline, right=PADDING * design.body)
        self.alone = False
        self.widths, self.strain = self._column_widths(for_all_visits=True)
        if any(cell.slot is not None and self._is_too_wide(cell, at) for cell, at in self._cells()):
            self.alone = True
            self.widths, self.strain = self._column_widths(for_all_visits=False)

    def rows(self, element: StructureElement, set_text: SetText) -> Table:
        """Return the table, its rows in *element*; ``set_text`` sets its texts."""
        columns = self.table.columns
        line = element.add("THead").add("TR")
        cells = [line.add("TH", scope="Column") for _ in columns]
        body = element.add("TBody")
        if self.strain is Strain.CUT:
            head: list[Box] = [
                set_text(text, self.width, self.head, cell, False)
                for text, cell in zip(columns, cells, strict=True)
            ]
            stacked = [self._stacked(row, body.add("TR"), set_text) for row in self.table.rows]
            return Table(Row([Stack(head)], [self.width], self.grid), None, stacked)
        headings: list[Box] = [
            set_text(text, width - self.grid.right, self.head, cell, False)
            for text, width, cell in zip(columns, self.widths, cells, strict=True)
        ]
        again: list[Box] = [
            text_box(replace(text, slot=None), width - self.grid.right, self.head, None)
            for text, width in zip(columns, self.widths, strict=True)
        ]
        rows = [self._row(row, body.add("TR"), set_text) for row in self.table.rows]
        return Table(Row(headings, self.widths, self.grid), Row(again, self.widths, self.grid), rows)

    def _row(self, cells: Sequence[RichText], line: StructureElement, set_text: SetText) -> Row:
        boxes: list[Box] = []
        for cell, width in zip(cells, self.widths, strict=True):
            element = line.add("TD")
            is_blank = not cell.plain.strip()
            room = width - self.grid.right
            boxes.append(Blank() if is_blank else set_text(cell, room, self.body, element, self.alone))
        to_write = any(isinstance(box, Blank) for box in boxes)
        return Row(boxes, self.widths, self.grid, ROOM_TO_WRITE if to_write else 0.0)

    def _stacked(self, cells: Sequence[RichText], line: StructureElement, set_text: SetText) -> Row:
        """Return *cells* one under another, each below its heading, which is read aloud where the table begins."""
        boxes: list[Box] = []
        for heading, cell in zip(self.table.columns, cells, strict=True):
            element = line.add("TD")
            boxes.append(text_box(replace(heading, slot=None), self.width, self.head, None))
            is_blank = not cell.plain.strip()
            boxes.append(
                Blank(height=ROOM_TO_WRITE)
                if is_blank
                else set_text(cell, self.width, self.body, element, self.alone)
            )
        return Row([Stack(boxes)], [self.width], self.grid)

    def _cells(self) -> list[tuple[RichText, float]]:
        """Return every cell with the width of its column."""
        return [pair for row in self.table.rows for pair in zip(row, self.widths, strict=True)]

    def _is_too_wide(self, cell: RichText, width: float) -> bool:
        return longest_word(cell, self.body) > width - self.grid.right + 0.01

    def _column_widths(self, for_all_visits: bool) -> tuple[list[float], Strain]:
        """Return the widths of the columns, and what must give way for them."""
        columns = [
            [(heading, self.head), *((row[index], self.body) for row in self.table.rows)]
            for index, heading in enumerate(self.table.columns)
        ]
        for allowed in (Strain.NONE, Strain.BINDING, Strain.MARK):
            needs = [need_of(column, self.grid.padding, allowed, for_all_visits) for column in columns]
            widths = column_widths(needs, self.width)
            if widths is not None:
                return widths, allowed
        return [self.width] * len(columns), Strain.CUT
