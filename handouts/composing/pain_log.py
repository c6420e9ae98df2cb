"""Sheets that the patient fills in and hands back: each on paper of its own, with the patient's name and the date.

Content says only that there is a log. That it is handed back, and so may share no sheet with what the patient
keeps, is known here. Draws on the design as every block does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from handouts.composing.blocks import BlockComposer
from handouts.composing.boxes import Beside, Box, Canvas, Panel, Stack
from handouts.composing.design import EDGE, Design
from handouts.composing.front import FrontComposer
from handouts.composing.paragraphs import TextBox, TextStyle, text_box
from handouts.graphics.document import Colour, Drawing, Path, StructureElement, TextLine, TextRun
from handouts.problems import ContentError, error
from handouts.tailoring.handout import CardRow, Handout, LogRow, PainLog, Section

SCALE = tuple(str(number) for number in range(11))
LOWEST_ROW = 26.0
"""Points that handwriting needs (a third of an inch and a little)."""
HIGHEST_ROW = 36.0
LEAST_TO_WRITE = 90.0
"""Points across which a few words can be written."""
PADDING = 4.0


def add_sheets(
    handout: Handout, plan: Design, front: FrontComposer, root: StructureElement, pages: list[Canvas]
) -> None:
    """Add the pages of each sheet to hand back to *pages*, and its structure to *root*.

    A page that says it is blank fills the back of the sheet before. Raises ContentError when a part is taller
    than a page.
    """
    for section in handout.sections:
        if section.is_handed_back:
            if len(pages) % 2:
                pages.append(_blank_side(plan, handout.words["side_left_blank"]))
            pages += _Sheet(handout, plan, front, section, root.add("Sect")).pages()


def _blank_side(plan: Design, words: str) -> Canvas:
    """Return a page that says it is blank, as page furniture: there is nothing on it to read aloud."""
    canvas = Canvas()
    style = TextStyle(plan.text, plan.body, plan.leading, plan.palette.quiet)
    text_box(words, plan.width, style, None).paint(canvas, plan.margin, _top(plan))
    return canvas


def _top(plan: Design) -> float:
    """Return where a page begins under its running head, in points from the foot of the paper."""
    return plan.page[1] - max(plan.margin, EDGE + plan.small * 1.3 + 11)


@dataclass(slots=True, eq=False, repr=False)
class _Placed:
    """A box, the space before it, and what is repeated above it where it begins a page."""

    box: Box
    gap: float
    repeated: Callable[[], Box] | None = None


class _Sheet:
    """One section to hand back, laid out in one column as wide as the page."""

    def __init__(
        self,
        handout: Handout,
        plan: Design,
        front: FrontComposer,
        section: Section,
        element: StructureElement,
    ) -> None:
        self.handout, self.plan, self.front, self.section, self.element = (
            handout,
            plan,
            front,
            section,
            element,
        )
        self.blocks = BlockComposer(plan, plan.width, handout.words)
        self.top = _top(plan)
        self.bottom = front.foot(True) + plan.gap

    def pages(self) -> list[Canvas]:
        """Return the painted pages."""
        canvases = [Canvas()]
        top = self.top
        for placed in self._placed():
            if placed.box.height > 0.75 * (self.top - self.bottom):
                raise self._too_long()
            first = top == self.top
            gap = 0.0 if first else placed.gap
            if not first and top - gap - placed.box.height < self.bottom - 0.01:
                canvases.append(Canvas())
                top, gap = self.top, 0.0
                if placed.repeated is not None:
                    head = placed.repeated()
                    head.paint(canvases[-1], self.plan.margin, top)
                    top -= head.height
                    if top - placed.box.height < self.bottom - 0.01:
                        raise self._too_long()
            top -= gap
            placed.box.paint(canvases[-1], self.plan.margin, top)
            top -= placed.box.height
        return canvases

    def _too_long(self) -> ContentError:
        heading = self.section.heading
        message = f'a part of the section "{heading.plain}" is taller than a page'
        return ContentError([error("too-long", message, heading.place, "make its longest text shorter")])

    def _placed(self) -> list[_Placed]:
        """Return everything on the sheet, from its heading down."""
        gap = self.plan.gap
        heading = text_box(
            self.section.heading, self.plan.width, self.blocks.heading, self.element.add("H2"), 2
        )
        placed = [_Placed(heading, 0.0), _Placed(self._whose(), 1.5 * gap)]
        for block in self.section.blocks:
            if isinstance(block, PainLog):
                placed += self._log(block, placed)
            else:
                placed += [_Placed(piece.box, piece.gap) for piece in self.blocks.block(block, self.element)]
        return placed

    def _whose(self) -> Box:
        """Whose sheet it is and of which day, as on the card; and when the procedure ended, for the staff to write."""
        words, plan = self.handout.words, self.plan
        repeated = (words["patient"], words["date"])
        rows = [row for row in self.handout.card if row.label in repeated]
        columns = plan.columns
        width = (plan.width - (columns - 1) * plan.gutter) / columns
        boxes = [
            self.front.card_row(row, width, self.element.add("P"), self.blocks.subheading) for row in rows
        ]
        lines: list[Box] = [
            Beside([(i * (width + plan.gutter), box) for i, box in enumerate(boxes[start : start + columns])])
            for start in range(0, len(boxes), columns)
        ]
        ended = CardRow(words["log_ended"])
        lines.append(
            self.front.card_row(ended, 0.7 * plan.width, self.element.add("P"), self.blocks.subheading)
        )
        return Stack(lines, 2.0)

    def _log(self, log: PainLog, above: Sequence[_Placed]) -> list[_Placed]:
        words, gap, width = self.handout.words, self.plan.gap, self.plan.width
        before = [
            _Placed(text_box(words["log_scale"], width, self.blocks.strong, self.element.add("P")), gap)
        ]
        if log.intro is not None:
            intro = text_box(log.intro, width, self.blocks.body, self.element.add("P"))
            self.element.children.insert(-1, self.element.children.pop())
            before.insert(0, _Placed(intro, 1.5 * gap))
        table = _Table(self.plan, self.blocks, words, log.rows, self.element.add("Table"))
        after = [_Placed(self._return_box(log), 2 * gap)] if log.return_it is not None else []
        fixed = [*above, *before, *after]
        room = self.top - self.bottom - sum(each.gap + each.box.height for each in fixed)
        table.share(room - 1.5 * gap)
        rows = [_Placed(row, 0.0, lambda: self._again(table)) for row in table.rows]
        return [*before, _Placed(table.head, 1.5 * gap), *rows, *after]

    def _again(self, table: _Table) -> Box:
        """Return what stands above rows that go over to a further page: whose they are, and the headings."""
        whose = (self.handout.words["patient"], self.handout.words["date"])
        rows = [f"{row.label}: {row.value or '_' * 20}" for row in self.handout.card if row.label in whose]
        boxes = [text_box(row, self.plan.width, self.blocks.strong, None) for row in rows]
        return Stack([*boxes, table.repeated_head()], 2.0)

    def _return_box(self, log: PainLog) -> Box:
        assert log.return_it is not None
        palette, padding = self.plan.palette, 1.8 * self.plan.gap
        aside = self.element.add("Aside")
        text = text_box(log.return_it, self.plan.width - 2 * padding, self.blocks.strong, aside.add("P"))
        return Panel(text, self.plan.width, padding, palette.tint, palette.brand)


class _Table:
    """The rows of a log under their headings: how long after, the time, pain, side, what was done."""

    def __init__(
        self,
        plan: Design,
        blocks: BlockComposer,
        words: dict[str, str],
        rows: Sequence[LogRow],
        element: StructureElement,
    ) -> None:
        self.plan, self.blocks, self.words = plan, blocks, words
        self.label = blocks.subheading
        self.widths, self.prints_scale = self._columns(rows)
        line = element.add("TR")
        self.head = self._head([line.add("TH", scope="Column") for _ in self.widths])
        self.rows = [self._row(row, element.add("TR")) for row in rows]

    def share(self, room: float) -> None:
        """Make the rows as high as *room* (points, for head and rows) allows, within what a hand needs."""
        if not self.rows:
            return
        height = (room - self.head.height) / len(self.rows)
        for row in self.rows:
            row.least = max(row.least, min(HIGHEST_ROW, height))

    def repeated_head(self) -> Box:
        """Return the headings again, as page furniture."""
        return self._head([None] * len(self.widths))

    def _columns(self, rows: Sequence[LogRow]) -> tuple[list[float], bool]:
        """Return the widths of the columns, and whether there is room to print the scale in every row."""
        body = self.plan.body
        most = (0.17 if self.plan.columns > 1 else 0.23) * self.plan.width
        spans = [(row.after.plain, body) for row in rows]
        after = self._widest([*spans, (self.words["log_after"], self.label.size)])
        times = [(row.time.plain, body) for row in rows if row.time is not None]
        time = max(5.0 * body, self._widest([*times, (self.words["log_time"], self.label.size)]))
        after, time = min(after + 2 * PADDING, most), min(time + 2 * PADDING, most)
        side = max(3.4 * body, self._widest([(self.words["log_side"], self.label.size)]) + 2 * PADDING)
        scale = 11 * 1.55 * body
        done = self.plan.width - after - time - scale - side
        if done >= LEAST_TO_WRITE:
            return [after, time, scale, side, done], True
        scale = max(3.4 * body, self._widest([(self.words["log_pain"], self.label.size)]) + 2 * PADDING)
        return [after, time, scale, side, self.plan.width - after - time - scale - side], False

    def _widest(self, texts: Sequence[tuple[str, float]]) -> float:
        """Return the width of the widest word of *texts*, each with its size, in bold."""
        width = self.plan.text.width
        return max((width(word, size, True) for text, size in texts for word in text.split(" ")), default=0.0)

    def _head(self, elements: Sequence[StructureElement | None]) -> _Row:
        names = ("log_after", "log_time", "log_pain", "log_side", "log_done")
        cells: list[Box] = [
            text_box(self.words[name], width - 2 * PADDING, self.label, element)
            for name, width, element in zip(names, self.widths, elements, strict=True)
        ]
        return _Row(cells, self.widths, self.plan.palette.rule, max(cell.height for cell in cells) + 6)

    def _row(self, row: LogRow, line: StructureElement) -> _Row:
        plan, words = self.plan, self.words
        after = text_box(
            row.after, self.widths[0] - 2 * PADDING, self.blocks.strong, line.add("TH", scope="Row")
        )
        cells: list[Box] = [after, self._time(row, line.add("TD"))]
        pain = self._field(line, "log_circle" if self.prints_scale else "log_pain")
        cells.append(self._circles(SCALE, self.widths[2], pain) if self.prints_scale else _Blank(pain))
        sides = (words["left_mark"], words["right_mark"])
        said = words["log_circle_side"].format(left=sides[0], right=sides[1])
        side = line.add("TD").add("Form", field="text", alternate=said)
        cells.append(self._circles(sides, self.widths[3], side))
        cells.append(_Blank(self._field(line, "log_done")))
        least = max(LOWEST_ROW, plan.leading + 8, *(cell.height + 8 for cell in cells))
        return _Row(cells, self.widths, plan.palette.quiet, least)

    def _time(self, row: LogRow, cell: StructureElement) -> Box:
        if row.time is not None:
            return text_box(row.time, self.widths[1] - 2 * PADDING, self.blocks.body, cell)
        return _Blank(cell.add("Form", field="text", alternate=self.words["log_time"]))

    def _field(self, line: StructureElement, name: str) -> StructureElement:
        return line.add("TD").add("Form", field="text", alternate=self.words[name])

    def _circles(self, texts: Sequence[str], width: float, element: StructureElement) -> Box:
        return _Apart(tuple(texts), width - 2 * PADDING, self.blocks.body, element)


@dataclass(slots=True, eq=False, repr=False)
class _Blank:
    """Room to write in, down to the line under its row."""

    element: StructureElement
    height: float = 0.0

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        raise AssertionError("a row paints its blanks, because it knows how high they are")


@dataclass(slots=True, eq=False, repr=False)
class _Apart:
    """Short texts spread evenly over a width, to put a circle around one."""

    texts: tuple[str, ...]
    width: float
    style: TextStyle
    element: StructureElement

    @property
    def height(self) -> float:
        return self.style.leading

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        style, step = self.style, self.width / len(self.texts)
        baseline = top - (style.leading + 0.68 * style.size) / 2
        for number, text in enumerate(self.texts):
            runs = tuple(
                TextRun(part, font, style.size, style.colour) for part, font in style.fonts.spans(text, False)
            )
            width = sum(run.width for run in runs)
            canvas.marks.append(TextLine(x + (number + 0.5) * step - width / 2, baseline, runs, self.element))


@dataclass(slots=True, eq=False, repr=False)
class _Row:
    """Cells side by side with thin lines around them; ``least`` is how high the row is at least, in points."""

    cells: Sequence[Box]
    widths: Sequence[float]
    colour: Colour
    least: float

    @property
    def height(self) -> float:
        return max(self.least, max(cell.height for cell in self.cells) + 6)

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        height = self.height
        for number, (cell, width) in enumerate(zip(self.cells, self.widths, strict=True)):
            if number:
                side = Path((("M", (0.0, 0.0)), ("L", (0.0, height))), None, self.colour, 0.6)
                canvas.marks.append(Drawing(x, top - height, (side,)))
            if isinstance(cell, _Blank):
                canvas.rule(x, top - height, width, self.colour, element=cell.element)
            else:
                canvas.rule(x, top - height, width, self.colour)
                drop = (height - cell.height) / 2
                indent = PADDING if isinstance(cell, TextBox) or number else 0.0
                cell.paint(canvas, x + indent, top - drop)
            x += width
