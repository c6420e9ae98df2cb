"""The words of the page itself in one language: ``data/languages/<code>.yaml``. Every word is required."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import field_validator

from handouts.reading.models.base import Model, Name, Words
from handouts.reading.text import Text


class PageWords(Model):
    """Words that the page prints around the content. ``{…}`` are filled in by name."""

    patient: Words
    list_row: Words
    """With {number}: printed in the place of a patient's name that no font can print, in a pile of many."""
    date: Words
    arrive_at: Words
    starts_at: Words
    """Before the time at which the procedure starts, where the card also says when to arrive."""
    where: Words
    provider: Words
    appointment: Words
    call: Words
    call_us: Words
    emergency: Words
    page_of: Words
    """With {page} and {pages}."""
    turn_over: Words
    """At the foot of a page with more on its back."""
    handout_id: Words
    """With {id}."""
    not_reviewed: Words
    scan_or_visit: Words
    qr_leads_to: Words
    """With {url}; what a screen reader says for the QR code."""
    check_box: Words
    """What a screen reader says for a box to tick."""
    blank_line: Words
    """What a screen reader says for a line to write on."""
    blank_lines: Words
    """With {count}; the same for several lines."""
    body_map: Words
    """With {view} and {regions}; what a screen reader says for the body map."""
    view_front: Words
    view_back: Words
    logo_of: Words
    """With {clinic}."""
    left_mark: Words
    right_mark: Words
    time_relative_before_arrival: Words
    """With {span}."""
    time_relative_after: Words
    """With {span}: counted from the arrival."""
    time_relative_after_procedure: Words
    """With {span}: counted from the end of the procedure, where it is known when that is planned."""
    time_on_day: Words
    """With {time} and {day}: a clock time on a day."""
    log_after: Words
    """Heads the column of a log that says how long after the procedure a row is."""
    log_time: Words
    log_pain: Words
    log_scale: Words
    """What 0 and 10 mean."""
    log_circle: Words
    """What a screen reader says for the numbers 0 to 10 to circle."""
    log_side: Words
    log_circle_side: Words
    """With {left} and {right}; what a screen reader says for the sides to circle."""
    log_done: Words
    """Heads the column for what the patient did."""
    log_ended: Words
    """Before the line for the time when the procedure ended."""
    side_left_blank: Words
    """Printed on the back of a sheet so that the next one can be handed back on its own."""
    noon: Words
    """Said for 12:00 in the day, which people mix up with 12:00 at night."""
    midnight: Words
    """Said for 0:00 where the day is already said."""
    packet: Words
    """The title of a packet's cover."""
    packet_summary: Words
    """With {count} and {clinic}; the sentence under that title."""
    packet_contents: Words
    """The heading over the list of what the packet holds."""
    one_page: Words
    many_pages: Words
    """With {count}."""
    midnight_between: Words
    """With {before} and {day}: the midnight at which {day} begins; naming both days leaves no doubt which night."""


class Dates(Model):
    """How dates and times are written; the patterns are those of Unicode's CLDR (UTS 35, part 4)."""

    locale: Name
    """Whose names of days and months: a language, or one with a country, such as ``es_US``."""
    day: Name
    """A day with its weekday."""
    time: Name
    """A time of day."""

    @field_validator("locale")
    @classmethod
    def _is_known(cls, value: Text) -> Text:
        # Spelt out here, because Babel is slow to load and only dates need it.
        if not re.fullmatch(r"[a-z]{2,3}(_[A-Z][a-z]{3})?(_([A-Z]{2}|[0-9]{3}))?", value):
            raise ValueError("should be a language, or a language and a country, such as en_US")
        return value

    @field_validator("day")
    @classmethod
    def _names_the_weekday(cls, value: Text) -> Text:
        if "EEEE" not in value:
            raise ValueError("should hold EEEE, the weekday: patients go by it")
        return value


class Language(Model):
    """A language that handouts can be printed in."""

    name: Words
    direction: Literal["ltr"] = "ltr"
    dates: Dates
    words: PageWords
    regions: dict[str, Words] = {}
    """Names of body-map regions for screen readers; a region without one is said by its own name."""
