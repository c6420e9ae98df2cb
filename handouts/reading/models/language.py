"""The words of the page itself in one language: ``data/languages/<code>.yaml``. Every word is required."""

from __future__ import annotations

from typing import Literal

from handouts.reading.models.base import Model, Words


class PageWords(Model):
    """Words that the page prints around the content. ``{…}`` are filled in by name."""

    patient: Words
    date: Words
    arrive_at: Words
    where: Words
    provider: Words
    appointment: Words
    call: Words
    call_us: Words
    emergency: Words
    page_of: Words
    """With {page} and {pages}."""
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
    """With {span}."""


class Language(Model):
    """A language that handouts can be printed in."""

    name: Words
    direction: Literal["ltr"] = "ltr"
    words: PageWords
    regions: dict[str, Words] = {}
    """Names of body-map regions for screen readers; a region without one is said by its own name."""
