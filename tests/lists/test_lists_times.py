"""Dates and times of a list: read in every way people write them, decided once for the list, and asked where in doubt."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.lists.list_times import ClinicClock, When, WrittenWhen, clock_of, decide, understood
from handouts.lists.written import DateOrder, NotRead, written_day, written_time
from handouts.reading.models.clinic import Clinic

FIRST = date(2026, 12, 1)
WEEK = ("mon", "tue", "wed", "thu", "fri")
CHICAGO = "America/Chicago"
NOBODY_SAID = ClinicClock()


def open_from(
    opening: int, closing: int, zone: str | None = CHICAGO, order: DateOrder | None = None
) -> ClinicClock:
    return ClinicClock({day: [(time(opening), time(closing))] for day in WEEK}, zone, order)


OFFICE = open_from(8, 17)
TUESDAY = "2027-03-09"


def one(at: str, clinic: ClinicClock = OFFICE, day: str = TUESDAY) -> When:
    [when] = decide([WrittenWhen(day, at, clinic)])
    return when


def column(times: list[str], clinic: ClinicClock, day: str = TUESDAY) -> list[time | None]:
    return [when.at for when in decide([WrittenWhen(day, at, clinic) for at in times])]


def days(texts: list[str], order: DateOrder | None = None) -> list[date | str]:
    clinic = ClinicClock(order=order)
    return [
        when.day or str(when.day_problem)
        for when in decide([WrittenWhen(text, "", clinic) for text in texts])
    ]


@pytest.mark.parametrize(
    ("text", "order", "clock"),
    [
        ("2026-12-01", None, ""),
        ("2026-12-01 09:30:00", None, "09:30:00"),
        ("2026-12-01T09:30", None, "t09:30"),
        ("2026-12-01 00:00:00", None, ""),
        ("2026-12-01T00:00:00", None, ""),
        ("2026/12/1", None, ""),
        ("12/1/2026", "month-first", ""),
        ("12/01/26", "month-first", ""),
        ("1/12/2026", "day-first", ""),
        ("01/12/26", "day-first", ""),
        ("01-12-2026", "day-first", ""),
        ("1.12.2026", "day-first", ""),
        ("12.1.2026", "month-first", ""),
        ("12/1/2026 9:30 AM", "month-first", "9:30 am"),
        ("December 1, 2026 at 9:30 AM", None, "9:30 am"),
        ("1-Dec-26", None, ""),
        ("1 December 2026", None, ""),
        ("Dec 1, 2026", None, ""),
        ("December 1st, 2026", None, ""),
        ("Tuesday, December 1, 2026", None, ""),
        ("Tue 12/1/2026", None, ""),
        ("46357", None, ""),
        ("46357.0", None, ""),
        ("46357.395833333", None, "0.395833333"),
    ],
)
def test_ways_to_write_a_day_are_understood(text: str, order: DateOrder | None, clock: str) -> None:
    assert days([text], order) == [FIRST]
    assert written_day(text).clock == clock


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("12/1/2026", "may be read with the day first or the month first"),
        ("1.12.2026", "may be read with the day first or the month first"),
        ("Wednesday, December 1, 2026", "names a weekday that is not that date's"),
        ("13/13/2026", "is not a day that the calendar has"),
        ("31/04/2027", "is not a day that the calendar has"),
        ("29/02/2027", "is not a day that the calendar has"),
        ("2026-13-01", "is not a day that the calendar has"),
        ("0000-12-01", "is not a day that the calendar has"),
        ("27-03-09", "has a year of two digits that no visit can be in"),
        ("27/03/09", "has a year of two digits that no visit can be in"),
        ("9-Mar-09", "has a year of two digits that no visit can be in"),
        ("27-03-28", "does not say which number is the year"),
        ("99999", "is not a date"),
        ("1", "is not a date"),
        ("December 2026", "is not a date"),
        ("12/1/026", "is not a date"),
    ],
)
def test_a_doubtful_day_is_refused(text: str, why: str) -> None:
    assert days([text]) == [why]


def test_the_29th_of_february_is_a_day_in_leap_years() -> None:
    assert days(["29/02/2028"]) == [date(2028, 2, 29)]


def test_the_order_of_dates_is_decided_by_the_cells_that_admit_only_one() -> None:
    assert days(["03/09/2027", "13/04/2027", "2027-03-09"]) == [
        date(2027, 9, 3),
        date(2027, 4, 13),
        date(2027, 3, 9),
    ]
    assert days(["03/09/27", "04/13/27"]) == [date(2027, 3, 9), date(2027, 4, 13)]
    assert days(["03/09/2027", "Tue 3/9/2027"]) == [date(2027, 3, 9), date(2027, 3, 9)]


def test_a_list_of_both_orders_is_refused_where_no_clinic_decides() -> None:
    made = days(["13/04/2027", "04/13/2027", "03/09/2027", "03/03/2027", "2027-03-09"])
    assert all("some dates with the day first and some" in str(each) for each in made[:3])
    assert made[3:] == [date(2027, 3, 3), date(2027, 3, 9)]


def test_a_cell_that_contradicts_the_clinics_order_is_named_and_the_rest_is_read() -> None:
    assert days(["13/04/2027", "03/09/2027"], "month-first") == [
        "is no day with the month first, as the clinic writes its dates",
        date(2027, 3, 9),
    ]
    assert days(["04/13/2027", "03/09/2027"], "day-first") == [
        "is no day with the day first, as the clinic writes its dates",
        date(2027, 9, 3),
    ]


def test_each_row_is_read_as_its_own_clinic_writes() -> None:
    rows = [
        WrittenWhen("03/09/2027", "", ClinicClock(order="day-first")),
        WrittenWhen("03/09/2027", "", ClinicClock(order="month-first")),
    ]
    assert [when.day for when in decide(rows)] == [date(2027, 9, 3), date(2027, 3, 9)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9:30", time(9, 30)),
        ("09:30:00", time(9, 30)),
        ("9:30 AM", time(9, 30)),
        ("9:30\u202fAM", time(9, 30)),
        ("9:30pm", time(21, 30)),
        ("8:30a", time(8, 30)),
        ("2:15p", time(14, 15)),
        ("2:15 p.", time(14, 15)),
        ("2:15 p.m.", time(14, 15)),
        ("2:15 p. m.", time(14, 15)),
        ("6:30 A.M.", time(6, 30)),
        ("9 am", time(9)),
        ("12 PM", time(12)),
        ("12:00 AM", time(0)),
        ("12:30 AM", time(0, 30)),
        ("14:15 PM", time(14, 15)),
        ("noon", time(12)),
        ("Midnight", time(0)),
        ("0930", time(9, 30)),
        ("14:15", time(14, 15)),
        ("0.395833333", time(9, 30)),
        ("9.30", time(9, 30)),
    ],
)
def test_ways_to_write_a_time_are_understood(text: str, expected: time) -> None:
    assert one(text).at == expected
    assert one(text, NOBODY_SAID).at == expected


@pytest.mark.parametrize(
    "text",
    [
        "9",
        "930",
        "25:00",
        "24:00",
        "14:00 AM",
        "9:75",
        "morning",
        "1.5",
        "0.30",
        "9:00-10:00",
        "9:30 Smith",
        "9-10",
    ],
)
def test_what_is_no_time_is_refused(text: str) -> None:
    when = one(text)
    assert when.at is None
    assert when.time_problem is not None
    assert when.time_problem.hint


@pytest.mark.parametrize(
    "text", ["1:00", "2:30", "02:30", "2:30:00", "0230", "6:59", "0:30", "00:00", "0.1041667"]
)
def test_a_time_that_may_be_night_is_refused_where_no_hours_are_stated(text: str) -> None:
    problem = one(text, NOBODY_SAID).time_problem
    assert problem is not None
    first, second = str(problem.hint).removeprefix("write ").split(";")[0].split(" or ")
    for written in (first, second):
        assert one(written, NOBODY_SAID).time_problem is None


@pytest.mark.parametrize(
    ("text", "clinic", "at"),
    [
        ("2:30", OFFICE, time(14, 30)),
        ("1:00", OFFICE, time(13)),
        ("4:59", OFFICE, time(16, 59)),
        ("6:30", open_from(6, 17), time(6, 30)),
        ("6:30", open_from(7, 20), time(18, 30)),
        ("7:00", open_from(6, 20), time(7)),
        ("12:30", OFFICE, time(12, 30)),
        ("12:30", NOBODY_SAID, time(12, 30)),
        ("7:30", NOBODY_SAID, time(7, 30)),
        ("0:30", open_from(0, 8), time(0, 30)),
    ],
)
def test_the_hours_decide_where_they_admit_one_reading(text: str, clinic: ClinicClock, at: time) -> None:
    assert one(text, clinic).at == at


@pytest.mark.parametrize(
    ("text", "clinic", "day"),
    [
        ("6:30", open_from(6, 20), TUESDAY),  # both are open
        ("5:00", OFFICE, TUESDAY),  # neither is: at 17:00 it closes
        ("2:30", OFFICE, "2027-03-13"),  # closed on Saturdays
        ("0:30", OFFICE, TUESDAY),
        ("7:30", open_from(13, 21), TUESDAY),  # only the evening, though people write the morning so
    ],
)
def test_hours_that_do_not_decide_leave_it_to_be_asked(text: str, clinic: ClinicClock, day: str) -> None:
    assert "may be either" in str(one(text, clinic, day).time_problem)


def test_only_the_hours_of_that_day_decide() -> None:
    late_friday = ClinicClock({"thu": [(time(8), time(17))], "fri": [(time(1), time(17))]})
    assert one("2:30", late_friday, "2027-03-11").at == time(14, 30)
    assert one("2:30", late_friday, "2027-03-12").at is None


def test_a_column_in_24_hour_form_is_believed_where_it_keeps_the_hours() -> None:
    night = open_from(0, 20)
    assert column(["2:15", "9:00", "14:15"], night) == [time(2, 15), time(9), time(14, 15)]
    assert column(["2:15", "9:00"], night) == [None, time(9)]
    assert column(["2:15", "9:00 AM", "14:15"], night) == [None, time(9), time(14, 15)]
    assert column(["2:15", "9:00", "21:15"], night) == [None, time(9), time(21, 15)]


def test_a_column_in_24_hour_form_decides_nothing_where_no_hours_are_stated() -> None:
    assert column(["2:15", "9:00", "14:15"], NOBODY_SAID) == [None, time(9), time(14, 15)]
    assert column(["2:15", "9:00", "14:15"], OFFICE) == [time(14, 15), time(9), time(14, 15)]


@pytest.mark.parametrize("text", ["12:30 AM", "8:30 PM", "2:30 am", "5:00a", "11:59p", "midnight"])
@pytest.mark.parametrize("clinic", [OFFICE, NOBODY_SAID])
def test_a_stated_half_of_the_day_is_never_refused(text: str, clinic: ClinicClock) -> None:
    assert one(text, clinic).time_problem is None
    assert one(text, clinic).by is None


def test_what_was_decided_is_said_with_its_line() -> None:
    whens = decide([WrittenWhen(TUESDAY, at, OFFICE) for at in ("2:15", "9:00", "1:30")])
    decided = [(line, when) for line, when in enumerate(whens, 2) if when.by]
    words = understood(decided)
    assert words == (
        "times without AM or PM are read by the clinic's hours: row 2 as 2:15 PM, row 4 as 1:30 PM"
    )


def test_a_time_behind_the_date_keeps_the_same_law() -> None:
    assert one("", OFFICE, "2027-03-09 02:30:00").at == time(14, 30)
    assert one("", NOBODY_SAID, "2027-03-09 02:30:00").at is None
    assert one("", OFFICE, "2027-03-09T14:30").at == time(14, 30)
    assert one("9:00", OFFICE, "2027-03-09 02:30:00").at == time(9)


@pytest.mark.parametrize(
    ("day", "text", "expected"),
    [
        ("2027-03-09T14:30:00-06:00", "", (date(2027, 3, 9), time(14, 30))),
        ("2027-03-09T20:30:00Z", "", (date(2027, 3, 9), time(14, 30))),
        ("2027-03-09T02:30:00+00:00", "", (date(2027, 3, 8), time(20, 30))),
        ("2027-07-09T14:30:00-06:00", "", (date(2027, 7, 9), time(15, 30))),
        ("2027-03-09", "14:30:00-06:00", (date(2027, 3, 9), time(14, 30))),
        ("2027-03-09", "21:30+01:00", (date(2027, 3, 9), time(14, 30))),
        ("2027-03-09", "8:30 AM CST", (date(2027, 3, 9), time(8, 30))),
        ("2027-07-09", "8:30 AM CDT", (date(2027, 7, 9), time(8, 30))),
        ("2027-07-09", "8:30 AM (CT)", (date(2027, 7, 9), time(8, 30))),
        ("2027-07-09", "2:30 Central time", (date(2027, 7, 9), time(14, 30))),
    ],
)
def test_a_zone_is_heeded(day: str, text: str, expected: tuple[date, time]) -> None:
    when = one(text, OFFICE, day)
    assert (when.day, when.at, when.time_problem) == (*expected, None)


@pytest.mark.parametrize(
    ("day", "text", "clinic", "why"),
    [
        ("2027-07-09", "8:30 AM CST", OFFICE, "names a zone that is not the clinic's"),
        ("2027-03-09", "8:30 AM EST", OFFICE, "names a zone that is not the clinic's"),
        ("2027-03-09", "8:30 AM ET", OFFICE, "names a zone that is not the clinic's"),
        ("2027-03-09", "8:30 AM CST", open_from(8, 17, None), "the clinic states none"),
        ("", "8:30 AM CST", OFFICE, "the day is not known"),
        ("", "14:30Z", OFFICE, "the day is not known"),
        ("9999-12-31", "23:30:00-06:00", open_from(8, 17, "Asia/Tokyo"), "no visit can be on"),
        ("2027-03-09", "14:30:00-23:00", OFFICE, "no place has"),
    ],
)
def test_a_zone_that_cannot_be_the_clinics_is_refused(
    day: str, text: str, clinic: ClinicClock, why: str
) -> None:
    assert why in str(one(text, clinic, day).time_problem)


def test_the_second_of_two_equal_times_is_known_by_its_zone() -> None:
    assert one("1:30 AM CDT", OFFICE, "2027-11-07").at == time(1, 30, fold=0)
    second = one("1:30 AM CST", OFFICE, "2027-11-07").at
    assert (second, second.fold if second else None) == (time(1, 30), 1)
    by_offset = one("", OFFICE, "2027-11-07T01:30:00-06:00").at
    assert by_offset is not None
    assert by_offset.fold == 1


def clinic(**more: Any) -> Clinic:
    return Clinic.model_validate(
        {
            "name": "North",
            "phones": [{"label": "Desk", "number": "555-0100"}],
            "address": ["1 Example Road"],
            "scheduling": {"url": "https://north.example.com/"},
            **more,
        }
    )


def test_a_clinic_that_states_nothing_is_not_taken_to_be_in_utc() -> None:
    assert clock_of(clinic()) == NOBODY_SAID
    stated = clock_of(clinic(time_zone="UTC", hours={"mon": "8:00–17:00"}, appointment_dates="day-first"))
    assert stated == ClinicClock({"mon": [(time(8), time(17))]}, "UTC", "day-first")


@settings(max_examples=200, deadline=None)
@given(st.dates(date(2020, 1, 1), date(2099, 12, 31)))
def test_every_way_to_write_a_day_means_that_day(day: date) -> None:
    ways = [
        f"{day:%m/%d/%Y}",
        f"{day.month}/{day.day}/{day:%y}",
        f"{day:%d-%b-%y}",
        f"{day:%A, %B %d, %Y}",
        f"{day:%Y-%m-%d}",
        str((day - date(1899, 12, 30)).days),
    ]
    for way in ways:
        assert days([way], "month-first") == [day]
    assert days([f"{day:%d/%m/%Y}"], "day-first") == [day]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(st.text(max_size=30), st.text(max_size=20)), max_size=6),
    st.sampled_from([OFFICE, NOBODY_SAID]),
)
def test_no_text_makes_a_traceback_or_is_quoted(texts: list[tuple[str, str]], clinic: ClinicClock) -> None:
    for when in decide([WrittenWhen(day, at, clinic) for day, at in texts]):
        assert when.day is None or when.day_problem is None
        assert when.at is None or when.time_problem is None


@settings(max_examples=300, deadline=None)
@given(st.times(), st.sampled_from(["%H:%M", "%I:%M %p", "%H%M", "%H:%M:%S"]))
def test_a_time_is_read_or_asked_and_never_moved_by_more_than_its_half(at: time, form: str) -> None:
    when = one(at.strftime(form))
    if when.at is None:
        assert when.time_problem is not None
        assert at.hour < 7
    else:
        assert when.at.minute == at.minute
        assert when.at.hour % 12 == at.hour % 12
        assert when.at.hour == at.hour or when.by == "hours"


@pytest.mark.parametrize("read", [written_time, written_day])
def test_a_reason_never_quotes_the_text(read: Any) -> None:
    for text in (
        "Marked Name",
        "9:30 Marked",
        "2026-12-01 Marked",
        "Marked 2026",
        "12/13/Marked",
        "Marked-12-2026",
    ):
        try:
            read(text)
        except NotRead as failure:
            assert "marked" not in f"{failure} {failure.hint}".lower()
