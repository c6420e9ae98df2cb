"""What is doubtful about a visit: a day in the past, a clinic that is closed then, a deadline that nobody can keep.

Warnings, because the desk may know better; a strict build refuses them. Names times, never a patient. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from handouts.problems import Place, Problem, error, warning
from handouts.reading.models.clinic import Clinic, opening_times
from handouts.tailoring.moments import Clock, Said, occurs_twice

FAR = timedelta(days=360)
"""How far ahead a visit is doubted: a year mistyped leads here."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def visit_problems(
    clinic: Clinic, clock: Clock, now: datetime | None, said: Sequence[tuple[Said, Place | None]]
) -> list[Problem]:
    """Return what is doubtful about the visit of *clock*.

    *now* is an aware datetime; without it nothing is compared with the present. *said* are the clock times that
    the handout names, each with the place of its text.
    """
    visit = clock.appointment
    if visit.date is None:
        return [] if visit.arrive is None else [_no_day(clock)]
    zone = ZoneInfo(clock.time_zone)
    problems = [*unstated(clinic), *_no_such_time(clock), *_twice(clock), *_closed(clinic, clock)]
    if now is None:
        return problems
    here = now.astimezone(UTC)
    arrival = None if visit.arrive is None else datetime.combine(visit.date, visit.arrive, zone)
    if visit.date < now.astimezone(zone).date() or (arrival is not None and arrival.astimezone(UTC) < here):
        when = clock.day() if arrival is None else f"{clock.arrival()}, {clock.day()}"
        return [*problems, warning("past-visit", f"the visit is in the past: {when}")]
    if visit.date - now.astimezone(zone).date() > FAR:
        problems.append(
            warning("far-visit", f"the visit is far ahead: {clock.day()}", None, "check the year")
        )
    for each, place in said:
        if each.is_before and each.moment <= here:
            message = f"this time has already passed: {each.words}"
            hint = "choose a later visit, or tell the patient what to do now"
            problems.append(warning("past-deadline", message, place, hint))
    return problems


def _no_day(clock: Clock) -> Problem:
    message = f"the time to arrive is known, {clock.arrival()}, but not the day"
    hint = 'without the day, the handout says "6 hours before you arrive" and the like, not clock times'
    return warning("no-day", message, None, hint)


def unstated(clinic: Clinic) -> list[Problem]:
    """Return what a clinic must state for its visits to be judged, and does not."""
    problems = []
    if "time_zone" not in clinic.model_fields_set:
        message = "the clinic states no time zone; times are worked out as if it kept UTC"
        hint = 'add a line such as "time_zone: America/Chicago" to clinic.yaml'
        problems.append(warning("no-time-zone", message, clinic.name.place, hint))
    if not clinic.hours:
        message = "the clinic states no hours; nobody can tell whether it is open at the time of a visit"
        hint = """add a line such as 'hours: {mon: "8:00–17:00", tue: "8:00–17:00"}' to clinic.yaml"""
        problems.append(warning("no-hours", message, clinic.name.place, hint))
    return problems


def _twice(clock: Clock) -> list[Problem]:
    """A time that clocks show twice, as they go back, is the first unless somebody said the second."""
    visit = clock.appointment
    if visit.date is None or visit.arrive is None or visit.arrive.fold:
        return []
    first = datetime.combine(visit.date, visit.arrive, ZoneInfo(clock.time_zone))
    if not occurs_twice(first):
        return []
    message = f"{visit.arrive:%H:%M} comes twice on {visit.date}, as the clocks go back; the first is taken"
    hint = f"for the second, write the time with {first.replace(fold=1).tzname()} behind it"
    return [warning("time-comes-twice", message, None, hint)]


def _no_such_time(clock: Clock) -> list[Problem]:
    """A time that the clocks skip as they go forward cannot be kept."""
    visit = clock.appointment
    if visit.date is None or visit.arrive is None:
        return []
    wall = datetime.combine(visit.date, visit.arrive)
    zone = ZoneInfo(clock.time_zone)
    if wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) == wall:
        return []
    message = f"{visit.arrive:%H:%M} does not exist on {visit.date}: the clocks go forward"
    return [error("no-such-time", message, None, "check the date and the time")]


def _closed(clinic: Clinic, clock: Clock) -> list[Problem]:
    visit = clock.appointment
    if visit.date is None or not clinic.hours:
        return []
    weekday = WEEKDAYS[visit.date.weekday()]
    hours = clinic.hours.get(weekday)  # type: ignore[call-overload]  # one of the seven
    spans = opening_times(hours) if hours is not None else []
    place = hours.place if hours is not None else next(iter(clinic.hours.values())).place
    if not spans:
        return [warning("clinic-closed", f"the clinic is closed on {clock.day()}", place)]
    if visit.arrive is None or any(opening <= visit.arrive < closing for opening, closing in spans):
        return []
    message = f"{visit.arrive:%H:%M} on {clock.day()} is outside the clinic's hours, {hours}"
    return [warning("outside-hours", message, place)]
