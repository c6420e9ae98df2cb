"""The clinic: whose handout it is. ``data/clinics/<clinic-id>/clinic.yaml``; knows nothing of pages or procedures."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from handouts.reading.models.base import Model, OneOrMore, Words
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
    language: Words = Text("en")


def _safe_link(value: Text) -> Text:
    if not re.match(r"(https://[^\s/?#]+|tel:\+?[0-9(]|mailto:[^\s@]+@)", value) or re.search(r"\s", value):
        raise ValueError(
            "only https:, tel: and mailto: links are allowed",
            "begin the address with https://, without spaces",
        )
    return value


class Scheduling(Model):
    """Where the QR code leads. ``{procedure}`` in the address stands for the procedure's id."""

    url: Annotated[Words, AfterValidator(_safe_link)]
    say: Words | None = None
    heading: Words | None = None


class Setting(Model):
    """A clinical value that the clinic has signed; blank until ``value`` and ``approved_by`` are given."""

    value: Text | None = None
    unit: Text | None = None
    source: Text | None = None
    approved_by: Text | None = None
    on: Text | None = None


class Policy(Model):
    """What happens to content that is not as it should be."""

    unreviewed: Literal["mark", "refuse"] = "mark"
    overdue: Literal["mark", "refuse"] = "mark"
    untranslated: Literal["refuse"] = "refuse"


class Clinic(Model):
    """A clinic's own facts."""

    name: Words
    phones: list[Phone] = Field(min_length=1)
    address: Annotated[list[Words], OneOrMore] = Field(min_length=1)
    time_zone: Words = Text("UTC")
    hours: dict[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], Text] = {}
    languages: list[Words] = Field(default=[Text("en")], min_length=1)
    defaults: Defaults = Defaults()
    scheduling: Scheduling
    emergency: Words | None = None
    language_help: Words | None = None
    settings: dict[Text, Setting] = {}
    policy: Policy = Policy()
