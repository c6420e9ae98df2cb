"""The cells of a list, wherever they were read from: each with its text and its place. Plain data.

Knows nothing of appointments.
"""

from __future__ import annotations

from dataclasses import dataclass

from handouts.problems import Place, Problem, Source


@dataclass(frozen=True, slots=True)
class CellPlace(Place):
    """A cell, or with ``index`` None a whole row, as a spreadsheet counts: ``row`` from 1, ``index`` from 0.

    ``line`` and ``column`` are those of the text file; of a workbook they are the row and the column again.
    """

    row: int = 1
    index: int | None = None

    @property
    def cell(self) -> str:
        """What a spreadsheet calls it: ``row 3, C``."""
        return f"row {self.row}" + ("" if self.index is None else f", {letters(self.index)}")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says, as `visible` leaves it, and where it starts.

    ``lines``: how many lines of the file it takes. ``fault``: why what it says cannot be used, as a sentence
    without its subject ("holds an error of the spreadsheet").
    """

    text: str
    place: Place
    lines: int = 1
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row; ``number`` is the spreadsheet's, ``line`` the file's; both count from 1."""

    number: int
    line: int
    cells: tuple[Cell, ...]
    source: Source
    is_hidden: bool = False
    is_struck: bool = False  # each of its cells is struck through

    @property
    def is_empty(self) -> bool:
        return not any(cell.text or cell.fault for cell in self.cells)

    def text(self, index: int) -> str:
        """Return what the cell of column *index* says; empty where there is none."""
        return self.cells[index].text if index < len(self.cells) else ""

    @property
    def place(self) -> CellPlace:
        """Where the row starts."""
        return CellPlace(self.source, self.line, 1, self.number)


@dataclass(frozen=True, slots=True)
class ListTable:
    """The rows of a list that can be read, in order, and a problem for each that cannot."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


def letters(index: int) -> str:
    """Return what a spreadsheet calls the column *index* (from 0): A, B, … Z, AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
