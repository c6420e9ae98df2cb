"""What is made of lists, good and bad: each kind of cell, column and file with all that is said of it, as a reference."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from io import BytesIO
from typing import Any

import openpyxl
from hypothesis import given
from hypothesis import strategies as st
from list_names import HOURS, NAMES
from openpyxl.utils import get_column_letter

from handouts.lists.appointments import read_appointments
from handouts.lists.cells import letters
from handouts.lists.list_times import ClinicClock
from handouts.lists.rules import ListRules
from handouts.problems import ContentError

HEAD = "Patient,Date,Time,Procedure"
OPEN = ClinicClock(HOURS, "America/Chicago", "month-first")
TIMES = (
    "25:00", "12:60", "13:30 am", "0:30 pm", "13:30 pm", "12:30 am", "12 pm", "noon", "midnight", "0.25", "0.30", "0.3958",
    "0.9999999", "9:00-10:00", "8:30+20:00", "8:30:00-06:07", "14:30Z", "T14:30:00-06:00", "8:30 EST", "8:30 CST", "2:30",
    "6:59", "7:00", "7:30", "12:30", "5:00", "17:30", "9", "930", "0930", "seven", "8:30 a.m.", "8:30p",
)  # fmt: skip
DAYS = (
    "2026-12-01", "20261201", "2026/12/1", "2026-13-01", "2026-02-29", "12/1/2026", "13/1/2026", "12/13/2026", "12/12/26",
    "22-11-26", "19-11-26", "12/1/19", "12/1/20", "1-Dec-26", "Dec. 1st, 2026", "1 Foo 2026", "Tue 12/1/2026",
    "Mon 2026-12-01", "Sept 3, 2027", "46357", "46357.5", "99999", "soon", "2026-12-01 at 9:30", "2026-12-01 00:00:00",
)  # fmt: skip
WHOLE: dict[str, str] = {
    "no headings": "Ana Sample,2026-12-01,8:30 AM,LSB\n",
    "no rows": HEAD + "\n",
    "empty": "",
    "a quotation mark that nobody closes": HEAD + '\n"Ana Sample,2026-12-01,8:30 AM,LSB\n',
    "a quotation mark that a later row closes": HEAD
    + '\n"Ana Sample,2026-12-01,8:30 AM,LSB\nBen Sample,2026-12-01,9:30 AM,LSB\nCleo Sample",2026-12-01,9:30 AM,LSB\n',
    "a quotation mark within a name": HEAD + '\nAna "Sam Sample,2026-12-01,8:30 AM,LSB\n',
    "too many cells": HEAD + "\nAna Sample,2026-12-01,8:30 AM,LSB,left,more\n",
    "too few cells": HEAD + "\nAna Sample,2026-12-01\n",
    "two columns of one meaning": HEAD + ",Patient name\nAna Sample,2026-12-01,8:30 AM,LSB,Ben Sample\n",
    "times of two kinds": HEAD
    + ",Arrival,Start\nAna Sample,2026-12-01,8:30 AM,LSB,8:00 AM,9:00 AM\n",
    "an arrival after the start": "Patient,Date,Arrival,Start,Procedure\nAna Sample,2026-12-01,9:30 AM,9:00 AM,LSB\n",
    "a start alone": "Patient,Date,Start,Procedure\nAna Sample,2026-12-01,9:00 AM,LSB\n",
    "columns that nobody reads": HEAD + ",Sidee,Notes,\nAna Sample,2026-12-01,8:30 AM,LSB,left,soon,x\n",
    "a column of names": "Person seen,Date,Time,Procedure\nAna Sample,2026-12-01,8:30 AM,LSB\n",
    "a status in a column that nobody reads": HEAD + ",What\nAna Sample,2026-12-01,8:30 AM,LSB,cancelled\n",
    "a row above the headings": "Ana Sample,2026-12-01,8:30 AM,LSB\n" + HEAD + "\nBen Sample,2026-12-01,9:30 AM,LSB\n",
    "statuses": HEAD
    + ",Status\nAna Sample,2026-12-01,8:30 AM,LSB,x-Cancelled\nBen Sample,2026-12-01,9:30 AM,LSB,2-Booked\n"
    + "Cleo Sample,2026-12-01,10:30 AM,LSB,perhaps\nDora Sample,2026-12-01,11:30 AM,LSB,not cancelled\n",
    "nobody named": HEAD + "\n,2026-12-01,8:30 AM,LSB\n,2026-12-01,9:30 AM,LSB\n",
    "one nobody named": HEAD + "\n,2026-12-01,8:30 AM,LSB\nBen Sample,2026-12-01,9:30 AM,LSB\n",
    "answers": HEAD
    + ",Sedation,Side,Language,Print\nAna Sample,2026-12-01,8:30 AM,LSB,yes,LEFT,Spanish,large\n"
    + "Ben Sample,2026-12-01,9:30 AM,LSB,perhaps,up,French,tiny\nCleo Sample,2026-12-01,9:30 AM,Facet injection,yes,,,\n",
    "names in parts": "Last name,First name,Middle name,Date,Time,Procedure\nSample,Ana,B.,2026-12-01,8:30 AM,LSB\n"
    "Sample,,,2026-12-01,8:30 AM,LSB\n",
    "names with the last one first": HEAD
    + '\n"SAMPLE, ANA",2026-12-01,8:30 AM,LSB\n'
    + '"Sample Jr., Ben",2026-12-01,8:30 AM,LSB\n"Sample, Cleo, MD",2026-12-01,9:30 AM,LSB\n',
    "dates in two orders": HEAD.replace("Time", "Arrival")
    + "\nAna Sample,13/12/2026,8:30 AM,LSB\nBen Sample,12/14/2026,8:30 AM,LSB\nCleo Sample,3/4/2027,8:30 AM,LSB\n",
    "procedures": HEAD
    + "".join(f"\nAna Sample,2026-12-01,8:30 AM,{cell}"
        for cell in ("LBS", "LSB + Facet injection", "", "knee", "LSB - Ana"))
    + "\n",
    "semicolons": "Patient;Date;Time;Procedure\nAna Sample;2026-12-01;8:30 AM;LSB\n",
    "a web page": "<!DOCTYPE html><table></table>",
    "an XML file": '<?xml version="1.0"?><Workbook/>',
    "a PDF": "%PDF-1.7",
    "a calendar": "BEGIN:VCALENDAR",
    "a JSON file": '[{"patient": "Ana"}]',
}  # fmt: skip


def workbook(*rows: list[Any], formats: str = "", sheets: int = 1) -> bytes:
    book = openpyxl.Workbook()
    for number in range(sheets):
        sheet: Any = book.active if number == 0 else book.create_sheet()
        for row in rows:
            sheet.append(row)
        for cell in sheet["C"][1:] if formats else ():
            cell.number_format = formats
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def archive(**parts: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, text in parts.items():
            file.writestr(name.replace("__", "/").replace("_", "."), text)
    return out.getvalue()


ROW: list[Any] = ["Ana Sample", datetime(2026, 12, 1), "8:30 AM", "LSB"]


def of_time(value: Any, formats: str) -> bytes:
    return workbook(HEAD.split(","), ["Ana Sample", datetime(2026, 12, 1), value, "LSB"], formats=formats)


WORKBOOKS = {
    "a workbook": workbook(HEAD.split(","), ROW),
    "a workbook with two lists": workbook(HEAD.split(","), ROW, sheets=2),
    "a workbook without headings": workbook(ROW),
    "a workbook of two sheets without headings": workbook(ROW, sheets=2),
    "a workbook without rows": workbook(),
    "a time that is shown with its half": of_time(time(14, 30), "h:mm AM/PM"),
    "a time that is shown without": of_time(time(14, 30), "h:mm"),
    "a doubtful time that is shown without": of_time(time(2, 30), "h:mm"),
    "a time a moment before the minute": of_time(time(9, 29, 59, 999700), "h:mm"),
    "a length of time": of_time(timedelta(hours=14, minutes=30), "[h]:mm"),
    "a length of a day": of_time(timedelta(days=1), "[h]:mm"),
    "a day and a time": of_time(datetime(2026, 12, 2, 14, 30), "yyyy-mm-dd h:mm"),
    "a day and a time of which the time is shown": of_time(datetime(2026, 12, 1, 14, 30), '"at" h:mm'),
    "a number of four figures": of_time(830, "0000"),
    "a truth": of_time(True, "General"),
    "a formula without a result": of_time("=1+1", "General"),
    "an error of the spreadsheet": of_time("#N/A", "General"),
    "an OpenDocument file": archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
    "a binary workbook": archive(xl__workbook_bin=""),
    "a file of Numbers": archive(Index__Document_iwa=""),
    "an archive": archive(letter_txt=""),
    "a strict workbook": archive(xl__workbook_xml='<workbook xmlns="http://purl.oclc.org/ooxml/"/>'),
    "a damaged workbook": b"PK\x03\x04 and nothing else",
    "a workbook of an old kind": bytes.fromhex("d0cf11e0a1b11ae1"),
    "a protected workbook": bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
}


def told(data: str | bytes, clock: ClinicClock = OPEN, **rules: Any) -> Iterator[str]:
    """Yield all that is made of a list and all that is said of it, a line each."""
    raw = data.encode() if isinstance(data, str) else data
    try:
        made = read_appointments(raw, "list.csv", NAMES, ListRules(clock=clock, **rules), None)
    except ContentError as failure:
        yield from (f"  refused [{each.code}] {each.describe()}" for each in failure.problems)
        return
    for visit in made.visits:
        at = visit.appointment
        yield f"  {at.patient}: {at.date} {at.arrive} {at.start}, {visit.procedure}, {visit.options}"
    yield from (f"  [{each.code}] {each.describe()}" for each in made.problems)
    yield from (f"  note: {note}" for note in made.notes)


def row(day: str = "2026-12-01", at: str = "8:30 AM", head: str = HEAD) -> str:
    return f'{head}\nAna Sample,"{day}","{at}",LSB\n'


def test_what_is_said_of_each_kind_of_list_is_as_approved(
    assert_as_reference: Callable[[str, str], None],
) -> None:
    lines: list[str] = []
    for at in TIMES:
        lines += [f"time {at}", *told(row(at=at))]
    for day in DAYS:
        lines += [f"day {day}", *told(row(day=day))]
    for clock, name in (
        (ClinicClock(), "nothing stated"),
        (ClinicClock(HOURS, None, "day-first"), "day first, no zone"),
    ):
        for day, at in (
            ("3/9/2027", "8:30 AM"),
            ("12/13/2026", "2:30"),
            ("1-Dec-26", "14:30Z"),
            ("1-Dec-26", "8:30 CST"),
        ):
            lines += [f"{name}: {day} {at}", *told(row(day, at), clock)]
    lines += ["minutes before", *told(WHOLE["a start alone"], arrive_before={None: 30})]
    lines += ["a day before", *told(WHOLE["a start alone"], arrive_before={"nerve-block": 600})]
    cases: dict[str, str | bytes] = {**WHOLE, **WORKBOOKS}
    for what, data in cases.items():
        lines += [what, *told(data)]
    assert_as_reference("lists/told.txt", "\n".join(lines) + "\n")


@given(st.integers(0, 18_000))
def test_columns_are_named_as_spreadsheets_name_them(number: int) -> None:
    assert letters(number) == get_column_letter(number + 1)
