"""One row of a list becomes a visit; every problem of a row is found in one go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, cast

from handouts.lists.cell_values import normal, read_choice
from handouts.lists.cells import Cell, Row
from handouts.lists.explained import explain, holds_more
from handouts.lists.headings import Columns
from handouts.lists.people import first_name_first, same_person
from handouts.lists.rules import ListRules, Names
from handouts.lists.statuses import doubts_name
from handouts.lists.visits import Visit
from handouts.lists.vocabulary import EDITIONS, START_WORDS
from handouts.lists.whens import TIMES, Whens, decide_whens
from handouts.problems import Problem, error
from handouts.reading.suggestions import did_you_mean
from handouts.reading.text import Text
from handouts.tailoring.moments import Appointment, shifted_moment

if TYPE_CHECKING:
    from handouts.tailoring.handout import Edition

LONGEST_NAME = 200
"""Characters; what is longer is no name but cells that ran together."""


class RowReader:
    """Reads one row after the other. ``undecided`` are problems that no row can settle: the list must stop."""

    def __init__(
        self,
        columns: Columns,
        names: Names,
        rules: ListRules,
        procedure: str | None,
        by_clinic: Mapping[str, ListRules],
    ) -> None:
        self.columns, self.names, self.rules = columns, names, rules
        self.procedure, self.by_clinic = procedure, by_clinic
        self.width = len(columns.heading.cells)
        self.meant = {
            "procedure": _by_word(names.procedures),
            "language": _by_word(names.languages),
            "clinic": _by_word(names.clinics),
            "edition": {normal(word): edition for word, edition in EDITIONS.items()},
        }
        self.whens = Whens()
        self.undecided: list[Problem] = []
        self.problems: list[Problem] = []

    def problems_of_columns(self, rows: Sequence[Row], procedure: str | None) -> list[Problem]:
        """Return why no row can be read, if that is so."""
        index = self.columns.index
        found: list[Problem] = []
        if (
            "start" in index
            and "arrive" not in index
            and not any(rules.arrive_before for rules in (self.rules, *self.by_clinic.values()))
        ):
            self._no_lead()
            found, self.undecided = self.undecided, []
        if "procedure" in index or procedure is not None:
            return found
        heading = self.columns.heading
        hint = 'call a column "Procedure", or name the procedure with --procedure'
        for number, cell in enumerate(heading.cells):
            texts = [row.text(number) for row in rows if row.text(number)]
            if any(normal(text) in self.meant["procedure"] for text in texts):
                hint = (
                    f'"{cell.text}" seems to hold it: say so in {self.rules.file}, '
                    f'appointment_columns: {{procedure: "{cell.text}"}}'
                )
        if any(
            holds_more(row.text(number), self.names.procedures)
            for row in rows
            for number in range(self.width)
        ):
            return found  # said of that column
        message = "the list has no column for the procedure"
        return [*found, error("no-procedure-column", message, heading.place, hint)]

    def decide(self, rows: Sequence[Row]) -> list[Problem]:
        """Decide once for all *rows* what their dates and times mean, and return what must be said of it."""
        index, clinics = self.columns.index.get("clinic"), self.meant["clinic"]
        clocks = [
            self.by_clinic.get(clinics.get(normal(text), ""), self.rules).clock
            for text in ("" if index is None else row.text(index) for row in rows)
        ]
        self.whens = decide_whens(rows, clocks, self.columns)
        return self.whens.problems

    def person(self, row: Row) -> str:
        """Return whom *row* names, for comparing; empty for nobody."""
        self.row, self.problems = row, []
        return same_person(self._patient() or "")

    def read(self, row: Row) -> tuple[Visit | None, list[Problem]]:
        """Return the visit of *row*, None if anything is wrong with it, and all that is wrong."""
        self.row = row
        self.problems = []
        extra = next((cell for cell in row.cells[self.width :] if cell.text), None)
        if extra is not None:
            hint = "put quotation marks around a cell that holds the separator"
            self._wrong(extra, "this row has more cells than there are headings", hint)
        procedure = self._procedure()
        clinic = self._known("clinic")
        day, arrive, start = self._when(procedure, self.by_clinic.get(clinic or "", self.rules))
        dated = next(
            (cell for key in ("date", "arrive", "time", "start") if (cell := self._filled(key))), None
        )
        visit = Visit(
            number=row.number,
            place=row.place,
            when=dated.place if dated is not None else row.place,
            procedure=procedure or "",
            clinic=clinic,
            language=self._known("language"),
            edition=cast("Edition | None", self._known("edition")),
            options=dict(self._options(procedure)),
            appointment=Appointment(
                day, arrive, self._patient(), self._text("provider"), self._text("place"), start
            ),
        )
        return (None if self.problems else visit), self.problems

    # Cells

    def _cell(self, key: str) -> Cell | None:
        index = self.columns.index.get(key)
        return self.row.cells[index] if index is not None and index < len(self.row.cells) else None

    def _filled(self, key: str) -> Cell | None:
        """Return the cell of *key* if it says anything that can be used; a fault of it is told once."""
        cell = self._cell(key)
        if cell is None:
            return None
        if cell.fault is not None:
            self._wrong(cell, f"this cell {cell.fault}")
            return None
        if cell.lines > 1 and key != "place":
            what = key.removeprefix("option:").replace("_", " ")
            self._wrong(
                cell, f"this cell takes {cell.lines} lines, and a {what} never does", "put it on one line"
            )
            return None
        return cell if cell.text else None

    def _text(self, key: str) -> Text | None:
        cell = self._filled(key)
        return Text(cell.text, cell.place) if cell is not None else None

    def _wrong(self, cell: Cell | None, message: str, hint: str | None = None) -> None:
        problem = error("bad-row", message, cell.place if cell is not None else self.row.place, hint)
        if problem not in self.problems:
            self.problems.append(problem)

    def _known(self, key: str) -> str | None:
        """Return the id that a cell means, None when it is empty; a problem when the library has no such thing."""
        cell = self._filled(key)
        if cell is None:
            return None
        known = self.meant[key]
        wanted = normal(cell.text)
        if wanted not in known:
            self._wrong(cell, f"this {key} is not known", did_you_mean(wanted, sorted(set(known))))
        return known.get(wanted)

    def _procedure(self) -> str | None:
        cell = self._filled("procedure")
        if cell is None:
            if self.procedure is None and not self.problems:
                self._wrong(self._cell("procedure"), "the procedure is missing", "name it in this cell")
            return self.procedure
        known = self.meant["procedure"]
        found = known.get(normal(cell.text)) or known.get(normal(cell.text).replace(" ", ""))
        if found is None:
            self._wrong(cell, *explain(cell.text, self.names.procedures))
        return found

    def _options(self, procedure: str | None) -> Iterator[tuple[str, str]]:
        for option, choices in self.names.options.get(procedure or "", {}).items():
            if cell := self._filled(f"option:{option}"):
                try:
                    yield option, read_choice(cell.text, choices)
                except ValueError as failure:
                    self._wrong(cell, f'the answer to "{option}" {failure}')

    def _patient(self) -> str | None:
        parts = [part for key in ("first_name", "middle_name", "last_name") if (part := self._text(key))]
        whole = self._text("patient")
        if whole is None and not parts:
            return None
        name = Text(first_name_first(whole), whole.place) if whole else Text(" ".join(parts), parts[0].place)
        cell = self._cell("patient") if whole else self._cell("last_name") or self._cell("first_name")
        if not any(letter.isalpha() for letter in name):
            self._wrong(
                cell, "this name has no letter in it", "a number is no name: map the column that holds names"
            )
        elif doubts_name(name):
            self._wrong(
                cell,
                "beside this name are words that say that nobody comes",
                "write them in a column called Status, which leaves the row out; or remove them",
            )
        elif len(name) > LONGEST_NAME:
            self._wrong(
                cell, f"this name has more than {LONGEST_NAME} characters", "look for a lost separator"
            )
        return name

    # Times

    def _when(self, procedure: str | None, rules: ListRules) -> tuple[date | None, time | None, time | None]:
        """Return the day, the time to arrive and the time of the start, as far as the row says them."""
        day: date | None = None
        said: dict[str, time] = {}
        for key in ("date", *TIMES):
            self._filled(key)  # tells what is wrong with the cell itself
        for key, when in self.whens.of(self.row):
            cell = self._cell(key)
            if when.day_problem is not None:
                self._wrong(cell, f"the date {when.day_problem}", when.day_problem.hint)
            if when.time_problem is not None:
                self._wrong(cell, f"the time {when.time_problem}", when.time_problem.hint)
            if when.at is not None:
                said.setdefault(key if key != "date" else self._role_of_date(), when.at)
            if key != "date" and self.whens.says_day(self.row, key) and day not in (None, when.day):
                self._wrong(
                    cell, "this cell names another day than the date", "correct the one that is wrong"
                )
            day = when.day or day
        arrive, start = said.get("arrive"), said.get("start")
        if arrive is None and start is None and "time" in said:
            arrive = self._bare(said["time"], procedure, rules)
        elif arrive is not None and start is None:
            start = said.get("time")
        if arrive is None and start is not None and procedure is not None:
            day, arrive = self._arrival(day, start, procedure, rules)
        if arrive is not None and start is not None and arrive > start:
            self._wrong(self._cell("arrive") or self._cell("start"), "the time to arrive is after the start")
        return day, arrive, start

    def _role_of_date(self) -> str:
        """Return what a time in the column of dates is: the start, if the heading speaks of what starts."""
        heading = self.columns.heading.cells[self.columns.index["date"]].text
        return "start" if START_WORDS & set(normal(heading).split()) else "time"

    def _bare(self, at: time, procedure: str | None, rules: ListRules) -> time:
        """Return the arrival that a column says which does not say what it is: asked, where that matters."""
        lead = rules.lead(procedure or "")
        if lead and not self.undecided:
            key = "time" if "time" in self.columns.index else "date"
            cell = self.columns.heading.cells[self.columns.index[key]]
            message = (
                f'"{cell.text}" does not say whether it is the time to arrive or the start, '
                f"and {rules.file} has patients arrive {lead} minutes before the start"
            )
            hint = (
                f'say there which: appointment_columns: {{start: "{cell.text}"}} '
                f'or appointment_columns: {{arrive: "{cell.text}"}}'
            )
            self.undecided.append(error("which-time", message, cell.place, hint))
        return at

    def _arrival(
        self, day: date | None, start: time, procedure: str, rules: ListRules
    ) -> tuple[date | None, time | None]:
        """Return the day, and the time to arrive that the clinic counts from *start*."""
        lead = rules.lead(procedure)
        if lead is None:
            arrival = self._cell("arrive")
            if arrival is not None:
                self._wrong(arrival, "the time to arrive is missing, and the start does not tell it")
            else:
                self._no_lead()
            return day, None
        its_day = day or date(2000, 1, 2)
        if day is not None:
            moment = shifted_moment(day, start, rules.clock.zone or "UTC", -1, minutes=lead).replace(
                tzinfo=None
            )
        else:
            moment = datetime.combine(its_day, start) - timedelta(minutes=lead)
        if moment.date() != its_day:
            self._wrong(
                self._filled("start") or self._filled("date"),
                f"{lead} minutes before this start is the day before",
            )
            return day, None
        return day, moment.time()

    def _no_lead(self) -> None:
        """Stop the list: a start is never the arrival by itself."""
        if self.undecided:
            return
        key = "start" if "start" in self.columns.index else "date"
        cell = self.columns.heading.cells[self.columns.index[key]]
        message = f'"{cell.text}" says when visits start, and nothing says when patients should arrive'
        hint = (
            f"write in {self.rules.file} how long before: arrive_before_minutes: 30 (0 if they arrive as it starts); "
            f"or, if the column is the time to arrive, appointment_columns: {{arrive: "
            f'"{cell.text}"}}'
        )
        self.undecided.append(error("start-is-no-arrival", message, cell.place, hint))


def _by_word(names: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the id for each word that means it; a word that means two things means neither."""
    meant: dict[str, str] = {}
    ambiguous: set[str] = set()
    for identifier, words in names.items():
        for word in {normal(identifier), *map(normal, words)}:
            if meant.setdefault(word, identifier) != identifier:
                ambiguous.add(word)
    return {word: identifier for word, identifier in meant.items() if word not in ambiguous}
