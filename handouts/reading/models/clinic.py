"""The clinic: whose handout it is. ``data/clinics/<clinic-id>/clinic.yaml``; knows nothing of pages or procedures."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from handouts.reading.models.base import Model, OneOrMore
from handouts.reading.roles import Name, Prose, Value, Words
from handouts.reading.text import Text


class Phone(Model):
    """A number people may call, and when."""

    label: Words
    number: Words
    hours: Words | None = None


class Defaults(Model):
    """What the clinic prints when nobody says otherwise."""

    paper: Literal["letter", "a4"] = "letter"
    edition: Literal["standard", "large-print"] = "standard"
    mono: bool = False
    language: Name | None = None
    """Of the clinic's; the first of them unless given."""


def _safe_link(value: Text) -> Text:
    filled = re.sub(r"\{+[^{}]*\}+", "x", value)  # what it asks for is judged by `handouts.checks.addresses`
    if not re.match(r"(https://[^\s/?#]+|tel:\+?[0-9(]|mailto:[^\s@]+@)", filled) or re.search(r"\s", filled):
        raise ValueError(
            "only https:, tel: and mailto: links are allowed",
            "begin the address with https://, without spaces",
        )
    return value


def _known_zone(value: Text) -> Text:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(value)
    except (LookupError, ValueError, OSError):
        raise ValueError("is not a time zone; one is written like America/Chicago") from None
    return value


def _opening_hours(value: Text) -> Text:
    opening_times(value)
    return value


def opening_times(hours: str) -> list[tuple[time, time]]:
    """Return the (opening, closing) times of ``8:00–12:00, 13:00–17:00``; ``closed`` is none.

    Raises ValueError when the text is written otherwise.
    """
    if hours.strip().lower() == "closed":
        return []
    spans = []
    for part in hours.split(","):
        found = re.fullmatch(r"\s*(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})\s*", part)
        try:
            numbers = [int(number) for number in found.groups()] if found else []
            opening, closing = time(numbers[0], numbers[1]), time(numbers[2], numbers[3])
        except (IndexError, ValueError):
            opening = closing = time()
        if opening >= closing:
            raise ValueError('should be hours such as "8:00–12:00, 13:00–17:00", or "closed"')
        spans.append((opening, closing))
    return spans


class Scheduling(Model):
    """Where the QR code leads. ``{{ procedure.id }}``, ``{{ procedure.code }}`` and ``{{ clinic.id }}`` in the address are
    filled in; the bare ``{procedure}`` is the procedure's id too."""

    url: Annotated[Name, AfterValidator(_safe_link)]
    say: Prose | None = None
    heading: Prose | None = None


def _a_day(value: Text) -> Text:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueError("should be a day", "write it like 2026-12-01")
    try:
        date.fromisoformat(value)
    except ValueError:
        raise ValueError("is not a day that the calendar has", "write it like 2026-12-01") from None
    return value


class Setting(Model):
    """A clinical value that the clinic has signed; blank until ``value`` and ``approved_by`` are given."""

    value: Value | None = None
    unit: Value | None = None
    source: Text | None = None
    approved_by: Text | None = None
    on: Annotated[Text, AfterValidator(_a_day)] | None = None


class ProcedureHere(Model):
    """What this clinic decides of one procedure; ``procedures`` of a clinic holds one by the procedure's id."""

    code: Text | None = None
    """The clinic's own opaque code, for the scheduling address (``{{ procedure.code }}``); never a billing code."""
    arrive_before_minutes: int | None = Field(default=None, ge=0, le=1440)
    """How long before its start a patient should be here; with it a list's start time tells the arrival."""
    ends_minutes_after_arrival: int | None = Field(default=None, ge=0, le=1440)
    """Instead of the procedure's own."""


def _done(*done: str) -> BeforeValidator:
    """Refuse a policy that nothing carries out yet: to accept it would promise what does not happen."""

    def judge(value: object) -> object:
        if isinstance(value, str) and value not in done:
            known = " or ".join(f'"{each}"' for each in done)
            raise ValueError(f"should be {known}: nothing else is carried out yet", f"write {done[0]}")
        return value

    return BeforeValidator(judge)


class Policy(Model):
    """What happens to content that is not as it should be. A value that nothing carries out yet is refused."""

    unreviewed: Annotated[Literal["mark"], _done("mark")] = "mark"
    overdue: Annotated[Literal["mark"], _done("mark")] = "mark"
    untranslated: Annotated[Literal["refuse"], _done("refuse")] = "refuse"
    shared_desks: bool = False
    """Whether the desks share a folder: what is made for patients may then be read by the group of whoever made it."""


class Clinic(Model):
    """A clinic's own facts."""

    name: Words
    phones: list[Phone] = Field(min_length=1)
    address: Annotated[list[Words], OneOrMore] = Field(min_length=1)
    time_zone: Annotated[Name, AfterValidator(_known_zone)] = Name("UTC")
    hours: dict[
        Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
        Annotated[Text, AfterValidator(_opening_hours)],
    ] = {}
    """When the clinic is open; a day left out is closed. None at all: nobody said."""
    languages: list[Name] = Field(default=[Name("en")], min_length=1)
    defaults: Defaults = Defaults()
    scheduling: Scheduling
    appointment_columns: dict[Text, Annotated[list[Name], OneOrMore]] = {}
    """What the clinic's appointment list calls its columns, where the usual names do not do."""
    appointment_dates: Literal["month-first", "day-first"] | None = None
    """How the list writes 12/1/2026; without it a date that could be read both ways is refused."""
    appointment_ignored: Annotated[list[Name], OneOrMore] = []
    """Headings of the list's columns that are not read and need no word."""
    appointment_not_coming: Annotated[list[Name], OneOrMore] = []
    """Words of the list's status column, besides the usual ones, or of its procedure column ("Staff meeting"), with
    which nobody comes: no sheet is printed."""
    appointment_coming: Annotated[list[Name], OneOrMore] = []
    """Words of the list's status column, besides the usual ones, with which somebody comes."""
    arrive_before_minutes: int | None = Field(default=None, ge=0, le=1440)
    """How long before the start of any procedure patients should be here; a procedure's own comes first."""
    procedures: dict[Text, ProcedureHere] = {}
    emergency: Prose | None = None
    language_help: Prose | None = None
    settings: dict[Text, Setting] = {}
    policy: Policy = Policy()

    def usual_language(self) -> Text:
        """Return the language that is printed where nobody asks for another."""
        return self.defaults.language or self.languages[0]
