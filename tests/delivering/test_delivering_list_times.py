"""A list's times become visits by the hours of the clinic of each row; what may be night stops its row alone."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

from small_library import CLINIC, ROOT, write_library

from handouts.delivering.mail_merge.jobs import JobList, job_list
from handouts.reading.library import Library
from handouts.tailoring.request import Request

AFTERNOON = """\
Patient,Date,Arrival time,Procedure
A,2027-03-09,2:15,Knee injection
B,2027-03-09,9:00,Knee injection
C,2027-03-09,14:15,Knee injection
"""
NIGHT = """\
Patient,Date,Arrival time,Procedure
A One,3/9/2027,1:30,Knee injection
B Two,3/9/2027,0:30,Knee injection
C Three,3/9/2027,8:30 PM,Knee injection
D Four,3/9/2027,12:30 AM,Knee injection
E,11/7/2027,1:30,Knee injection
F,3/14/2027,2:30 AM,Knee injection
"""
UNSTATED = CLINIC.partition("time_zone")[0]
HOURS = 'hours: {mon: "8:00–17:00", tue: "8:00–17:00", wed: "8:00–17:00"}\ntime_zone: America/Chicago\n'


def planned(folder: Path, text: str, clinics: dict[str, str], clinic: str | None = "north") -> JobList:
    data = write_library(folder)
    for name, more in clinics.items():
        file = data / "clinics" / name / "clinic.yaml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(UNSTATED + more, encoding="utf-8")
    return job_list(Library(data, ROOT / "fonts"), text.encode(), "list.csv", Request(clinic_id=clinic or ""))


def arrivals(made: JobList) -> dict[int, time | None]:
    return {
        job.visit.number: job.request.appointment.arrive
        for job in made.jobs
        if job.request.appointment is not None
    }


def test_without_hours_an_afternoon_is_asked_and_the_others_are_read(tmp_path: Path) -> None:
    made = planned(tmp_path, AFTERNOON, {"north": ""})
    assert arrivals(made) == {3: time(9), 4: time(14, 15)}
    [problem] = made.problems
    assert (problem.is_error, str(problem.place)) == (True, "list.csv:2:14")
    assert str(problem.hint).startswith("write 2:15 AM or 2:15 PM")


def test_with_hours_the_afternoon_is_read_and_shown(tmp_path: Path) -> None:
    made = planned(tmp_path, AFTERNOON, {"north": HOURS})
    assert arrivals(made) == {2: time(14, 15), 3: time(9), 4: time(14, 15)}
    [problem] = made.problems
    assert not problem.is_error
    assert "row 2 as 2:15 PM" in problem.message


def test_a_night_that_is_written_out_is_never_refused(tmp_path: Path) -> None:
    dated = "appointment_dates: month-first\n"
    assert arrivals(planned(tmp_path / "a", NIGHT, {"north": dated})) == {
        4: time(20, 30),
        5: time(0, 30),
        7: time(2, 30),
    }
    assert arrivals(planned(tmp_path / "b", NIGHT, {"north": HOURS + dated})) == {
        2: time(13, 30),
        4: time(20, 30),
        5: time(0, 30),
        7: time(2, 30),
    }


def test_each_row_is_read_by_the_clinic_that_it_names(tmp_path: Path) -> None:
    text = (
        "Clinic,Date,Time,Procedure\nnorth,3/9/2027,2:15,Knee injection\nsouth,3/9/2027,2:15,Knee injection\n"
    )
    clinics = {
        "north": HOURS + "appointment_dates: month-first\n",
        "south": 'appointment_dates: day-first\nhours: {fri: "1:00–9:00"}\n',
    }
    made = planned(tmp_path, text, clinics)
    visits = [job.request.appointment for job in made.jobs]
    assert [(each.date, each.arrive) for each in visits if each] == [
        (date(2027, 3, 9), time(14, 15)),
        (date(2027, 9, 3), time(2, 15)),
    ]
