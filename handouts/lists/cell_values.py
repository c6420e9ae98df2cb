"""What the cells of an appointment list mean: days, times of day, answers. Pure.

Every function raises ValueError with a sentence that says what was expected and never what was found,
because a cell in the wrong column may be a patient's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Literal

DateOrder = Literal["month-first", "day-first"]

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EXCEL_EPOCH = datetime(1899, 12, 30)
"""Day 0 of Excel's serial numbers, set so that its false leap day of 1900 cancels out (for days after it)."""
EXCEL_DAYS = range(36526, 73051)
"""Serial numbers of the years 2000 to 2099; any other number is not taken for a day."""

_TIME = r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:\.0+)?)?)?\s*(?P<half>[ap]\.?\s?m\.?)?"
_ALIKE = {
    "yes": ("y", "true", "1", "x"),
    "no": ("n", "false", "0"),
    "left": ("l", "lt"),
    "right": ("r", "rt"),
    "both": ("bilateral", "b/l", "left and right"),
}


def read_time(text: str) -> time:
    """Return the time of day of ``9:30``, ``09:30:00``, ``9:30 AM``, ``9 am``, ``0930``, ``noon`` or Excel's 0.3958.

    Without AM or PM the clock is a 24-hour one. Seconds are dropped. Raises ValueError.
    """
    words = text.strip().lower()
    if words in ("noon", "12 noon", "midday"):
        return time(12)
    if re.fullmatch(r"0?\.\d+", words):
        return _clock(float(words))
    if re.fullmatch(r"\d{4}", words):
        words = f"{words[:2]}:{words[2:]}"
    found = re.fullmatch(_TIME, words)
    if found is None or (found["minute"] is None and found["half"] is None):
        raise ValueError("is not a time; write it like 9:30, 14:15 or 2:15 PM")
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            raise ValueError("mixes a 24-hour clock with AM or PM")
        hour = hour % 12 + (12 if found["half"].startswith("p") else 0)
    try:
        return time(hour, minute)
    except ValueError:
        raise ValueError("is not a time that a clock shows") from None


def read_day(text: str, order: DateOrder | None) -> tuple[date, time | None]:
    """Return the day of a cell, and the time where the cell holds one too.

    Understood: 2026-12-01, 12/1/2026, 1.12.2026, 1-Dec-26, December 1, 2026, with or without a weekday (which must
    be the right one), and Excel's 46357. Where the day and the month could be exchanged, *order* decides; without it
    such a date is refused, because a guess would be silently wrong. Raises ValueError.
    """
    words = text.strip().lower()
    if re.fullmatch(r"\d{5}(\.\d+)?", words) and int(float(words)) in EXCEL_DAYS:
        serial = float(words)
        day = (EXCEL_EPOCH + timedelta(days=int(serial))).date()
        return day, (_clock(serial % 1) if serial % 1 else None)
    words, weekday = _without_weekday(words)
    found = re.match(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)", words) or re.match(
        r"(\d{4})/(\d{1,2})/(\d{1,2})(?!\d)", words
    )
    if found:
        day = _day(int(found[1]), int(found[2]), int(found[3]))
    elif found := re.match(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)", words):
        day = _numeric(
            int(found[1]), int(found[3]), _year(found[4]), "day-first" if found[2] == "." else order
        )
    elif found := re.match(r"(\d{1,2})[ .-]+([a-z]{3,9})\.?[ ,-]+(\d{4}|\d{2})(?!\d)", words):
        day = _day(_year(found[3]), _month(found[2]), int(found[1]))
    elif found := re.match(r"([a-z]{3,9})\.?[ -]+(\d{1,2})(?:st|nd|rd|th)?[ ,-]+(\d{4}|\d{2})(?!\d)", words):
        day = _day(_year(found[3]), _month(found[1]), int(found[2]))
    else:
        raise ValueError("is not a date; write it like 2026-12-01")
    if weekday is not None and WEEKDAYS[day.weekday()] != weekday:
        raise ValueError("names a weekday that is not that date's")
    rest = words[found.end() :].lstrip(" t,")
    clock = read_time(rest) if rest else None
    return day, (None if clock == time() and re.fullmatch(r"0+[:.]00([:.]00)?(\.0+)?", rest) else clock)


def read_choice(text: str, choices: Iterable[str]) -> str:
    """Return which of *choices* a cell means; ``Y`` is yes, ``L`` left, ``bilateral`` both. Raises ValueError."""
    known = [str(choice) for choice in choices]
    wanted = normal(text)
    for choice in known:
        if wanted == normal(choice) or wanted in {normal(word) for word in _ALIKE.get(choice, ())}:
            return choice
    raise ValueError("should be one of: " + ", ".join(known))


def normal(text: str) -> str:
    """Return *text* as headings and names are compared: lower case, letters and digits, single spaces."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def _clock(fraction: float) -> time:
    minutes = round(fraction * 24 * 60)
    if not 0 <= minutes < 24 * 60:
        raise ValueError("is not a time; write it like 9:30, 14:15 or 2:15 PM")
    return time(minutes // 60, minutes % 60)


def _without_weekday(words: str) -> tuple[str, str | None]:
    found = re.match(r"(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+(?=\S)", words)
    return (words[found.end() :], found[1][:3]) if found else (words, None)


def _numeric(first: int, second: int, year: int, order: DateOrder | None) -> date:
    if order is None:
        if first > 12:
            order = "day-first"
        elif second > 12 or first == second:
            order = "month-first"
        else:
            raise ValueError(
                "may be read with the day first or the month first; write 2026-12-01, or say which"
            )
    month, day = (first, second) if order == "month-first" else (second, first)
    return _day(year, month, day)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError("is not a day that the calendar has") from None


def _year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _month(name: str) -> int:
    for number, month in enumerate(MONTHS, 1):
        if name in (month, month[:3]) or (name == "sept" and number == 9):
            return number
    raise ValueError("is not a date; write it like 2026-12-01")
