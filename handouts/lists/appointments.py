"""An appointment list becomes visits: columns are found by name, each bad row is named, and the rest goes on.

Knows the library only as the names it is told. No problem quotes a cell, because any cell may hold a patient's name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from handouts.lists.cell_values import normal, read_choice
from handouts.lists.cells import Cell, Row, read_sheet
from handouts.lists.list_times import ClinicClock, When, WrittenWhen, decide, understood
from handouts.lists.written import DateOrder
from handouts.problems import ContentError, Place, Problem, Source, error, warning
from handouts.reading.suggestions import did_you_mean
from handouts.reading.text import Text
from handouts.tailoring.moments import Appointment

HEADINGS: dict[str, tuple[str, ...]] = {
    "patient": ("patient", "patient name", "name", "full name", "patient full name", "client", "client name"),
    "first_name": ("first name", "given name", "patient first name", "firstname", "forename"),
    "last_name": ("last name", "surname", "family name", "patient last name", "lastname"),
    "date": (
        *("date", "appointment date", "appt date", "visit date", "procedure date", "day", "date of visit"),
        *(
            "date of procedure",
            "scheduled date",
            "start date",
            "appointment",
            "date time",
            "appointment date time",
        ),
    ),
    "arrive": (
        "arrive",
        "arrive at",
        "arrival",
        "arrival time",
        "check in",
        "check in time",
        "time to arrive",
        "time",
    ),
    "start": (
        "appointment time",
        "appt time",
        "start",
        "start time",
        "procedure time",
        "scheduled time",
        "visit time",
    ),
    "provider": (
        "provider",
        "provider name",
        "physician",
        "doctor",
        "clinician",
        "surgeon",
        "rendering provider",
    ),
    "place": ("place", "where", "location", "room", "site", "facility", "department", "suite"),
    "procedure": (
        *("procedure", "procedure id", "procedure name", "handout", "service", "visit type"),
        *("appointment type", "appt type"),
    ),
    "language": ("language", "lang", "preferred language", "patient language", "language preference"),
    "edition": ("edition", "print size", "print"),
    "clinic": ("clinic", "clinic id", "clinic name"),
}
"""What lists call each column, compared without case and punctuation. ``start`` is when the procedure or the visit
starts: it is taken for the arrival only where the list has no column for that, and said so."""

EDITIONS = {"standard": "standard", "large print": "large-print", "large": "large-print"}


@dataclass(frozen=True, slots=True)
class Names:
    """What the library has, as lists may write it: for each id, language code or option the words that mean it."""

    procedures: Mapping[str, Sequence[str]]
    languages: Mapping[str, Sequence[str]]
    clinics: Mapping[str, Sequence[str]]
    options: Mapping[str, Mapping[str, Sequence[str]]]
    """For each procedure its options, each with its choices."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A good row: ``number`` counts the list's rows from 1; what is None was not said.

    ``place`` is where the row starts and ``when`` where its date stands; names know their own place.
    """

    number: int
    place: Place
    when: Place
    procedure: str
    clinic: str | None
    language: str | None
    edition: str | None
    options: dict[str, str]
    appointment: Appointment = field(repr=False)


@dataclass(frozen=True, slots=True)
class AppointmentList:
    """The good rows in their order, every problem with its line and column, and how many rows there were."""

    visits: tuple[Visit, ...]
    problems: tuple[Problem, ...]
    total: int


def read_appointments(
    data: bytes,
    name: str,
    names: Names,
    columns: Mapping[str, Sequence[str]] | None = None,
    order: DateOrder | None = None,
    procedure: str | None = None,
    clocks: Mapping[str | None, ClinicClock] | None = None,
) -> AppointmentList:
    """Return the visits in *data*, a spreadsheet saved as text; *name* is what messages call the file.

    *columns* are the clinic's own headings by the names of `HEADINGS` or of options, *procedure* what is meant where
    the list has no such column. *clocks*: what each clinic states that times are read by, with None for rows that
    name no clinic; *order* is how dates are written where a clinic does not say. Raises ContentError when no row can
    be understood.
    """
    headings = _headings(names, columns or {})
    sheet = read_sheet(data, name, lambda cells: sum(normal(cell) in headings for cell in cells))
    if not sheet.rows:
        raise ContentError(
            [*sheet.problems, error("empty-list", "the list has no rows", Place(Source(name)))]
        )
    found, problems = _columns(sheet.rows[0], headings)
    if "procedure" not in found and procedure is None:
        message = "the list has no column for the procedure"
        hint = 'call a column "Procedure", or name the procedure with --procedure'
        problems.append(error("no-procedure-column", message, sheet.rows[0].cells[0].place, hint))
    if any(problem.is_error for problem in problems):
        raise ContentError(problems)
    visits: list[Visit] = []
    bad = len(sheet.problems)
    # Rows are numbered with those that could not be read, so that a number leads to its line in the spreadsheet.
    lines = sorted([row.line for row in sheet.rows[1:]] + [p.place.line for p in sheet.problems if p.place])
    numbers = {line: number for number, line in enumerate(lines, 1)}
    reader = _RowReader(found, len(sheet.rows[0].cells), names, procedure)
    whens, told = reader.decide(sheet.rows[1:], clocks or {}, order)
    problems += told
    for row, when in zip(sheet.rows[1:], whens, strict=True):
        visit, wrong = reader.read(row, numbers[row.line], when)
        problems += wrong
        if visit is not None:
            visits.append(visit)
        else:
            bad += 1
    by_line = sorted([*sheet.problems, *problems], key=lambda p: p.place.line if p.place else 0)
    return AppointmentList(tuple(visits), tuple(by_line), len(visits) + bad)


def _headings(names: Names, columns: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the field that each heading means; the clinic's own headings win."""
    options = {option for choices in names.options.values() for option in choices}
    known = {normal(heading): field for field, headings in HEADINGS.items() for heading in headings}
    for option in options:
        for heading in (option, f"option {option}"):
            known.setdefault(normal(heading), f"option:{option}")
    for key, headings in columns.items():
        place = getattr(key, "place", None)
        field = key if key in HEADINGS else f"option:{key}"
        if field.startswith("option:") and key not in options:
            hint = did_you_mean(key, [*HEADINGS, *sorted(options)])
            raise ContentError([error("unknown-column", f'nothing in a list is called "{key}"', place, hint)])
        known = {heading: meant for heading, meant in known.items() if meant != field}
        known.update({normal(heading): field for heading in headings})
    return known


def _columns(heading: Row, headings: Mapping[str, str]) -> tuple[dict[str, int], list[Problem]]:
    """Return where each field's column is, and problems: two columns for one field, columns that nobody reads."""
    found: dict[str, int] = {}
    problems: list[Problem] = []
    for index, cell in enumerate(heading.cells):
        field = headings.get(normal(cell.text))
        if field is None:
            if cell.text:
                hint = did_you_mean(normal(cell.text), sorted(headings))
                problems.append(
                    warning("unread-column", f'the column "{cell.text}" is not read', cell.place, hint)
                )
        elif field in found:
            other = heading.cells[found[field]].text
            message = f'the columns "{other}" and "{cell.text}" both mean the {field.removeprefix("option:")}'
            hint = "say under appointment_columns in clinic.yaml which one is meant"
            problems.append(error("two-columns", message, cell.place, hint))
        else:
            found[field] = index
    if not found:
        hint = "the first row should hold headings such as Patient, Date, Arrival time, Procedure"
        return found, [
            error("no-headings", "no column of the first row is known", heading.cells[0].place, hint)
        ]
    if "start" in found and "arrive" not in found:
        found["arrive"] = found["start"]
        cell = heading.cells[found["start"]]
        message = f'the column "{cell.text}" is taken for the time to arrive'
        hint = f'if that is so, say "appointment_columns: {{arrive: {cell.text}}}" in clinic.yaml'
        problems.append(warning("start-is-arrival", message, cell.place, hint))
    return found, problems


class _RowReader:
    """Reads one row after the other; every problem of a row is found in one go."""

    def __init__(
        self,
        columns: Mapping[str, int],
        width: int,
        names: Names,
        procedure: str | None,
    ) -> None:
        self.columns, self.width, self.names, self.procedure = columns, width, names, procedure
        self.meant = {
            "procedure": _by_word(names.procedures),
            "language": _by_word(names.languages),
            "clinic": _by_word(names.clinics),
            "edition": EDITIONS,
        }

    def decide(
        self, rows: Sequence[Row], clocks: Mapping[str | None, ClinicClock], order: DateOrder | None
    ) -> tuple[list[When], list[Problem]]:
        """Return the day and the time of each row, which the whole list decides, and what must be said of it."""
        written = []
        for self.row in rows:
            named = self._filled("clinic")
            clinic_id = self.meant["clinic"].get(normal(named.text)) if named is not None else None
            clock = clocks.get(clinic_id, ClinicClock())
            day, at = (cell.text if cell else "" for cell in map(self._filled, ("date", "arrive")))
            written.append(WrittenWhen(day, at, replace(clock, order=clock.order or order)))
        whens = decide(written)
        decided = [(row, when) for row, when in zip(rows, whens, strict=True) if when.by]
        if not decided:
            return whens, []
        words = understood([(row.line, when) for row, when in decided])
        place = Place(decided[0][0].cells[0].place.source, decided[0][0].line)
        hint = "check them; to be sure, let the list write AM or PM"
        return whens, [warning("time-without-half", words, place, hint)]

    def read(self, row: Row, number: int, when: When) -> tuple[Visit | None, list[Problem]]:
        self.row = row
        self.problems: list[Problem] = []
        extra = next((cell for cell in row.cells[self.width :] if cell.text), None)
        if extra is not None:
            hint = "put quotation marks around a cell that holds the separator"
            self._wrong(extra, "this row has more cells than there are headings", hint)
        if when.day_problem is not None:
            self._wrong(self._filled("date"), f"the date {when.day_problem}", when.day_problem.hint)
        if when.time_problem is not None:
            cell = self._filled("arrive") or self._filled("date")
            self._wrong(cell, f"the time {when.time_problem}", when.time_problem.hint)
        procedure = self._known("procedure") or self.procedure
        if procedure is None and not self.problems:
            self._wrong(self._cell("procedure"), "the procedure is missing")
        place = Place(row.cells[0].place.source, row.line)
        dated = self._filled("date") or self._filled("arrive")
        visit = Visit(
            number=number,
            place=place,
            when=dated.place if dated is not None else place,
            procedure=procedure or "",
            clinic=self._known("clinic"),
            language=self._known("language"),
            edition=self._known("edition"),
            options=dict(self._options(procedure)),
            appointment=Appointment(
                when.day, when.at, self._patient(), self._text("provider"), self._text("place")
            ),
        )
        return (None if self.problems else visit), self.problems

    def _cell(self, field: str) -> Cell | None:
        index = self.columns.get(field)
        return self.row.cells[index] if index is not None and index < len(self.row.cells) else None

    def _text(self, field: str) -> Text | None:
        cell = self._filled(field)
        return Text(cell.text, cell.place) if cell is not None else None

    def _wrong(self, cell: Cell | None, message: str, hint: str | None = None) -> None:
        place = cell.place if cell is not None else Place(self.row.cells[0].place.source, self.row.line)
        self.problems.append(error("bad-row", message, place, hint))

    def _patient(self) -> str | None:
        parts = [part for part in (self._text("first_name"), self._text("last_name")) if part]
        return self._text("patient") or (Text(" ".join(parts), parts[0].place) if parts else None)

    def _filled(self, field: str) -> Cell | None:
        cell = self._cell(field)
        return cell if cell is not None and cell.text else None

    def _known(self, field: str) -> str | None:
        """Return the id that a cell means, None when it is empty; a problem when the library has no such thing."""
        cell = self._filled(field)
        if cell is None:
            return None
        known = self.meant[field]
        wanted = normal(cell.text)
        if wanted not in known:
            self._wrong(cell, f"this {field} is not known", did_you_mean(wanted, sorted(set(known))))
        return known.get(wanted)

    def _options(self, procedure: str | None) -> Iterator[tuple[str, str]]:
        for option, choices in self.names.options.get(procedure or "", {}).items():
            if cell := self._filled(f"option:{option}"):
                try:
                    yield option, read_choice(cell.text, choices)
                except ValueError as failure:
                    self._wrong(cell, f'the answer to "{option}" {failure}')


def _by_word(names: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the id for each word that means it; a word that means two things means neither."""
    meant: dict[str, str] = {}
    ambiguous: set[str] = set()
    for identifier, words in names.items():
        for word in {normal(identifier), *map(normal, words)}:
            if meant.setdefault(word, identifier) != identifier:
                ambiguous.add(word)
    return {word: identifier for word, identifier in meant.items() if word not in ambiguous}
