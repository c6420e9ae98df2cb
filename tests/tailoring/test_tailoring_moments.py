"""Clock times: right to the minute by the time zone's own rules, with the weekday, noon and midnight in words."""

from __future__ import annotations

import functools
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.reading.library import Library
from handouts.reading.models.language import Language
from handouts.tailoring.moments import Appointment, Clock

ROOT = Path(__file__).resolve().parents[2]
CHICAGO = "America/Chicago"
ZONES = [
    "America/Chicago",
    "Europe/London",
    "America/Phoenix",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "America/Havana",
]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@functools.cache
def written(language: str) -> Language:
    return Library(ROOT / "data", ROOT / "fonts").language(language).require()


def clock(
    day: date | None,
    arrive: time | None,
    zone: str = CHICAGO,
    language: str = "en",
    ends: int | None = None,
) -> Clock:
    loaded = written(language)
    words = {name: str(word) for name, word in loaded.words}
    return Clock(Appointment(date=day, arrive=arrive), zone, loaded.dates, words, ends)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("day", "arrive", "length", "said"),
    [
        (date(2026, 12, 1), time(10), {"hours": 6}, "4:00 AM on Tuesday, December 1"),
        (date(2026, 12, 1), time(4), {"hours": 6}, "10:00 PM on Monday, November 30"),
        (date(2027, 1, 1), time(3, 30), {"hours": 6}, "9:30 PM on Thursday, December 31"),
        (date(2028, 3, 1), time(2), {"hours": 6}, "8:00 PM on Tuesday, February 29"),
        (date(2026, 12, 1), time(18), {"hours": 6}, "noon on Tuesday, December 1"),
        (
            date(2026, 12, 1),
            time(6),
            {"hours": 6},
            "midnight between Monday, November 30 and Tuesday, December 1",
        ),
        (date(2026, 12, 1), time(6, 30), {"hours": 6}, "12:30 AM on Tuesday, December 1"),
        (date(2026, 12, 1), time(10), {"hours": 1, "minutes": 30}, "8:30 AM on Tuesday, December 1"),
        (date(2026, 12, 1), time(10), {"days": 1, "hours": 2}, "8:00 AM on Monday, November 30"),
        (date(2026, 12, 1), time(10), {"days": 5}, "Thursday, November 26"),
        (date(2026, 12, 1), None, {"days": 5}, "Thursday, November 26"),
        # Six hours of fasting are six hours although the clocks go forward (8 March 2026, 2 AM) …
        (date(2026, 3, 8), time(7), {"hours": 6}, "midnight between Saturday, March 7 and Sunday, March 8"),
        # … and although they go back (1 November 2026, 2 AM).
        (
            date(2026, 11, 1),
            time(7),
            {"hours": 6},
            "1:00 AM (after the clocks go back) on Sunday, November 1",
        ),
        # Days are counted on the calendar: the time of day stays.
        (date(2026, 3, 8), time(7), {"days": 1, "minutes": 1}, "6:59 AM on Saturday, March 7"),
    ],
)
def test_a_time_before_arrival_is_a_clock_time_with_its_weekday(
    day: date, arrive: time | None, length: dict[str, int], said: str
) -> None:
    assert plain(clock(day, arrive).before(**length)) == said


NEW_YEARS_EVE = date(2026, 12, 31)


def test_after_is_counted_from_the_end_of_the_procedure_and_before_from_the_arrival() -> None:
    planned = clock(NEW_YEARS_EVE, time(10), ends=90)
    assert plain(planned.after(hours=24)) == "11:30 AM on Friday, January 1"
    assert plain(planned.after(days=1, hours=1)) == "12:30 PM on Friday, January 1"
    assert plain(planned.before(hours=6)) == "4:00 AM on Thursday, December 31"


@pytest.mark.parametrize(
    ("day", "arrive", "ends"),
    [(NEW_YEARS_EVE, time(10), None), (NEW_YEARS_EVE, None, 90), (None, time(10), 90), (None, None, None)],
)
def test_where_nobody_knows_the_end_no_clock_time_is_counted_from_it(
    day: date | None, arrive: time | None, ends: int | None
) -> None:
    made = clock(day, arrive, ends=ends)
    assert plain(made.after(hours=24)) == "24 hours after the procedure"
    assert plain(made.after(days=1, minutes=30)) == "1 day 30 minutes after the procedure"
    assert made.said == []


@pytest.mark.parametrize(
    ("arrive", "ends", "said"),
    [
        (None, None, "Thursday, January 7"),
        (None, 90, "Thursday, January 7"),
        (time(10), None, "Thursday, January 7"),
        (time(10), 90, "Thursday, January 7"),
        (time(22, 30), 90, "Thursday, January 7"),  # it ends at midnight
        (time(23, 30), 90, "Friday, January 8"),  # it ends on New Year's Day
        (time(10), 1440, "Friday, January 8"),
    ],
)
def test_days_after_are_counted_from_the_day_of_the_visit_unless_it_ends_past_midnight(
    arrive: time | None, ends: int | None, said: str
) -> None:
    assert plain(clock(NEW_YEARS_EVE, arrive, ends=ends).after(days=7)) == said


@pytest.mark.parametrize(
    ("zone", "day", "arrive"),
    [
        (CHICAGO, date(2026, 11, 1), time(5)),
        ("Europe/London", date(2026, 10, 25), time(5)),
        ("Australia/Lord_Howe", date(2027, 4, 4), time(5)),
        ("America/Havana", date(2026, 11, 1), time(5)),
        ("Atlantic/Azores", date(2026, 10, 25), time(5)),
        ("Europe/Dublin", date(2026, 10, 25), time(5)),
    ],
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_no_two_moments_print_alike_as_the_clocks_go_back(
    zone: str, day: date, arrive: time, language: str
) -> None:
    made = clock(day, arrive, zone, language)
    lengths = range(30, 9 * 60, 30)
    said = [made.before(minutes=minutes) for minutes in lengths]
    assert len(set(said)) == len({moment.moment for moment in made.said}) == len(lengths)


def test_an_arrival_that_comes_twice_says_which_it_is() -> None:
    day = date(2026, 11, 1)
    assert plain(clock(day, time(1, 30)).arrival() or "") == "1:30 AM (before the clocks go back)"
    assert plain(clock(day, time(1, 30, fold=1)).arrival() or "") == "1:30 AM (after the clocks go back)"
    assert plain(clock(day, time(3, 30)).arrival() or "") == "3:30 AM"
    first, second = (clock(day, time(1, 30, fold=fold)).before(hours=2) for fold in (0, 1))
    assert plain(first) == "11:30 PM on Saturday, October 31"
    assert plain(second) == "12:30 AM on Sunday, November 1"


def test_the_card_says_the_year() -> None:
    assert plain(clock(date(2027, 3, 9), None).day() or "") == "Tuesday, March 9, 2027"
    assert plain(clock(date(2027, 3, 9), None, language="es").day() or "") == "martes 9 de marzo de 2027"


@pytest.mark.parametrize("arrive", [None, time(9)])
def test_without_a_date_the_span_is_said(arrive: time | None) -> None:
    assert plain(clock(None, arrive).before(hours=6)) == "6 hours before you arrive"
    assert plain(clock(None, arrive).after(days=1)) == "1 day after the procedure"


def test_hours_before_an_unknown_time_of_day_stay_a_span() -> None:
    assert plain(clock(date(2026, 12, 1), None).before(hours=6)) == "6 hours before you arrive"


def test_an_arrival_at_midnight_is_known_although_python_once_held_midnight_for_false() -> None:
    assert clock(date(2026, 12, 1), time(0)).arrival() == "midnight"
    assert clock(date(2026, 12, 1), time(12)).arrival() == "noon"


def test_spanish_says_its_own_words_in_its_own_order() -> None:
    es = clock(date(2026, 12, 1), time(10), language="es")
    assert plain(es.before(hours=6)) == "4:00 a.m. del martes 1 de diciembre"
    assert plain(clock(date(2026, 12, 1), time(6), language="es").before(hours=6)) == (
        "medianoche entre el lunes 30 de noviembre y el martes 1 de diciembre"
    )
    assert plain(clock(None, None, language="es").before(hours=6)) == "6 horas antes de su llegada"


@pytest.mark.parametrize("length", [{}, {"hours": -6}, {"days": 1, "minutes": -1}])
def test_no_length_or_a_negative_one_is_refused(length: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"say how long|count from 0"):
        clock(date(2026, 12, 1), time(10)).before(**length)


def test_times_and_days_do_not_break_over_lines() -> None:
    said = clock(date(2026, 12, 1), time(10)).before(hours=6)
    assert "4:00\u00a0AM" in said
    assert "December\u00a01" in said


def read_back(said: str, zone: str, near: datetime) -> list[datetime]:
    """Return the absolute moments that English words like ``4:00 AM on Tuesday, December 1`` may mean, near *near*."""
    said = plain(said).replace(" (before the clocks go back)", "").replace(" (after the clocks go back)", "")
    if said.startswith("midnight between "):
        clock_time, day_words = "12:00 AM", said.split(" and ", 1)[1]
    else:
        clock_time, day_words = said.split(" on ", 1)
        clock_time = "12:00 PM" if clock_time == "noon" else clock_time
    weekday, day = day_words.split(", ")
    for year in (near.year - 1, near.year, near.year + 1):
        try:
            wall = datetime.strptime(f"{clock_time} {day} {year}", "%I:%M %p %B %d %Y")
        except ValueError:
            continue  # 29 February in another year
        if abs(wall - near.replace(tzinfo=None)) < timedelta(days=40):
            assert WEEKDAYS[wall.weekday()] == weekday
            return [wall.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC) for fold in (0, 1)]
    raise AssertionError(f"no year fits {said}")


moments = st.datetimes(datetime(2020, 1, 1), datetime(2040, 12, 1)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)
at_changes = st.sampled_from(
    [
        datetime(2026, 3, 8),
        datetime(2026, 11, 1),
        datetime(2026, 3, 29),
        datetime(2026, 10, 25),
        datetime(2028, 2, 29),
    ]
).flatmap(lambda day: st.integers(-600, 2400).map(lambda minutes: day + timedelta(minutes=minutes)))


@settings(max_examples=300, deadline=None)
@given(
    moments | at_changes,
    st.sampled_from(ZONES),
    st.integers(0, 72),
    st.integers(0, 59),
    st.sampled_from([-1, 1]),
)
def test_elapsed_hours_are_elapsed_hours_in_every_zone_and_season(
    arrival: datetime, zone: str, hours: int, minutes: int, sign: int
) -> None:
    if not (hours or minutes):
        return
    start = arrival.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    made = clock(arrival.date(), arrival.time(), zone, ends=0)
    said = (made.before if sign < 0 else made.after)(hours=hours, minutes=minutes)
    meant = start + sign * timedelta(hours=hours, minutes=minutes)
    assert meant in read_back(said, zone, meant.astimezone(ZoneInfo(zone)))
    assert made.said[0].moment == meant


@settings(max_examples=200, deadline=None)
@given(st.dates(date(2020, 1, 1), date(2040, 12, 1)), st.integers(1, 30))
def test_days_are_counted_on_the_calendar(day: date, days: int) -> None:
    expected = day - timedelta(days=days)
    said = plain(clock(day, time(7, 30)).before(days=days))
    assert said == f"{WEEKDAYS[expected.weekday()]}, {expected:%B} {expected.day}"
