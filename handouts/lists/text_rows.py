"""Rows of a list that is text, as a spreadsheet or a booking system saved it: bytes in, rows of placed cells out.

Comma, semicolon, tab or bar; UTF-8, UTF-16 with or without its mark, or Windows-1252. What cannot be read is a
problem of its own row, and the rest goes on. Knows nothing of appointments but what it is told by `Columns`.
No problem quotes a cell: it may hold a patient's name.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from typing import Protocol

from handouts.lists.cells import Cell, CellPlace, ListTable, Row
from handouts.problems import Problem, Source, error
from handouts.reading.visible import visible

SEPARATORS = ",;\t|"
TITLE_LINES = 40
"""How many lines the headings may have above them."""
MOST_LINES = 100
"""How many lines a cell may take."""
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_BROKEN = "\ufffd"


class Guard(Protocol):
    """What is known of a list once its headings are: which cells never span lines, and what looks like a row."""

    def never_spans(self, index: int) -> bool:
        """Return whether a cell of column *index* (from 0) is a name, a date, a time or the like."""

    def looks_like_row(self, texts: Sequence[str]) -> bool:
        """Return whether a line with these cells would be an appointment by itself."""


class Columns(Protocol):
    """What finds the headings of a list."""

    def known(self, texts: Sequence[str]) -> int:
        """Return how many of *texts* are headings."""

    def find(self, rows: Sequence[Row]) -> int | None:
        """Return which of *rows* holds the headings."""

    def guard(self, heading: Row) -> Guard:
        """Return what the rows below *heading* must keep to."""


def read_text(data: bytes, source: Source, columns: Columns) -> ListTable:
    """Return the rows of *data*, the lines above the headings included.

    The separator under which *columns* knows most headings is taken. A first line ``sep=;``, as Excel writes it,
    decides by itself.
    """
    # By these ends of lines alone: other breaks may be inside a cell.
    lines = re.split(r"\r\n|\n|\r", _decoded(data))
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    stated = re.fullmatch(r"sep=(.)\s*", lines[first], re.IGNORECASE) if lines else None
    if stated:
        separator, first = stated.group(1), first + 1
    else:
        separator = _separator(lines[first : first + TITLE_LINES], columns)
    reader = _Reader(lines, separator, source, 0 if stated is None else 1)
    head = reader.read(first, TITLE_LINES)[0]
    at = columns.find(head)
    guard = columns.guard(head[at]) if at is not None else None
    rows, problems = reader.read(first, None, guard, head[at].line if at is not None else 0)
    return ListTable(tuple(row for row in rows if not row.is_empty), tuple(problems))


def _separator(lines: Sequence[str], columns: Columns) -> str:
    def sense(mark: str) -> tuple[int, int, bool]:
        best = max((columns.known(_plain(line, mark)) for line in lines), default=0)
        return best, max((line.count(mark) for line in lines), default=0), mark == ","

    return max(SEPARATORS, key=sense)


def _plain(line: str, separator: str) -> list[str]:
    return [cell.strip().strip('"') for cell in line.split(separator)]


def _decoded(data: bytes) -> str:
    """Return *data* as text, with U+FFFD for what is not in the encoding of the rest."""
    for mark, encoding in (
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    data = data.removeprefix(codecs.BOM_UTF8)
    # UTF-16 without its mark: headings, commas and digits are a zero and a letter each, in one order or the other.
    sample = data[:400]
    if len(sample) >= 4 and sample.count(0) * 4 >= len(sample):
        little = sample[1::2].count(0) >= sample[::2].count(0)
        return data.decode("utf-16-le" if little else "utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        # If most of it is UTF-8, reading the whole as Windows-1252 would silently garble every name in it.
        return data.decode("utf-8" if _MULTIBYTE.search(data) else "cp1252", "replace")


def _foreign(place: CellPlace) -> Problem:
    message = "this row holds bytes that are not in the encoding of the rest"
    return error("bad-encoding", message, place, "save the list as CSV UTF-8")


class _Reader:
    """Reads rows from *lines*; *passed* lines at the top are none that a spreadsheet shows."""

    def __init__(self, lines: Sequence[str], separator: str, source: Source, passed: int) -> None:
        self.lines, self.separator, self.source, self.passed = lines, separator, source, passed
        self.guard: Guard | None = None

    def read(
        self, first: int, most: int | None, guard: Guard | None = None, guarded: int = 0
    ) -> tuple[list[Row], list[Problem]]:
        """Return at most *most* rows from line *first* (from 0), empty ones included; and what cannot be read.

        *guard* holds for the rows below line *guarded* (from 1).
        """
        rows: list[Row] = []
        problems: list[Problem] = []
        at, row = first, first + 1 - self.passed
        while at < len(self.lines) and (most is None or len(rows) < most):
            if _BROKEN in self.lines[at]:
                problems.append(_foreign(CellPlace(self.source, at + 1, 1, row)))
                at, row = at + 1, row + 1
                continue
            self.guard = guard if at + 1 > guarded else None
            taken = self._row(at, row)
            if isinstance(taken, Problem):
                problems.append(taken)
                at, row = at + 1, row + 1
                continue
            rows.append(taken[0])
            at, row = at + taken[1], row + 1
        return rows, problems

    def _row(self, number: int, row: int) -> tuple[Row, int] | Problem:
        """Return the row that starts on line *number* (from 0) and how many lines it takes.

        A quotation mark that is not properly closed, or that is closed in another patient's row, is a problem of
        its own line: the lines below are read by themselves.
        """
        cells: list[Cell] = []
        at, line = 0, number
        while True:
            text, start, begin = self.lines[line], at, line
            place = CellPlace(self.source, begin + 1, start + 1, row, len(cells))
            if text[at : at + 1] == '"':
                quoted = self._quoted(line, at + 1)
                if quoted is None or self.lines[quoted[1]][quoted[2] : quoted[2] + 1] not in (
                    "",
                    self.separator,
                ):
                    message = "a quotation mark opens here and is not closed before the end of the cell"
                    return error(
                        "bad-quote", message, self._visible(place, number), "remove it, or write it twice"
                    )
                value, line, at = quoted
                if line > begin and self._swallows(value, len(cells)):
                    message = f"a quotation mark opens here and is closed {line - begin} lines below"
                    hint = "close it at the end of its cell, or remove it; a name, a date or a time is on one line"
                    return error("bad-quote", message, self._visible(place, number), hint)
            else:
                end = text.find(self.separator, at)
                at = len(text) if end < 0 else end
                value = text[start:at]
                if self.guard is not None and value.count('"') % 2 and self.guard.never_spans(len(cells)):
                    message = "this cell holds a quotation mark that is not closed, or not opened"
                    return error("bad-quote", message, place, "remove it, or write it twice")
            cells.append(Cell(visible(value), place, line - begin + 1))
            if at >= len(self.lines[line]):
                return Row(row, number + 1, tuple(cells), self.source), line - number + 1
            at += 1

    def _visible(self, place: CellPlace, number: int) -> CellPlace:
        """Return *place*, or the start of the row where that is on a line above."""
        return place if place.line == number + 1 else CellPlace(self.source, number + 1, 1, place.row)

    def _swallows(self, value: str, index: int) -> bool:
        """Return whether the cell *value*, which spans lines, holds what is another row, or may not span lines."""
        if self.guard is None:
            return False
        below = value.split("\n")[1:]
        return self.guard.never_spans(index) or any(
            self.guard.looks_like_row(_plain(line, self.separator)) for line in below
        )

    def _quoted(self, line: int, at: int) -> tuple[str, int, int] | None:
        """Return what is from *at* to the closing quote, with the line and the column after it; None without one."""
        parts: list[str] = []
        last = min(len(self.lines), line + MOST_LINES)
        while line < last:
            end = self.lines[line].find('"', at)
            if end < 0:
                parts.append(self.lines[line][at:] + "\n")
                line, at = line + 1, 0
            elif self.lines[line][end + 1 : end + 2] == '"':
                parts.append(self.lines[line][at : end + 1])
                at = end + 2
            else:
                parts.append(self.lines[line][at:end])
                return "".join(parts), line, end + 1
        return None
