"""Nearly right syntax: what a writer meant as markup, as a blank to fill or as a sign, and what would print as it is.

One rule a line: where it looks, what it reports and how to fix it. `handouts.checks.wording` says which rules a text is
held against. Knows texts and patterns; reads no file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from handouts.problems import Severity
from handouts.tailoring.inline import CLOSE, MASK

Say = str | Callable[[re.Match[str]], str]
"""Words, or what makes them of the match."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of near miss.

    ``signs``: one of these is in every text that the rule can match, in small letters; looking for them is quick.
    ``markup_only``: it holds only where markup is read. ``but``: matches for which this is true are left alone.
    """

    code: str
    signs: tuple[str, ...]
    pattern: str
    message: Say
    hint: Say
    severity: Severity = Severity.ERROR
    markup_only: bool = False
    flags: re.RegexFlag = re.NOFLAG
    but: Callable[[re.Match[str]], bool] | None = None


@dataclass(frozen=True, slots=True)
class NearMiss:
    """One place of a text, by its offset, that a rule matched."""

    start: int
    severity: Severity
    code: str
    message: str
    hint: str


MOST = 30
"""Near misses of one text that are told: more are one mistake many times, or no text."""


def near_misses(cover: str, markup: bool, rules: tuple[Rule, ...]) -> Iterator[NearMiss]:
    """Yield what *rules* find in *cover*, a text whose markup is masked if it has any; each place is told once."""
    low = cover.lower()
    taken = bytearray(len(cover) + 1)
    told = 0
    for rule in rules:
        for sign in rule.signs:  # not any(…): this is asked of every text, and nearly always in vain
            if sign in low:
                break
        else:
            continue
        if rule.markup_only and not markup:
            continue
        for match in re.finditer(rule.pattern, cover, rule.flags):
            start, end = match.span()
            if any(taken[start:end]) or (rule.but and rule.but(match)):
                continue
            taken[start:end] = b"\x01" * (end - start)
            yield NearMiss(start, rule.severity, rule.code, _say(rule.message, match), _say(rule.hint, match))
            told += 1
            if told == MOST:
                return


def _say(words: Say, match: re.Match[str]) -> str:
    return words if isinstance(words, str) else words(match)


def short(words: str) -> str:
    """Return *words* on one line that fits a message."""
    line = " ".join(words.replace(MASK, "…").replace(CLOSE, "").split())
    return line if len(line) <= 50 else line[:49] + "…"


def prints_as_it_is(match: re.Match[str]) -> str:
    """Say that the match is printed letter by letter."""
    return f'"{short(match[0])}" would be printed as it is'
