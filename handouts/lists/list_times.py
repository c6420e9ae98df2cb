"""What the dates and times of a whole list mean: what one cell leaves open, the list and the clinic decide once.

A date such as 3/9/2027 is read in the order that the clinic states, else in the only order that some cell of the list
admits; cells that contradict it are named. A time without AM or PM from 0:00 to 6:59 is taken where the clinic's hours
of that day admit one reading, or where its whole column is on a 24-hour clock; otherwise it is asked, because a night
in the place of an afternoon starts a fast twelve hours early. Pure; knows no cell but its text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta, timezone
from typing import Literal, TypeVar
from zoneinfo import ZoneInfo

from handouts.lists.written import (
    MONTHS,
    WEEKDAYS,
    ZONES,
    DateOrder,
    NotRead,
    WrittenDay,
    WrittenTime,
    written_day,
    written_time,
)
from handouts.reading.models.clinic import Clinic, opening_times

Span = tuple[time, time]
Written = TypeVar("Written", WrittenDay, WrittenTime)
Decider = Literal["hours", "column"] | None
MOST_NAMED = 20
"""Rows of a list that one message names; the cards show the rest."""
LATEST_DOUBTFUL = 6
"""The last hour that, without AM or PM, is as likely the afternoon: few clinics begin at 6, and none ends at 7 AM."""


@dataclass(frozen=True, slots=True)
class ClinicClock:
    """What a clinic states that times are read by. ``hours`` by weekday (mon to sun); none: nobody said.

    ``zone`` and ``order`` are None where the clinic does not state them.
    """

    hours: Mapping[str, Sequence[Span]] = field(default_factory=dict)
    zone: str | None = None
    order: DateOrder | None = None

    def admits(self, at: time, day: date | None) -> bool:
        """Return whether the clinic is open at that time of *day*; of any day, if that is None."""
        weekdays = WEEKDAYS if day is None else (WEEKDAYS[day.weekday()],)
        spans = [span for weekday in weekdays for span in self.hours.get(weekday, ())]
        return any(opening <= at < closing for opening, closing in spans)


def clock_of(clinic: Clinic) -> ClinicClock:
    """Return what *clinic* states that times are read by."""
    return ClinicClock(
        {weekday: opening_times(hours) for weekday, hours in clinic.hours.items()},
        str(clinic.time_zone) if "time_zone" in clinic.model_fields_set else None,
        clinic.appointment_dates,
    )


@dataclass(frozen=True, slots=True)
class WrittenWhen:
    """The texts of a row's cells for the date and the time, empty where there is none, and the row's clinic."""

    day: str
    at: str
    clinic: ClinicClock


@dataclass(frozen=True, slots=True)
class When:
    """When a row's visit is, as far as it is said, and why its date or its time is not read.

    ``at`` has fold=1 for the second of two such times, as clocks go back. ``by`` says what decided between morning
    and afternoon where the cell did not: what is decided so must be shown.
    """

    day: date | None = None
    at: time | None = None
    day_problem: NotRead | None = None
    time_problem: NotRead | None = None
    by: Decider = None


def decide(rows: Sequence[WrittenWhen]) -> list[When]:
    """Return what the dates and times of a list's rows mean, in their order.

    A time behind the date counts where the row has no other; those are a column of their own.
    """
    days = _decide_days(rows)
    whens: list[When] = [When(day, day_problem=problem) for day, _, problem in days]
    columns = (
        [row.at for row in rows],
        ["" if row.at else clock for row, (_, clock, _) in zip(rows, days, strict=True)],
    )
    for texts in columns:
        read = [_read(written_time, text) for text in texts]
        known = [
            (each, when.day, row.clinic)
            for each, when, row in zip(read, whens, rows, strict=True)
            if isinstance(each, WrittenTime)
        ]
        in_24_hours = _is_24_hour_column(known)
        for number, each in enumerate(read):
            if isinstance(each, NotRead):
                whens[number] = replace(whens[number], time_problem=each)
            elif each is not None:
                whens[number] = _with_time(whens[number], each, rows[number].clinic, in_24_hours)
    return whens


def _read(read: Callable[[str], Written], text: str) -> Written | NotRead | None:
    """Return what *read* makes of a text, the reason if it makes nothing of it, None for an empty one."""
    try:
        return read(text) if text.strip() else None
    except NotRead as failure:
        return failure


def _decide_days(rows: Sequence[WrittenWhen]) -> list[tuple[date | None, str, NotRead | None]]:
    """Return the day of each row, the text of a time behind it, and why it is not read."""
    read = [_read(written_day, row.day) for row in rows]
    shown = [
        each.only_order
        for each, row in zip(read, rows, strict=True)
        if isinstance(each, WrittenDay) and row.clinic.order is None and each.only_order
    ]
    usual = shown[0] if len(set(shown)) == 1 else None
    is_mixed = len(set(shown)) > 1
    decided: list[tuple[date | None, str, NotRead | None]] = []
    for each, row in zip(read, rows, strict=True):
        if not isinstance(each, WrittenDay):
            decided.append((None, "", each))
            continue
        try:
            decided.append((decide_day(each, row.clinic, usual, is_mixed), each.clock, None))
        except NotRead as failure:
            decided.append((None, each.clock, failure))
    return decided


def decide_day(
    written: WrittenDay, clinic: ClinicClock, usual: DateOrder | None = None, is_mixed: bool = False
) -> date:
    """Return the day that is meant, in the order that *clinic* states or its list has shown to be *usual*.

    *is_mixed*: the list shows both. Raises NotRead where no order is known, or the text is no day in it.
    """
    order = clinic.order or usual or (None if is_mixed else written.only_order)
    hint = "write it like 2026-12-01, or set appointment_dates in clinic.yaml"
    if not written.has_order:
        return next(iter(written.readings.values()))
    if order is None and is_mixed:
        message = "is in a list that writes some dates with the day first and some with the month first"
        raise NotRead(message, hint)
    if order is None:
        raise NotRead("may be read with the day first or the month first", hint)
    if order not in written.readings:
        whose = "clinic" if clinic.order else "list"
        message = f"is no day with the {order.removesuffix('-first')} first, as the {whose} writes its dates"
        raise NotRead(message, "write it like 2026-12-01")
    return written.readings[order]


def _is_24_hour_column(column: Sequence[tuple[WrittenTime, date | None, ClinicClock]]) -> bool:
    """Return whether a column is plainly on a 24-hour clock: it never says AM or PM, has a time from 13:00 on, and
    every time lies in hours that the clinic states. Without hours, 2:15 among 14:15s may be either."""
    here = [each for each in column if each[0].offset is None]
    return any(written.hour >= 13 for written, _, _ in here) and all(
        written.half is None and clinic.admits(written.as_written, day) for written, day, clinic in here
    )


def _with_time(when: When, written: WrittenTime, clinic: ClinicClock, in_24_hours: bool) -> When:
    try:
        day, at, by = decide_time(written, when.day, clinic, in_24_hours)
    except NotRead as failure:
        return replace(when, time_problem=failure)
    return replace(when, day=day, at=at, by=by)


def decide_time(
    written: WrittenTime, day: date | None, clinic: ClinicClock, in_24_hours: bool = False
) -> tuple[date | None, time, Decider]:
    """Return the day and the time that is meant, and what decided it where the text did not; raises NotRead.

    *in_24_hours*: its whole column is on a 24-hour clock. A time of another zone may be on another day.
    """
    at, by = _half_of_day(written, day, clinic, in_24_hours)
    if written.offset is not None:
        return *_from_offset(at, written.offset, day, clinic), by
    if written.zone is not None:
        at = _in_zone(at, written.zone, day, clinic)
    return day, at, by


def _half_of_day(
    written: WrittenTime, day: date | None, clinic: ClinicClock, in_24_hours: bool
) -> tuple[time, Decider]:
    """Return the time, and what decided between morning and afternoon; raises NotRead where nothing does."""
    first, other = written.as_written, written.other_half
    if written.is_certain:
        return first, None
    open_first = clinic.admits(first, day)
    open_other = other is not None and clinic.admits(other, day)
    if written.hour > LATEST_DOUBTFUL:
        # 7:30 is the morning and 12:30 noon, unless only the evening, or the night, lies in the hours.
        if open_other and not open_first:
            raise _doubt(written, clinic)
        return first, None
    if open_first != open_other:
        return (first if open_first or other is None else other), "hours"
    if open_first and in_24_hours:
        return first, "column"
    raise _doubt(written, clinic)


def _doubt(written: WrittenTime, clinic: ClinicClock) -> NotRead:
    first = written.as_written
    other = written.other_half or time(12, written.minute)
    morning, afternoon = sorted((first, other))
    hint = f"write {said(morning)} or {said(afternoon)}"
    if not clinic.hours:
        hint += "; where the clinic's hours (hours in clinic.yaml) admit only one of them, that one is taken"
    return NotRead("has no AM or PM, and may be either", hint)


def _from_offset(at: time, offset: int, day: date | None, clinic: ClinicClock) -> tuple[date, time]:
    zone = _zone_of(day, clinic)
    assert day is not None
    there = datetime.combine(day, at, timezone(timedelta(minutes=offset)))
    try:
        here = there.astimezone(zone)
    except OverflowError:
        raise NotRead("is on a day that no visit can be on") from None
    return here.date(), here.time()


def _in_zone(at: time, name: str, day: date | None, clinic: ClinicClock) -> time:
    """Return *at*, the second of two where the zone's abbreviation says so; raises NotRead if it does not fit."""
    zone = _zone_of(day, clinic)
    assert day is not None
    fitting = ZONES.get(name, frozenset({name.upper()}))
    for fold in (0, 1):
        there = at.replace(fold=fold)
        if datetime.combine(day, there, zone).tzname() in fitting:
            return there
    message = f"names a zone that is not the clinic's ({clinic.zone}) on that day"
    raise NotRead(message, "write the clinic's own time, without a zone")


def _zone_of(day: date | None, clinic: ClinicClock) -> ZoneInfo:
    if clinic.zone is None:
        message = "names a zone, and the clinic states none"
        raise NotRead(message, "set time_zone in clinic.yaml, such as America/Chicago")
    if day is None:
        raise NotRead("names a zone, and the day is not known", "give the date too")
    return ZoneInfo(clinic.zone)


def said(at: time) -> str:
    """Return a time of day for staff: ``2:30 PM``."""
    return f"{at.hour % 12 or 12}:{at.minute:02d} {'AM' if at.hour < 12 else 'PM'}"


def said_day(day: date) -> str:
    """Return a day for staff: ``Tuesday, March 9, 2027``."""
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    return f"{names[day.weekday()]}, {MONTHS[day.month - 1].capitalize()} {day.day}, {day.year}"


def understood(times: Sequence[tuple[int, When]]) -> str:
    """Return what times without AM or PM were taken for, each with its row of the list, for people to look over."""
    named = ", ".join(
        f"row {row} as {said(each.at)}" for row, each in times[:MOST_NAMED] if each.at is not None
    )
    more = len(times) - MOST_NAMED
    named += f" and {more} more" if more > 0 else ""
    causes = {"hours": "the clinic's hours", "column": "the 24-hour clock of their column"}
    why = " and ".join(words for by, words in causes.items() if any(each.by == by for _, each in times))
    return f"times without AM or PM are read by {why}: {named}"
