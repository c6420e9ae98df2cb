"""Handouts of every kind of block with words at random, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, Literal, get_args, get_origin, get_type_hints

from handouts.reading.roles import IconName
from handouts.tailoring import handout as tailored
from handouts.tailoring.handout import Handout, RichText, Run

WORDS = [
    "rest",
    "walk",
    "water",
    "call",
    "us",
    "after",
    "6",
    "hours",
    "slowly",
    "bandage",
    "dry",
    "take",
    "it",
    "off",
    "(555)",
    "555-0199",
    "before",
    "you",
    "eat",
    '"quoted"',
    "anti-inflammatory",
    "radiofrequency",
    "½",
    "10",
    "mg",
    "naïve",
    "Señora",
    "<b>",
    "&",
    "it's",
    "5",
    "<",
    "6",
    "https://example.com/a?b=c&d=e",
]


def random_handout(seed: int, like: Handout) -> Handout:
    """Return a handout for the clinic and in the words of *like* that says other things."""
    chance = random.Random(seed)
    kinds = list(get_args(tailored.Block))
    sections = tuple(
        tailored.Section(
            f"part-{number}",
            _text(chance, 4),
            tuple(_made(chance, chance.choice(kinds)) for _ in range(chance.randint(1, 4))),
        )
        for number in range(chance.randint(1, 8))
    )
    return replace(
        like,
        title=_text(chance, 6),
        summary=_text(chance, 20),
        facts=tuple(_fact(chance) for _ in range(chance.randint(0, 6))),
        sections=sections,
        edition=chance.choice(get_args(tailored.Edition)),
        mono=chance.random() < 0.3,
    )


def _text(chance: random.Random, most: int) -> RichText:
    runs = []
    for _ in range(chance.randint(1, 3)):
        words = " ".join(chance.choice(WORDS) for _ in range(chance.randint(1, most)))
        link = chance.choice(("https://example.com/x?a=1&b=2", "tel:555-0100", "mailto:us@example.com"))
        language = "es" if chance.random() < 0.1 else None
        runs.append(
            Run(words + " ", chance.random() < 0.2, link if chance.random() < 0.1 else None, language)
        )
    return RichText(tuple(runs))


def _maybe(chance: random.Random, most: int) -> RichText | None:
    return _text(chance, most) if chance.random() < 0.6 else None


def _icon(chance: random.Random) -> IconName | None:
    return chance.choice((IconName("clock"), IconName("driver"), IconName("no-food"), None))


def _entries(chance: random.Random, icons: bool = False) -> tuple[tailored.Entry, ...]:
    return tuple(
        tailored.Entry(_text(chance, 12), _icon(chance) if icons else None)
        for _ in range(chance.randint(1, 7))
    )


def _fact(chance: random.Random) -> tailored.Fact:
    return tailored.Fact(_icon(chance), _text(chance, 2), _text(chance, 4))


def _checklist(chance: random.Random) -> tailored.Checklist:
    groups = (
        tailored.ChecklistGroup(_maybe(chance, 4), _entries(chance, True))
        for _ in range(chance.randint(1, 3))
    )
    return tailored.Checklist(tuple(groups))


def _table(chance: random.Random) -> tailored.Table:
    columns = chance.randint(1, 5)
    rows = (tuple(_text(chance, 4) for _ in range(columns)) for _ in range(chance.randint(1, 6)))
    return tailored.Table(_maybe(chance, 5), tuple(_text(chance, 2) for _ in range(columns)), tuple(rows))


def _callout(chance: random.Random) -> tailored.Callout:
    kinds: tuple[Literal["call-us", "emergency", "note"], ...] = ("call-us", "emergency", "note")
    return tailored.Callout(chance.choice(kinds), _maybe(chance, 6), (_text(chance, 20),), _entries(chance))


def _timeline(chance: random.Random) -> tailored.Timeline:
    entries = (
        tailored.TimelineEntry(_text(chance, 3), _text(chance, 12)) for _ in range(chance.randint(1, 5))
    )
    return tailored.Timeline(tuple(entries))


def _pain_log(chance: random.Random) -> tailored.PainLog:
    rows = (tailored.LogRow(_text(chance, 2), _maybe(chance, 2)) for _ in range(chance.randint(1, 9)))
    return tailored.PainLog(_maybe(chance, 9), tuple(rows), _maybe(chance, 9))


_MAKERS: dict[type[tailored.Block], Callable[[random.Random], tailored.Block]] = {
    tailored.Paragraphs: lambda chance: tailored.Paragraphs((_text(chance, 40), _text(chance, 40))),
    tailored.Bullets: lambda chance: tailored.Bullets(_entries(chance)),
    tailored.Steps: lambda chance: tailored.Steps(_entries(chance)),
    tailored.Checklist: _checklist,
    tailored.Facts: lambda chance: tailored.Facts((_fact(chance), _fact(chance))),
    tailored.Table: _table,
    tailored.Callout: _callout,
    tailored.WriteIn: lambda chance: tailored.WriteIn(_maybe(chance, 6), chance.randint(1, 4)),
    tailored.Timeline: _timeline,
    tailored.PainLog: _pain_log,
}


def _made(chance: random.Random, kind: Any) -> Any:
    """Return a value of the type *kind*: a block that has no maker above is made field by field."""
    if kind in _MAKERS:
        return _MAKERS[kind](chance)
    if kind is RichText:
        return _text(chance, 12)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{field.name: _made(chance, hints[field.name]) for field in fields(kind)})
    inner = get_args(kind)
    if get_origin(kind) is tuple:
        return tuple(_made(chance, inner[0]) for _ in range(chance.randint(1, 5)))
    if get_origin(kind) is Literal:
        return chance.choice(inner)
    if type(None) in inner:
        return _made(chance, inner[0]) if chance.random() < 0.6 else None
    return {IconName: IconName("clock"), int: chance.randint(1, 4), str: chance.choice(WORDS)}[kind]
