"""Nothing that a file may say is lost: every word is printed or read aloud (what every key does is proved beside this).

Content below sets every key that procedures and clinics have. A key added to a model fails here until the content
has it too, and then until something prints it, or it is told below why nothing does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from every_block import with_every_kind
from page_rules import placed_lines
from pydantic import BaseModel
from small_library import BRAND, BRAND_FILE, CLINIC_FILE, PROCEDURE_FILE, ROOT, write_library

from handouts.delivering.build import compose_one
from handouts.reading.library import Library
from handouts.reading.models.base import Listed
from handouts.reading.models.clinic import Clinic
from handouts.reading.models.procedure import Procedure
from handouts.reading.text import Text
from handouts.tailoring.request import Request

PROCEDURE = with_every_kind("""\
title: Title words
also_known_as: [Alias words]
summary: Summary words
ends_minutes_after_arrival: 45
body_map: {view: front, regions: [{region: left-knee, when: {driver: [unanswered, "yes", "no"]}, otherwise: ""}]}
options:
  driver: {ask: Question words, choices: ["yes", "no"]}
facts:
  - {icon: clock, label: Fact label, text: Fact text, when: {driver: "yes"}, otherwise: Fact otherwise}
sections:
  - id: one
    heading: Section heading
    when: {driver: [unanswered, "yes", "no"]}
    otherwise: ""
    blocks:
      - when: {driver: [unanswered, "yes", "no"]}
        otherwise: ""
        text: Plain words {{ settings.dose }}
      - bullets: [{id: b, text: Bullet words, when: {driver: "yes"}, otherwise: Bullet otherwise}]
      - steps: [Step words]
      - checklist: [{group: Group words, items: [{icon: clock, text: Item words}]}]
      - facts: [{icon: home, label: Inner label, text: Inner text, when: {driver: "yes"}, otherwise: Inner otherwise}]
      - table: {caption: Caption words, columns: [Column words], rows: [[Cell words]]}
      - callout: {kind: note, heading: Note heading, text: Note text, items: [Note item]}
      - write_in: {prompt: Prompt words, lines: 2}
      - timeline: [{time: When words, text: Then words, when: {driver: "yes"}, otherwise: Then otherwise}]
  - id: two
    heading: Log heading
    blocks:
      - pain_log:
          intro: Intro words
          schedule: [{every_minutes: 30, for_minutes: 60}, {every_minutes: 60, until: "20:00"}]
          return_it: Return words
invitation: {heading: Invitation heading, text: Invitation text}
""")
CLINIC = """\
name: Clinic words
phones:
  - {label: First phone, number: 555-0101, hours: First hours}
  - {label: Second phone, number: 555-0102, hours: Second hours}
  - {label: Third phone, number: 555-0103, hours: Third hours}
address: [Street words, Town words]
time_zone: Europe/London
hours: {mon: "8:00–17:00"}
languages: [en]
defaults: {paper: a4, edition: standard, mono: no, language: en}
scheduling: {url: "https://visit.example.com/{procedure}"}
appointment_columns: {place: Theatre}
appointment_dates: day-first
appointment_ignored: Room number
appointment_not_coming: Left us
appointment_coming: On the way
arrive_before_minutes: 20
procedures:
  knee-injection: {code: K7, arrive_before_minutes: 15, ends_minutes_after_arrival: 60}
emergency: Emergency words
language_help: Help words
settings:
  dose: {value: Dose, unit: words, source: Source words, approved_by: Approver words, on: "2026-01-01"}
policy: {unreviewed: mark, overdue: mark, untranslated: refuse, shared_desks: no}
"""
OWN_INVITATION = 'heading: Own heading, say: Own words, url: "https'
NOT_PRINTED = {
    "Procedure.also_known_as": "what the desk and appointment lists call it",
    "Clinic.appointment_ignored": "what an appointment list need not say",
    "Clinic.appointment_not_coming": "who of an appointment list is left out",
    "Clinic.appointment_coming": "who of an appointment list is not left out",
    "ProcedureHere.code": "for the scheduling address",
    "Option.ask": "asked at the desk",
    "Option.choices": "answered at the desk",
    "Item.id": "pairs items across languages",
    "Section.id": "names the section for people who write",
    "LogTimes.until": "becomes the times of the rows",
    "Clinic.time_zone": "how clock times are worked out",
    "Clinic.hours": "doubtful visits are warned of",
    "Clinic.languages": "what is built",
    "Clinic.appointment_columns": "how appointment lists are read",
    "Clinic.appointment_dates": "how appointment lists are read",
    "Defaults.language": "what the desk begins with",
    "Setting.source": "for whoever reviews the value",
    "Setting.approved_by": "an unsigned value is a gap to fill in",
    "Setting.on": "for whoever reviews the value",
    "Scheduling.url": "in the code; its address is printed without https",
}
"""Texts that no page says, each with what it is for. Names of pictures and choices from a list are no texts."""
PICTURES = {"icon", "region"}


def library(folder: Path, clinic: str = CLINIC) -> Library:
    data = write_library(folder)
    (data / PROCEDURE_FILE).write_text(PROCEDURE, encoding="utf-8")
    (data / CLINIC_FILE).write_text(clinic, encoding="utf-8")
    (data / BRAND_FILE).write_text(BRAND, encoding="utf-8")
    return Library(data, ROOT / "fonts")


def models(annotation: Any) -> Iterator[type[BaseModel]]:
    """Every model that a type is made of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for field in annotation.model_fields.values():
            yield from models(field.annotation)
    elif isinstance(annotation, type) and issubclass(annotation, Listed):
        yield from models(annotation.written)
    for inner in get_args(annotation):
        yield from models(inner)


def keys(model: type[BaseModel]) -> set[str]:
    return {f"{each.__name__}.{name}" for each in models(model) for name in each.model_fields}


def said_in(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a value, each with the key that holds it, and ("", key) for each key that is given."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            here = f"{type(value).__name__}.{name}"
            if name in value.model_fields_set:
                yield here, ""
            if name not in ("when", *PICTURES):
                yield from said_in(getattr(value, name), here)
    elif isinstance(value, dict):
        for each in value.values():
            yield from said_in(each, key)
    elif isinstance(value, list):
        for each in value:
            yield from said_in(each, key)
    elif isinstance(value, Text):
        yield key, str(value)


def printed(source: Library) -> str:
    """What the pages print and what is said of pictures, for every answer."""
    said = ""
    for answers in ({}, {"driver": "yes"}):
        document, problems, _ = compose_one(source, Request("knee-injection", "north", "en", answers=answers))
        assert document is not None, problems
        said += " ".join(line.text for line in placed_lines(document)) + " "
        said += " ".join(element.alternate or "" for element in document.structure.walk()) + " "
    return said


def test_the_content_of_this_test_has_every_key(tmp_path: Path) -> None:
    source = library(tmp_path, CLINIC.replace('url: "https', OWN_INVITATION))
    given = {key for key, _ in said_in(source.procedure("knee-injection", "en").require())}
    given |= {key for key, _ in said_in(source.clinic("north").require())}
    assert keys(Procedure) | keys(Clinic) <= given | {"Conditional.when", "Conditional.otherwise"}


def test_every_word_is_printed_or_told_why_not(tmp_path: Path) -> None:
    source = library(tmp_path / "procedure")
    own = library(tmp_path / "clinic", CLINIC.replace('url: "https', OWN_INVITATION))
    page = printed(source) + printed(own)
    contents = [source.procedure("knee-injection", "en").require(), own.clinic("north").require()]
    lost = {
        f"{key}: {text}"
        for content in contents
        for key, text in said_in(content)
        if text and key not in NOT_PRINTED and re.sub(r" ?\{\{.*?\}\}", "", text) not in page
    }
    assert lost == set()
