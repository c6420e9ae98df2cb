"""The cells of a list as a spreadsheet saved it: bytes in, rows of placed cells out.

Comma, semicolon, tab or bar; UTF-8, UTF-16 with its mark, or Windows-1252. What cannot be read is a problem of its
own row, and the rest goes on. Knows nothing of appointments. No problem quotes a cell: it may hold a patient's name.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from handouts.problems import Place, Problem, Source, error

SEPARATORS = ",;\t|"
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says, white space folded and characters composed (NFC), and where it starts."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row; ``line`` counts from 1, the heading's line included."""

    line: int
    cells: tuple[Cell, ...]

    @property
    def is_empty(self) -> bool:
        return not any(cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """All rows that can be read, in order, and a problem for each that cannot."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


def read_sheet(data: bytes, name: str, likely_heading: Callable[[list[str]], int]) -> Sheet:
    """Return the rows of *data*; *name* is what messages call the file.

    *likely_heading* says how many cells of a first row are known headings; the separator under which it finds
    most is taken. A first line ``sep=;``, as Excel writes it, decides by itself.
    """
    # Without its text, so that no message can show a line with a patient's name in it.
    source = Source(name)
    lines, problems = _lines(data, source)
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    stated = re.fullmatch(r"sep=(.)\s*", lines[first], re.IGNORECASE) if lines else None
    if stated:
        separator, first = stated.group(1), first + 1
    else:
        head = lines[first] if lines else ""
        separator = max(
            SEPARATORS, key=lambda mark: (likely_heading(_heading(head, mark)), head.count(mark), mark == ",")
        )
    unreadable = {problem.place.line for problem in problems if problem.place}
    rows: list[Row] = []
    number = first
    while number < len(lines):
        if number + 1 in unreadable:
            number += 1
            continue
        taken = _row(lines, number, separator, source)
        if isinstance(taken, Problem):
            problems.append(taken)
            number += 1
            continue
        row, used = taken
        if not row.is_empty:
            rows.append(row)
        number += used
    return Sheet(tuple(rows), tuple(problems))


def _heading(line: str, separator: str) -> list[str]:
    return [cell.strip().strip('"') for cell in line.split(separator)]


def _lines(data: bytes, source: Source) -> tuple[list[str], list[Problem]]:
    """Return the lines of *data* without their ends, and a problem for each line in a foreign encoding."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return _split(data.decode(encoding, "replace")), []
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return _split(data.decode("utf-8")), []
    except UnicodeDecodeError:
        pass
    if not _MULTIBYTE.search(data):
        text = data.decode("cp1252", "replace")
        lines = _split(text)
        return lines, [_foreign(number, source) for number, line in enumerate(lines, 1) if "\ufffd" in line]
    # Most of it is UTF-8. Reading the whole as Windows-1252 would silently garble every name in it.
    lines = _split(data.decode("utf-8", "replace"))
    return lines, [_foreign(number, source) for number, line in enumerate(lines, 1) if "\ufffd" in line]


def _foreign(line: int, source: Source) -> Problem:
    message = "this row holds bytes that are not in the encoding of the rest"
    return error("bad-encoding", message, Place(source, line), "save the list as CSV UTF-8")


def _split(text: str) -> list[str]:
    """Return the lines of *text* by line feeds and carriage returns alone: other breaks may stand inside a cell."""
    return re.split(r"\r\n|\n|\r", text)


def _row(lines: list[str], number: int, separator: str, source: Source) -> tuple[Row, int] | Problem:
    """Return the row that starts on line *number* (from 0) and how many lines it takes.

    A quote that never ends properly is a problem of its own line, so that it cannot swallow other patients' rows.
    """
    cells: list[Cell] = []
    at, line = 0, number
    while True:
        text, start, start_line = lines[line], at, line
        if text[at : at + 1] == '"':
            quoted = _quoted(lines, line, at + 1)
            if quoted is None or lines[quoted[1]][quoted[2] : quoted[2] + 1] not in ("", separator):
                message = "a quotation mark opens here and is not closed before the end of the cell"
                place = Place(source, number + 1, start + 1 if start_line == number else 1)
                return error("bad-quote", message, place, "remove it, or write it twice")
            value, line, at = quoted
        else:
            end = text.find(separator, at)
            at = len(text) if end < 0 else end
            value = text[start:at]
        folded = unicodedata.normalize("NFC", " ".join(value.split()))
        cells.append(Cell(folded, Place(source, start_line + 1, start + 1)))
        if at >= len(lines[line]):
            return Row(number + 1, tuple(cells)), line - number + 1
        at += 1


def _quoted(lines: list[str], line: int, at: int) -> tuple[str, int, int] | None:
    """Return what stands from *at* to the closing quote, with the line and the column after it; None without one."""
    parts: list[str] = []
    while line < len(lines):
        end = lines[line].find('"', at)
        if end < 0:
            parts.append(lines[line][at:] + "\n")
            line, at = line + 1, 0
        elif lines[line][end + 1 : end + 2] == '"':
            parts.append(lines[line][at : end + 1])
            at = end + 2
        else:
            parts.append(lines[line][at:end])
            return "".join(parts), line, end + 1
    return None
