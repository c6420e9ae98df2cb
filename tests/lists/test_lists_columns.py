"""Columns are found whatever they are called; one in doubt stops the list, and its hint, applied, makes it pass."""

from __future__ import annotations

from datetime import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from list_names import FIRST, people, read, refused

from handouts.problems import ContentError

CASES = Path(__file__).resolve().parents[1] / "cases" / "lists"

SYSTEMS: dict[str, tuple[str, dict[str, Any], int]] = {
    # what each exports, what the clinic has to say once, and how many visits it comes to
    "epic": (
        "Appt Date,Appt Time,Patient Name,MRN,Visit Type,Provider/Resource,Department,Appt Status\n"
        '12/01/2026,9:30 AM,"INVENTED, AMBER",E1,LSB,"EXAMPLE, DR",PAIN,Scheduled\n'
        '12/01/2026,10:30 AM,"MADEUP, BORIS",E2,LSB,"EXAMPLE, DR",PAIN,Canceled\n',
        {"arrive_before": {None: 30}},
        1,
    ),
    "athena": (
        "appt date,appt start time,appt dept,appt schdlng prvdr,appt type,appt status,patientid,patient lastname,"
        "patient firstname,patient dob\n"
        "12/01/2026,09:30 AM,Parkview,DR_EXAMPLE,LSB,2-Booked,5001,INVENTED,AMBER,01/02/1960\n"
        "12/01/2026,10:15 AM,Parkview,DR_EXAMPLE,LSB,x-Cancelled,5002,MADEUP,BORIS,03/04/1971\n",
        {"arrive_before": {None: 30}},
        1,
    ),
    "eclinicalworks": (
        "Appointment Date,Appointment Start Time,Patient Name,Patient Acct No,Visit Type,Visit Status,Facility Name,"
        "Appointment Provider Name\n"
        '12/01/2026,09:30:00 AM,"Invented,Amber",77,LSB,PEN,Parkview,"Example,Dr"\n',
        {"arrive_before": {None: 30}, "coming": ["PEN"]},
        1,
    ),
    "nextgen": (
        "ApptDate,ApptTime,PersonNbr,LastName,FirstName,MiddleName,Event,Resource,Location,ApptStatus\n"
        "20261201,0930,1001,Invented,Amber,Q,LSB,Dr Example,Suite 200,Confirmed\n",
        {"arrive_before": {None: 30}, "columns": {"procedure": ["Event"]}},
        1,
    ),
    "calendly": (
        "Team,Event Type Name,Start Date & Time,End Date & Time,Invitee Name,Invitee First Name,Invitee Last Name,"
        "Invitee Email,Canceled\n"
        "A,LSB,2026-12-01 09:30 am,2026-12-01 10:00 am,Amber Invented,,,amber@example.com,false\n",
        {"arrive_before": {None: 30}, "columns": {"status": ["Canceled"]}, "coming": ["false"], "not_coming": ["true"]},
        1,
    ),
    "outlook": (
        '"Subject","Start Date","Start Time","End Date","End Time","All day event","Organizer","Location","Patient"\n'
        '"LSB","12/1/2026","9:30:00 AM","12/1/2026","10:00:00 AM","False","Desk","Suite 200","Amber Invented"\n',
        {"arrive_before": {None: 30}, "columns": {"procedure": ["Subject"]}},
        1,
    ),
    "advancedmd": (
        "Appt Date\tAppt Time\tPatient\tChart\tAppt Type\tProvider\tFacility\tAppt Status\n"
        "12/1/2026\t9:30A\tINVENTED, AMBER\t1001\tLSB\tEXAMPLE\tPARKVIEW\tScheduled\n",
        {"arrive_before": {None: 30}},
        1,
    ),
    "dentrix": (
        "Appointments for 12/1/2026\n\nTime,Name,Reason,Prov,Op,Status,Date\n"
        "9:00am,Amber Invented,LSB,DRX,OP1,Unconfirmed,12/1/2026\n"
        "10:00am,Boris Madeup,LSB,DRX,OP1,Broken,12/1/2026\n",
        {},
        1,
    ),
    "kareo": (
        "Status,Appointment Date,Start Time,End Time,Patient Full Name,Appointment Reason,Service Location Name,"
        "Rendering Provider\n"
        "Scheduled,12/1/2026,9:30 AM,10:00 AM,Amber Invented,LSB,Parkview,Dr. Example\n"
        "No-Show,12/1/2026,10:30 AM,11:00 AM,Boris Madeup,LSB,Parkview,Dr. Example\n",
        {"arrive_before": {None: 30}},
        1,
    ),
    "german": (
        "Nachname;Vorname;Datum;Uhrzeit;Eingriff;Absage\nInvented;Amber;1.12.2026;9:00;LSB;\nMadeup;Boris;1.12.2026;10:00;LSB;abgesagt\n",
        {
            "order": "day-first",
            "columns": {
                "last_name": ["Nachname"],
                "first_name": ["Vorname"],
                "date": ["Datum"],
                "arrive": ["Uhrzeit"],
                "procedure": ["Eingriff"],
                "status": ["Absage"],
            }
        },
        1,
    ),
    "spanish": (
        "Paciente,Fecha,Hora de llegada,Procedimiento,Estado\nAmber Invented,2026-12-01,9:00 AM,LSB,Confirmada\n",
        {
            "columns": {
                "patient": ["Paciente"],
                "date": ["Fecha"],
                "arrive": ["Hora de llegada"],
                "procedure": ["Procedimiento"],
                "status": ["Estado"],
            }
        },
        1,
    ),
}  # fmt: skip


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_export_of_a_booking_system_is_read(system: str) -> None:
    text, rules, count = SYSTEMS[system]
    made = read(text, **rules)
    assert [problem.describe() for problem in made.problems if problem.is_error] == []
    assert len(made.visits) == count
    visit = made.visits[0].appointment
    assert (visit.date, visit.arrive) == (FIRST, time(9))
    assert str(visit.patient).casefold() in ("amber invented", "amber q invented")
    assert visit.start == (time(9, 30) if "arrive_before" in rules else None)


@pytest.mark.parametrize(
    "heading",
    [
        *("Person", "Surname and forename", "Nombre del paciente", "Kunde", "Patients", "Legal name"),
    ],
)
def test_a_column_that_plainly_is_a_name_stops_a_list_without_one(heading: str) -> None:
    text = f"{heading},Date,Arrival time,Procedure\nAmber Invented,12/1/2026,9:00,LSB\nBoris Madeup,12/1/2026,9:15,LSB\n"
    [said] = refused(text)
    assert (
        "row 1, A" in said and "appointment_columns: {patient:" in said and "appointment_ignored: [" in said
    )
    assert people(read(text, **applied(said, 0))) == ["Amber Invented", "Boris Madeup"]
    assert people(read(text, **applied(said, 1))) == [None, None]


def test_names_are_known_by_what_is_in_the_column_too() -> None:
    text = 'Wer,Date,Procedure\n"Invented, Amber",12/1/2026,LSB\n"Madeup, Boris",12/1/2026,LSB\n'
    assert "looks like a name" in refused(text)[0]
    assert "has no heading and looks like a name" in refused(text.replace("Wer", ""))[0]


@pytest.mark.parametrize(
    "heading", ["Uhrzeit", "Hora", "Clock time", "Report time for patient", "SlotStart", "When"]
)
def test_a_column_that_plainly_is_a_time_stops_a_list_without_one(heading: str) -> None:
    text = f"Patient,Date,{heading},Procedure\nAmber Invented,12/1/2026,9:00 AM,LSB\n"
    [said] = refused(text)
    assert "looks like a time" in said
    assert read(text, **applied(said, 0)).visits[0].appointment.arrive == time(9)


@pytest.mark.parametrize("heading", ["Termin", "Fecha", "Visit day", "On"])
def test_a_column_that_plainly_is_a_date_stops_a_list_without_one(heading: str) -> None:
    text = f"Patient,{heading},Time,Procedure\nAmber Invented,12/1/2026,9:00 AM,LSB\n"
    [said] = refused(text)
    assert "looks like a date" in said
    assert read(text, **applied(said, 0)).visits[0].appointment.date == FIRST


@pytest.mark.parametrize(
    "heading", ["Current status of visit", "Disposition", "Cancelled?", "Canceled On", "NoShow", "Remarks"]
)
def test_a_column_that_plainly_is_a_status_stops_the_list(heading: str) -> None:
    text = f"Patient,Procedure,{heading}\nAmber Invented,LSB,\nBoris Madeup,LSB,No show\n"
    [said] = refused(text)
    assert "looks like a status" in said
    assert people(read(text, **applied(said, 0))) == ["Amber Invented"]


@pytest.mark.parametrize(
    "heading", ["Marital status", "Insurance status", "Patient ID", "End time", "DOB", "Provider's name"]
)
def test_what_is_plainly_something_else_is_told_once_and_can_be_silenced(heading: str) -> None:
    text = f"Patient,Date,Arrival time,Procedure,{heading}\nAmber Invented,12/1/2026,9:00,LSB,1/2/1960\n"
    [problem] = read(text).problems
    assert (problem.code, problem.is_error) == ("unread-column", False)
    assert read(text, **applied(problem.describe(), 0)).problems == ()


def applied(said: str, which: int) -> dict[str, Any]:
    """Return the rules of a clinic that did what the hint *said*, the one numbered *which*."""
    import re

    found = re.findall(r"(appointment_columns: \{[^}]*\}|appointment_ignored: \[[^\]]*\])", said)
    written = yaml.safe_load(found[which])
    if "appointment_columns" in written:
        return {"columns": {key: [heading] for key, heading in written["appointment_columns"].items()}}
    return {"ignored": written["appointment_ignored"]}


@pytest.mark.parametrize("heading", ["Status", "Stat", "Statr", "Strat", "State", "Sart"])
def test_no_unknown_heading_is_ever_taken_for_a_time(heading: str) -> None:
    text = f"Patient,Date,Procedure,{heading}\nAmber Invented,12/1/2026,LSB,x y\n"
    try:
        said = [problem.describe() for problem in read(text).problems]
    except ContentError as failure:
        said = [problem.describe() for problem in failure.problems]
    assert not any("did you mean" in each.casefold() for each in said)


def test_a_misspelt_heading_gets_a_suggestion() -> None:
    [problem] = read("Patient,Procedure,Provder,Sedaton\nAmber Invented,LSB,Dr. X,yes\n").problems
    assert '"Provder": did you mean "Provider"?' in str(problem.hint)
    assert '"Sedaton": did you mean "Sedation"?' in str(problem.hint)


def test_a_title_and_empty_lines_may_be_above_the_headings() -> None:
    made = read(
        "Appointments\nFacility: Parkview, 12/01/2026 - 12/01/2026\n\nPatient,Procedure\nAmber Invented,LSB\n"
    )
    assert (people(made), made.problems) == (["Amber Invented"], ())
    assert (made.visits[0].number, made.visits[0].place.line) == (5, 5)


def test_an_appointment_above_the_headings_stops_the_list() -> None:
    [said] = refused(
        "Amber Invented,12/1/2026,9:00 AM,LSB\nPatient,Date,Time,Procedure\nBoris Madeup,12/1/2026,9:30 AM,LSB\n"
    )
    assert "row 1: an appointment is above the headings" in said and "Invented" not in said


def test_headings_repeated_on_every_printed_page_are_no_rows() -> None:
    made = read("Patient,Procedure\nAmber Invented,LSB\nPatient,Procedure\nBoris Madeup,LSB\n")
    assert (people(made), made.total) == (["Amber Invented", "Boris Madeup"], 2)


@pytest.mark.parametrize(
    "text", ["Amber Invented,12/1/2026,9:00 AM,LSB\n", "Invented|Amber|LSB\n" * 3, "\n\nx\n"]
)
def test_a_list_without_headings_prints_no_cell(text: str) -> None:
    [said] = refused(text)
    assert "no row has headings" in said
    assert not any(word in said for word in ("Amber", "Invented", "12/1", "LSB"))


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("INVENTED, AMBER", "AMBER INVENTED"),
        ("Invented, Amber Q.", "Amber Q. Invented"),
        ("de la Muestra, María", "María de la Muestra"),
        ("Invented, Amber, Jr.", "Amber Invented Jr."),
        ("Invented Jr., Amber", "Amber Invented Jr."),
        ("Amber Invented, MD", "Amber Invented, MD"),
        ("Amber Invented", "Amber Invented"),
        ("Invented,", "Invented,"),
    ],
)
def test_a_last_name_before_a_comma_is_printed_last(written: str, printed: str) -> None:
    assert people(read(f'Patient,Procedure\n"{written}",LSB\n')) == [printed]


def test_a_number_in_the_place_of_a_name_is_refused() -> None:
    made = read("Patient,Procedure\n5001,LSB\n")
    assert made.visits == () and "no letter" in made.problems[0].message


# Arrival and start


def test_a_start_is_never_the_arrival_by_itself() -> None:
    text = "Patient,Date,Appointment Start Time,Procedure\nAmber Invented,12/1/2026,9:30 AM,LSB\n"
    [said] = refused(text)
    assert '"Appointment Start Time" says when visits start' in said and "arrive_before_minutes: 30" in said
    for minutes, arrive in ((0, time(9, 30)), (45, time(8, 45))):
        visit = read(text, arrive_before={None: minutes}).visits[0].appointment
        assert (visit.arrive, visit.start) == (arrive, time(9, 30))


def test_the_minutes_of_a_procedure_come_before_those_of_the_clinic() -> None:
    text = "Patient,Start,Procedure\nA B,9:30 AM,LSB\nC D,9:30 AM,Facet injection\n"
    made = read(text, arrive_before={None: 15, "nerve-block": 60})
    assert [visit.appointment.arrive for visit in made.visits] == [time(8, 30), time(9, 15)]
    assert "nothing says when patients should arrive" in refused(text, arrive_before={"nerve-block": 60})[0]


def test_a_list_with_arrival_and_start_prints_both_as_they_are() -> None:
    text = "Patient,Arrival time,{},Procedure\nA B,8:45 AM,9:30 AM,LSB\n"
    for heading in ("Start time", "Time", "Appt Time"):
        visit = read(text.format(heading)).visits[0].appointment
        assert (visit.arrive, visit.start) == (time(8, 45), time(9, 30))
    assert "after the start" in read(text.format("Start time").replace("8:45", "9:45")).problems[0].message


def test_a_bare_time_is_the_arrival_and_said_so_unless_the_clinic_counts_from_the_start() -> None:
    text = "Patient,Date,Time,Procedure\nA B,12/1/2026,9:30 AM,LSB\n"
    made = read(text)
    assert made.visits[0].appointment.arrive == time(9, 30)
    assert 'the column "Time" is read as the time to arrive' in made.notes
    assert read(text, arrive_before={None: 0}).visits[0].appointment.arrive == time(9, 30)
    [said] = refused(text, arrive_before={None: 30})
    assert "does not say whether" in said
    assert read(text, arrive_before={None: 30}, **applied(said, 0)).visits[0].appointment.arrive == time(9)
    assert read(text, arrive_before={None: 30}, **applied(said, 1)).visits[0].appointment.arrive == time(
        9, 30
    )


def test_a_start_with_its_day_in_one_cell_is_both() -> None:
    text = "Patient,{},Procedure\nA B,12/1/2026 9:30 AM,LSB\n"
    for heading in ("Start Date & Time", "Appointment", "Appointment Date", "Appt Date/Time"):
        visit = read(text.format(heading), arrive_before={None: 30}).visits[0].appointment
        assert (visit.date, visit.arrive, visit.start) == (FIRST, time(9), time(9, 30))
        assert "nothing says when patients should arrive" in refused(text.format(heading))[0]
    assert read(text.format("Date")).visits[0].appointment.arrive == time(9, 30)


def test_an_arrival_on_the_day_before_is_refused() -> None:
    made = read("Patient,Date,Start,Procedure\nA B,12/1/2026,12:15 AM,LSB\n", arrive_before={None: 30})
    assert "the day before" in made.problems[0].message


# Procedures


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("LSB + Facet injection", 'two procedures are in one cell, "LSB" and "Facet injection"'),
        ("LSB and facet-injection", "two procedures are in one cell"),
        ("LSB / Facet Injection", "two procedures are in one cell"),
        ("LSB - Amber Invented", 'the procedure "LSB" is in this cell with something else'),
        ("LBS", 'did you mean "LSB" (Lumbar sympathetic nerve block)?'),
        ("sympathetic block lumbar", 'did you mean "Lumbar sympathetic nerve block"'),
        ("Facets", 'did you mean "facet-injection"'),
        ("qqqqq", "known: Lumbar sympathetic nerve block, Facet injection"),
    ],
)
def test_a_wrong_procedure_always_gets_a_suggestion(cell: str, said: str) -> None:
    [problem] = read(f'Patient,Procedure\nA B,"{cell}"\n').problems
    assert said in problem.describe() and "Amber" not in problem.describe()


@pytest.mark.parametrize(
    "cell", ["lsb", "L.S.B.", "Nerve-Block", "LUMBAR  sympathetic nerve block", "\u200eLSB"]
)
def test_a_procedure_is_known_by_its_names_however_they_are_written(cell: str) -> None:
    assert read(f"Patient,Procedure\nA B,{cell}\n").visits[0].procedure == "nerve-block"


def test_a_column_that_holds_a_procedure_and_a_name_is_explained() -> None:
    said = refused((CASES / "05-google.csv").read_bytes())
    assert '"Subject" holds a procedure together with something else' in said[0]
    assert not any("Amber" in each for each in said)
