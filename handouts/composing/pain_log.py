"""Sheets that the patient fills in and hands back: each on paper of its own, with the patient's name and the date.

Content says only that there is a log. That it is handed back, and so may share no sheet with what the patient
keeps, is known here. Draws on the design as every block does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handouts.composing.blocks import BlockComposer
from handouts.composing.boxes import Beside, Box, Canvas, Panel, Stack
from handouts.composing.design import EDGE, Design
from handouts.composing.flow import Frame, fit
from handouts.composing.front import FrontComposer
from handouts.composing.lines import Strain, TextStyle
from handouts.composing.page_breaks import Piece
from handouts.composing.paragraphs import Source, TextBox, fitted, text_box
from handouts.composing.table import Blank, Grid, Row, Table, need_of
from handouts.graphics.document import StructureElement, TextLine, TextRun
from handouts.problems import ContentError, error
from handouts.tailoring.handout import CardRow, Handout, LogRow, PainLog, RichText, Run, Section

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
            pages += _HandedBack(handout, plan, front, section, root.add("Sect")).pages()


def _blank_side(plan: Design, words: str) -> Canvas:
    """Return a page that says it is blank, as page furniture: there is nothing on it to read aloud."""
    canvas = Canvas()
    style = TextStyle(plan.text, plan.body, plan.leading, plan.palette.quiet)
    text_box(words, plan.width, style, None).paint(canvas, plan.margin, _top(plan))
    return canvas


def _top(plan: Design) -> float:
    """Return where a page begins under its running head, in points from the foot of the paper."""
    return plan.page[1] - max(plan.margin, EDGE + plan.small * 1.3 + 11)


class _HandedBack:
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
        room = self.top - self.bottom
        pieces = self._pieces()
        if any(piece.height_at_head > room for piece in pieces):
            raise self._too_long()
        found = fit(
            pieces,
            lambda pages: [Frame(page, self.plan.margin, self.top, room) for page in range(pages)],
            room,
        )
        if found is None:
            raise self._too_long()
        canvases = [Canvas() for _ in range(found.pages)]
        found.paint(canvases)
        return canvases

    def _too_long(self) -> ContentError:
        heading = self.section.heading
        message = f'a part of the section "{heading.plain}" is taller than a page'
        return ContentError([error("too-long", message, heading.place, "make its longest text shorter")])

    def _pieces(self) -> list[Piece]:
        """Return everything on the sheet, from its heading down."""
        gap, plan = self.plan.gap, self.plan
        style = fitted(self.section.heading, plan.width, self.blocks.heading, plan.body)
        heading = text_box(self.section.heading, plan.width, style, self.element.add("H2"), 2)
        pieces = [Piece(heading, 0.0, 2, True), Piece(self._whose(), 1.5 * gap, 0, True)]
        for block in self.section.blocks:
            if isinstance(block, PainLog):
                pieces += self._log(block, pieces)
            else:
                pieces += self.blocks.block(block, self.element)
        return pieces

    def _whose(self) -> Box:
        """Whose sheet it is and of which day, as on the card; and when the procedure ended, for the staff to write."""
        words, plan = self.handout.words, self.plan
        repeated = (words["patient"], words["date"])
        rows = [row for row in self.handout.card if row.label in repeated]
        columns = plan.columns
        width = (plan.width - (columns - 1) * plan.gutter) / columns
        boxes = [
            self.front.cards.row(row, width, self.element.add("P"), self.blocks.subheading) for row in rows
        ]
        lines: list[Box] = [
            Beside([(i * (width + plan.gutter), box) for i, box in enumerate(boxes[start : start + columns])])
            for start in range(0, len(boxes), columns)
        ]
        ended = CardRow(words["log_ended"])
        lines.append(
            self.front.cards.row(ended, 0.7 * plan.width, self.element.add("P"), self.blocks.subheading)
        )
        return Stack(lines, 2.0)

    def _log(self, log: PainLog, above: Sequence[Piece]) -> list[Piece]:
        words, gap, width = self.handout.words, self.plan.gap, self.plan.width
        before = [
            Piece(
                text_box(words["log_scale"], width, self.blocks.strong, self.element.add("P")), gap, 0, True
            )
        ]
        if log.intro is not None:
            intro = text_box(log.intro, width, self.blocks.body, self.element.add("P"))
            self.element.children.insert(-1, self.element.children.pop())
            before.insert(0, Piece(intro, 1.5 * gap))
        rows = _Rows(self.plan, self.blocks, words, log.rows, self.element.add("Table"))
        after = [Piece(self._return_box(log), 2 * gap)] if log.return_it is not None else []
        fixed = [*above, *before, *after]
        room = self.top - self.bottom - sum(piece.gap + piece.box.height for piece in fixed)
        rows.share(room - 1.5 * gap)
        table = Table(rows.head, self._again(rows), rows.rows)
        return [*before, *table.pieces(1.5 * gap, 0.0), *after]

    def _again(self, rows: _Rows) -> Box:
        """Return what stands above rows that go over to a further page: whose they are, and the headings."""
        whose = (self.handout.words["patient"], self.handout.words["date"])
        boxes = [
            _labelled_box(row, self.plan.width, self.blocks.strong)
            for row in self.handout.card
            if row.label in whose
        ]
        return Stack([*boxes, rows.repeated_head()], 2.0)

    def _return_box(self, log: PainLog) -> Box:
        assert log.return_it is not None
        palette, padding = self.plan.palette, 1.8 * self.plan.gap
        aside = self.element.add("Aside")
        text = text_box(log.return_it, self.plan.width - 2 * padding, self.blocks.strong, aside.add("P"))
        return Panel(text, self.plan.width, padding, palette.tint, palette.brand)


def _labelled_box(row: CardRow, width: float, style: TextStyle) -> TextBox:
    """Return a row of the card as a line of text that is repeated; its value keeps its slot."""
    if not row.value:
        return text_box(f"{row.label}: {'_' * 20}", width, style, None)
    return _Labelled(row.label)(RichText((Run(row.value),), slot=row.slot), width, style)


@dataclass(frozen=True, slots=True)
class _Labelled:
    """Sets a value after its label; equal labels are equal, so that a line is known again on every page."""

    label: str

    def __call__(self, value: RichText, width: float, style: TextStyle) -> TextBox:
        box = text_box(f"{self.label}: {value.plain}", width, style, None)
        if value.slot is not None:
            box.source = Source(value.slot, width, style, self)
        return box


class _Rows:
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
        self.grid = Grid(
            plan.palette.quiet, 0.8, PADDING, PADDING, 3.0, 3.0, LOWEST_ROW, upright=0.6, centred=True
        )
        self.widths, self.prints_scale = self._columns(rows)
        line = element.add("THead").add("TR")
        self.head = self._head([line.add("TH", scope="Column") for _ in self.widths])
        body = element.add("TBody")
        self.rows = [self._row(row, body.add("TR")) for row in rows]

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
        for prints_scale in (True, False):
            for allowed in (Strain.NONE, Strain.BINDING, Strain.MARK):
                fixed, least = self._needs(rows, allowed, prints_scale)
                room = self.plan.width - sum(fixed)
                if room >= least:
                    return [*fixed, room], prints_scale
        if room >= LEAST_TO_WRITE:
            return [*fixed, room], False
        needs = [*fixed, least]
        return [need * self.plan.width / sum(needs) for need in needs], False

    def _needs(
        self, rows: Sequence[LogRow], allowed: Strain, prints_scale: bool
    ) -> tuple[list[float], float]:
        """Return the widths of all columns but the last, and the least width of that."""
        body, strong, plain = self.plan.body, self.blocks.strong, self.blocks.body

        def widest(name: str, least: float, texts: Sequence[tuple[RichText, TextStyle]] = ()) -> float:
            return max(least, need_of([(self.words[name], self.label), *texts], 2 * PADDING, allowed).least)

        after = widest("log_after", 0.0, [(row.after, strong) for row in rows])
        time = widest("log_time", 5.0 * body, [(row.time, plain) for row in rows if row.time is not None])
        scale = widest("log_pain", (11 * 1.55 if prints_scale else 3.4) * body)
        side = widest("log_side", 3.4 * body)
        return [after, time, scale, side], widest("log_done", LEAST_TO_WRITE)

    def _head(self, elements: Sequence[StructureElement | None]) -> Row:
        names = ("log_after", "log_time", "log_pain", "log_side", "log_done")
        cells: list[Box] = [
            text_box(self.words[name], width - 2 * PADDING, self.label, element)
            for name, width, element in zip(names, self.widths, elements, strict=True)
        ]
        return Row(cells, self.widths, replace(self.grid, rule=self.plan.palette.rule, least=0.0))

    def _row(self, row: LogRow, line: StructureElement) -> Row:
        words = self.words
        after = text_box(
            row.after, self.widths[0] - 2 * PADDING, self.blocks.strong, line.add("TH", scope="Row")
        )
        cells: list[Box] = [after, self._time(row, line.add("TD"))]
        pain = self._field(line, "log_circle" if self.prints_scale else "log_pain")
        cells.append(self._circles(SCALE, self.widths[2], pain) if self.prints_scale else Blank(pain))
        sides = (words["left_mark"], words["right_mark"])
        said = words["log_circle_side"].format(left=sides[0], right=sides[1])
        side = line.add("TD").add("Form", field="text", alternate=said)
        cells.append(self._circles(sides, self.widths[3], side))
        cells.append(Blank(self._field(line, "log_done")))
        least = max(self.plan.leading, *(cell.height for cell in cells)) + 8
        return Row(cells, self.widths, self.grid, least)

    def _time(self, row: LogRow, cell: StructureElement) -> Box:
        if row.time is not None:
            return text_box(row.time, self.widths[1] - 2 * PADDING, self.blocks.body, cell)
        return Blank(cell.add("Form", field="text", alternate=self.words["log_time"]))

    def _field(self, line: StructureElement, name: str) -> StructureElement:
        return line.add("TD").add("Form", field="text", alternate=self.words[name])

    def _circles(self, texts: Sequence[str], width: float, element: StructureElement) -> Box:
        return _Apart(tuple(texts), width - 2 * PADDING, self.blocks.body, element)


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
