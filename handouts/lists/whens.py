"""The dates and times of a list's rows, decided once for the list, column by column.

Finds the texts in the cells; what they mean is `handouts.lists.list_times`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from handouts.lists.cells import Cell, Row
from handouts.lists.headings import Columns, is_date
from handouts.lists.list_times import ClinicClock, When, WrittenWhen, decide, understood
from handouts.problems import Problem, warning

TIMES = ("arrive", "time", "start")
"""Fields whose cells hold a time; such a cell may also say the day."""


@dataclass(frozen=True, slots=True)
class Whens:
    """By field (the date first) and number of row what each cell means, and what must be said of how it was decided."""

    by_field: dict[str, dict[int, When]] = field(default_factory=dict)
    with_day: frozenset[tuple[int, str]] = frozenset()
    problems: list[Problem] = field(default_factory=list)

    def of(self, row: Row) -> Iterator[tuple[str, When]]:
        """Yield each field that *row* says something of, with what it means."""
        for key, whens in self.by_field.items():
            if (when := whens.get(row.number)) is not None:
                yield key, when

    def says_day(self, row: Row, key: str) -> bool:
        """Return whether the cell of a time says the day too."""
        return (row.number, key) in self.with_day


def decide_whens(rows: Sequence[Row], clocks: Sequence[ClinicClock], columns: Columns) -> Whens:
    """Return what the dates and times of *rows* mean; *clocks* are those of their clinics."""
    made = Whens()
    with_day: set[tuple[int, str]] = set()
    days = [_said(row, columns, "date") for row in rows]
    for key in ("date", *TIMES):
        if key not in columns.index:
            continue
        texts = [_said(row, columns, key) for row in rows]
        written: list[WrittenWhen] = []
        for row, day, text, clock in zip(rows, days, texts, clocks, strict=True):
            if key != "date" and is_date(text):
                with_day.add((row.number, key))
            alone = key == "date" or (row.number, key) in with_day
            written.append(WrittenWhen(text, "", clock) if alone else WrittenWhen(day, text, clock))
        found = {
            row.number: when for row, text, when in zip(rows, texts, decide(written), strict=True) if text
        }
        if key != "date":  # what is wrong with the date is told of the date's own cell
            found = {
                number: when
                if (number, key) in with_day
                else When(when.day, when.at, None, when.time_problem, when.by)
                for number, when in found.items()
            }
        made.by_field[key] = found
        decided = [(number, when) for number, when in found.items() if when.by]
        if decided:
            cell = next(row for row in rows if row.number == decided[0][0]).cells[columns.index[key]]
            made.problems.append(_shown(cell, decided))
    return Whens(made.by_field, frozenset(with_day), made.problems)


def _said(row: Row, columns: Columns, key: str) -> str:
    index = columns.index.get(key)
    if index is None or index >= len(row.cells):
        return ""
    cell = row.cells[index]
    return "" if cell.fault or cell.lines > 1 else cell.text


def _shown(cell: Cell, decided: Sequence[tuple[int, When]]) -> Problem:
    hint = "check them; to be sure, let the list write AM or PM"
    return warning("time-without-half", understood(decided), cell.place, hint)
