"""Rows of a list that is an Excel workbook (.xlsx), each cell as Excel shows it.

Loaded only for such files, because openpyxl is slow to load. Dates become ISO text; a time says AM or PM only
where its format shows that, so that "2:30" is as doubtful as when somebody types it.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from handouts.lists.cells import Cell, CellPlace, ListTable, Row
from handouts.lists.text_rows import Columns
from handouts.problems import ContentError, Place, Problem, Source, error
from handouts.reading.visible import visible

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MOST_UNPACKED = 300_000_000
"""Bytes that a workbook may unpack to; more is a file made to exhaust memory, or not a list."""
MOST_ROWS, MOST_COLUMNS = 200_000, 500
_AS_CSV = "open it and save it as an Excel workbook (.xlsx) or as CSV UTF-8"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRUCK = "is struck through: delete what it says, or take the line off"
_NOT_CALCULATED = "holds a formula whose result is not in the file: open it in Excel and save it"


def read_workbook(data: bytes, source: Source, columns: Columns) -> ListTable:
    """Return the rows of the one sheet of *data* that has headings; hidden sheets are not looked at.

    Raises ContentError if it cannot be read, or if several sheets have headings.
    """
    _require_workbook(data, source)
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and validations, which no list needs
            book = openpyxl.load_workbook(BytesIO(data), data_only=True, keep_links=False)
            formulas = _uncalculated(data, book)
            sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            read = [(book.worksheets.index(sheet), _rows(sheet, source, formulas)) for sheet in sheets]
    except ContentError:
        raise
    except Exception as failure:  # a damaged file makes openpyxl raise whatever it meets
        message = f"the workbook is damaged, or holds what cannot be read ({type(failure).__name__})"
        raise ContentError([_refusal(source, message, _AS_CSV)]) from None
    found = [(number, rows) for number, rows in read if rows and columns.find(rows[:60]) is not None]
    if len(found) > 1:
        numbers = " and ".join(str(number + 1) for number, _ in found)
        message = f"the workbook has several lists, on its sheets {numbers}"
        hint = "keep the one to print and delete or hide the others, or save that one as CSV UTF-8"
        raise ContentError([_refusal(source, message, hint)])
    filled = [rows for _, rows in read if rows]
    if not found and len(filled) != 1:
        message = (
            "no sheet of the workbook has headings that are known" if filled else "the workbook has no rows"
        )
        hint = "one row should hold headings such as Patient, Date, Arrival time, Procedure"
        raise ContentError([_refusal(source, message, hint)])
    return ListTable(tuple(found[0][1] if found else filled[0]), ())


def _require_workbook(data: bytes, source: Source) -> None:
    """Raise ContentError unless *data* is a workbook of the kind that openpyxl reads, of reasonable size."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            size = sum(info.file_size for info in archive.infolist())
            kind = archive.read("mimetype")[:200] if "mimetype" in names else b""
            main = (
                archive.read("xl/workbook.xml")[:4000]
                if "xl/workbook.xml" in names and size <= MOST_UNPACKED
                else b""
            )
    except Exception:
        raise ContentError([_refusal(source, "the workbook is damaged", _AS_CSV)]) from None
    if size > MOST_UNPACKED:
        raise ContentError(
            [_refusal(source, "the workbook is too large when unpacked", "save the list as CSV UTF-8")]
        )
    if b"opendocument" in kind:
        raise ContentError([_refusal(source, "this is an OpenDocument file (.ods)", _AS_CSV)])
    if "xl/workbook.bin" in names:
        raise ContentError([_refusal(source, "this is a binary workbook (.xlsb)", _AS_CSV)])
    if any(name.endswith(".iwa") for name in names):
        hint = "export it: File > Export To > CSV or Excel"
        raise ContentError([_refusal(source, "this is a file of Numbers", hint)])
    if "xl/workbook.xml" not in names:
        raise ContentError([_refusal(source, "this is an archive and no Excel workbook", _AS_CSV)])
    if b"purl.oclc.org/ooxml" in main:
        hint = 'save it as "Excel Workbook (.xlsx)", not "Strict Open XML", or as CSV UTF-8'
        raise ContentError([_refusal(source, "the workbook is of the strict kind", hint)])


def _uncalculated(data: bytes, book: Any) -> dict[str, set[str]]:
    """Return by sheet the cells with a formula whose result is not in the file; they would read as empty."""
    found: dict[str, set[str]] = {}
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for sheet in book.worksheets:
            name = _part(archive, sheet.title)
            if name is None or b"<f" not in archive.read(name):
                continue
            cells = found[sheet.title] = set()
            for _, element in ElementTree.iterparse(archive.open(name)):
                if element.tag == f"{_MAIN}c":
                    # An empty text ("") is a result too, and says that it is a text.
                    result = element.find(f"{_MAIN}v")
                    has_result = result is not None and (result.text or element.get("t") == "str")
                    if element.find(f"{_MAIN}f") is not None and not has_result:
                        cells.add(element.get("r", ""))
                    element.clear()
    return found


def _part(archive: zipfile.ZipFile, title: str) -> str | None:
    """Return the name of the part of the archive that holds the sheet *title*."""
    relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    wanted = next((s.get(relation) for s in book.iter(f"{_MAIN}sheet") if s.get("name") == title), None)
    for each in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels")):
        if each.get("Id") == wanted:
            target = each.get("Target", "")
            name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            return name if name in archive.namelist() else None
    return None


def _rows(sheet: Worksheet, source: Source, formulas: dict[str, set[str]]) -> list[Row]:
    """Return the rows of *sheet* that hold anything, those that are hidden or struck through marked."""
    # Only cells that are there: a format put on a whole column would make a million empty rows of a short list.
    filled: dict[int, dict[int, Cell]] = {}
    uncalculated = formulas.get(sheet.title, set())
    for (row, column), cell in sheet._cells.items():
        if row > MOST_ROWS or column > MOST_COLUMNS:
            if cell.value is None:
                continue
            message = f"the workbook has cells beyond row {MOST_ROWS} or column {MOST_COLUMNS}"
            raise ContentError([_refusal(source, message, "save a list of fewer days")])
        place = CellPlace(source, row, column, row, column - 1)
        if cell.coordinate in uncalculated:
            filled.setdefault(row, {})[column] = Cell("", place, 1, _NOT_CALCULATED)
        elif cell.value is not None:
            made = _cell(cell, place)
            if made.text or made.fault:
                filled.setdefault(row, {})[column] = made
    struck = {
        number for number, cells in filled.items() if all(_is_struck(sheet, cell) for cell in cells.values())
    }
    for number in filled.keys() - struck:
        for column, made in filled[number].items():
            if _is_struck(sheet, made):
                filled[number][column] = Cell("", made.place, 1, _STRUCK)
    _spread(sheet, filled, source)
    return [_row(number, filled[number], source, sheet, number in struck) for number in sorted(filled)]


def _row(number: int, cells: dict[int, Cell], source: Source, sheet: Worksheet, is_struck: bool) -> Row:
    empty = (CellPlace(source, number, column, number, column - 1) for column in range(1, max(cells) + 1))
    made = tuple(cells.get(place.column) or Cell("", place) for place in empty)
    return Row(number, number, made, source, bool(sheet.row_dimensions[number].hidden), is_struck)


def _is_struck(sheet: Worksheet, cell: Cell) -> bool:
    """Return whether a line goes through *cell*, which is how people cross out a visit or what was said of it."""
    font = sheet._cells[cell.place.line, cell.place.column].font
    return bool(font is not None and font.strike)


def _spread(sheet: Worksheet, filled: dict[int, dict[int, Cell]], source: Source) -> None:
    """Give every row of a merged cell what the cell says: that is what it looks like."""
    for span in sheet.merged_cells.ranges:
        above = filled.get(span.min_row, {}).get(span.min_col)
        if above is None or span.max_row == span.min_row:
            continue
        for number in [row for row in filled if span.min_row < row <= span.max_row]:
            place = CellPlace(source, number, span.min_col, number, span.min_col - 1)
            filled[number][span.min_col] = Cell(above.text, place, above.lines, above.fault)


def _cell(cell: Any, place: CellPlace) -> Cell:
    if cell.data_type == "e":
        return Cell("", place, 1, f"holds an error of the spreadsheet, {_error_name(cell.value)}")
    text = _shown(cell.value, str(cell.number_format or "General"))
    lines = text.strip().count("\n") + 1
    return Cell(visible(text), place, lines)


def _error_name(value: object) -> str:
    return str(value) if re.fullmatch(r"#[A-Z0-9/!?_]+", str(value)) else "such as #N/A"


def _shown(value: object, number_format: str) -> str:
    """Return *value* as Excel shows it in *number_format*; dates as ISO, times with AM or PM only if shown so."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date | time | timedelta):
        return " ".join(_moment(value, number_format))
    if isinstance(value, int | float):
        if re.fullmatch(r"0+", number_format) and float(value).is_integer() and value >= 0:
            return str(int(value)).zfill(len(number_format))
        return str(int(value)) if float(value).is_integer() else repr(value)
    return str(value).replace("_x000D_", "")


def _moment(value: datetime | date | time | timedelta, number_format: str) -> Iterator[str]:
    bare = re.sub(
        r'\[[^\]]*\]|"[^"]*"|\\.',
        lambda found: "h" if re.fullmatch(r"\[h+\]", found[0], re.I) else "",
        number_format,
    )
    shows_time = bool(re.search(r"[hs]", bare, re.IGNORECASE))
    shows_half = bool(re.search(r"a(m)?/p(m)?|上午/下午", bare, re.IGNORECASE)) or "[$-F400]" in number_format
    shows_day = bool(re.search(r"[dy]", re.sub(r"(?i)day", "", bare), re.IGNORECASE))
    if isinstance(value, timedelta):
        value = (datetime(2000, 1, 1) + value).time() if timedelta() <= value < timedelta(days=1) else value
        if isinstance(value, timedelta):
            yield str(value)
            return
    if isinstance(value, datetime):
        value += timedelta(seconds=0.5)  # 9:29:59.9997 is shown as 9:30
        if shows_day or not shows_time:
            yield value.date().isoformat()
        clock = value.time() if shows_time else None
    elif isinstance(value, time):
        rounded = datetime.combine(date(2000, 1, 1), value) + timedelta(seconds=0.5)
        clock = rounded.time()
    else:
        yield value.isoformat()
        clock = None
    if clock is not None:
        if shows_half:
            yield f"{clock.hour % 12 or 12}:{clock.minute:02d} {'AM' if clock.hour < 12 else 'PM'}"
        else:
            yield f"{clock.hour}:{clock.minute:02d}"


def _refusal(source: Source, message: str, hint: str) -> Problem:
    return error("unreadable-list", message, Place(source), hint)
