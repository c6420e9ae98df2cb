"""A doubtful visit is made with a warning, or not at all when the desk asks for strictness; the present leaves no trace."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from handouts.delivering.build import Builder, build_one
from handouts.delivering.mail_merge.merge import MailMerge
from handouts.reading.library import Library
from handouts.tailoring.moments import Appointment
from handouts.tailoring.request import Request

LIBRARY = Library(*(Path(__file__).resolve().parents[2] / name for name in ("data", "fonts")))
TUESDAY = date(2026, 12, 1)
ORDINARY = Request(
    "lumbar-sympathetic-block",
    "parkview",
    "en",
    appointment=Appointment(TUESDAY, time(10)),
    now=datetime(2026, 11, 24, 15, tzinfo=UTC),
)
DOUBTFUL = {
    "past-visit": replace(ORDINARY, now=datetime(2026, 12, 2, 15, tzinfo=UTC)),
    "past-deadline": replace(ORDINARY, now=datetime(2026, 12, 1, 10, 30, tzinfo=UTC)),
    "outside-hours": replace(ORDINARY, appointment=Appointment(TUESDAY, time(6))),
    "clinic-closed": replace(ORDINARY, appointment=Appointment(date(2026, 12, 5), time(10))),
    "far-visit": replace(ORDINARY, appointment=Appointment(date(2062, 12, 1), time(10))),
    "no-day": replace(ORDINARY, appointment=Appointment(None, time(10))),
}


@pytest.mark.parametrize("code", DOUBTFUL)
def test_a_doubtful_visit_is_made_with_a_warning_and_refused_when_strict(code: str) -> None:
    lenient, strict = (
        build_one(LIBRARY, DOUBTFUL[code]),
        build_one(LIBRARY, replace(DOUBTFUL[code], strict=True)),
    )
    assert lenient.pdf is not None
    assert [(problem.code, problem.is_error) for problem in lenient.problems] == [(code, False)]
    assert strict.pdf is None
    assert [(problem.code, problem.is_error) for problem in strict.problems] == [(code, True)]
    assert strict.problems[0].message == lenient.problems[0].message


def test_an_ordinary_visit_is_made_when_strict() -> None:
    made = build_one(LIBRARY, replace(ORDINARY, strict=True))
    assert made.problems == ()
    assert made.pdf is not None


def test_the_present_changes_no_byte() -> None:
    made = [
        build_one(LIBRARY, replace(ORDINARY, now=now)).pdf
        for now in (None, ORDINARY.now, datetime(2030, 1, 1, tzinfo=UTC))
    ]
    assert made[0] is not None
    assert made[0] == made[1] == made[2]


@pytest.mark.parametrize("year", [26, 1026, 9999])
def test_a_year_that_no_visit_can_be_in_is_refused_among_many_too(year: int) -> None:
    mail_merge = MailMerge(Builder(LIBRARY))
    assert all(mail_merge.build(ORDINARY).pdf is not None for _ in range(3))
    made = mail_merge.build(replace(ORDINARY, appointment=Appointment(date(year, 3, 9), time(10))))
    assert made.pdf is None
    assert "no-such-year" in [problem.code for problem in made.problems]
