"""When a visit is, in the words that people type: ``tomorrow``, ``next Tuesday``, ``3/9``, ``930``, and what a list writes.

A word that may mean two days or two times is refused with both, never guessed; what was understood is said again.
Raises click's own errors. Asks the computer what day it is, and knows nothing else of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

import click

from handouts.lists.list_times import ClinicClock, decide_day, decide_time, said, said_day
from handouts.lists.written import NotRead, month_of, written_day, written_time

Value = TypeVar("Value")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def read_visit(
    day: str | None, at: str | None, clinic: ClinicClock, now: datetime | None = None
) -> tuple[date | None, time | None]:
    """Return the day and the time to arrive; raises `click.BadParameter` for what cannot be read or has two meanings.

    *now* is an aware datetime, by default the present.
    """
    here = (now or datetime.now().astimezone()).astimezone(ZoneInfo(clinic.zone) if clinic.zone else None)
    date, clock = _read("--date", day, lambda text: _day(text, clinic, here.date())) or (None, "")
    # A time on its own wins over one behind the date; its own place is named if it is wrong.
    where, text = ("--time", at) if at else ("--date", clock)
    return _read(where, text, lambda words: _time(words, date, clinic)) or (date, None)


def visit_words(day: date | None, at: time | None) -> str:
    """Return when the visit was understood to be, for the person who typed it to check."""
    parts = [said_day(day)] if day is not None else []
    second = ", the second time that clocks show it" if at is not None and at.fold else ""
    parts += [f"arriving at {said(at)}{second}"] if at is not None else []
    return f"The visit: {', '.join(parts)}"


def _read(option: str, text: str | None, read: Callable[[str], Value]) -> Value | None:
    if not text:
        return None
    try:
        return read(text)
    except NotRead as failure:
        hint = f"; {failure.hint}" if failure.hint else ""
        raise click.BadParameter(f'"{text}" {failure}{hint}.', param_hint=option) from None


def _time(text: str, day: date | None, clinic: ClinicClock) -> tuple[date | None, time]:
    there, at, _ = decide_time(written_time(text, short=True), day, clinic)
    return there, at


def _day(text: str, clinic: ClinicClock, today: date) -> tuple[date, str]:
    """Return the day, and the text of a time behind it."""
    words = " ".join(text.lower().split())
    if words in ("today", "tomorrow"):
        return today + timedelta(days=words == "tomorrow"), ""
    if found := re.fullmatch(r"(?:(next|this|on) )?([a-z]{3,9})\.?", words):
        weekday = _weekday(found[2])
        if weekday is not None:
            return _coming(weekday, found[1] == "next", today), ""
    if found := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})\.?", words):
        numbers = (int(found[1]), int(found[2]))
        by_order = {"month-first": numbers, "day-first": numbers[::-1]}
        order = clinic.order
        return _only({_next(*by_order[name], today) for name in by_order if order in (None, name)})
    if found := re.fullmatch(r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?", words):
        return _only({_next(month_of(found[1]), int(found[2]), today)})
    if found := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?\.? ([a-z]{3,9})\.?", words):
        return _only({_next(month_of(found[2]), int(found[1]), today)})
    written = written_day(text)
    return decide_day(written, clinic), written.clock


def _weekday(word: str) -> int | None:
    """Return the number of a weekday from its name, or three letters or more of it; None for any other word."""
    return next((n for n, name in enumerate(_WEEKDAYS) if len(word) > 2 and name.startswith(word)), None)


def _coming(weekday: int, is_next: bool, today: date) -> date:
    """Return the weekday that comes; raises NotRead where people disagree which one is meant."""
    coming = today + timedelta(days=(weekday - today.weekday()) % 7)
    later = coming + timedelta(days=7)
    if coming == today and is_next:
        return later
    # "Next Tuesday", said on Monday: the day after, or the Tuesday of the next week? Weeks begin on Sunday or Monday.
    same_week = weekday > today.weekday() or today.weekday() == 6
    if coming == today or (is_next and same_week):
        raise _either(coming, later)
    return coming


def _next(month: int, day: int, today: date) -> date | None:
    """Return the next such day of the calendar, today included; None if there is none."""
    for year in range(
        today.year, today.year + 9
    ):  # from one 29 February to the next there may be eight years
        try:
            coming = date(year, month, day)
        except ValueError:
            continue
        if coming >= today:
            return coming
    return None


def _only(days: set[date | None]) -> tuple[date, str]:
    """Return the only one of *days*; raises NotRead for none and for two."""
    found = sorted(day for day in days if day is not None)
    if not found:
        raise NotRead("is not a day that the calendar has")
    if len(found) > 1:
        raise _either(*found)
    return found[0], ""


def _either(first: date, second: date) -> NotRead:
    return NotRead(f"may be {said_day(first)} or {said_day(second)}", f"write {first} or {second}")
