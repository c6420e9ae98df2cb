"""The guard against a foreign name: before pages are shared, nothing on them may say what one visit filled in.

It reads a composed document: its lines outside the slots, and every text that nobody sees on the page (bookmarks,
descriptions, titles, links). What the handout says to everybody is no leak, though it may be somebody's name too.
A doubt costs time, never a name: the handout is then built in full. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import fields

from handouts.graphics.document import ComposedDocument, TextLine

_WORDS = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"(?<!\w)\d{1,2}(?!\w)")
"""A number of at most two digits, such as a page's, says nothing of a visit without the words beside it."""


class ForeignNameGuard:
    """Knows what a handout says to everybody: *texts*."""

    def __init__(self, texts: Iterable[str]) -> None:
        phrases = [_plain(text) for text in texts]
        self._phrases = f" {' | '.join(phrases)} "
        self._words = frozenset(word for phrase in phrases for word in phrase.split())

    def finds(self, document: ComposedDocument, filled: Iterable[str]) -> bool:
        """Return whether anything that copies of *document* share says a word of *filled*, the texts of a visit.

        A word counts whatever its case and accents, and however short; also as part of a longer word, unless that
        one is said to everybody. A text that is said to everybody as a whole does not count.
        """
        names = {word for text in filled for word in _WORDS.findall(_plain(text))}
        return any(self._says(_plain(text), names) for text in shared_texts(document))

    def _says(self, text: str, names: set[str]) -> bool:
        if f" {text} " in self._phrases:
            return False
        if not names.isdisjoint(_WORDS.findall(text)):
            return True
        return any(name in word for word in text.split() if word not in self._words for name in names)


def shared_texts(document: ComposedDocument) -> Iterator[str]:
    """Yield every text of *document* but the lines in its slots: read, seen, or only spoken by a screen reader."""
    yield from _texts_in(document.information)
    for element in document.structure.walk():
        yield from _texts_in(element)
    for page in document.pages:
        for bookmark in page.bookmarks:
            yield from _texts_in(bookmark)
        for mark in page.marks:
            if not isinstance(mark, TextLine):
                yield from _texts_in(mark)
            elif mark.source is None:
                yield "".join(run.text for run in mark.runs)


def _texts_in(part: object) -> Iterator[str]:
    """Yield the texts of *part*, of whatever field, so that a new one cannot be forgotten here."""
    for field in fields(part):  # type: ignore[arg-type]  # every part of a document is a dataclass
        value = getattr(part, field.name)
        if isinstance(value, str):
            yield value


def _plain(text: str) -> str:
    """Return *text* without case, accents, invisible characters and small numbers, its words one space apart."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    # Of a language that sets vowels as marks they go too, on both sides alike.
    kept = "".join(each for each in letters if unicodedata.category(each) not in ("Mn", "Cf"))
    return _NUMBER.sub("#", " ".join(kept.split()))
