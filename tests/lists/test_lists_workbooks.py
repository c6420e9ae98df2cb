"""A list that is an Excel workbook says what Excel shows; what it cannot say is refused with the fix."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import openpyxl
import pytest
from list_names import FIRST, people, read, refused
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

HEADINGS = ["Patient", "Date", "Arrival time", "Procedure"]
Fill = Callable[[Worksheet], None]


def workbook(
    *rows: Any,
    change: Fill | None = None,
    more: Callable[[openpyxl.Workbook], None] | None = None,
) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(row)
    if change is not None:
        change(sheet)
    if more is not None:
        more(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def formatted(cell: str, number_format: str) -> Fill:
    def change(sheet: Worksheet) -> None:
        sheet[cell].number_format = number_format

    return change


def test_a_workbook_is_read_like_the_same_list_as_text() -> None:
    made = read(workbook(HEADINGS, ["Invented, Amber", date(2026, 12, 1), "9:30 AM", "LSB"]))
    visit = made.visits[0]
    assert (visit.appointment.patient, visit.appointment.date) == ("Amber Invented", FIRST)
    assert (visit.appointment.arrive, visit.number, made.problems) == (time(9, 30), 2, ())


@pytest.mark.parametrize(
    ("value", "number_format", "arrival"),
    [
        (time(14, 30), "h:mm", time(14, 30)),
        (time(2, 30), "h:mm AM/PM", time(2, 30)),
        (time(2, 30), "hh:mm", time(14, 30)),  # shows 02:30, and the clinic is open in the afternoon alone
        (time(9, 30), "[$-409]h:mm AM/PM;@", time(9, 30)),
        (time(9, 30), "[$-F400]h:mm:ss\\ AM/PM", time(9, 30)),
        (datetime(2026, 12, 1, 14, 30), "h:mm A/P", time(14, 30)),
        (datetime(2026, 12, 1, 9, 30), "h:mm", time(9, 30)),
        (930, "0000", time(9, 30)),
        (0.395833333333, "h:mm", time(9, 30)),
        (0.3958333, "General", time(9, 30)),
    ],
)
def test_a_time_is_what_the_cell_shows(value: object, number_format: str, arrival: time) -> None:
    data = workbook(HEADINGS, ["A B", date(2026, 12, 1), value, "LSB"], change=formatted("C2", number_format))
    made = read(data)
    assert [visit.appointment.arrive for visit in made.visits] == [arrival], made.problems


def test_a_time_that_shows_no_half_of_the_day_is_shown_when_it_is_decided() -> None:
    data = workbook(HEADINGS, ["A B", date(2026, 12, 1), time(2, 30), "LSB"], change=formatted("C2", "h:mm"))
    assert "row 2 as 2:30 PM" in read(data).problems[0].message


@pytest.mark.parametrize(
    ("value", "number_format"),
    [
        (date(2026, 12, 1), "m/d/yy"),
        (datetime(2026, 12, 1, 9, 30), "d-mmm-yy"),
        (46357, "General"),
        (46357.4, 'dddd", "mmmm d'),
        ("12/1/2026", "@"),
    ],
)
def test_a_date_is_what_the_cell_shows(value: object, number_format: str) -> None:
    data = workbook(HEADINGS, ["A B", value, None, "LSB"], change=formatted("B2", number_format))
    assert read(data).visits[0].appointment.date == FIRST


def test_a_cell_is_named_as_excel_names_it() -> None:
    made = read(workbook(["Monday"], [], HEADINGS, ["A B", "soon", "9:30 AM", "LSB"]))
    assert made.problems[0].describe().startswith("list.csv:4:2: error: row 4, B: the date is not a date")


def test_an_error_and_a_formula_without_its_result_are_told_where_they_matter() -> None:
    rows = [
        ["A B", date(2026, 12, 1), "#N/A", "LSB"],
        ["C D", "=TODAY()", "9:30 AM", "LSB"],
        ["E F", None, None, "LSB"],
    ]
    made = read(workbook(HEADINGS, *rows))
    assert people(made) == ["E F"]
    assert [problem.message for problem in made.problems] == [
        "this cell holds an error of the spreadsheet, #N/A",
        "this cell holds a formula whose result is not in the file: open it in Excel and save it",
    ]


def test_hidden_rows_and_sheets_are_not_printed_and_hidden_rows_are_told() -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[2].hidden = True

    def other(book: openpyxl.Workbook) -> None:
        old = book.create_sheet("Old")
        old.append(HEADINGS)
        old.append(["Old Patient", None, None, "LSB"])
        old.sheet_state = "hidden"
        book.create_sheet("Notes").append(["Call the lab"])

    made = read(
        workbook(HEADINGS, ["A B", None, None, "LSB"], ["C D", None, None, "LSB"], change=hide, more=other)
    )
    assert people(made) == ["C D"]
    assert "row 2: left out, because hidden in the workbook" in made.notes


def test_several_sheets_with_lists_are_asked_about() -> None:
    def other(book: openpyxl.Workbook) -> None:
        sheet = book.create_sheet("Tuesday")
        sheet.append(HEADINGS)

    [said] = refused(workbook(HEADINGS, ["A B", None, None, "LSB"], more=other))
    assert "several lists, on its sheets 1 and 2" in said and "hide the others" in said


def test_a_merged_cell_counts_for_each_of_its_rows() -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("B2:B3")

    rows = [["A B", date(2026, 12, 1), "9:30 AM", "LSB"], ["C D", None, "9:45 AM", "LSB"]]
    made = read(workbook(HEADINGS, *rows, change=merge))
    assert [visit.appointment.date for visit in made.visits] == [FIRST, FIRST]


def test_a_name_on_two_lines_of_a_cell_is_refused() -> None:
    made = read(workbook(HEADINGS, ["A B\nC D", None, None, "LSB"], ["E F", None, None, "LSB"]))
    assert people(made) == ["E F"]
    assert "takes 2 lines" in made.problems[0].message


def test_an_empty_cell_far_away_costs_nothing() -> None:
    def far(sheet: Worksheet) -> None:
        sheet["XFD1048576"].number_format = "0.00"

    assert len(read(workbook(HEADINGS, ["A B", None, None, "LSB"], change=far)).visits) == 1


def archive(**parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, text in parts.items():
            made.writestr(name.replace("__", "/"), text)
    return file.getvalue()


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (OLE, "an old kind (.xls)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "OpenDocument file (.ods)"),
        (archive(**{"xl/workbook.bin": ""}), "binary workbook (.xlsb)"),
        (archive(**{"Index/Document.iwa": ""}), "a file of Numbers"),
        (archive(**{"word/document.xml": ""}), "no Excel workbook"),
        (archive(**{"xl/workbook.xml": "<workbook/>"}), "damaged"),
        (b"PK\x03\x04 and no archive", "damaged"),
        (workbook(HEADINGS)[:-300], "damaged"),
        (b"<html><table><tr><td>Amber", "a web page"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook>", "an XML file"),
        (b"%PDF-1.7", "a PDF"),
        (b"BEGIN:VCALENDAR", "a calendar file"),
        (b'{"resourceType": "Bundle"}', "a JSON file"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused_with_what_it_is_and_the_fix(data: bytes, said: str) -> None:
    [problem] = refused(data)
    assert said in problem and "hint: " in problem and "Amber" not in problem


def test_a_text_list_does_not_load_what_reads_workbooks() -> None:
    code = "import sys, list_names; list_names.read('Patient,Procedure\\nA B,LSB\\n'); sys.exit('openpyxl' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], cwd="tests", env={"PYTHONPATH": "..:."}, check=False)
    assert run.returncode == 0


def test_a_row_that_is_struck_through_is_left_out_and_told() -> None:
    def strike(sheet: Worksheet) -> None:
        for cell in sheet[2]:
            cell.font = Font(strike=True)

    made = read(workbook(HEADINGS, ["A B", None, None, "LSB"], ["C D", None, None, "LSB"], change=strike))
    assert people(made) == ["C D"]
    assert "row 2: left out, because struck through in the workbook" in made.notes


def test_what_is_struck_through_in_a_row_is_not_read_as_what_it_says() -> None:
    def strike(sheet: Worksheet) -> None:
        sheet["C2"].font = Font(strike=True)

    rows = [["A B", date(2026, 12, 1), "9:30 AM", "LSB"], ["C D", date(2026, 12, 1), "9:45 AM", "LSB"]]
    made = read(workbook(HEADINGS, *rows, change=strike))
    assert people(made) == ["C D"]
    assert "is struck through" in made.problems[0].message
