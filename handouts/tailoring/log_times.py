"""When the rows of a log are: so long after the procedure, and at what time if the visit's times are known. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from handouts.reading.models.procedure import LogTimes
from handouts.tailoring.handout import LogRow, RichText, Run
from handouts.tailoring.moments import Clock

EARLIEST = time(8)
"""When a procedure may end at the earliest if nobody said: rows until a time of day then do for the longest day."""


def log_rows(schedule: Sequence[LogTimes], clock: Clock, earliest: time | None) -> tuple[LogRow, ...]:
    """Return the rows of *schedule*, counted from the end of the procedure.

    The clock times are known when the visit has a day and a time to arrive, and the procedure says how long
    after it it ends. Otherwise they are left to write in, and rows until a time of day are as many as a
    procedure that ends at *earliest* needs.
    """
    start = clock.end()
    if start is not None:
        passed = _passed(schedule, start, ZoneInfo(clock.time_zone))
        return tuple(
            LogRow(_plain(clock.span(minutes)), _plain(clock.time_since(start, minutes)))
            for minutes in passed
        )
    some_day = datetime.combine(datetime(2001, 1, 1), earliest or EARLIEST, UTC)
    passed = _passed(schedule, some_day, UTC)
    return tuple(LogRow(_plain(clock.span(minutes)), None) for minutes in passed)


def _plain(text: str) -> RichText:
    return RichText((Run(text),))


def _passed(schedule: Sequence[LogTimes], start: datetime, zone: ZoneInfo | timezone) -> list[int]:
    """Return the minutes from *start* to each row."""
    rows: list[int] = []
    last = 0
    for times in schedule:
        end = (
            last + times.for_minutes
            if times.for_minutes is not None
            else _until(times.end_of_day(), start, zone)
        )
        while last + times.every_minutes <= end:
            last += times.every_minutes
            rows.append(last)
    return rows


def _until(end: time, start: datetime, zone: ZoneInfo | timezone) -> int:
    """Return the minutes from *start* to the next time that a clock shows *end*."""
    day = start.date() if end > start.time() else start.date() + timedelta(days=1)
    return int(
        (datetime.combine(day, end, zone).astimezone(UTC) - start.astimezone(UTC)).total_seconds() // 60
    )
