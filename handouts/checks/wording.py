"""Checks the words of content as they are written: near misses of markup, lists run together, damaged letters.

Everything is tried that a file can print, whatever the desk answers. Reads no file, draws nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import BaseModel

from handouts.checks.addresses import address_problems
from handouts.checks.damaged_letters import damaged_letters
from handouts.checks.list_lines import list_problems
from handouts.checks.near_fillings import FILLINGS, TODO
from handouts.checks.near_markup import MARKUP
from handouts.checks.near_misses import Rule, near_misses
from handouts.problems import Problem, error, warning
from handouts.reading.brand import Brand
from handouts.reading.models.clinic import Clinic
from handouts.reading.models.language import Language
from handouts.reading.positions import place_within
from handouts.reading.roles import Printed
from handouts.reading.text import Text
from handouts.tailoring.inline import masked
from handouts.walk import every

_MARKS = frozenset({"near-markup", "near-link", "half-bold"})
"""Near misses that are only doubtful where no markup is read at all: a name may have stars."""
_PLAIN_HINT = "only plain words are printed here: take the marks out if they are not meant"
_ALL_MEANS_TODO = frozenset({"es", "pt", "it", "gl"})
"""Languages in which "todo" is a word, also in capitals."""


def wording_problems(content: BaseModel, language: str = "en") -> list[Problem]:
    """Return what is nearly right in the texts of *content*, which are in *language*, each at its place."""
    rules = _rules(content, language)
    found: list[Problem] = []
    for text in every(Printed, content):
        found += _problems(text, text.markup, rules)
    if isinstance(content, Clinic):
        found += address_problems(content)
    return list(dict.fromkeys(found))


def brand_problems(brand: Brand) -> list[Problem]:
    """Return what is nearly right in what *brand* is called, and in what is read aloud for its logo."""
    texts = [brand.name, (brand.logo.alt if brand.logo else None) or ""]
    rules = (*FILLINGS, *MARKUP)
    return [problem for text in texts if isinstance(text, Text) for problem in _problems(text, False, rules)]


def _rules(content: BaseModel, language: str) -> tuple[Rule, ...]:
    rules: tuple[Rule, ...] = (*FILLINGS, *MARKUP)
    if isinstance(content, Language):  # its {names} are filled in, and checked by its model
        rules = tuple(rule for rule in rules if not any("{" in sign or "}" in sign for sign in rule.signs))
    if language.split("-")[0] in _ALL_MEANS_TODO:
        rules = tuple(rule for rule in rules if rule.signs != TODO)
    return rules


def _problems(text: Text, markup: bool, rules: tuple[Rule, ...]) -> Iterator[Problem]:
    cover = _cover(text) if markup else str(text)
    for miss in sorted(near_misses(cover, markup, rules), key=lambda miss: miss.start):
        place = place_within(text, miss.start)
        if miss.code in _MARKS and not markup:
            yield warning(miss.code, miss.message, place, _PLAIN_HINT)
        else:
            yield Problem(miss.severity, miss.code, miss.message, place, miss.hint)
    if text.plain and text in ("null", "Null", "NULL", "~"):
        message = f'"{text}" would be printed as it is'
        yield error("null", message, text.place, "take the key out, or write the words in quotes")
    yield from damaged_letters(text)
    if markup:
        yield from list_problems(text)


def _cover(text: str) -> str:
    """Return *text* with its markup masked, paragraph by paragraph, as it is read."""
    if not any(sign in text for sign in "{*["):
        return text
    return "".join(masked(part) for part in re.split(r"(\n[ \t]*\n)", text))
