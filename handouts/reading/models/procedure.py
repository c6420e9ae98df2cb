"""The procedure: what a handout says, in one language, without a thought for layout.

Written by clinicians in ``data/procedures/<procedure-id>/<language>.yaml``. Knows nothing of clinics,
appointments or pages.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from handouts.reading.models.base import Condition, Model, Words, _as_item
from handouts.reading.text import Text


class Option(Model):
    """A fact about this patient's procedure that the desk can answer."""

    ask: Words
    choices: list[Words] = Field(min_length=2)


class Conditional(Model):
    """Something that may not apply. ``otherwise`` replaces its text while nobody has answered."""

    when: Condition = {}
    otherwise: Words | None = None


class Fact(Conditional):
    """One fact of the at-a-glance strip."""

    icon: Words | None = None
    label: Words
    text: Words


class Item(Conditional):
    """One entry of a list. A plain text is an item with that text."""

    id: Words | None = None
    icon: Words | None = None
    text: Words


Items = Annotated[list[Annotated[Item, BeforeValidator(_as_item)]], Field(min_length=1)]


class ChecklistGroup(Model):
    """Items to tick that belong to one time: in the days before, the day before, on the day."""

    group: Words | None = None
    items: Items


class TimelineEntry(Conditional):
    """What to expect at one time after the procedure."""

    time: Words
    text: Words


class Table(Model):
    """A table with a header row; every row has as many cells as there are columns."""

    caption: Words | None = None
    columns: list[Words] = Field(min_length=1)
    rows: list[list[Text]] = Field(min_length=1)

    @model_validator(mode="after")
    def _rows_fit_columns(self) -> Table:
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                raise ValueError(
                    f"row {number} has {len(row)} cells, but there are {len(self.columns)} columns",
                    "write a cell for each column; an empty one is ''",
                )
        return self


class Callout(Model):
    """A box that must be seen. ``emergency`` and ``call-us`` are told apart without colour."""

    kind: Literal["call-us", "emergency", "note"]
    heading: Words | None = None
    text: Words | None = None
    items: Items | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Callout:
        if self.text is None and self.items is None:
            raise ValueError('a callout needs "text" or "items"', 'add "text:" or "items:" below its kind')
        return self


class WriteIn(Model):
    """Lines for handwriting."""

    prompt: Words | None = None
    lines: int = Field(default=2, ge=1, le=30)


class LogTimes(Model):
    """Times of a log: one every so many minutes, for so many minutes or until a time of day."""

    every_minutes: int = Field(ge=1, le=1440)
    for_minutes: int | None = Field(default=None, ge=1, le=10080)
    until: Text | None = None

    @model_validator(mode="after")
    def _has_one_end(self) -> LogTimes:
        if (self.for_minutes is None) == (self.until is None):
            raise ValueError('needs either "for_minutes" or "until"')
        return self


class PainLog(Model):
    """Rows in which the patient writes pain from 0 to 10 over the day of the procedure."""

    intro: Words | None = None
    schedule: list[LogTimes] = Field(min_length=1)
    return_it: Words | None = None


class Block(Model):
    """One part of a section: exactly one of the kinds below."""

    when: Condition = {}
    text: Words | None = None
    bullets: Items | None = None
    steps: Items | None = None
    checklist: list[ChecklistGroup] | None = None
    facts: list[Fact] | None = None
    table: Table | None = None
    callout: Callout | None = None
    write_in: WriteIn | None = None
    timeline: list[TimelineEntry] | None = None
    pain_log: PainLog | None = None

    @model_validator(mode="after")
    def _is_one_kind(self) -> Block:
        if len(self.kinds()) != 1:
            raise ValueError(
                "a block is exactly one of text, bullets, steps, checklist, facts, table, callout, write_in, "
                "timeline, pain_log",
                'give each kind a block of its own, on a line that begins with "- "',
            )
        return self

    def kinds(self) -> list[str]:
        """Return the names of the kinds that are given."""
        names = type(self).model_fields
        return [name for name in names if name != "when" and getattr(self, name) is not None]


class Section(Model):
    """A heading and what stands under it."""

    id: Words
    heading: Words
    when: Condition = {}
    blocks: list[Block] = Field(min_length=1)


class MapRegion(Model):
    """A place marked on the body map. A plain text is a region that always applies."""

    region: Words
    when: Condition = {}


def _as_region(value: object) -> object:
    return {"region": value} if isinstance(value, str) else value


class BodyMap(Model):
    """The figure that shows where; regions are anatomical names, left and right are the patient's."""

    view: Literal["front", "back"]
    regions: list[Annotated[MapRegion, BeforeValidator(_as_region)]] = Field(min_length=1)


class Invitation(Model):
    """What stands beside the QR code."""

    heading: Words
    text: Words


class Procedure(Model):
    """One procedure in one language."""

    title: Words
    also_known_as: list[Words] = []
    summary: Words
    body_map: BodyMap | None = None
    options: dict[Text, Option] = {}
    facts: list[Fact] = Field(default=[], max_length=6)
    sections: list[Section] = Field(min_length=1)
    invitation: Invitation | None = None
