"""The table: rows of boxes under headings, for whatever stands in columns. The pain log and the proof use it too.

Column widths follow the content (see column_widths); the headings are repeated wherever the table goes on; a row is
as high as a hand needs where there is something to write. Knows the design, no handouts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handouts.composing.boxes import Box, Canvas, Stack
from handouts.composing.column_widths import Need
from handouts.composing.design import MM
from handouts.composing.lines import Strain, TextStyle, longest_word, one_line
from handouts.composing.page_breaks import Piece
from handouts.composing.paragraphs import TextBox
from handouts.graphics.document import Colour, Drawing, Path, StructureElement
from handouts.tailoring.handout import RichText

ROOM_TO_WRITE = 8 * MM
"""How high a line for handwriting is at least."""
WIDE_TO_WRITE = 90.0
"""Points across which a few words can be written."""


@dataclass(frozen=True, slots=True)
class Grid:
    """How the rows of a table look; in points.

    ``left`` and ``right``: white beside the content of a cell. ``above`` and ``below``: white in a row. ``least``: of
    a row. ``upright``: width of the line between two cells. ``centred``: cells stand in the middle of their row.
    """

    rule: Colour
    stroke: float
    left: float = 0.0
    right: float = 6.0
    above: float = 1.0
    below: float = 4.0
    least: float = 0.0
    upright: float = 0.0
    centred: bool = False

    @property
    def padding(self) -> float:
        """The white on both sides of a cell."""
        return self.left + self.right


@dataclass(slots=True, eq=False, repr=False)
class Blank:
    """A cell to write in, down to the line under its row; ``element`` is its field, or None for decoration."""

    element: StructureElement | None = None
    height: float = 0.0

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        """Paint nothing: the line under the row is where one writes."""


@dataclass(slots=True, eq=False, repr=False)
class Row:
    """Cells side by side on thin lines; ``widths`` are those of the columns, with the white beside the content."""

    cells: Sequence[Box]
    widths: Sequence[float]
    grid: Grid
    least: float = 0.0
    ruled: bool = True

    @property
    def height(self) -> float:
        content = max((cell.height for cell in self.cells), default=0.0)
        return max(self.least, self.grid.least, content + self.grid.above + self.grid.below)

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        grid, height = self.grid, self.height
        bottom, at = top - height, x
        for cell, width in zip(self.cells, self.widths, strict=True):
            drop = (height - cell.height) / 2 if grid.centred else grid.above
            cell.paint(canvas, at + grid.left, top - drop)
            if grid.upright and at > x:
                line = Path((("M", (0.0, 0.0)), ("L", (0.0, height))), None, grid.rule, grid.upright)
                canvas.marks.append(Drawing(at, bottom, (line,)))
            if self.ruled:
                field = cell.element if isinstance(cell, Blank) else None
                canvas.rule(at, bottom, width, grid.rule, grid.stroke, element=field)
            at += width

    @property
    def lines(self) -> int:
        """How many lines the longest text of the row has."""
        return max((len(cell.lines) for cell in self.cells if isinstance(cell, TextBox)), default=0)

    def split(self, count: int) -> tuple[Row, Row]:
        """Return two rows, the first with *count* lines of every text; only the last is ruled."""
        first: list[Box] = []
        rest: list[Box] = []
        for cell in self.cells:
            # One line more is taken along: it would stand alone.
            if isinstance(cell, TextBox) and len(cell.lines) > count + 1:
                above, below = cell.split(count)
                first.append(above)
                rest.append(below)
            else:
                first.append(cell)
                rest.append(Blank())
        grid = replace(self.grid, below=0.0, centred=False)
        begun = Row(first, self.widths, grid, 0.0, False)
        return begun, Row(rest, self.widths, replace(self.grid, above=0.0, centred=False), 0.0, self.ruled)


@dataclass(slots=True, eq=False, repr=False)
class Table:
    """Headings and rows; ``again`` are the headings as they are repeated, which is page furniture; None for never."""

    head: Row
    again: Box | None
    rows: Sequence[Row]

    def pieces(self, gap: float, between: float, longest: int | None = None) -> list[Piece]:
        """Return the pieces of the table: *gap* before it, *between* its rows; a row of more than *longest* lines is
        divided. The headings stay with the first row."""
        again = Stack([self.again, Blank(height=between)]) if self.again is not None else None
        pieces = [Piece(self.head, gap, 0, True)]
        for row in self.rows:
            parts = [row] if longest is None else _parts(row, longest)
            pieces.append(Piece(parts[0], between, 0, False, again))
            pieces += [Piece(part, 0.0, 0, False, again) for part in parts[1:]]
        return pieces


def _parts(row: Row, longest: int) -> list[Row]:
    """Return *row* in parts of which none leaves a single line behind or carries one over."""
    if row.lines <= longest:
        return [row]
    first, row = row.split(longest - 2)
    parts = [first]
    while row.lines > 3:
        first, row = row.split(2)
        parts.append(first)
    return [*parts, row]


def need_of(
    texts: Sequence[tuple[RichText | str, TextStyle]],
    padding: float,
    allowed: Strain = Strain.NONE,
    for_all_visits: bool = False,
) -> Need:
    """Return what a column needs that holds *texts*, with *padding* beside them; an empty one is to be written in.

    ``allowed`` and ``for_all_visits`` are as in `longest_word`.
    """
    filled = [(text, style) for text, style in texts if _plain(text)]
    least = [longest_word(text, style, allowed, for_all_visits) for text, style in filled]
    most = [one_line(text, style, for_all_visits) for text, style in filled]
    if len(filled) < len(texts):
        most.append(WIDE_TO_WRITE)
    narrow = max(least, default=0.0)
    return Need(narrow + padding, max(narrow, *most, 0.0) + padding)


def _plain(text: RichText | str) -> str:
    return (text if isinstance(text, str) else text.plain).strip()
