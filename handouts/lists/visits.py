"""A visit: what a good row of a list comes to. Plain data."""

from __future__ import annotations

from dataclasses import dataclass, field

from handouts.problems import Place
from handouts.tailoring.handout import Edition
from handouts.tailoring.moments import Appointment


@dataclass(frozen=True, slots=True)
class Visit:
    """A good row: ``number`` is the row in the spreadsheet, from 1; what is None was not said.

    ``place`` is where the row starts and ``when`` where its date is; names know their own place.
    """

    number: int
    place: Place
    when: Place
    procedure: str
    clinic: str | None
    language: str | None
    edition: Edition | None
    options: dict[str, str]
    appointment: Appointment = field(repr=False)
