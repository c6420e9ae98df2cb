"""The columns of a list that nobody reads: one that plainly is a name, a date, a time or a status stops the list.

Else cards without a name, or sheets for visits that were cancelled, would come out and nothing be said. The others
are told once, with what silences that. Headings are quoted here, cells never.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from handouts.lists.cell_values import normal
from handouts.lists.cells import Row, letters
from handouts.lists.explained import holds_more
from handouts.lists.headings import Columns, Headings, is_date, is_time, key_of
from handouts.lists.people import looks_like_last_first, looks_like_name
from handouts.lists.statuses import plain
from handouts.lists.vocabulary import DATE, NAME, STATUS, TIME, PlainKind
from handouts.problems import Problem, error, warning


def unread_problems(headings: Headings, columns: Columns, rows: Sequence[Row]) -> list[Problem]:
    """Return what is to be said of the columns that nobody reads; *rows* are those below the headings."""
    return _Unread(headings, columns).problems(rows)


class _Unread:
    def __init__(self, headings: Headings, columns: Columns) -> None:
        self.headings, self.columns = headings, columns

    def problems(self, rows: Sequence[Row]) -> list[Problem]:
        columns = self.columns
        heading, used = columns.heading, set(columns.index.values())
        width = max([len(heading.cells), *(len(row.cells) for row in rows[:200])])
        left: list[int] = []
        problems: list[Problem] = []
        for number in range(width):
            text = heading.cells[number].text if number < len(heading.cells) else ""
            if number in used or number in columns.ignored:
                continue
            values = [
                row.cells[number].text for row in rows if number < len(row.cells) and row.cells[number].text
            ]
            if not text and (not values or number >= len(heading.cells)):
                continue  # cells beyond the headings are told of their rows
            if self._is_mixed(values):
                problems.append(self._mixed(number))
                continue
            kind = self._plainly(columns.index, text, values)
            if kind is not None:
                problems.append(self._stops(kind, columns, number))
            else:
                left.append(number)
        if left:
            problems.append(self._not_read(left, columns))
        return problems

    def _plainly(self, index: Mapping[str, int], heading: str, values: Sequence[str]) -> PlainKind | None:
        """Return what an unread column plainly is, if it is one that the list does not say elsewhere."""
        words = _words(heading)
        if any(self.headings.statuses.is_plain(value) for value in values):
            return STATUS
        named = "patient" in index or ("first_name" in index and "last_name" in index)
        timed = "arrive" in index or "start" in index or "time" in index
        lacking: list[tuple[PlainKind, Callable[[Sequence[str]], bool]]] = []
        if not named:
            lacking.append((NAME, _are_names))
        if "date" not in index:
            lacking.append((DATE, _are_dates))
        if not timed:
            lacking.append((TIME, _are_times))
        if "status" not in index:
            lacking.append((STATUS, lambda _values: False))
        for kind, _are in lacking:
            if words & kind.others:
                continue
            if (
                words & kind.words
                and (values or kind is not STATUS)
                and not (kind is NAME and _are_numbers(values))
            ):
                return kind
        for kind, are in lacking:
            if not words & kind.others and are(values):
                return kind
        # A column that says when to arrive, under another name than the one that is read.
        if (
            "arrive" not in index
            and words & {"arrival", "arrive", "arrives", "checkin"}
            and not words & TIME.others
        ):
            return TIME
        return None

    def _is_mixed(self, values: Sequence[str]) -> bool:
        """Return whether cells hold a procedure together with something else, in a list that lacks one of the two."""
        index = self.columns.index
        named = "patient" in index or "last_name" in index or "first_name" in index
        if named and "procedure" in index:
            return False
        return any(holds_more(value, self.headings.names.procedures) for value in values[:200])

    def _mixed(self, number: int) -> Problem:
        cell = self.columns.heading.cells[number]
        message = f'the column "{cell.text}" holds a procedure together with something else, such as a name'
        hint = (
            "give each a column of its own, Procedure and Patient (in a spreadsheet: Data > Text to Columns); "
            f'entries for which nobody comes are left out by appointment_not_coming: ["Staff meeting"] in '
            f"{self.headings.rules.file}"
        )
        return error("unread-column", message, cell.place, hint)

    def _stops(self, kind: PlainKind, columns: Columns, number: int) -> Problem:
        heading = columns.heading
        place = heading.cells[number].place if number < len(heading.cells) else heading.place
        text = heading.cells[number].text if number < len(heading.cells) else ""
        if not text:
            message = f"the column {letters(number)} has no heading and looks like {kind.what}"
            return error("unread-column", message, place, "give it a heading, or empty it")
        quoted = json.dumps(text, ensure_ascii=False)
        keys = list(kind.keys)
        if kind is NAME and "last_name" in columns.index:
            keys = ["first_name"]
        elif kind is NAME and "first_name" in columns.index:
            keys = ["last_name"]
        meant = " or ".join(f"appointment_columns: {{{key}: {quoted}}}" for key in keys)
        message = f"the column {quoted} looks like {kind.what} and is not read"
        hint = (
            f"say in {self.headings.rules.file} what it is, {meant}; "
            f"or if it is not needed, appointment_ignored: [{quoted}]"
        )
        return error("unread-column", message, place, hint)

    def _not_read(self, left: Sequence[int], columns: Columns) -> Problem:
        heading = columns.heading
        shown = ", ".join(
            f'"{heading.cells[number].text}" ({letters(number)})'
            if heading.cells[number].text
            else letters(number)
            for number in left
        )
        what = "this column is" if len(left) == 1 else "these columns are"
        typed = [
            f'"{heading.cells[number].text}": did you mean "{meant}"?'
            for number in left
            if (meant := self._mistyped(heading.cells[number].text, columns.index))
        ]
        hint = " ".join([*typed, self._ignore(left, heading)])
        return warning("unread-column", f"{what} not read: {shown}", heading.cells[left[0]].place, hint)

    def _ignore(self, left: Iterable[int], heading: Row) -> str:
        names = [heading.cells[number].text for number in left if heading.cells[number].text]
        if not names:
            return "give it a heading"
        listed = json.dumps(names, ensure_ascii=False)
        return f"to hear no more of it, write in {self.headings.rules.file}: appointment_ignored: {listed}"

    def _mistyped(self, heading: str, index: Mapping[str, int]) -> str | None:
        """Return the heading that *heading* misspells, if it is one slip away and its column is missing.

        Times are never suggested: a start taken for an arrival makes a patient late.
        """
        from difflib import SequenceMatcher

        key = key_of(heading)
        if len(key) < 6:
            return None
        for known, meant in self.headings.fields.items():
            if meant in index or meant in ("arrive", "start", "time") or abs(len(known) - len(key)) > 1:
                continue
            if known[0] == key[0] and SequenceMatcher(None, known, key).ratio() > 0.84:
                return meant.removeprefix("option:").replace("_", " ").capitalize()
        return None


def _words(heading: str) -> set[str]:
    """Return the words of a heading, those of ``ApptStartTime`` apart."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    return set(plain(apart).split())


def _are_names(values: Sequence[str]) -> bool:
    some = values[:200]
    if some and sum(map(looks_like_last_first, some)) >= 0.6 * len(some):
        return True
    alike = len({normal(value) for value in some})
    return len(some) > 1 and alike > 0.6 * len(some) and sum(map(looks_like_name, some)) >= 0.8 * len(some)


def _are_numbers(values: Sequence[str]) -> bool:
    return bool(values) and not any(re.search(r"[^\W\d_]{2}", value) for value in values[:200])


def _are_dates(values: Sequence[str]) -> bool:
    some = [value for value in values[:200] if not value.isdigit()]
    return bool(some) and sum(map(is_date, some)) >= 0.8 * len(some)


def _are_times(values: Sequence[str]) -> bool:
    some = [value for value in values[:200] if not value.replace(".", "").isdigit()]
    return bool(some) and sum(map(is_time, some)) >= 0.8 * len(some)
