"""The value between tailoring and composing: everything one handout says, with nothing left to decide or fill in.

Plain data. Knows no files, no layout, no PDF. Texts keep the place they came from, so that a later check can name it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from handouts.problems import Place
from handouts.reading.roles import IconName

Edition = Literal["standard", "large-print"]
Paper = Literal["letter", "a4"]

GENERAL_CREATOR, VISIT_CREATOR = "handouts", "handouts for a visit"
LIST_CREATOR, PROOF_CREATOR = "handouts for a list", "handouts proof"
"""What a file names as its creator: no more than what kind of file it is, so that none is taken for another kind."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look. ``language``: BCP 47, where it is not the handout's own, so that it is pronounced right."""

    text: str
    bold: bool = False
    link: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class RichText:
    """Runs of one paragraph; ``place`` is where it was written.

    ``slot``: its number among the texts of its handout that the visit fills in, the card's rows first; None where
    it says the same to everybody. ``written`` is then how it was written, before the visit filled it in.
    """

    runs: tuple[Run, ...]
    place: Place | None = field(default=None, compare=False)
    slot: int | None = field(default=None, compare=False)
    written: str | None = field(default=None, compare=False)

    @property
    def plain(self) -> str:
        """The text without its looks."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Fact:
    icon: IconName | None
    label: RichText
    text: RichText


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list; ``id`` pairs it across languages."""

    text: RichText
    icon: IconName | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraphs:
    paragraphs: tuple[RichText, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Steps:
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class ChecklistGroup:
    heading: RichText | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    groups: tuple[ChecklistGroup, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Table:
    caption: RichText | None
    columns: tuple[RichText, ...]
    rows: tuple[tuple[RichText, ...], ...]


@dataclass(frozen=True, slots=True)
class Callout:
    kind: Literal["call-us", "emergency", "note"]
    heading: RichText | None
    paragraphs: tuple[RichText, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class WriteIn:
    prompt: RichText | None
    lines: int


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    time: RichText
    text: RichText


@dataclass(frozen=True, slots=True)
class Timeline:
    entries: tuple[TimelineEntry, ...]


@dataclass(frozen=True, slots=True)
class LogRow:
    """A row of a log: how long after the procedure it is, and the clock time, or None to write one in."""

    after: RichText
    time: RichText | None


@dataclass(frozen=True, slots=True)
class PainLog:
    """A sheet for the patient to fill in and hand back."""

    intro: RichText | None
    rows: tuple[LogRow, ...]
    return_it: RichText | None


Block = Paragraphs | Bullets | Steps | Checklist | Facts | Table | Callout | WriteIn | Timeline | PainLog


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    heading: RichText
    blocks: tuple[Block, ...]

    @property
    def is_handed_back(self) -> bool:
        """Whether this is a sheet for the patient to fill in and hand back."""
        return any(isinstance(block, PainLog) for block in self.blocks)


@dataclass(frozen=True, slots=True)
class BodyMap:
    """``alternate`` is what a screen reader says."""

    view: Literal["front", "back"]
    regions: tuple[str, ...]
    alternate: str
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class CardRow:
    """A line of the appointment card; no value means a write-in line. ``slot`` is as in `RichText`."""

    label: str
    value: str | None = None
    slot: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Phone:
    label: str
    number: str
    hours: str | None


@dataclass(frozen=True, slots=True)
class ClinicFacts:
    """What the page prints of the clinic."""

    name: str
    phones: tuple[Phone, ...]
    address: tuple[str, ...]
    emergency: RichText | None
    language_help: RichText | None


@dataclass(frozen=True, slots=True)
class SchedulingCard:
    """``url`` is what the QR code holds; ``shown`` is the address in print.

    ``in_ascii`` is the address as the clinic could write it so that any font prints it.
    """

    heading: RichText | None
    text: RichText | None
    url: str
    shown: str
    in_ascii: str = field(default="", compare=False)
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Handout:
    """One procedure for one clinic in one language, edition and paper.

    ``identity`` is a short hash of everything that the handout says and how it is printed; ``words`` are the
    page's own words of the language by name.
    """

    procedure_id: str
    clinic_id: str
    language: str
    edition: Edition
    paper: Paper
    mono: bool
    identity: str
    title: RichText
    summary: RichText
    card: tuple[CardRow, ...]
    facts: tuple[Fact, ...]
    body_map: BodyMap | None
    sections: tuple[Section, ...]
    scheduling: SchedulingCard | None
    clinic: ClinicFacts
    words: dict[str, str]
    for_visit: bool = field(default=False, compare=False)
    """Whether it was made for an appointment or for answers, and not for everybody."""
