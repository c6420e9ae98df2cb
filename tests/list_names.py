"""A library's names and a clinic's rules for tests of lists, and a short way to read one."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from handouts.lists.appointments import AppointmentList, read_appointments
from handouts.lists.list_times import ClinicClock
from handouts.lists.rules import ListRules, Names
from handouts.lists.written import DateOrder
from handouts.problems import ContentError

NAMES = Names(
    procedures={
        "nerve-block": ["Lumbar sympathetic nerve block", "LSB"],
        "facet-injection": ["Facet injection"],
    },
    languages={"en": ["English"], "es": ["Español", "Spanish"]},
    clinics={"parkview": ["Parkview Spine & Pain"]},
    options={
        "nerve-block": {"sedation": ["yes", "no"], "side": ["left", "right", "both"]},
        "facet-injection": {},
    },
)
HOURS = {day: [(time(8), time(17))] for day in ("mon", "tue", "wed", "thu", "fri")}
FIRST = date(2026, 12, 1)


def read(
    data: str | bytes, procedure: str | None = None, order: DateOrder = "month-first", **rules: Any
) -> AppointmentList:
    """Return the list *data* of a clinic that writes dates in that *order* and is open from 8 to 17."""
    clock = ClinicClock(HOURS, "America/Chicago", order)
    raw = data.encode() if isinstance(data, str) else data
    return read_appointments(raw, "list.csv", NAMES, ListRules(clock=clock, **rules), procedure)


def refused(data: str | bytes, procedure: str | None = None, **rules: Any) -> list[str]:
    """Return what is said when the list *data* is refused as a whole, a text for each problem."""
    try:
        made = read(data, procedure, **rules)
    except ContentError as failure:
        return [problem.describe() for problem in failure.problems if problem.is_error]
    raise AssertionError(f"{len(made.visits)} visits were read")


def people(made: AppointmentList) -> list[str | None]:
    """Return whom the visits name, in their order."""
    return [visit.appointment.patient for visit in made.visits]
