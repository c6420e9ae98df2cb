"""An appointment list becomes visits: columns are found by name, each bad row is named, and the rest goes on.

Knows the library only as the names it is told. No problem quotes a cell, because any cell may hold a patient's name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from handouts.lists.alike import Alike, find_alike
from handouts.lists.cells import Row
from handouts.lists.headings import Columns, Headings
from handouts.lists.list_table import read_list_table
from handouts.lists.rows import RowReader
from handouts.lists.rules import ListRules, Names
from handouts.lists.statuses import Meaning
from handouts.lists.unread import unread_problems
from handouts.lists.visits import Visit
from handouts.problems import ContentError, Place, Problem, Source, error, warning

Why = Literal["not-coming", "same", "hidden", "struck"]
WHY: dict[Why, str] = {
    "not-coming": "left out, because nobody comes",
    "same": "left out, because a row above says the same in every cell",
    "hidden": "left out, because hidden in the workbook",
    "struck": "left out, because struck through in the workbook",
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is not printed and is no mistake; ``number`` is the spreadsheet's."""

    number: int
    place: Place
    why: Why


@dataclass(frozen=True, slots=True)
class AppointmentList:
    """The good rows in their order, every problem with its place, and how many rows there were to print.

    ``left_out`` are rows that are not to be printed; ``notes`` say what was decided, a sentence each.
    """

    visits: tuple[Visit, ...]
    problems: tuple[Problem, ...]
    total: int
    left_out: tuple[LeftOut, ...] = field(default=())
    notes: tuple[str, ...] = field(default=())


def read_appointments(
    data: bytes,
    name: str,
    names: Names,
    rules: ListRules | None = None,
    procedure: str | None = None,
    by_clinic: Mapping[str, ListRules] | None = None,
) -> AppointmentList:
    """Return the visits in *data*, a spreadsheet; *name* is what messages call the file.

    *rules* are those of the clinic whose list it is, *by_clinic* those of each clinic that a row may name;
    *procedure* is what is meant where the list has no such column. Raises ContentError when no row can be
    understood, or when a column is in doubt.
    """
    rules = rules or ListRules()
    headings = Headings(names, rules)
    sheet = read_list_table(data, name, headings)
    if not sheet.rows:
        message = "the list has no rows"
        raise ContentError([*sheet.problems, error("empty-list", message, Place(Source(name)))])
    columns, rows, problems = headings.columns(sheet.rows)
    problems += unread_problems(headings, columns, rows)
    rows, left_out, doubts = _coming(rows, columns, headings)
    reader = RowReader(columns, names, rules, procedure, by_clinic or {})
    problems += doubts
    problems += reader.problems_of_columns(rows, procedure)
    if any(problem.is_error for problem in problems):
        raise ContentError(problems)
    problems += reader.decide(rows)
    visits: dict[int, Visit] = {}
    for row in rows:
        visit, wrong = reader.read(row)
        problems += wrong
        if visit is not None:
            visits[row.number] = visit
    if reader.undecided:
        raise ContentError(reader.undecided)
    alike = find_alike(rows, columns.ignored, reader.person, lambda row: _visit_key(visits.get(row.number)))
    problems += _refused(alike, visits)
    for row, _ in alike.once:
        visits.pop(row.number, None)
        left_out.append(LeftOut(row.number, row.place, "same"))
    once = {row.number for row, _ in alike.once}
    problems = [p for p in problems if getattr(p.place, "row", None) not in once]
    by_line = sorted([*sheet.problems, *problems], key=lambda p: p.place.line if p.place else 0)
    left_out.sort(key=lambda each: each.number)
    return AppointmentList(
        tuple(visits.values()),
        tuple(by_line),
        len(rows) - len(once) + len(sheet.problems),
        tuple(left_out),
        tuple(_notes(columns, left_out, alike, visits)),
    )


def _coming(
    rows: Sequence[Row], columns: Columns, headings: Headings
) -> tuple[list[Row], list[LeftOut], list[Problem]]:
    """Return the rows of visits that take place, the others, and a warning for each status that is not known."""
    coming: list[Row] = []
    left_out: list[LeftOut] = []
    unknown: dict[str, list[Row]] = {}
    status, procedure = columns.index.get("status"), columns.index.get("procedure")
    for row in rows:
        said = _text(row, status)
        meaning = headings.statuses.meaning(said)
        if row.is_hidden:
            left_out.append(LeftOut(row.number, row.place, "hidden"))
        elif row.is_struck:
            left_out.append(LeftOut(row.number, row.place, "struck"))
        elif meaning is Meaning.NOT_COMING or headings.statuses.says_not_coming(_text(row, procedure)):
            left_out.append(LeftOut(row.number, row.place, "not-coming"))
        else:
            coming.append(row)
            if meaning is Meaning.UNKNOWN:
                unknown.setdefault(said, []).append(row)
    problems: list[Problem] = []
    for found in unknown.values():
        assert status is not None
        sheets = f"{_rows([row.number for row in found])}: the sheets are made"
        message = f"this status is not known, in {sheets}"
        hint = (
            f"name it in {headings.rules.file}: under appointment_not_coming if nobody comes with it, "
            "else under appointment_coming"
        )
        problems.append(warning("unknown-status", message, found[0].cells[status].place, hint))
    return coming, left_out, problems


def _text(row: Row, index: int | None) -> str:
    return row.cells[index].text if index is not None and index < len(row.cells) else ""


def _visit_key(visit: Visit | None) -> object:
    """Return what makes two rows of one person the same visit; None if the row could not be read."""
    if visit is None:
        return None
    when = visit.appointment
    return visit.procedure, visit.clinic, when.date, when.arrive, when.start


def _refused(alike: Alike, visits: dict[int, Visit]) -> list[Problem]:
    """Refuse rows for one visit that differ: which of them is right is not to be guessed."""
    problems: list[Problem] = []
    refused: set[int] = set()
    for row, other, where in alike.differing:
        for one, its in ((other, row), (row, other)):
            if one.number in refused:
                continue
            refused.add(one.number)
            visits.pop(one.number, None)
            message = (
                f"rows {its.number} and {one.number} are for one patient, procedure and time, "
                f"and differ in {'columns' if ',' in where else 'column'} {where}"
            )
            hint = (
                "delete the one that is wrong; a column that does not matter goes under appointment_ignored"
            )
            problems.append(error("differing-rows", message, one.place, hint))
    return problems


def _notes(
    columns: Columns, left_out: Sequence[LeftOut], alike: Alike, visits: Mapping[int, Visit]
) -> list[str]:
    notes = []
    for why, words in WHY.items():
        numbers = [each.number for each in left_out if each.why == why]
        if numbers:
            notes.append(f"{_rows(numbers)}: {words}")
    if alike.nameless:
        notes.append(
            f"{_rows([row.number for row in alike.nameless])}: alike, and naming nobody; all are printed"
        )
    nameless = [number for number, visit in visits.items() if visit.appointment.patient is None]
    if nameless:
        line = "a line to write the name on"
        notes.append(
            f"every card has {line}: the list names nobody"
            if len(nameless) == len(visits) and len(visits) > 1
            else f"{_rows(nameless)}: no name, so the card has {line}"
        )
    if "time" in columns.index:
        notes.append(f"the column {columns.name('time')} is read as the time to arrive")
    return notes


def _rows(numbers: Sequence[int]) -> str:
    """Return ``rows 3, 5 and 7 to 9``."""
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and spans[-1][-1] == number - 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    parts: list[str] = []
    for span in spans:
        parts += [f"{span[0]} to {span[-1]}"] if len(span) > 2 else map(str, span)
    joined = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"row {joined}" if len(numbers) == 1 else f"rows {joined}"
