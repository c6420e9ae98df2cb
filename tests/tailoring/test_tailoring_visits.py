"""What is doubtful about a visit is said: the past, a closed clinic, a deadline gone by, a time that does not exist."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from handouts.problems import ContentError, Problem
from handouts.reading.library import Library
from handouts.reading.models.clinic import Clinic, ProcedureHere
from handouts.reading.text import Text
from handouts.tailoring.handout import Handout, PainLog
from handouts.tailoring.moments import Appointment
from handouts.tailoring.request import ResolvedRequest
from handouts.tailoring.tailor import tailor

LIBRARY = Library(*(Path(__file__).resolve().parents[2] / name for name in ("data", "fonts")))
CHICAGO = ZoneInfo("America/Chicago")
TUESDAY = date(2026, 12, 1)
WEEK_BEFORE = datetime(2026, 11, 24, 9, tzinfo=CHICAGO)


def problems(visit: Appointment, now: datetime | None = WEEK_BEFORE) -> list[Problem]:
    order = ResolvedRequest("lumbar-sympathetic-block", "parkview", "en", appointment=visit, now=now)
    procedure = LIBRARY.procedure(order.procedure_id, "en").require()
    clinic = LIBRARY.clinic("parkview").require()
    return tailor(procedure, clinic, LIBRARY.language("en").require(), order)[1]


def codes(visit: Appointment, now: datetime | None = WEEK_BEFORE) -> list[str]:
    return [problem.code for problem in problems(visit, now)]


def test_an_ordinary_visit_is_not_doubted() -> None:
    assert codes(Appointment(TUESDAY, time(10))) == []
    assert codes(Appointment(TUESDAY, time(8))) == []
    assert codes(Appointment(None, None, "Sample Patient")) == []


@pytest.mark.parametrize(
    ("day", "arrive"),
    [(date(2026, 11, 23), None), (date(2026, 11, 23), time(10)), (date(2026, 11, 24), time(8, 59))],
)
def test_a_visit_in_the_past_is_named_with_its_year(day: date, arrive: time | None) -> None:
    found = problems(Appointment(day, arrive))
    assert [problem.code for problem in found] == ["past-visit"]
    assert "2026" in found[0].message


def test_a_visit_today_whose_time_nobody_gave_is_not_past() -> None:
    assert codes(Appointment(date(2026, 11, 24))) == []


def test_a_day_on_which_the_clinic_is_closed_is_named() -> None:
    [found] = problems(Appointment(date(2026, 12, 5), time(10)))
    assert found.code == "clinic-closed"
    assert "Saturday, December\u00a05" in found.message
    assert found.place is not None
    assert found.place.source.name.endswith("clinic.yaml")


@pytest.mark.parametrize("arrive", [time(7, 59), time(17), time(22)])
def test_a_time_outside_the_hours_is_named_with_the_hours(arrive: time) -> None:
    [found] = problems(Appointment(TUESDAY, arrive))
    assert found.code == "outside-hours"
    assert f"{arrive:%H:%M}" in found.message
    assert "8:00–17:00" in found.message


def test_a_deadline_that_has_passed_is_named_with_the_text_that_says_it() -> None:
    [found] = problems(Appointment(TUESDAY, time(10)), datetime(2026, 12, 1, 4, 30, tzinfo=CHICAGO))
    assert found.code == "past-deadline"
    assert "4:00\u00a0AM on Tuesday, December\u00a01" in found.message
    assert found.place is not None
    assert "before(hours=6)" in found.place.source.line(found.place.line)


def test_the_present_is_taken_in_the_zone_of_the_clinic() -> None:
    # In London it is already the second of December; in Chicago the visit is still to come.
    assert "past-visit" not in codes(Appointment(TUESDAY), datetime(2026, 12, 2, 1, tzinfo=UTC))
    assert "past-visit" in codes(Appointment(TUESDAY), datetime(2026, 12, 2, 7, tzinfo=UTC))


def test_a_year_mistyped_is_doubted() -> None:
    [found] = problems(Appointment(date(2062, 12, 1), time(10)))
    assert found.code == "far-visit"
    assert "2062" in found.message
    assert codes(Appointment(date(2027, 11, 1), time(10))) == []


def test_a_visit_is_far_ahead_after_360_days_counted_where_the_clinic_is() -> None:
    """Less than a year: the same day of next year, a common slip, is doubted as well."""
    late = datetime(2026, 1, 5, 23, 30, tzinfo=CHICAGO)  # the sixth, in London
    assert codes(Appointment(date(2026, 12, 31), time(10)), late) == []
    assert "far-visit" in codes(Appointment(date(2027, 1, 1), time(10)), late.astimezone(UTC))
    assert "far-visit" in codes(Appointment(date(2027, 1, 5)), late)


def test_years_that_a_visit_can_be_in_are_those_from_1900_to_2199() -> None:
    for year in (1900, 2199):
        assert "no-such-year" not in codes(Appointment(date(year, 6, 3), time(10)))
    for year in (1899, 2200):
        with pytest.raises(ContentError, match=f"year {year}$"):
            problems(Appointment(date(year, 6, 3), time(10)))


@pytest.mark.parametrize("year", [1, 206, 9999])
def test_a_year_that_no_visit_can_be_in_is_an_error(year: int) -> None:
    with pytest.raises(ContentError, match=f"year {year}$"):
        problems(Appointment(date(year, 12, 31), time(10)))


def test_a_time_without_its_day_is_doubted_because_no_clock_time_can_be_printed() -> None:
    [found] = problems(Appointment(None, time(10)))
    assert (found.code, found.is_error) == ("no-day", False)
    assert "10:00\u00a0AM" in found.message


def test_without_a_present_nothing_is_compared_with_it() -> None:
    assert codes(Appointment(date(2001, 1, 1), time(10)), None) == []


def test_a_time_that_the_clocks_skip_is_an_error() -> None:
    found = [problem for problem in problems(Appointment(date(2027, 3, 14), time(2, 30))) if problem.is_error]
    assert [problem.code for problem in found] == ["no-such-time"]


def test_the_present_changes_no_word() -> None:
    order = ResolvedRequest(
        "lumbar-sympathetic-block", "parkview", "en", appointment=Appointment(TUESDAY, time(10))
    )
    parts = (
        LIBRARY.procedure(order.procedure_id, "en").require(),
        LIBRARY.clinic("parkview").require(),
        LIBRARY.language("en").require(),
    )
    later = replace(order, now=datetime(2026, 12, 1, 9, tzinfo=CHICAGO))
    assert tailor(*parts, order)[0] == tailor(*parts, later)[0]


PARKVIEW = LIBRARY.clinic("parkview").require()


def of_clinic(clinic: Clinic, visit: Appointment) -> tuple[Handout, list[Problem]]:
    order = ResolvedRequest(
        "lumbar-sympathetic-block",
        "parkview",
        "en",
        answers={"purpose": "diagnostic"},
        appointment=visit,
        now=WEEK_BEFORE,
    )
    procedure = LIBRARY.procedure(order.procedure_id, "en").require()
    procedure = procedure.model_copy(update={"ends_minutes_after_arrival": 60})
    return tailor(procedure, clinic, LIBRARY.language("en").require(), order)


def test_a_clinic_that_states_no_zone_or_no_hours_is_told_when_it_has_a_visit() -> None:
    facts = PARKVIEW.model_dump(exclude={"time_zone", "hours"}, exclude_unset=True)
    found = of_clinic(Clinic.model_validate(facts), Appointment(TUESDAY, time(10)))[1]
    assert [(problem.code, problem.is_error) for problem in found] == [
        ("no-time-zone", False),
        ("no-hours", False),
    ]
    assert all(problem.hint for problem in found)
    assert of_clinic(Clinic.model_validate(facts), Appointment(None, None, "Sample Patient"))[1] == []
    assert (
        of_clinic(
            Clinic.model_validate(facts | {"time_zone": "UTC", "hours": PARKVIEW.hours}), Appointment(TUESDAY)
        )[1]
        == []
    )


def test_a_time_that_comes_twice_is_doubted_unless_the_second_is_meant() -> None:
    sunday = PARKVIEW.model_copy(update={"hours": {"sun": Text("0:00–17:00")}})
    found = of_clinic(sunday, Appointment(date(2027, 11, 7), time(1, 30)))[1]
    assert [problem.code for problem in found] == ["time-comes-twice"]
    assert "CST" in str(found[0].hint)
    assert of_clinic(sunday, Appointment(date(2027, 11, 7), time(1, 30, fold=1)))[1] == []


def test_the_clinic_may_plan_another_end_than_the_procedure() -> None:
    visit = Appointment(TUESDAY, time(10))
    here = {"lumbar-sympathetic-block": ProcedureHere(ends_minutes_after_arrival=180)}
    other = {"knee-injection": ProcedureHere(ends_minutes_after_arrival=180)}

    def first_time(clinic: Clinic) -> str:
        logs = [
            block for section in of_clinic(clinic, visit)[0].sections for block in section.blocks
            if isinstance(block, PainLog)
        ]  # fmt: skip
        row = logs[0].rows[0]
        return row.time.plain.replace("\u00a0", " ") if row.time else ""

    assert first_time(PARKVIEW) == "11:15 AM"
    assert first_time(PARKVIEW.model_copy(update={"procedures": other})) == "11:15 AM"
    assert first_time(PARKVIEW.model_copy(update={"procedures": here})) == "1:15 PM"
