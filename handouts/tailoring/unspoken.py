"""What the general handout does not say: texts for some answers only, while nothing speaks for them to everybody else.

An instruction with a ``when`` vanishes while nobody has answered. That is right where a sibling in its list stands for
the open question, or where the file says that it is meant, by an empty ``otherwise``. Pure; knows no files and no pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handouts.problems import Problem, warning
from handouts.reading.models.base import Condition
from handouts.reading.models.procedure import Conditional, Procedure, Replaceable
from handouts.reading.roles import Prose, RegionName
from handouts.reading.text import Text
from handouts.tailoring.conditions import UNANSWERED, holds
from handouts.walk import walk


@dataclass(frozen=True, slots=True)
class _Part:
    """One of several siblings: a fact, a region, an item, a block or a section."""

    of: Conditional

    @property
    def when(self) -> Condition:
        return self.of.when

    @property
    def words(self) -> frozenset[str]:
        """What it says, without what replaces it."""
        texts = (
            text
            for text, owners in walk(self.of)
            if isinstance(text, Prose | RegionName) and text is not getattr(owners[-1], "otherwise", None)
        )
        return frozenset(word for text in texts for word in re.findall(r"\w+", text.casefold()))

    @property
    def prints(self) -> bool:
        """Whether something of it is printed while nobody has answered."""
        return holds(self.when, {}) or bool(self.of.otherwise)

    @property
    def is_meant(self) -> bool:
        return self.of.otherwise is not None

    @property
    def asks(self) -> dict[str, frozenset[str]]:
        """The options that keep it from the general handout, each with the answers that bring it back."""
        asked = {str(option): frozenset(map(str, choices)) for option, choices in self.when.items()}
        return {option: choices for option, choices in asked.items() if UNANSWERED not in choices}


def unspoken(procedure: Procedure) -> list[Problem]:
    """Return a warning for each part of *procedure* that vanishes while nobody has answered, unsaid by all others."""
    return [_told(part) for siblings in _families(procedure) for part in _lost(siblings)]


def _families(procedure: Procedure) -> Iterator[list[_Part]]:
    """Yield the siblings of each list, block and section that is printed while nobody has answered.

    Siblings are of one kind and belong to one part that may not apply, or to none.
    """
    families: dict[tuple[int, type], list[_Part]] = {}
    for value, owners in walk(procedure, Text):
        if isinstance(value, Conditional):
            around = [owner for owner in owners if isinstance(owner, Conditional)]
            if all(holds(owner.when, {}) for owner in around):
                family = id(around[-1]) if around else 0, type(value)
                families.setdefault(family, []).append(_Part(value))
    yield from families.values()


def _lost(siblings: Sequence[_Part]) -> Iterator[_Part]:
    """Yield those of *siblings* that vanish, and that no other one speaks for.

    One speaks for another when it is printed in its stead: it asks for other answers to the same questions. It can do
    so once for each answer: of two instructions for "yes", one general wording stands for the one that is most like it.
    """
    lost = [part for part in siblings if not part.prints and not part.is_meant]
    speakers = [part for part in siblings if part.prints and part.when]
    said = [speaker.words for speaker in speakers] if lost else []
    pairs = [
        (-len(part.words & said[place]), number, place)
        for number, part in enumerate(lost)
        for place, speaker in enumerate(speakers)
        if _stands_for(speaker, part)
    ]
    taken: list[tuple[int, _Part]] = []
    spoken: set[int] = set()
    for _likeness, number, place in sorted(pairs):
        rivals = (other for where, other in taken if where == place)
        if number not in spoken and not any(_meet(lost[number], rival) for rival in rivals):
            spoken.add(number)
            taken.append((place, lost[number]))
    yield from (part for number, part in enumerate(lost) if number not in spoken)


def _stands_for(speaker: _Part, part: _Part) -> bool:
    """Return whether *speaker* asks for other answers to every question that keeps *part* away."""
    answers = {str(option): frozenset(map(str, choices)) for option, choices in speaker.when.items()}
    return all(option in answers and not answers[option] & choices for option, choices in part.asks.items())


def _meet(one: _Part, other: _Part) -> bool:
    """Return whether some answers bring back both."""
    return all(one.asks[option] & other.asks[option] for option in one.asks.keys() & other.asks.keys())


def _told(part: _Part) -> Problem:
    option = next(option for option in part.when if str(option) in part.asks)
    message = (
        f'nothing speaks for this while nobody has answered "{option}": the general handout leaves it out'
    )
    if isinstance(part.of, Replaceable):
        hint = 'add "otherwise:" with the general words, or otherwise: "" if it is meant to be left out'
    else:
        asked = ", ".join(f"{each}: {UNANSWERED}" for each in part.asks)
        hint = (
            f'add a part with the general words and "when: {{{asked}}}", '
            'or otherwise: "" here if it is meant to be left out'
        )
    return warning("unspoken", message, option.place, hint)
