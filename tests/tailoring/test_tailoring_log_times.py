"""The rows of a log: counted in elapsed time from the end of the procedure, to bedtime by the clock on the wall."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_library import PROCEDURE, PROCEDURE_FILE, write_library

from handouts.reading.library import Library
from handouts.reading.models.procedure import LogTimes
from handouts.tailoring.log_times import log_rows
from handouts.tailoring.moments import Appointment, Clock

ROOT = Path(__file__).resolve().parents[2]
LANGUAGE = Library(ROOT / "data", ROOT / "fonts").language("en").require()
USUAL = [{"every_minutes": 15, "for_minutes": 60}, {"every_minutes": 60, "until": "22:00"}]


def rows(
    schedule: Sequence[object],
    day: date | None,
    arrive: time | None,
    ends: int | None = 60,
    zone: str = "America/Chicago",
    earliest: time | None = None,
) -> list[tuple[str, str | None]]:
    words = {name: str(word) for name, word in LANGUAGE.words}
    clock = Clock(Appointment(date=day, arrive=arrive), zone, LANGUAGE.dates, words, ends)
    found = log_rows([LogTimes.model_validate(times) for times in schedule], clock, earliest)
    return [
        (row.after.plain.replace("\u00a0", " "), row.time.plain.replace("\u00a0", " ") if row.time else None)
        for row in found
    ]


def test_times_follow_one_another() -> None:
    made = rows(USUAL, date(2026, 12, 1), time(17, 30))
    assert made == [
        ("15 minutes", "6:45 PM"), ("30 minutes", "7:00 PM"), ("45 minutes", "7:15 PM"), ("1 hour", "7:30 PM"),
        ("2 hours", "8:30 PM"), ("3 hours", "9:30 PM"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "arrive", "ends"),
    [(None, time(10), 60), (date(2026, 12, 1), None, 60), (date(2026, 12, 1), time(10), None)],
)
def test_what_cannot_be_known_is_left_to_write_in(
    day: date | None, arrive: time | None, ends: int | None
) -> None:
    made = rows(USUAL, day, arrive, ends, earliest=time(19))
    assert [after for after, _ in made] == [
        "15 minutes",
        "30 minutes",
        "45 minutes",
        "1 hour",
        "2 hours",
        "3 hours",
    ]
    assert all(said is None for _, said in made)


def test_a_bedtime_after_midnight_is_of_the_next_day_and_says_so() -> None:
    made = rows([{"every_minutes": 60, "until": "1:00"}], date(2026, 12, 1), time(20))
    assert [said for _, said in made] == [
        "10:00 PM",
        "11:00 PM",
        "midnight between Tuesday, December 1 and Wednesday, December 2",
        "1:00 AM on Wednesday, December 2",
    ]


def test_rows_an_hour_apart_do_not_print_alike_as_the_clocks_go_back() -> None:
    made = rows([{"every_minutes": 30, "for_minutes": 180}], date(2026, 11, 1), time(0), ends=30)
    assert [said for _, said in made] == [
        "1:00 AM (before the clocks go back)",
        "1:30 AM (before the clocks go back)",
        "1:00 AM (after the clocks go back)",
        "1:30 AM (after the clocks go back)",
        "2:00 AM",
        "2:30 AM",
    ]


@settings(max_examples=150, deadline=None)
@given(
    st.dates(date(2025, 1, 1), date(2035, 1, 1))
    | st.sampled_from([date(2026, 3, 8), date(2026, 11, 1), date(2026, 3, 29)]),
    st.times().map(lambda moment: moment.replace(second=0, microsecond=0, tzinfo=None)),
    st.sampled_from(["America/Chicago", "Europe/London", "Australia/Lord_Howe"]),
    st.integers(0, 300),
    st.integers(30, 240),
    st.integers(0, 23),
)
def test_rows_end_by_bedtime_and_leave_no_room_for_another(
    day: date, arrive: time, zone: str, ends: int, every: int, hour: int
) -> None:
    """Held against zoneinfo, in every season."""
    made = rows([{"every_minutes": every, "until": f"{hour}:00"}], day, arrive, ends, zone)
    local = ZoneInfo(zone)
    utc = ZoneInfo("UTC")
    start = datetime.combine(day, arrive, local).astimezone(utc) + timedelta(minutes=ends)
    wall = start.astimezone(local).replace(tzinfo=None)
    bedtime = datetime.combine(wall.date(), time(hour))
    if bedtime <= wall:
        bedtime += timedelta(days=1)
    length = (bedtime.replace(tzinfo=local).astimezone(utc) - start) // timedelta(minutes=1)
    assert len(made) == max(0, length // every)


@pytest.mark.parametrize(
    ("schedule", "message"),
    [
        ("[{every_minutes: 15, until: 10 PM}]", '"until" should be a time of day, not "10 PM"'),
        ("[{every_minutes: 15, until: 24:00}]", '"until" should be a time of day, not "24:00"'),
        ("[{every_minutes: 15}]", 'needs either "for_minutes" or "until"'),
        ("[{every_minutes: 15, until: 22:00}]", "this log could have 96 rows"),
        ("[]", '"schedule" should not be empty'),
    ],
)
def test_a_schedule_that_cannot_be_meant_is_named(tmp_path: Path, schedule: str, message: str) -> None:
    data = write_library(tmp_path / "data")
    log = (
        f"sections:\n  - id: log\n    heading: Log\n    blocks:\n      - pain_log: {{schedule: {schedule}}}\n"
    )
    (data / PROCEDURE_FILE).write_text(PROCEDURE.replace("sections:\n", log, 1), encoding="utf-8")
    found = Library(data, ROOT / "fonts").procedure("knee-injection", "en").problems
    assert any(message in problem.message and problem.place for problem in found), found
