"""A problem: something a person must know, said where it stands and with its mend.

This module knows nothing else of the package: every room may speak of problems, and only the
edges (the command line, the desk) decide how they are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum


class Severity(Enum):
    """How bad a problem is.

    ``ERROR``: the handout it stands in is not made.
    ``WARNING``: the handout is made; somebody should look before it is given to a patient.
    """

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Source:
    """A text file as it was read: the name to show people, and its text."""

    name: str
    text: str = field(default="", repr=False, compare=False)

    def line(self, number: int) -> str:
        """Return line *number* (from 1) without its line end; empty when there is none."""
        lines = self.text.splitlines()
        return lines[number - 1] if 0 < number <= len(lines) else ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a source; line and column count from 1."""

    source: Source
    line: int = 1
    column: int = 1

    @property
    def cell(self) -> str:
        """What a spreadsheet calls the place, such as ``row 3, C``; empty where it is no cell."""
        return ""

    def __str__(self) -> str:
        return f"{self.source.name}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    ``message`` says what is wrong in one sentence, without the place; ``hint`` says how to fix it
    (for instance ``did you mean "title"?``); ``code`` is a short stable name for scripts and tests
    (for instance ``unknown-key``).
    """

    severity: Severity
    code: str
    message: str
    place: Place | None = None
    hint: str | None = None

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    def describe(self) -> str:
        """Return the problem for people: place, message, the line with a caret, and the hint.

        The first line has the form ``file:line:column: error: message`` that editors recognise.
        """
        where = f"{self.place}: " if self.place else ""
        cell = f"{self.place.cell}: " if self.place and self.place.cell else ""
        lines = [f"{where}{self.severity.value}: {cell}{self.message}"]
        if self.place is not None:
            excerpt = self.place.source.line(self.place.line)
            if excerpt.strip():
                lines += _excerpt(excerpt, self.place.column)
        if self.hint:
            lines.append(f"    hint: {self.hint}")
        return "\n".join(lines)


def error(code: str, message: str, place: Place | None = None, hint: str | None = None) -> Problem:
    """Return a problem that stops its handout."""
    return Problem(Severity.ERROR, code, message, place, hint)


def warning(code: str, message: str, place: Place | None = None, hint: str | None = None) -> Problem:
    """Return a problem that does not stop its handout."""
    return Problem(Severity.WARNING, code, message, place, hint)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Return whether any of *problems* stops its handout."""
    return any(problem.is_error for problem in problems)


def strictly(problems: Iterable[Problem]) -> list[Problem]:
    """Return *problems* with every warning made an error: what is doubtful is not to be made."""
    return [replace(problem, severity=Severity.ERROR) for problem in problems]


class ContentError(Exception):
    """Input that cannot be used; carries every problem found, at least one of them an error."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = tuple(problems)


_EXCERPT_WIDTH = 100


def _excerpt(line: str, column: int) -> list[str]:
    """Return *line* and a caret under *column*, cut to a readable width around the caret."""
    # A tab would shift the caret, and a control character could steer the terminal.
    line = "".join(character if character.isprintable() else " " for character in line)
    start = 0
    if len(line) > _EXCERPT_WIDTH:
        start = max(0, min(column - 1 - _EXCERPT_WIDTH // 2, len(line) - _EXCERPT_WIDTH))
    shown = line[start : start + _EXCERPT_WIDTH]
    return [f"    {shown}", f"    {' ' * max(0, column - 1 - start)}^"]
