"""The words of the page itself in one language: ``data/languages/<code>.yaml``. Every word is required."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field, ValidationInfo, field_validator, model_validator

from handouts.reading.models.base import Model
from handouts.reading.roles import Name, Words
from handouts.reading.text import Text

FILLED_IN = {
    "list_row": ("number",),
    "page_of": ("page", "pages"),
    "handout_id": ("id",),
    "qr_leads_to": ("url",),
    "blank_lines": ("count",),
    "body_map": ("view", "regions"),
    "logo_of": ("clinic",),
    "time_relative_before_arrival": ("span",),
    "time_relative_after_procedure": ("span",),
    "time_on_day": ("time", "day"),
    "time_first": ("time",),
    "time_second": ("time",),
    "log_circle_side": ("left", "right"),
    "packet_summary": ("count", "clinic"),
    "many_pages": ("count",),
    "midnight_between": ("before", "day"),
}
"""What the program fills into each of the page's words; all others hold no braces."""


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
    time_relative_after_procedure: Words
    """With {span}: counted from the end of the procedure, where its clock time is not known."""
    time_on_day: Words
    """With {time} and {day}: a clock time on a day."""
    time_first: Words
    """With {time}: the first of two equal times, on the day when the clocks go back."""
    time_second: Words
    """With {time}: the second of them."""
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

    @field_validator("*")
    @classmethod
    def _says_what_is_filled_in(cls, value: Text, info: ValidationInfo) -> Text:
        wanted = FILLED_IN.get(str(info.field_name), ())
        for braces in re.findall(r"\{+[^{}]*\}+|[{}]", value):
            if braces not in {f"{{{name}}}" for name in wanted}:
                known = f"write {' and '.join(f'{{{name}}}' for name in wanted)}" if wanted else "take it out"
                raise ValueError(f'nothing is filled in for "{braces}" in "{info.field_name}"', known)
        for name in wanted:
            if f"{{{name}}}" not in value:
                raise ValueError(
                    f"should hold {{{name}}}, which is filled in", f"write {{{name}}} where it belongs"
                )
        return value


PATTERN = re.compile(r"'[^']*'|([A-Za-z])\1*")
"""A part of a pattern of CLDR: quoted text, or a field."""
FIELDS = {"EEEE", "MMMM", "MM", "M", "dd", "d", "y", "yyyy", "h", "hh", "H", "HH", "mm", "a"}
"""Fields that a pattern may have where the names are the language's own."""


SAME = ({"nb", "no"}, {"tl", "fil"}, {"iw", "he"}, {"in", "id"}, {"ro", "mo"}, {"cmn", "zh"})
"""Codes of one language."""


def is_of_language(locale: str, code: str) -> bool:
    """Return whether *locale* (``es_US``) is of the language *code* (``es``), and of the same script if that names one."""
    first, second = (re.split("[-_]", each) for each in (locale, code))
    scripts = [[part for part in each if re.fullmatch("[A-Z][a-z]{3}", part)] for each in (first, second)]
    same = first[0] == second[0] or {first[0], second[0]} in SAME
    return same and (not scripts[1] or scripts[0] == scripts[1])


class Count(Model):
    """How a length of time is said. ``{count}`` is the number."""

    one: Name
    other: Name

    @field_validator("other")
    @classmethod
    def _says_how_many(cls, value: Text) -> Text:
        if "{count}" not in value:
            raise ValueError("should hold {count}, the number")
        return value


class Names(Model):
    """Names of days, months and lengths of time, for a language that the program knows none of."""

    weekdays: list[Name] = Field(min_length=7, max_length=7)
    """From Monday."""
    months: list[Name] = Field(min_length=12, max_length=12)
    """From January."""
    am: Name
    pm: Name
    day: Count
    hour: Count
    minute: Count


class Dates(Model):
    """How dates and times are written; the patterns are those of Unicode's CLDR (UTS 35, part 4)."""

    locale: Name | None = None
    """Whose names of days and months: this language, or it with a country, such as ``es_US``."""
    names: Names | None = None
    """Instead of ``locale``: the names themselves."""
    day: Name
    """A day with its weekday, as texts say it."""
    card: Name
    """A day with its weekday and its year, as the appointment card says it."""
    time: Name
    """A time of day."""

    @field_validator("locale")
    @classmethod
    def _is_known(cls, value: Text | None) -> Text | None:
        # Spelt out here, because Babel is slow to load and only dates need it.
        if value is not None and not re.fullmatch(
            r"[a-z]{2,3}(_[A-Z][a-z]{3})?(_([A-Z]{2}|[0-9]{3}))?", value
        ):
            raise ValueError("should be a language, or a language and a country, such as en_US")
        return value

    @field_validator("day", "card")
    @classmethod
    def _names_the_weekday(cls, value: Text) -> Text:
        if "EEEE" not in value:
            raise ValueError("should hold EEEE, the weekday: patients go by it")
        return value

    @field_validator("card")
    @classmethod
    def _says_the_year(cls, value: Text) -> Text:
        if "y" not in re.sub("'[^']*'", "", value):
            raise ValueError("should hold y, the year")
        return value

    @model_validator(mode="after")
    def _has_one_kind_of_names(self) -> Dates:
        if (self.locale is None) == (self.names is None):
            raise ValueError('needs either "locale" or "names"')
        for pattern in (self.day, self.card, self.time) if self.names is not None else ():
            for found in PATTERN.finditer(pattern):
                if not found[0].startswith("'") and found[0] not in FIELDS:
                    raise ValueError(
                        f'the pattern "{pattern}" has a part "{found[0]}" that names cannot fill in'
                    )
        return self


class Language(Model):
    """A language that handouts can be printed in."""

    name: Words
    direction: Literal["ltr"] = "ltr"
    typeface: Name | None = None
    """The family of the fonts folder that sets it where the brand's own lacks a letter of this file."""
    dates: Dates
    words: PageWords
    regions: dict[str, Words] = {}
    """Names of body-map regions for screen readers; a region without one is said by its own name."""
