"""Lists, headings and tables written into a text: their lines would run together into one paragraph.

Judges the lines of a text as its writer broke them; knows no file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from handouts.problems import Place, Problem, error, warning
from handouts.reading.positions import written_lines
from handouts.reading.text import Text

_BULLET = r"[-*+•·▪●○◦‣–—][ \t]+(?=\S)"
_NUMBER = r"\(?(?:\d{1,2}|[a-h]|i{1,3}|iv|v)[.)][ \t]+(?=\S)"
_LABEL = r"(?=[^\W_])[^.!?:{}]{1,30}:[ \t]+\S"
_AS_LIST = 'write each entry under "bullets:", "steps:" or "checklist:"'
_SHORT = 45
"""Letters. A line of running text is longer, or the last of its paragraph."""

_Lines = list[tuple[str, Place]]


def list_problems(text: Text) -> Iterator[Problem]:
    """Yield what is told of the lines of *text*: one problem for each kind, at the first line."""
    if not _may_be(text):
        return
    lines = written_lines(text)
    yield from _foreign(lines)
    marked = [(line, place) for line, place in lines if re.match(_BULLET, line)]
    numbered = [(line, place) for line, place in lines if re.match(_NUMBER, line)]
    if len(marked) + len(numbered) >= 2 and _is_counted(numbered, marked):
        place = min((place for _, place in [*marked, *numbered]), key=lambda place: place.line)
        message = "these lines are a list, and a text runs its lines together"
        yield error("list-in-text", message, place, _AS_LIST)
    elif marked:
        message = f'"{marked[0][0].split()[0]}" at the beginning of a line does not make a list here'
        hint = f"{_AS_LIST}; otherwise take the sign out"
        yield warning("list-in-text", message, marked[0][1], hint)
    elif numbered and numbered[0] == lines[0] and _is_first(numbered[0][0]):
        message = f'"{numbered[0][0].split()[0]}" would be printed as it is'
        hint = 'take it out: the entries of "steps:" are numbered by themselves'
        yield warning("list-in-text", message, numbered[0][1], hint)
    else:
        yield from _unmarked(lines)


def _may_be(text: Text) -> bool:
    """Whether *text* is worth a closer look: most texts are one line that begins with a letter."""
    return (
        not text[:1].isalpha() or text[1:2] in (".", ")") or text.last_line > text.place.line or "\n" in text
    )


def _is_first(line: str) -> bool:
    return re.match(r"\(?(?:1|a|i)[.)]", line) is not None


def _is_counted(numbered: _Lines, marked: _Lines) -> bool:
    """Whether the numbers are those of a list, and not a time or a dose at which a line happens to begin."""
    return (
        len(marked) >= 2
        or (bool(marked) and bool(numbered))
        or _is_first(numbered[0][0])
        or len(numbered) >= 3
    )


def _foreign(lines: _Lines) -> Iterator[Problem]:
    """Yield what is Markdown's: headings, rules between paragraphs, tables."""
    for line, place in lines:
        if re.match(r"#{1,6}[ \t]+\S", line):
            yield error(
                "near-markup",
                f'"{line.split()[0]}" does not make a heading here',
                place,
                'write it under "heading:"',
            )
        elif re.fullmatch(r"([-*=])(?:[ \t]*\1){2,}", line):
            yield error("near-markup", f'"{line[:10]}" does not draw a line here', place, "take it out")
        elif re.fullmatch(r"\|.*\|", line):
            yield error(
                "near-markup", "these lines do not make a table here", place, 'write it under "table:"'
            )
            return


def _unmarked(lines: _Lines) -> Iterator[Problem]:
    """Yield a warning for lines that look like a list, though nothing marks them."""
    for paragraph in _paragraphs(lines):
        labelled = [line for line in paragraph if re.match(_LABEL, line[0])]
        breaks = [
            after
            for before, after in pairwise(paragraph)
            if len(before[0]) <= _SHORT
            and not re.search(r"[.!?,;–—-]$", before[0])
            and _begins_anew(after[0])
        ]
        is_list = len(breaks) >= 2 and len(breaks) == len(paragraph) - 1
        if is_list or len(labelled) == len(paragraph) >= 2:
            message = "these lines look like a list, and a text runs its lines together"
            hint = f"{_AS_LIST}, or put an empty line between them"
            yield warning("lines-run-together", message, paragraph[0][1], hint)


def _begins_anew(line: str) -> bool:
    return line[:1].isupper() or line[:1].isdigit()


def _paragraphs(lines: _Lines) -> Iterator[_Lines]:
    paragraph: _Lines = []
    for line in [*lines, ("", lines[-1][1])] if lines else []:
        if line[0]:
            paragraph.append(line)
        elif paragraph:
            yield paragraph
            paragraph = []
