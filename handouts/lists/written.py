"""How people and spreadsheets write a time of day and a day: the text of a cell becomes every reading it admits.

Which reading is meant is decided elsewhere, for a whole list (`handouts.lists.list_times`). Every function raises
`NotRead` with a sentence that says what was expected and never what was found, because a cell in the wrong column
may be a patient's name. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

DateOrder = Literal["month-first", "day-first"]
ORDERS: tuple[DateOrder, DateOrder] = ("month-first", "day-first")

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EXCEL_EPOCH = datetime(1899, 12, 30)
"""Day 0 of Excel's serial numbers, set so that its false leap day of 1900 cancels out (for days after it)."""
EXCEL_DAYS = range(36526, 73051)
"""Serial numbers of the years 2000 to 2099; any other number is not taken for a day."""
OLDEST_SHORT_YEAR = 2020
"""Visits lie ahead, so a year of two digits before this one is a day or a month in a place where it is not expected."""

ZONES: Mapping[str, frozenset[str]] = {
    **{word: frozenset({"EST", "EDT"}) for word in ("et", "eastern")},
    **{word: frozenset({"CST", "CDT"}) for word in ("ct", "central")},
    **{word: frozenset({"MST", "MDT"}) for word in ("mt", "mountain")},
    **{word: frozenset({"PST", "PDT"}) for word in ("pt", "pacific")},
}
"""Names for a zone in both halves of the year, each with the abbreviations that it stands for."""

_TIME = re.compile(
    r"(?P<iso>t)?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:\.\d+)?)?)?"
    r"\s*(?P<half>[ap](?:\.?\s?m)?\b\.?)?"
    r"(?:\s*\(?(?:(?P<utc>z|utc|gmt(?=[+-]))?(?P<offset>[+-]\d{2}:?\d{2})?|(?P<zone>[a-z]{2,5}|eastern|mountain|central|"
    r"pacific)(?:\s+time)?)\)?)?"
)
_WRITE_TIME = "write it like 9:30 AM, 2:15 PM or 14:15"
_WRITE_DAY = "write it like 2026-12-01"


class NotRead(ValueError):
    """A text has no meaning, or more than one; ``hint`` says how to write it."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class WrittenTime:
    """A time of day as it is written: ``hour`` from 0 to 23, AM and PM applied; None is not written.

    ``zone`` is a zone's name in lower case, ``offset`` the minutes east of UTC that a machine wrote.
    """

    hour: int
    minute: int
    half: Literal["am", "pm"] | None = None
    zone: str | None = None
    offset: int | None = None

    @property
    def as_written(self) -> time:
        """The time on a 24-hour clock."""
        return time(self.hour, self.minute)

    @property
    def is_certain(self) -> bool:
        """Whether it can only be morning, or only afternoon, whoever wrote it."""
        return self.half is not None or self.offset is not None or self.hour >= 13

    @property
    def other_half(self) -> time | None:
        """What else it is on a 12-hour clock; None for 0:30, which no such clock shows."""
        return None if self.hour == 0 else time((self.hour + 12) % 24, self.minute)


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day as it is written: what it is in either order, if it is a day then, and the text of a time behind it.

    ``has_order``: it is written in numbers whose order is the writer's, such as 12/1/2026.
    """

    readings: Mapping[DateOrder, date]
    has_order: bool
    clock: str

    @property
    def only_order(self) -> DateOrder | None:
        """The one order in which this is a day; None where both are the same day, or would be different ones."""
        return next(iter(self.readings)) if self.has_order and len(self.readings) == 1 else None


def written_time(text: str, short: bool = False) -> WrittenTime:
    """Return what ``9:30``, ``09:30:00``, ``9:30 AM``, ``8:30a``, ``9 am``, ``0930``, ``noon``, Excel's 0.3958, or
    one of them with a zone (``8:30 AM CST``, ``14:30:00-06:00``, ``20:30Z``) says.

    *short* also takes 9 and 930, which in a list are more likely a number in the wrong column. Seconds are dropped.
    An offset needs seconds, a plus or a T before the time, because 9:00-10:00 is a span. Raises NotRead.
    """
    words = _plain(text)
    named = {"noon": 12, "12 noon": 12, "12:00 noon": 12, "midday": 12}
    named |= {"midnight": 0, "12 midnight": 0, "12:00 midnight": 0}
    if words in named:
        return WrittenTime(named[words], 0, "pm" if named[words] else "am")
    if found := re.fullmatch(r"0?\.(\d{1,20})", words):
        return _part_of_day(float(words), is_short=len(found[1]) < 3)
    if re.fullmatch(r"\d{4}" if not short else r"\d{3,4}", words):
        words = f"{words[:-2]}:{words[-2:]}"
    elif short and re.fullmatch(r"\d{1,2}", words):
        words += ":00"
    found = _TIME.fullmatch(words)
    if found is None or (found["minute"] is None and found["half"] is None):
        raise NotRead("is not a time", _WRITE_TIME)
    offset = _offset(found)
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    half: Literal["am", "pm"] | None = None
    if found["half"]:
        half = "pm" if found["half"].startswith("p") else "am"
        if (half == "am" and hour > 12) or (half == "pm" and hour == 0):
            raise NotRead("mixes a 24-hour clock with AM or PM", _WRITE_TIME)
        hour = hour % 12 + (12 if half == "pm" else 0) if hour <= 12 else hour
    if hour > 23 or minute > 59 or int(found["second"] or 0) > 59:
        raise NotRead("is not a time that a clock shows", _WRITE_TIME)
    return WrittenTime(hour, minute, half, found["zone"], offset)


def written_day(text: str) -> WrittenDay:
    """Return what a cell says of a day: 2026-12-01, 12/1/2026, 1.12.2026, 1-Dec-26, December 1, 2026, or Excel's 46357.

    A weekday in front must be the right one, and decides where the order alone does not. Raises NotRead when the
    text is no day in any order.
    """
    words = _plain(text)
    if re.fullmatch(r"\d{5}(\.\d{1,20})?", words) and int(float(words)) in EXCEL_DAYS:
        day = (EXCEL_EPOCH + timedelta(days=int(float(words)))).date()
        return WrittenDay(dict.fromkeys(ORDERS, day), False, f"0.{words[6:]}" if words[6:].strip("0") else "")
    words, weekday = _without_weekday(words)
    readings, has_order, end = _readings(words)
    if not readings:
        raise NotRead("is not a day that the calendar has", "check the day and the month")
    if weekday is not None:
        readings = {order: day for order, day in readings.items() if WEEKDAYS[day.weekday()] == weekday}
        if not readings:
            raise NotRead("names a weekday that is not that date's", "correct the weekday or the date")
    if len(readings) == 2 and len(set(readings.values())) == 1:
        has_order = False
    rest = words[end:].lstrip(" ,").removeprefix("at ")
    # Midnight to the second is what spreadsheets write for a day without a time.
    return WrittenDay(readings, has_order, "" if re.fullmatch(r"t?0+[:.]00([:.]00)?(\.0+)?", rest) else rest)


def _readings(words: str) -> tuple[dict[DateOrder, date], bool, int]:
    """Return the day in each order in which there is one, whether the order matters, and where the day ends."""
    if found := re.match(r"(20\d\d)(\d\d)(\d\d)(?!\d)", words):
        return _same(int(found[1]), int(found[2]), int(found[3])), False, found.end()
    if found := re.match(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)", words):
        return _same(int(found[1]), int(found[3]), int(found[4])), False, found.end()
    if found := re.match(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)", words):
        first, second, year = int(found[1]), int(found[3]), _year(found[4])
        may_be_year = found[2] == "-" and len(found[4]) == 2 and 2000 + first >= OLDEST_SHORT_YEAR
        if may_be_year and _day(2000 + first, second, int(found[4])):
            raise NotRead("does not say which number is the year", "write the year with four digits")
        days = {"month-first": _day(year, first, second), "day-first": _day(year, second, first)}
        return {order: day for order in ORDERS if (day := days[order])}, True, found.end()
    if found := re.match(r"(\d{1,2})[ .-]+([a-z]{3,9})\.?[ ,-]+(\d{4}|\d{2})(?!\d)", words):
        return _same(_year(found[3]), month_of(found[2]), int(found[1])), False, found.end()
    if found := re.match(r"([a-z]{3,9})\.?[ -]+(\d{1,2})(?:st|nd|rd|th)?[ ,-]+(\d{4}|\d{2})(?!\d)", words):
        return _same(_year(found[3]), month_of(found[1]), int(found[2])), False, found.end()
    raise NotRead("is not a date", _WRITE_DAY)


def _plain(text: str) -> str:
    """Return *text* in lower case with plain spaces and hyphens."""
    return " ".join(text.lower().replace("\u2212", "-").split())


def _part_of_day(part: float, is_short: bool) -> WrittenTime:
    """Return Excel's time; a short one that is no whole quarter, such as 0.30, is rather half past midnight."""
    minutes = round(part * 24 * 60)
    if is_short and part not in (0.25, 0.5, 0.75):
        raise NotRead("is not a time", _WRITE_TIME)
    if not 0 <= minutes < 24 * 60:
        raise NotRead("is not a time that a clock shows", _WRITE_TIME)
    return WrittenTime(minutes // 60, minutes % 60)


def _offset(found: re.Match[str]) -> int | None:
    """Return the minutes east of UTC that a time names in numbers; raises NotRead for what may be a span."""
    if not found["offset"]:
        return 0 if found["utc"] else None
    sign, digits = found["offset"][0], found["offset"][1:].replace(":", "")
    if sign == "-" and not (found["iso"] or found["second"] or found["utc"]):
        raise NotRead("is more than one time", "write only the time to arrive")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if hours > 14 or minutes % 15 or minutes > 45:
        raise NotRead("has an offset from UTC that no place has", _WRITE_TIME)
    return (60 * hours + minutes) * (-1 if sign == "-" else 1)


def _without_weekday(words: str) -> tuple[str, str | None]:
    found = re.match(r"(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+(?=\S)", words)
    return (words[found.end() :], found[1][:3]) if found else (words, None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _same(year: int, month: int, day: int) -> dict[DateOrder, date]:
    found = _day(year, month, day)
    return dict.fromkeys(ORDERS, found) if found is not None else {}


def _year(digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    if 2000 + int(digits) < OLDEST_SHORT_YEAR:
        raise NotRead("has a year of two digits that no visit can be in", "write the year with four digits")
    return 2000 + int(digits)


def month_of(name: str) -> int:
    """Return the number of the month that English calls *name*, in lower case, or by its first three letters."""
    for number, month in enumerate(MONTHS, 1):
        if name in (month, month[:3]) or (name == "sept" and number == 9):
            return number
    raise NotRead("is not a date", _WRITE_DAY)
