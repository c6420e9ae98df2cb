"""An appointment list is read whatever the spreadsheet made of it; each bad row is named and the rest goes on."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.lists.appointments import AppointmentList, read_appointments
from handouts.lists.cell_values import read_choice
from handouts.lists.list_times import ClinicClock
from handouts.lists.rules import ListRules, Names
from handouts.lists.written import DateOrder
from handouts.problems import ContentError
from handouts.tailoring.moments import Appointment

NAMES = Names(
    procedures={
        "nerve-block": ["Lumbar sympathetic nerve block", "LSB"],
        "facet-injection": ["Facet injection"],
    },
    languages={"en": ["English"], "es": ["Español", "Spanish"]},
    clinics={"parkview": ["Parkview Spine & Pain"]},
    options={
        "nerve-block": {"sedation": ["yes", "no"], "side": ["left", "right", "both"]},
        "facet-injection": {},
    },
)
LIST = """\
Patient,Date,Arrival time,Procedure,Provider,Location,Sedation,Side,Language
Sample Ana,2026-12-01,9:30 AM,nerve-block,Dr. Sample,Room 1,yes,left,English
"Sample, Ben",2026-12-02,14:15,LSB,,,,,
"""


def read(
    text: str | bytes, order: DateOrder | None = "month-first", procedure: str | None = None, **rules: Any
) -> AppointmentList:
    data = text.encode() if isinstance(text, str) else text
    return read_appointments(
        data, "list.csv", NAMES, ListRules(clock=ClinicClock(order=order), **rules), procedure
    )


def test_an_ordinary_list_is_read_by_its_headings() -> None:
    made = read(LIST)
    assert made.problems == ()
    assert made.total == 2
    first, second = made.visits
    assert first.appointment == Appointment(
        date(2026, 12, 1), time(9, 30), "Sample Ana", "Dr. Sample", "Room 1"
    )
    assert (first.procedure, first.language) == ("nerve-block", "en")
    assert first.options == {"sedation": "yes", "side": "left"}
    assert second.appointment == Appointment(date(2026, 12, 2), time(14, 15), "Ben Sample")
    assert (second.number, second.procedure, second.options) == (3, "nerve-block", {})


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_what_a_spreadsheet_may_make_of_a_list_makes_no_difference(
    separator: str, ends: str, encoding: str
) -> None:
    rows = [
        ["Patient", "Date", "Procedure"],
        ["Zoë Müller-Sample", "12/1/2026", "LSB"],
        ["Sample Ben", "12/2/2026", "LSB"],
    ]
    text = ends.join(separator.join(row) for row in rows) + ends
    made = read(text.encode(encoding))
    assert made.problems == ()
    assert [visit.appointment.patient for visit in made.visits] == ["Zoë Müller-Sample", "Sample Ben"]


def test_a_separator_that_excel_states_is_believed() -> None:
    assert (
        read("sep=;\r\nPatient;Procedure\r\nSample, Ana;LSB\r\n").visits[0].appointment.patient
        == "Ana Sample"
    )


@pytest.mark.parametrize(
    "heading",
    [
        "patient name;APPT DATE;Check-in time;Visit type",
        "Full Name;Appointment Date;Arrive at;service",
        "Client;Day;TIME;Procedure_Name",
    ],
)
def test_common_headings_are_recognised(heading: str) -> None:
    [visit] = read(f"{heading}\nSample Ana;12/1/2026;10:00;LSB\n").visits
    assert visit.appointment == Appointment(date(2026, 12, 1), time(10), "Sample Ana")


def test_first_and_last_names_are_joined() -> None:
    assert (
        read("Last name,First name,Procedure\nSample,Ana,LSB\n").visits[0].appointment.patient == "Ana Sample"
    )


def test_the_clinics_own_headings_win() -> None:
    text = "Name,Theatre,Location,Sed?,Procedure\nSample Ana,Theatre 2,Building A,Y,LSB\n"
    made = read(text, columns={"place": ["Theatre"], "sedation": ["Sed?"]})
    assert made.visits[0].appointment.place == "Theatre 2"
    assert made.visits[0].options == {"sedation": "yes"}
    assert [(problem.code, problem.is_error) for problem in made.problems] == [("unread-column", False)]


def test_a_heading_configured_for_nothing_is_named() -> None:
    with pytest.raises(ContentError) as failure:
        read(LIST, columns={"sedatoin": ["Sed?"]})
    assert failure.value.problems[0].hint == 'did you mean "sedation"?'


BAD = [
    ("Marked Name,2026-02-30,10:00,LSB,yes,left", 13, "calendar"),
    ("Marked Name,31/12/2026,10:00,LSB,yes,left", 13, "month first"),
    ("Marked Name,soon,10:00,LSB,yes,left", 13, "not a date"),
    ("Marked Name,2026-12-01,late,LSB,yes,left", 24, "not a time"),
    ("Marked Name,2026-12-01,25:00,LSB,yes,left", 24, "not a time"),
    ("Marked Name,2026-12-01,10:00,LBS,yes,left", 30, "procedure is not known"),
    ("Marked Name,2026-12-01,10:00,,yes,left", 30, "procedure is missing"),
    ("Marked Name,2026-12-01,10:00,LSB,maybe,left", 34, "sedation"),
    ("Marked Name,2026-12-01,10:00,LSB,yes,middle", 38, "side"),
    ("Marked, Name,2026-12-01,10:00,LSB,yes,left", 8, "not a date"),
    ('"Marked Name,2026-12-01,10:00,LSB,yes,left', 1, "quotation mark"),
]


@pytest.mark.parametrize(("bad", "column", "said"), BAD)
def test_a_bad_row_is_named_with_line_and_column_and_the_rest_goes_on(
    bad: str, column: int, said: str
) -> None:
    good = '"Sample, Ana",2026-12-01,10:00,LSB,yes,left\n'
    also = good.replace("Ana", "Ben")
    made = read(f"Patient,Date,Time,Procedure,Sedation,Side\n{good}{bad}\n{also}")
    assert [visit.number for visit in made.visits] == [2, 4]
    assert made.total == 3
    assert made.problems
    assert {problem.place.line for problem in made.problems if problem.place} == {3}
    assert any(
        said in problem.message and problem.place and problem.place.column == column
        for problem in made.problems
    )


@pytest.mark.parametrize(("bad", "column", "said"), BAD)
def test_no_message_tells_what_stood_in_a_cell(bad: str, column: int, said: str) -> None:
    made = read(f"Patient,Date,Time,Procedure,Sedation,Side\n{bad}\n")
    told = "\n".join(problem.describe() for problem in made.problems) + repr(made)
    assert "Marked" not in told
    assert "middle" not in told


def test_all_that_is_wrong_with_a_row_is_said_at_once() -> None:
    made = read("Patient,Date,Time,Procedure\nSample Ana,soon,late,nothing\n")
    assert len(made.problems) == 3


def test_one_row_in_another_encoding_does_not_garble_the_others() -> None:
    data = "Patient,Procedure\nZoë Sample,LSB\n".encode() + "José Sample,LSB\n".encode("cp1252")
    made = read(data)
    assert [visit.appointment.patient for visit in made.visits] == ["Zoë Sample"]
    assert [(problem.code, str(problem.place)) for problem in made.problems] == [
        ("bad-encoding", "list.csv:3:1")
    ]


def test_a_cell_may_hold_line_breaks_and_quotes() -> None:
    made = read(
        'Patient,Place,Procedure\n"Ana ""Annie"" Sample","Suite 2\nSecond floor",LSB\nBen Sample,,LSB\n'
    )
    assert made.visits[0].appointment.patient == 'Ana "Annie" Sample'
    assert made.visits[0].appointment.place == "Suite 2 Second floor"
    assert (made.visits[1].place.line, made.visits[1].number) == (4, 3)


def test_empty_rows_are_passed_over() -> None:
    assert read("\n\nPatient,Procedure\n,\nSample Ana,LSB\n,,,\n\n").total == 1


def test_the_procedure_may_come_from_the_command_line() -> None:
    assert read("Patient\nSample Ana\n", procedure="nerve-block").visits[0].procedure == "nerve-block"
    with pytest.raises(ContentError, match="no column for the procedure"):
        read("Patient\nSample Ana\n")


@pytest.mark.parametrize("text", ["", "\n\n", "Sample Ana,10:00\nSample Ben,11:00\n"])
def test_a_list_without_headings_is_refused_without_telling_it(text: str) -> None:
    with pytest.raises(ContentError) as failure:
        read(text)
    assert "Sample" not in "".join(problem.describe() for problem in failure.value.problems)


def test_two_columns_for_one_thing_are_refused() -> None:
    with pytest.raises(ContentError, match="both mean the patient"):
        read("Patient,Name,Procedure\nSample Ana,Sample Ben,LSB\n")


def test_sides_and_yes_are_known_by_their_short_forms() -> None:
    assert read_choice("L", ["left", "right"]) == "left"
    assert read_choice("Bilateral", ["left", "both"]) == "both"
    assert read_choice("N", ["yes", "no"]) == "no"
    with pytest.raises(ValueError, match="one of: left, right"):
        read_choice("both", ["left", "right"])


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_no_input_makes_a_traceback(data: bytes) -> None:
    try:
        made = read(b"Patient,Date,Time,Procedure,Side\n" + data)
    except ContentError:
        return
    assert made.total >= len(made.visits)
