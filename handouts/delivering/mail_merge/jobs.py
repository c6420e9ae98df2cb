"""What an appointment list asks for: each good row becomes a request, with what the row leaves open filled in.

Between the list (visits and problems) and the batch (files). Knows the library; writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from handouts.delivering.meant import answers_meant, procedures_meant
from handouts.lists.appointments import LeftOut, read_appointments
from handouts.lists.rules import ListRules, Names, rules_of
from handouts.lists.visits import Visit
from handouts.problems import ContentError, Problem, error
from handouts.reading.library import Library
from handouts.reading.models.clinic import Clinic
from handouts.reading.suggestions import did_you_mean
from handouts.tailoring.request import Request


@dataclass(frozen=True, slots=True)
class Job:
    """One handout to make: the visit of the list, and the request that it comes to."""

    visit: Visit
    request: Request


@dataclass(frozen=True, slots=True)
class JobList:
    """The jobs in the order of the list, the problems of the list, and how many rows are to be printed.

    ``left_out`` are rows that are not, and no mistake; ``notes`` say what was decided, a sentence each.
    """

    jobs: tuple[Job, ...]
    problems: tuple[Problem, ...]
    total: int
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()


def job_list(library: Library, data: bytes, name: str, wishes: Request) -> JobList:
    """Return what the list *data*, called *name* in messages, asks for.

    *wishes* is what is asked of every row; a row that says otherwise wins.
    Raises ContentError when nothing of the list can be understood, or *wishes* name what the library lacks.
    """
    clinics = {clinic_id: library.clinic(clinic_id).value for clinic_id in library.clinic_ids()}
    if wishes.clinic_id:
        library.clinic(wishes.clinic_id)
    if wishes.procedure_id:
        wishes = replace(wishes, procedure_id=procedures_meant(library, [wishes.procedure_id])[0])
    only = wishes.clinic_id or (next(iter(clinics)) if len(clinics) == 1 else None)
    if only is not None and clinics[only] is None:
        raise ContentError(library.clinic(only).problems)  # it says how the list is to be read
    rules = {clinic_id: rules_of(clinic, clinic_id) for clinic_id, clinic in clinics.items() if clinic}
    names = names_of(library, clinics)
    _require_options(names, wishes.answers)
    read = read_appointments(
        data, name, names, rules.get(only or "", ListRules()), wishes.procedure_id or None, rules
    )
    if only is None and read.visits and not any(visit.clinic for visit in read.visits):
        raise ContentError([_no_clinic(read.visits[0])])
    jobs: list[Job] = []
    problems = list(read.problems)
    for visit in read.visits:
        clinic_id = visit.clinic or only
        if clinic_id is None:
            problems.append(_no_clinic(visit))
            continue
        jobs.append(Job(visit, _request(visit, clinic_id, clinics[clinic_id], names, wishes)))
    return JobList(tuple(jobs), tuple(problems), read.total, read.left_out, read.notes)


def _no_clinic(visit: Visit) -> Problem:
    hint = "name the clinic with --clinic, or add a column Clinic"
    return error("no-clinic", "which clinic this visit is at is not said", visit.place, hint)


def names_of(library: Library, clinics: Mapping[str, Clinic | None]) -> Names:
    """Return what lists may call the library's procedures, languages, clinics and options."""
    procedures: dict[str, list[str]] = {}
    options: dict[str, dict[str, list[str]]] = {}
    for procedure_id in library.procedure_ids():
        words = procedures[procedure_id] = []
        for code in library.languages_of(procedure_id):
            if (procedure := library.procedure(procedure_id, code).value) is not None:
                words += [procedure.title, *procedure.also_known_as]
                asked = options.setdefault(procedure_id, {})
                for option, question in procedure.options.items():
                    asked.setdefault(str(option), [str(choice) for choice in question.choices])
    return Names(
        procedures,
        {code: list(_language_names(library, code)) for code in library.language_codes()},
        {clinic_id: [clinic.name] if clinic else [] for clinic_id, clinic in clinics.items()},
        options,
    )


def _language_names(library: Library, code: str) -> Iterator[str]:
    """Yield what a language calls itself, and what English calls it."""
    from babel.core import Locale, UnknownLocaleError

    if (language := library.language(code).value) is not None:
        yield language.name
    try:
        yield Locale.parse(code, sep="-").english_name or code
    except (UnknownLocaleError, ValueError):
        return


def _require_options(names: Names, options: Mapping[str, str]) -> None:
    """Raise ContentError for an answer that no procedure could ask for."""
    known: dict[str, list[str]] = {}
    for asked in names.options.values():
        for option, choices in asked.items():
            known.setdefault(option, []).extend(choices)
    problems = []
    for option, choice in answers_meant(known, options).items():
        if option not in known:
            hint = did_you_mean(option, sorted(known))
            problems.append(error("unknown-option", f'no procedure has an option "{option}"', hint=hint))
        elif choice not in known[option]:
            hint = did_you_mean(choice, sorted({*known[option]}))
            message = f'the option "{option}" has no choice "{choice}"'
            problems.append(error("unknown-choice", message, hint=hint))
    if problems:
        raise ContentError(problems)


def _request(visit: Visit, clinic_id: str, clinic: Clinic | None, names: Names, wishes: Request) -> Request:
    asked: Mapping[str, Sequence[str]] = names.options.get(visit.procedure, {})
    wished = answers_meant(asked, wishes.answers)
    return replace(
        wishes,
        procedure_id=visit.procedure,
        clinic_id=clinic_id,
        language=visit.language or wishes.language or (str(clinic.usual_language()) if clinic else "en"),
        edition=visit.edition or wishes.edition,
        answers={**{key: choice for key, choice in wished.items() if key in asked}, **visit.options},
        appointment=visit.appointment,
    )
