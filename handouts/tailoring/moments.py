"""Times that patients act on: ``before(hours=6)`` as words without an appointment, as a clock time with one.

Elapsed hours and minutes are counted on the absolute time line, so that a change of daylight saving between
the two does not shorten a fast; days are counted on the calendar. Knows no files and no pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True)
class Appointment:
    """What the desk knows of the visit; everything may be missing. ``patient`` never leaves the finished PDF."""

    date: date | None = None
    arrive: time | None = None
    patient: str | None = None
    provider: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """Says times in one language for one appointment in one time zone."""

    appointment: Appointment
    time_zone: str
    language: str
    words: Mapping[str, str]

    def before(self, days: int = 0, hours: int = 0, minutes: int = 0) -> str:
        """Return the moment that long before arrival, or the span in words when no time is known."""
        return self._moment(days, hours, minutes, -1, "time_relative_before_arrival")

    def after(self, days: int = 0, hours: int = 0, minutes: int = 0) -> str:
        """Return the moment that long after arrival, or the span in words when no time is known."""
        return self._moment(days, hours, minutes, 1, "time_relative_after")

    def day(self) -> str | None:
        """Return the day of the appointment in words, with its weekday."""
        return self._day(self.appointment.date) if self.appointment.date else None

    def arrival(self) -> str | None:
        """Return the time of arrival in words."""
        return self._time(self.appointment.arrive) if self.appointment.arrive else None

    def _moment(self, days: int, hours: int, minutes: int, sign: int, words: str) -> str:
        if not (days or hours or minutes):
            raise ValueError("say how long: days=, hours= or minutes=")
        day, arrive = self.appointment.date, self.appointment.arrive
        if day is None or (arrive is None and (hours or minutes)):
            return self.words[words].format(span=self._span(days, hours, minutes))
        shifted = day + sign * timedelta(days=days)
        if not (hours or minutes):
            return self._day(shifted)
        assert arrive is not None
        zone = ZoneInfo(self.time_zone)
        start = datetime.combine(shifted, arrive, zone).astimezone(UTC)
        moment = (start + sign * timedelta(hours=hours, minutes=minutes)).astimezone(zone)
        return (
            f"{self._time(moment.time())} on {self._day(moment.date())}"
            if self.language == "en"
            else (f"{self._time(moment.time())}, {self._day(moment.date())}")
        )

    def _span(self, days: int, hours: int, minutes: int) -> str:
        from babel.dates import format_timedelta

        parts = []
        if days:
            parts.append(format_timedelta(timedelta(days=days), "day", threshold=10000, locale=self.language))
        if hours:
            parts.append(
                format_timedelta(timedelta(hours=hours), "hour", threshold=10000, locale=self.language)
            )
        if minutes:
            parts.append(
                format_timedelta(timedelta(minutes=minutes), "minute", threshold=10000, locale=self.language)
            )
        return " ".join(part.replace(" ", NO_BREAK) for part in parts)

    def _day(self, day: date) -> str:
        from babel.dates import format_date, format_skeleton

        if self.language == "en":
            return format_date(day, "EEEE, MMMM\u00a0d", self.language)
        return str(format_skeleton("EEEEMMMMd", datetime.combine(day, time()), locale=self.language))

    def _time(self, moment: time) -> str:
        from babel.dates import format_time

        return (
            format_time(moment, "short", locale=self.language)
            .replace(" ", NO_BREAK)
            .replace("\u202f", NO_BREAK)
        )
