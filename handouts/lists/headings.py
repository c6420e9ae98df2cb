"""Which column of a list holds what, found by the headings; and where the headings are."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from handouts.lists.cell_values import normal
from handouts.lists.cells import Cell, Row
from handouts.lists.rules import ListRules, Names
from handouts.lists.statuses import Statuses
from handouts.lists.text_rows import TITLE_LINES
from handouts.lists.vocabulary import HEADINGS, ONE_LINE, WEAK
from handouts.lists.written import NotRead, written_day, written_time
from handouts.problems import ContentError, Problem, error
from handouts.reading.suggestions import did_you_mean

_FORMAT = re.compile(
    r"\s*\((last,? first.*|first,? last.*|[mdy/. -]{4,}|24 ?h.*|12 ?h.*|am ?/ ?pm|local|required|optional|hh?:mm.*)\)\s*$",
    re.IGNORECASE,
)
"""What a heading may say of how its column is written."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field's column is, and the headings; ``ignored`` are columns that the clinic says need no word."""

    heading: Row
    index: Mapping[str, int] = field(default_factory=dict)
    ignored: frozenset[int] = frozenset()

    def name(self, key: str) -> str:
        """Return what messages call the column of *key*."""
        return f'"{self.heading.cells[self.index[key]].text}"'


class Headings:
    """Finds the headings of a list, and what each of its columns holds."""

    def __init__(self, names: Names, rules: ListRules, procedure: str | None = None) -> None:
        """*procedure* is what is meant where the list has no such column. Raises ContentError for unknown fields."""
        self.names, self.rules, self.procedure = names, rules, procedure
        self.statuses = Statuses(rules.not_coming, rules.coming)
        self.ignored = {key_of(heading) for heading in rules.ignored}
        self.fields = self._fields()

    def _fields(self) -> dict[str, str]:
        options = {option for choices in self.names.options.values() for option in choices}
        known = {key_of(heading): field for field, headings in HEADINGS.items() for heading in headings}
        for option in sorted(options):
            for heading in (option, f"option {option}"):
                known.setdefault(key_of(heading), f"option:{option}")
        wrong: list[Problem] = []
        for key, headings in self.rules.columns.items():
            meant = key if key in HEADINGS else f"option:{key}"
            if meant.startswith("option:") and key not in options:
                hint = did_you_mean(key, [*HEADINGS, *sorted(options)])
                place = getattr(key, "place", None)
                wrong.append(error("unknown-column", f'nothing in a list is called "{key}"', place, hint))
            known = {heading: each for heading, each in known.items() if each != meant}
            known.update({key_of(heading): meant for heading in headings})
        if wrong:
            raise ContentError(wrong)
        return known

    def field(self, heading: str) -> str | None:
        """Return what the column under *heading* holds, None if that is not known; a weak one is ``weak:…``."""
        for text in dict.fromkeys((heading, _FORMAT.sub("", heading))):
            key = key_of(text)
            if key in self.ignored:
                return None
            if key in self.fields:
                return self.fields[key]
            for meant, headings in WEAK.items():
                if meant not in self.rules.columns and key in map(key_of, headings):
                    return f"weak:{meant}"
        return None

    def known(self, texts: Sequence[str]) -> int:
        """Return how many different things *texts*, as headings, mean."""
        found = {self.field(text) for text in texts if text} - {None}
        return len(found) + len({key_of(text) for text in texts} & self.ignored)

    def find(self, rows: Sequence[Row]) -> int | None:
        """Return which of the first *rows* holds the headings: the one with most of them; None where none does."""
        best, most = None, 0
        for index, row in enumerate(rows[:TITLE_LINES]):
            count = self.known([cell.text for cell in row.cells])
            if count > most and (count > 2 or not _has_values(row)):
                best, most = index, count
        return best

    def guard(self, heading: Row) -> _Guard:
        """Return what the rows below *heading* must keep to."""
        return _Guard(self, heading)

    def columns(self, rows: Sequence[Row]) -> tuple[Columns, list[Row], list[Problem]]:
        """Return where each column is, the rows below the headings, and every doubt about the columns.

        Raises ContentError where the list has no headings.
        """
        at = self.find(rows)
        if at is None:
            hint = "the first row should hold headings such as Patient, Date, Arrival time, Procedure"
            raise ContentError(
                [error("no-headings", "no row has headings that are known", rows[0].place, hint)]
            )
        heading = rows[at]
        texts = [cell.text for cell in heading.cells]
        below = [row for row in rows[at + 1 :] if [cell.text for cell in row.cells] != texts]
        index, problems = self._index(heading)
        ignored = {number for number, text in enumerate(texts) if key_of(text) in self.ignored}
        columns = Columns(heading, index, frozenset(ignored))
        problems += self._above(columns, rows[:at])
        return columns, below, problems

    def _index(self, heading: Row) -> tuple[dict[str, int], list[Problem]]:
        meant = [self.field(cell.text) if cell.text else None for cell in heading.cells]
        strong = set(meant)
        index: dict[str, int] = {}
        problems: list[Problem] = []
        for number, cell in enumerate(heading.cells):
            key = meant[number]
            if key is not None and key.startswith("weak:"):
                key = key.removeprefix("weak:")
                if key in strong:
                    continue
            if key is None:
                continue
            if key in index:
                problems.append(self._twice(heading.cells[index[key]], cell, key.removeprefix("option:")))
            else:
                index[key] = number
        if "time" in index:
            cell = heading.cells[index["time"]]
            if "arrive" in index and "start" in index:
                message = (
                    f'"{cell.text}" says neither when patients arrive nor when visits start, '
                    "and other columns say both"
                )
                hint = (
                    f"if it is not needed, say so in {self.rules.file}: "
                    f"appointment_ignored: {quoted_list([cell.text])}"
                )
                problems.append(error("two-columns", message, cell.place, hint))
            elif "arrive" in index:
                index["start"] = index.pop("time")
            elif "start" in index:
                other = heading.cells[index["start"]]
                problems.append(self._twice(cell, other, "arrive or start"))
        return index, problems

    def _twice(self, one: Cell, other: Cell, key: str) -> Problem:
        message = f'the columns "{one.text}" and "{other.text}" both mean the {key}'
        hint = (
            f"say in {self.rules.file} which one is meant, such as "
            f"appointment_columns: {{{key.split()[0]}: {json.dumps(one.text, ensure_ascii=False)}}}, "
            f"and which is not needed: appointment_ignored: [{json.dumps(other.text, ensure_ascii=False)}]"
        )
        return error("two-columns", message, other.place, hint)

    def _above(self, columns: Columns, rows: Sequence[Row]) -> list[Problem]:
        """Return a problem if *rows*, above the headings, hold what may be an appointment: headings were sorted away."""
        guard = _Guard(self, columns.heading)
        for row in rows:
            texts = [cell.text for cell in row.cells]
            if guard.looks_like_row(texts):
                hint = "move the headings to the top, above every appointment"
                return [error("row-above-headings", "an appointment is above the headings", row.place, hint)]
        return []


class _Guard:
    """What the rows below a heading must keep to."""

    def __init__(self, headings: Headings, heading: Row) -> None:
        self.index, _ = headings._index(heading)
        self.width = len(heading.cells)
        self.single = {
            number for key, number in self.index.items() if key in ONE_LINE or key.startswith("option:")
        }
        self.procedures = {
            key_of(word)
            for identifier, words in headings.names.procedures.items()
            for word in (identifier, *words)
        }

    def never_spans(self, index: int) -> bool:
        return index in self.single

    def looks_like_row(self, texts: Sequence[str]) -> bool:
        """Return whether *texts* hold a date, a time or a procedure where the list has them: all of the three it has."""
        if len(texts) < self.width or self.width < 2:
            return False
        tests: list[bool] = []
        if "date" in self.index:
            tests.append(is_date(texts[self.index["date"]]))
        for key in ("arrive", "time", "start"):
            if key in self.index:
                tests.append(is_time(texts[self.index[key]]) or is_date(texts[self.index[key]]))
        if "procedure" in self.index:
            tests.append(key_of(texts[self.index["procedure"]]) in self.procedures)
        return sum(tests) >= min(2, len(tests)) and bool(tests)


def key_of(text: str) -> str:
    return normal(text).replace(" ", "")


def _has_values(row: Row) -> bool:
    """Return whether *row* holds what is no heading: a date, a time or a long number."""
    return any(
        is_date(cell.text) or is_time(cell.text) or re.search(r"\d{3}", cell.text) for cell in row.cells
    )


def quoted_list(texts: Sequence[str]) -> str:
    """Return *texts* as a list that YAML reads."""
    return json.dumps(texts, ensure_ascii=False)


def is_date(text: str) -> bool:
    """Return whether *text* is a date, whichever way its day and month are read."""
    return _reads(written_day, text)


def is_time(text: str) -> bool:
    """Return whether *text* is a time of day."""
    return _reads(written_time, text)


def _reads(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except NotRead:
        return False
    return bool(text)
