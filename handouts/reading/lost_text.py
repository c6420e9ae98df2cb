"""Text that somebody wrote and YAML does not read as text: behind a ``#``, a ``!`` or an ``&``, or in curly quotes.

All of this is valid YAML, so no parser reports it; on paper a suite, a dose or a "not" would be missing.
Knows how plain texts (those without quotes) are written, and nothing of models or keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from handouts.problems import Place, Problem, Source, error, warning
from handouts.reading.text import Text

QUOTE = "put the whole text in quotes"
_COMMENT = re.compile(r"([ \t]+)(#.*)")
_BEGUN = re.compile(r"(?:[\[{,]|(?:^|\s)-\s|:\s)[ \t]*(#[^\s#].*)")
"""A value that would begin with ``#``."""
_CURLY = {"“": "”", "„": "“”", "‘": "’", "‚": "‘’", "”": "”", "’": "’"}
"""Quotes of word processors that may open a text, with those that close it; the last two are typed by mistake."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A text without quotes. It ends before ``column`` of ``line``, counted from 1; ``flow``: within [ ] or { }."""

    text: Text
    line: int
    column: int
    flow: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    """What follows a plain text on its last line and counts as a comment; ``gap`` is how many blanks lie between."""

    scalar: Plain
    gap: int
    words: str

    @property
    def is_glued(self) -> bool:
        """Whether something follows the ``#`` directly, as in ``#200``, which no comment needs."""
        return len(self.words) > 1 and not self.words[1].isspace() and self.words[1] != "#"

    def place(self, source: Source) -> Place:
        """Return where the ``#`` is."""
        return Place(source, self.scalar.line, self.scalar.column + self.gap)


def comments_behind(source: Source, scalars: Iterable[Plain]) -> list[Comment]:
    """Return the comments that follow *scalars* on their last lines."""
    if "#" not in source.text:
        return []
    lines = source.text.splitlines()
    found = []
    for scalar in scalars:
        rest = lines[scalar.line - 1][scalar.column - 1 :] if scalar.line <= len(lines) else ""
        comment = _COMMENT.match(rest)
        if comment:
            found.append(Comment(scalar, len(comment[1]), comment[2].rstrip()))
    return found


def comment_problems(
    source: Source, scalars: Iterable[Plain], printed: frozenset[tuple[int, int]], only_printed: bool = False
) -> Iterator[Problem]:
    """Yield a problem for each comment behind one of *scalars* that was probably meant as text.

    *printed* holds the (line, column) of each text that people read. *only_printed*: leave all others alone, as in a
    file that other programs read too.
    """
    for comment in comments_behind(source, scalars):
        place = comment.scalar.text.place
        is_printed = (place.line, place.column) in printed
        if only_printed and not is_printed:
            continue
        if comment.is_glued and (is_printed or comment.gap == 1):
            yield eaten(source, comment)
        elif comment.gap == 1 and is_printed:
            message = f'"{_short(comment.words)}" counts as a comment and is left out'
            hint = f"{QUOTE} if it belongs to it; if it is a comment, write two spaces before the #"
            yield warning("comment-near-text", message, comment.place(source), hint)


def eaten(source: Source, comment: Comment) -> Problem:
    """Return the error that *comment* is text that would be lost."""
    message = f'the text ends before this: "{_short(comment.words)}" counts as a comment'
    hint = f"{QUOTE}; if this is a comment, write two spaces before the # and one behind it"
    return error("text-lost-to-comment", message, comment.place(source), hint)


def in_broken_file(source: Source, loader: Any, failed_on: set[int]) -> list[Problem]:
    """Return errors for comments that end a text near the lines on which a file could not be read.

    *loader* makes a YAML loader for a text. A text that goes on, or a brace that closes, behind such a comment makes
    the file no YAML at all, and the parser's own words would be about some other line.
    """
    import yaml

    scalars: list[Plain] = []
    tokens = loader(source.text)
    try:
        while tokens.check_token():
            token = tokens.get_token()
            if isinstance(token, yaml.ScalarToken) and token.plain:
                start, end = token.start_mark, token.end_mark
                text = Text(token.value, Place(source, start.line + 1, start.column + 1))
                scalars.append(Plain(text, end.line + 1, end.column + 1))
    except yaml.YAMLError:
        pass  # what came before it is what counts
    finally:
        tokens.dispose()
    near = {line - before for line in failed_on for before in range(3)}
    behind = comments_behind(source, scalars)
    lost = [eaten(source, comment) for comment in behind if comment.scalar.line in near]
    for number in sorted(near):
        begun = _BEGUN.search(source.line(number))
        if begun:
            message = f'"{_short(begun[1])}" counts as a comment here'
            place = Place(source, number, begun.start(1) + 1)
            lost.append(
                error("text-lost-to-comment", message, place, "put a value that begins with # in quotes")
            )
    return lost


def prefix_problem(source: Source, place: Place) -> Problem | None:
    """Return an error when the text at *place* has lost its first word to a ``!`` or an ``&``."""
    written = source.line(place.line)[place.column - 1 :]
    tag = re.match(r"!(?!!)[^\s,\[\]{}]*", written)
    if tag:
        message = f'"{tag[0]}" at the beginning of a text is not read as text'
        return error("text-lost-to-tag", message, place, QUOTE)
    anchor = re.match(r"&([^\s,\[\]{}]+)", written)
    if anchor and not re.search(rf"\*{re.escape(anchor[1])}(?![^\s,\[\]{{}}:])", source.text):
        message = f'"{anchor[0]}" at the beginning of a text is not read as text'
        return error("text-lost-to-anchor", message, place, QUOTE)
    return None


def curly_problems(scalars: Iterable[Plain]) -> Iterator[Problem]:
    """Yield an error for each plain text that begins with a word processor's quote as if that were YAML's."""
    for scalar in scalars:
        text = scalar.text
        closing = _CURLY.get(text[0]) if text else None
        if closing is None or (len(text) == 1 and not scalar.flow):
            continue
        ends = [index for index, letter in enumerate(text) if index and letter in closing]
        closes_at_end = bool(ends) and ends[0] == len(text) - 1
        if closes_at_end or (scalar.flow and not ends):
            message = f"curly quotes ({text[0]}) do not begin a text here: they would be printed"
            hint = f'write straight quotes: "{_short(text.strip("“”„‘’‚"))}"'
            yield error("curly-quotes", message, text.place, hint)


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 60 else line[:59] + "…"
