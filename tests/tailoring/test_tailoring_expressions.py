"""A slip in an expression is said in words that mend it, at its place, and never printed."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from small_library import PROCEDURE_FILE, change, write_library

from handouts.cli.reports import report_check
from handouts.delivering.service import Service
from handouts.problems import Problem
from handouts.reading.library import Library
from handouts.tailoring.moments import Appointment
from handouts.tailoring.request import ResolvedRequest
from handouts.tailoring.tailor import tailor

ROOT = Path(__file__).resolve().parents[2]
VISIT = Appointment(date(2026, 12, 1), time(10), "Zzyzx Sample")


def problems(folder: Path, expression: str, visit: Appointment) -> tuple[list[Problem], str]:
    data = write_library(folder / "data")
    change(
        data / PROCEDURE_FILE,
        "text: Wear loose clothes.",
        f"text: 'Eat nothing from {{{{ {expression} }}}}.'",
    )
    library = Library(data, ROOT / "fonts")
    made, found = tailor(
        library.procedure("knee-injection", "en").require(),
        library.clinic("north").require(),
        library.language("en").require(),
        ResolvedRequest("knee-injection", "north", "en", appointment=visit),
    )
    return found, repr(made)


@pytest.mark.parametrize("visit", [VISIT, Appointment()])
@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("before(hour=6)", '"hour" is no length of time here: there are days, hours and minutes'),
        ("before(6)", "say of what: hours=6, not 6 alone"),
        ("before()", "say how long"),
        ("before(hours=0)", "say how long"),
        ("before(hours=6.5)", "hours should be a whole number"),
        ('before(hours="six")', "hours should be a whole number"),
        ("before(hours=-6)", "lengths of time count from 0"),
        ("before(hours=99999)", "99999 hours are more than a year"),
        ("before(hours=6, hours=5)", "repeated"),
        ("before(hours=6", "this expression cannot be read"),
        ("before", "a length of time is missing after it"),
        ("clinic", "say which part of it is meant"),
        ("befor(hours=6)", 'nothing is called "befor" here'),
        ("clinic.phon", 'nothing is called "phon" here'),
    ],
)
def test_a_slip_is_named_where_it_stands(
    tmp_path: Path, expression: str, said: str, visit: Appointment
) -> None:
    [found], made = problems(tmp_path, expression, visit)
    assert found.is_error
    assert said in found.message
    assert found.place is not None
    assert found.place.source.line(found.place.line)[found.place.column - 1 :].startswith("{{")
    assert found.hint is not None
    assert "Clock" not in found.message
    assert "Clock" not in made


def test_check_tries_every_text_also_what_few_patients_need(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = write_library(tmp_path / "data")
    change(data / PROCEDURE_FILE, "text: Bring a driver.", "text: 'Bring a driver {{ befor(hours=6) }}.'")
    assert report_check(Service(Library(data, ROOT / "fonts")).check(), as_json=False) == 1
    assert 'nothing is called "befor" here' in capsys.readouterr().err


def test_what_the_desk_knows_of_a_person_is_in_no_message_made_of_a_value() -> None:
    visit = Appointment(date(2026, 12, 1), time(10), "Zzyzx Sample", "Dr. Zzyzx", "Zzyzx Ward")
    assert "Zzyzx" not in repr(visit)
