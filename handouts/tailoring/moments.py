"""Times that patients act on: ``before(hours=6)`` as words without an appointment, as a clock time with one.

Elapsed hours and minutes are counted on the absolute time line, so that a change of daylight saving between
the two does not shorten a fast; days are counted on the calendar. Knows no files and no pages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handouts.problems import Problem, error
from handouts.reading.models.language import Dates

NO_BREAK = "\u00a0"
YEARS = range(1900, 2200)
"""Years in which a visit can be; any other is a slip, and near the calendar's ends days cannot be counted."""

MOST = {"days": 366, "hours": 366 * 24, "minutes": 366 * 24 * 60}
"""Units of a length of time, each with the most that a text can mean."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """What the desk knows of the visit; everything may be missing. ``patient`` never leaves the finished PDF."""

    date: date | None = None
    arrive: time | None = None
    patient: str | None = field(default=None, repr=False)
    provider: str | None = field(default=None, repr=False)
    place: str | None = field(default=None, repr=False)
    start: time | None = None
    """When the procedure starts, where that is known besides the arrival."""
    row: int | None = None
    """In a pile of many, its row in the list: printed in the place of a name that no font can print."""


@dataclass(frozen=True, slots=True)
class Said:
    """A clock time that a text names: its moment in UTC, the words, and whether it lies before arrival.

    In UTC, because Python compares two times of one zone by their wall clocks, which lies as the clocks go back.
    """

    moment: datetime
    words: str
    is_before: bool


@dataclass(slots=True)
class Clock:
    """Says times in one language for one appointment in one time zone; ``said`` holds every clock time it gave."""

    appointment: Appointment
    time_zone: str
    dates: Dates
    words: Mapping[str, str]
    ends: int | None = None
    """Minutes from the arrival to the end of the procedure, where the clinic plans that."""
    said: list[Said] = field(default_factory=list)
    asked: int = 0
    """How many times it was asked for a moment, whether it could give a clock time or not."""

    def before(self, *bare: object, **lengths: object) -> str:
        """Return the moment that long before arrival, or the span in words when no time is known.

        *lengths* are ``days``, ``hours`` and ``minutes``, each a whole number from 0. Raises ValueError for
        anything else: no length, one without its unit, more than a year.
        """
        return self._moment(*_lengths(bare, lengths), -1, "time_relative_before_arrival")

    def after(self, *bare: object, **lengths: object) -> str:
        """Return the moment that long after the procedure, or the span in words when no time is known.

        Where nobody planned when the procedure ends, it is counted from the arrival, and the words say so.
        *lengths* and errors are those of `before`.
        """
        words = "time_relative_after" if self.ends is None else "time_relative_after_procedure"
        return self._moment(*_lengths(bare, lengths), 1, words)

    def day(self) -> str | None:
        """Return the day of the appointment in words, with its weekday."""
        return self._day(self.appointment.date) if self.appointment.date else None

    def arrival(self) -> str | None:
        """Return the time of arrival in words."""
        return self._time(self.appointment.arrive) if self.appointment.arrive is not None else None

    def start(self) -> str | None:
        """Return the time of the start in words."""
        return self._time(self.appointment.start) if self.appointment.start is not None else None

    def problems(self) -> list[Problem]:
        """Return why no date or time of this visit can be said; Babel is asked only if the visit has one."""
        if self.appointment.date is not None and self.appointment.date.year not in YEARS:
            message = f"the visit cannot be in the year {self.appointment.date.year}"
            return [error("no-such-year", message, None, "check the date")]
        if self.appointment.date is None and self.appointment.arrive is None:
            return []
        from babel.core import UnknownLocaleError

        try:
            self._day(date(2026, 12, 1))
            self._time(time(1, 5))
        except (UnknownLocaleError, ValueError, LookupError) as failure:
            where = self.dates.locale.place
            message = f"dates cannot be written: {failure}"
            return [error("bad-dates", message, where, "see the other languages for how they write them")]
        return []

    def _moment(self, days: int, hours: int, minutes: int, sign: int, words: str) -> str:
        self.asked += 1
        day, arrive = self.appointment.date, self.appointment.arrive
        if day is None or (arrive is None and (hours or minutes)):
            return self.words[words].format(span=self._span(days, hours, minutes))
        if not (hours or minutes):
            shifted = day + sign * timedelta(days=days)
            said = self._day(shifted)
            # A deadline of a whole day has passed when the day is over.
            end = datetime.combine(shifted + timedelta(days=1), time(), ZoneInfo(self.time_zone))
            self.said.append(Said(end.astimezone(UTC), said, sign < 0))
            return said
        assert arrive is not None
        minutes += (self.ends or 0) if sign > 0 else 0
        moment = shifted_moment(day, arrive, self.time_zone, sign, days, hours, minutes)
        said = self.say(moment)
        self.said.append(Said(moment.astimezone(UTC), said, sign < 0))
        return said

    def say(self, moment: datetime) -> str:
        """Return *moment*, in the clinic's zone, as a clock time with its day."""
        day = moment.date()
        if (moment.hour, moment.minute) == (0, 0):
            before = self._day(day - timedelta(days=1))
            return self.words["midnight_between"].format(before=before, day=self._day(day))
        return self.words["time_on_day"].format(time=self._time(moment.time()), day=self._day(day))

    def span(self, minutes: int) -> str:
        """Return a length of time in words: ``1 hour 30 minutes``."""
        return self._span(0, minutes // 60, minutes % 60)

    def time_since(self, start: datetime, minutes: int) -> str:
        """Return the time of day *minutes* after *start*, in its zone, with the day where that is another one."""
        moment = (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(start.tzinfo)
        return self._time(moment.time()) if moment.date() == start.date() else self.say(moment)

    def _span(self, days: int, hours: int, minutes: int) -> str:
        from babel.dates import format_timedelta

        parts = []
        if days:
            parts.append(format_timedelta(timedelta(days=days), "day", 10000, locale=self.dates.locale))
        if hours:
            parts.append(format_timedelta(timedelta(hours=hours), "hour", 10000, locale=self.dates.locale))
        if minutes:
            parts.append(
                format_timedelta(timedelta(minutes=minutes), "minute", 10000, locale=self.dates.locale)
            )
        return " ".join(part.replace(" ", NO_BREAK) for part in parts)

    def _day(self, day: date) -> str:
        from babel.dates import format_date

        return format_date(day, self.dates.day, self.dates.locale)

    def _time(self, moment: time) -> str:
        """Return a time of day; noon and midnight are words, because 12:00 AM and 12:00 PM are mixed up."""
        from babel.dates import format_time

        if moment.minute == 0 and moment.hour in (0, 12):
            return self.words["midnight" if moment.hour == 0 else "noon"]
        said = format_time(moment, self.dates.time, locale=self.dates.locale)
        return said.replace(" ", NO_BREAK).replace("\u202f", NO_BREAK)


def _lengths(bare: Sequence[object], lengths: Mapping[str, object]) -> tuple[int, int, int]:
    """Return days, hours and minutes; raises ValueError, in words for whoever wrote the text."""
    if bare:
        raise ValueError("say of what: hours=6, not 6 alone")
    for unit, length in lengths.items():
        if unit not in MOST:
            raise ValueError(f'"{unit}" is no length of time here: there are days, hours and minutes')
        if not isinstance(length, int) or isinstance(length, bool):
            raise ValueError(f"{unit} should be a whole number")
        if length < 0:
            raise ValueError("lengths of time count from 0")
        if length > MOST[unit]:
            raise ValueError(f"{length} {unit} are more than a year")
    if not any(lengths.values()):
        raise ValueError("say how long: days=, hours= or minutes=")
    days, hours, minutes = (int(str(lengths.get(unit, 0))) for unit in MOST)
    return days, hours, minutes


def shifted_moment(
    day: date, arrive: time, time_zone: str, sign: int, days: int = 0, hours: int = 0, minutes: int = 0
) -> datetime:
    """Return the moment *days* on the calendar, then *hours* and *minutes* of elapsed time, from an arrival.

    *sign* is -1 for before and 1 for after. A time that occurs twice, as clocks go back, is the first of the two.
    """
    zone = ZoneInfo(time_zone)
    start = datetime.combine(day + sign * timedelta(days=days), arrive, zone).astimezone(UTC)
    return (start + sign * timedelta(hours=hours, minutes=minutes)).astimezone(zone)
