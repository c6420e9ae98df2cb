"""Times that patients act on: ``before(hours=6)`` as words without an appointment, as a clock time with one.

What is before is counted from the arrival, what is after from the end of the procedure, if anybody stated that.
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
from handouts.tailoring.date_words import DateWords

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
        days, hours, minutes = _lengths(bare, lengths)
        self.asked += 1
        day, arrive = self.appointment.date, self.appointment.arrive
        if day is None or (arrive is None and (hours or minutes)):
            return self.words["time_relative_before_arrival"].format(span=self._span(days, hours, minutes))
        if arrive is None or not (hours or minutes):
            return self._deadline(day - timedelta(days=days), is_before=True)
        return self._at(shifted_moment(day, arrive, self.time_zone, -1, days, hours, minutes), is_before=True)

    def after(self, *bare: object, **lengths: object) -> str:
        """Return the moment that long after the end of the procedure, or the span in words when no time is known.

        Hours and minutes are a clock time only where it is planned when the procedure ends. Days alone are counted
        from the day of the visit, or from the next one where the procedure is planned to end after midnight.
        *lengths* and errors are those of `before`.
        """
        days, hours, minutes = _lengths(bare, lengths)
        self.asked += 1
        day, end = self.appointment.date, self.end()
        if day is not None and not (hours or minutes):
            return self._deadline(self._last_day(day, end) + timedelta(days=days), is_before=False)
        if end is None:
            return self.words["time_relative_after_procedure"].format(span=self._span(days, hours, minutes))
        wall = end.time().replace(fold=end.fold)
        return self._at(
            shifted_moment(end.date(), wall, self.time_zone, 1, days, hours, minutes), is_before=False
        )

    def end(self) -> datetime | None:
        """Return when the procedure is planned to end, in the clinic's zone; None where that is not known."""
        day, arrive = self.appointment.date, self.appointment.arrive
        if day is None or arrive is None or self.ends is None:
            return None
        return shifted_moment(day, arrive, self.time_zone, 1, minutes=self.ends)

    def _last_day(self, day: date, end: datetime | None) -> date:
        """Return the day from which days after a procedure are counted; one that ends at midnight is of the day before."""
        return day if end is None or end.time() == time() else end.date()

    def day(self) -> str | None:
        """Return the day of the appointment in words, with its weekday and its year."""
        return self._date_words.day_and_year(self.appointment.date) if self.appointment.date else None

    def arrival(self) -> str | None:
        """Return the time of arrival in words."""
        arrive = self.appointment.arrive
        return None if arrive is None else self._of_the_visit(arrive)

    def start(self) -> str | None:
        """Return the time of the start in words."""
        start = self.appointment.start
        return None if start is None else self._of_the_visit(start)

    def problems(self) -> list[Problem]:
        """Return why no date or time of this visit can be said, or no length of time that was asked for.

        The language is asked only then: it may load Babel.
        """
        if self.appointment.date is not None and self.appointment.date.year not in YEARS:
            message = f"the visit cannot be in the year {self.appointment.date.year}"
            return [error("no-such-year", message, None, "check the date")]
        if self.appointment.date is None and self.appointment.arrive is None and not self.asked:
            return []
        problem = self._date_words.problem()
        return [] if problem is None else [error("bad-dates", problem[0], problem[1].place, problem[2])]

    def _deadline(self, day: date, is_before: bool) -> str:
        """Return *day* in words; a deadline of a whole day has passed when the day is over."""
        said = self._date_words.day(day)
        end = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(self.time_zone))
        self.said.append(Said(end.astimezone(UTC), said, is_before))
        return said

    def _at(self, moment: datetime, is_before: bool) -> str:
        said = self.say(moment)
        self.said.append(Said(moment.astimezone(UTC), said, is_before))
        return said

    def say(self, moment: datetime) -> str:
        """Return *moment*, in the clinic's zone, as a clock time with its day."""
        day = moment.date()
        if (moment.hour, moment.minute) == (0, 0):
            before = self._date_words.day(day - timedelta(days=1))
            midnight = self.words["midnight_between"].format(before=before, day=self._date_words.day(day))
            return self._which(midnight, moment)
        said = self._which(self._time(moment.time()), moment)
        return self.words["time_on_day"].format(time=said, day=self._date_words.day(day))

    def span(self, minutes: int) -> str:
        """Return a length of time in words: ``1 hour 30 minutes``."""
        return self._span(0, minutes // 60, minutes % 60)

    def time_since(self, start: datetime, minutes: int) -> str:
        """Return the time of day *minutes* after *start*, in its zone, with the day where that is another one."""
        moment = (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(start.tzinfo)
        if moment.date() != start.date():
            return self.say(moment)
        return self._which(self._time(moment.time()), moment)

    @property
    def _date_words(self) -> DateWords:
        return DateWords(self.dates)

    def _span(self, days: int, hours: int, minutes: int) -> str:
        # What is missing is told by `problems`, with its place; Babel's words would be another language's.
        return "" if self._date_words.missing() else self._date_words.span(days, hours, minutes)

    def _of_the_visit(self, at: time) -> str:
        """Return a time of the day of the visit."""
        day, said = self.appointment.date, self._time(at)
        return said if day is None else self._which(said, datetime.combine(day, at, ZoneInfo(self.time_zone)))

    def _which(self, said: str, moment: datetime) -> str:
        """Return *said*, and of two equal times on the day when clocks go back which one *moment* is."""
        if not occurs_twice(moment):
            return said
        return self.words["time_second" if moment.fold else "time_first"].format(time=said)

    def _time(self, moment: time) -> str:
        """Return a time of day; noon and midnight are words, because 12:00 AM and 12:00 PM are mixed up."""
        if moment.minute == 0 and moment.hour in (0, 12):
            return self.words["midnight" if moment.hour == 0 else "noon"]
        return self._date_words.time(moment)


def occurs_twice(moment: datetime) -> bool:
    """Return whether clocks in the zone of *moment* show its time twice that day, because they go back."""
    first, second = (moment.replace(fold=fold).utcoffset() for fold in (0, 1))
    return first is not None and second is not None and first > second


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

    *sign* is -1 for before and 1 for after. A time that occurs twice, as clocks go back, is the first of the two
    unless its fold is 1.
    """
    zone = ZoneInfo(time_zone)
    start = datetime.combine(day + sign * timedelta(days=days), arrive, zone).astimezone(UTC)
    return (start + sign * timedelta(hours=hours, minutes=minutes)).astimezone(zone)
