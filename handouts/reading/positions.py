"""Where a part of a text is in its file, to the column, however the text was written.

A quoted or folded text differs from what it says: by its quotes, its escapes and where its lines end. All white space
apart, what it says is what is written, sign for sign; so signs are counted. Knows YAML's three ways to quote, and no keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from handouts.problems import Place
from handouts.reading.text import Text

_PROPERTIES = re.compile(r"(?:[&!]\S*[ \t]+)+")
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_BLANK_ESCAPES = frozenset("tnvfr\tNLP_ ")
"""Escapes of double-quoted texts that mean white space: YAML 1.1, section 5.7."""


def place_within(text: Text, offset: int) -> Place:
    """Return where the character at *offset* of *text* is in its file; where the text begins, if that is not known."""
    wanted = sum(not letter.isspace() for letter in text[:offset])
    for line, column in _signs(text):
        if wanted == 0:
            return Place(text.place.source, line, column)
        wanted -= 1
    return text.place


def written_lines(text: Text) -> list[tuple[str, Place]]:
    """Return the lines of *text* as its writer broke them, without what is around them, each with its place.

    A text that says its own line ends (a block that begins with ``|``, or an escape) is broken there.
    """
    if "\n" in text.strip():
        found, offset = [], 0
        for line in text.split("\n"):
            indent = len(line) - len(line.lstrip())
            found.append((line.strip(), place_within(text, offset + indent) if line.strip() else text.place))
            offset += len(line) + 1
        return found
    lines: list[tuple[str, Place]] = []
    letters = [index for index, letter in enumerate(text) if not letter.isspace()]
    start = 0
    for index, (number, column) in zip(letters, _signs(text), strict=False):
        if not lines or lines[-1][1].line != number:
            if lines:
                lines[-1] = (text[start:index].strip(), lines[-1][1])
            lines.append(("", Place(text.place.source, number, column)))
            start = index
    if lines:
        lines[-1] = (text[start:].strip(), lines[-1][1])
    return lines


def _signs(text: Text) -> Iterator[tuple[int, int]]:
    """Yield the line and column of every sign of *text* in its file that is not white space, in order."""
    lines = _lines(text.place.source.text)
    number, start = text.place.line, text.place.column - 1
    if number > len(lines):
        return
    properties = _PROPERTIES.match(lines[number - 1], start)
    start = properties.end() if properties else start
    mark = "" if text.plain else lines[number - 1][start : start + 1]
    if text.block:
        number, start = number + 1, 0
    elif mark in ("'", '"'):
        start += len(mark)
    for line in lines[number - 1 :]:
        column = start
        while column < len(line):
            length = 1
            if mark == "'" and line.startswith("''", column):
                length = 2
            elif mark == '"' and line[column] == "\\":
                escape = _ESCAPE.match(line, column)
                length = len(escape[0]) if escape else 1
                if not escape or _is_blank(escape[0]):
                    column += length
                    continue
            if not line[column].isspace():
                yield number, column + 1
            column += length
        number, start = number + 1, 0


@lru_cache(maxsize=4)
def _lines(text: str) -> list[str]:
    return text.splitlines()


def _is_blank(escape: str) -> bool:
    if len(escape) == 2:
        return escape[1] in _BLANK_ESCAPES
    return chr(int(escape[2:], 16) % 0x110000).isspace()
