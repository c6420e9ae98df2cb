"""The procedure: what a handout says, in one language, without a thought for layout.

Written by clinicians in ``data/procedures/<procedure-id>/<language>.yaml``. Knows nothing of clinics,
appointments or pages.
"""

from __future__ import annotations

import re
from datetime import time
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from handouts.reading.models.base import Condition, Listed, Model, _as_item
from handouts.reading.roles import Cell, IconName, Id, Name, Prose, RegionName, StaffWords
from handouts.reading.text import Text


class Option(Model):
    """A fact about this patient's procedure that the desk can answer."""

    ask: StaffWords
    choices: list[Name] = Field(min_length=2)

    @model_validator(mode="after")
    def _choices_differ(self) -> Option:
        for number, choice in enumerate(self.choices):
            if choice == "unanswered":
                raise ValueError('a choice cannot be "unanswered": that stands for no answer', "take it out")
            if choice in self.choices[:number]:
                raise ValueError(f'the choice "{choice}" stands twice', "give each choice a name of its own")
        return self


def _empty(value: Text) -> Text:
    if value:
        raise ValueError(
            "should be empty: it says that this is meant to be left out while nobody has answered",
            'write otherwise: "", and give what is said instead a part of its own with "unanswered" in its when:',
        )
    return value


LeftOut = Annotated[Text, AfterValidator(_empty)]
"""The ``otherwise`` of what is more than a text: only an empty one."""


class Conditional(Model):
    """Something that may not apply. An empty ``otherwise`` says that it is meant to be left out while nobody has
    answered."""

    when: Condition = {}
    otherwise: LeftOut | None = None


class Replaceable(Conditional):
    """A text that may not apply. Its ``otherwise`` replaces it while nobody has answered."""

    otherwise: Cell | None = None


class Paragraphs(Prose):
    """Text in paragraphs parted by empty lines."""

    __slots__ = ()


class Fact(Replaceable):
    """One fact of the at-a-glance strip."""

    icon: IconName | None = None
    label: Prose
    text: Prose


class Item(Replaceable):
    """One entry of a list. A plain text is an item with that text."""

    short_form: ClassVar[str | None] = "text"
    id: Id | None = None
    icon: IconName | None = None
    text: Prose


class Items(Listed[Item]):
    """Entries of a list; at least one."""

    written = Annotated[list[Annotated[Item, BeforeValidator(_as_item)]], Field(min_length=1)]


class Bullets(Items):
    """Entries in no order."""


class Steps(Items):
    """Entries in their order."""


class ChecklistGroup(Model):
    """Items to tick that belong to one time: in the days before, the day before, on the day."""

    group: Prose | None = None
    items: Items


class Checklist(Listed[ChecklistGroup]):
    """What to tick off, group by group."""

    written = list[ChecklistGroup]


class Facts(Listed[Fact]):
    """Facts within a section."""

    written = list[Fact]


class TimelineEntry(Replaceable):
    """What to expect at one time after the procedure."""

    time: Prose
    text: Prose


class Timeline(Listed[TimelineEntry]):
    """What to expect, from one time to the next."""

    written = list[TimelineEntry]


class Table(Model):
    """A table with a header row; every row has as many cells as there are columns."""

    caption: Prose | None = None
    columns: list[Prose] = Field(min_length=1)
    rows: list[list[Cell]] = Field(min_length=1)

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
    heading: Prose | None = None
    text: Prose | None = None
    items: Items | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Callout:
        if self.text is None and self.items is None:
            raise ValueError('a callout needs "text" or "items"', 'add "text:" or "items:" below its kind')
        return self


class WriteIn(Model):
    """Lines for handwriting."""

    prompt: Prose | None = None
    lines: int = Field(default=2, ge=1, le=30)


MOST_LOG_ROWS = 60
"""More rows than anybody fills in: a slip in the minutes, not a wish."""


class LogTimes(Model):
    """Times of a log: one every so many minutes, for so many minutes or until a time of day such as ``22:00``."""

    every_minutes: int = Field(ge=1, le=1440)
    for_minutes: int | None = Field(default=None, ge=1, le=10080)
    until: Text | None = None

    @model_validator(mode="after")
    def _has_one_end(self) -> LogTimes:
        if (self.for_minutes is None) == (self.until is None):
            raise ValueError('needs either "for_minutes" or "until"')
        if self.until is not None:
            self.end_of_day()
        return self

    def end_of_day(self) -> time:
        """Return ``until`` as a time of day; raises ValueError when it is none."""
        found = re.fullmatch(r"(\d{1,2}):(\d{2})", self.until or "")
        if found is None or int(found[1]) > 23 or int(found[2]) > 59:
            raise ValueError(
                f'"until" should be a time of day, not "{self.until}"',
                "write it like 22:00, without AM or PM",
            )
        return time(int(found[1]), int(found[2]))

    def most_rows(self) -> int:
        """Return how many rows these times can become."""
        return (self.for_minutes or 24 * 60) // self.every_minutes


class PainLog(Model):
    """A sheet on which the patient writes pain from 0 to 10 over the day of the procedure, and hands it back.

    The times of ``schedule`` follow one another from the end of the procedure. The clock times are printed where
    the procedure says ``ends_minutes_after_arrival``; otherwise they are left for the patient to write.
    """

    intro: Prose | None = None
    schedule: list[LogTimes] = Field(min_length=1)
    return_it: Prose | None = None

    @model_validator(mode="after")
    def _fits_a_day(self) -> PainLog:
        rows = sum(times.most_rows() for times in self.schedule)
        if rows > MOST_LOG_ROWS:
            raise ValueError(
                f"this log could have {rows} rows; nobody fills in more than {MOST_LOG_ROWS}",
                "let more minutes go by from row to row",
            )
        return self


BlockContent = (
    Paragraphs | Bullets | Steps | Checklist | Facts | Table | Callout | WriteIn | Timeline | PainLog
)
"""What a block can be: a type for each of its kinds."""


class Block(Conditional):
    """One part of a section: exactly one of the kinds below."""

    text: Paragraphs | None = None
    bullets: Bullets | None = None
    steps: Steps | None = None
    checklist: Checklist | None = None
    facts: Facts | None = None
    table: Table | None = None
    callout: Callout | None = None
    write_in: WriteIn | None = None
    timeline: Timeline | None = None
    pain_log: PainLog | None = None

    @model_validator(mode="after")
    def _is_one_kind(self) -> Block:
        if len(self._given()) != 1:
            raise ValueError(
                "a block is exactly one of " + ", ".join(self.kinds()),
                'give each kind a block of its own, on a line that begins with "- "',
            )
        return self

    @classmethod
    def kinds(cls) -> list[str]:
        """Return the names of the kinds of block."""
        return [name for name in cls.model_fields if name not in Conditional.model_fields]

    @property
    def content(self) -> BlockContent:
        """The one kind that is given."""
        return self._given()[0]

    def _given(self) -> list[BlockContent]:
        return [given for name in self.kinds() if (given := getattr(self, name)) is not None]


class Section(Conditional):
    """A heading and what is under it."""

    id: Id
    heading: Prose
    blocks: list[Block] = Field(min_length=1)


class MapRegion(Conditional):
    """A place marked on the body map. A plain text is a region that always applies."""

    region: RegionName


def _as_region(value: object) -> object:
    return {"region": value} if isinstance(value, str) else value


class BodyMap(Model):
    """The figure that shows where; regions are anatomical names, left and right are the patient's."""

    view: Literal["front", "back"]
    regions: list[Annotated[MapRegion, BeforeValidator(_as_region)]] = Field(min_length=1)


class Invitation(Model):
    """What stands beside the QR code."""

    heading: Prose
    text: Prose


class Procedure(Model):
    """One procedure in one language."""

    title: Prose
    also_known_as: list[StaffWords] = []
    summary: Prose
    ends_minutes_after_arrival: int | None = Field(default=None, ge=0, le=1440)
    """How long after arriving the procedure is over, as the clinic plans its visits. What ``after()`` and a log say
    is counted from there; without it they name no clock time."""
    body_map: BodyMap | None = None
    options: dict[Text, Option] = {}
    facts: list[Fact] = Field(default=[], max_length=6)
    sections: list[Section] = Field(min_length=1)
    invitation: Invitation | None = None
