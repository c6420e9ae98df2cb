"""What people type becomes what the library calls it: names of procedures, answers to options.

One way for all: a name means a procedure where it is its id, its title or one of its other names, without regard to
capitals and hyphens; an answer means a choice the same way, or as lists have it (y, L, bilateral). What is only the
beginning of a name is not taken for it: that would be a guess.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from handouts.lists.cell_values import normal, read_choice
from handouts.problems import ContentError, Problem, error
from handouts.reading.library import Library
from handouts.reading.suggestions import closest


def procedures_meant(library: Library, names: Sequence[str]) -> list[str]:
    """Return the id that each of *names* means; raises ContentError with a problem for each that means none, or two."""
    ids = library.procedure_ids()
    if all(name in ids for name in names):  # an id needs no file to be read
        return list(names)
    words = {identifier: procedure_words(library, identifier) for identifier in ids}
    found: list[str] = []
    problems: list[Problem] = []
    for name in names:
        wanted = normal(name)
        able = (
            [name] if name in ids else [each for each in ids if wanted in map(normal, (each, *words[each]))]
        )
        if len(able) == 1:
            found += able
        elif able:
            hint = "write the id of one of them: " + ", ".join(able)
            problems.append(error("two-procedures", f'"{name}" means more than one procedure', hint=hint))
        else:
            known = [*(word for each in ids for word in words[each]), *ids]
            close = closest(name, known)
            hint = f'did you mean "{close}"?' if close else _all_of(ids)
            problems.append(error("unknown-procedure", f'there is no procedure "{name}"', hint=hint))
    if problems:
        raise ContentError(problems)
    return found


def _all_of(ids: Sequence[str]) -> str:
    """Return a hint that names *ids*, or the first of them when they are many."""
    if not ids:
        return "no procedure is in this data folder; is it the right one?"
    shown = ", ".join(ids[:12])
    return f"known: {shown}" if len(ids) <= 12 else f'known: {shown}, …; "list" shows all'


def procedure_words(library: Library, procedure_id: str) -> list[str]:
    """Return the titles and other names of a procedure, in all its languages; none of what cannot be read."""
    words: list[str] = []
    for code in library.languages_of(procedure_id):
        procedure = library.procedure(procedure_id, code).value
        if procedure is not None:
            words += [str(procedure.title), *map(str, procedure.also_known_as)]
    return list(dict.fromkeys(words))


def answers_meant(options: Mapping[str, Sequence[str]], answers: Mapping[str, str]) -> dict[str, str]:
    """Return *answers* by the names that *options*, each with its choices, have.

    What means none of them stays as it was typed, to be refused. Raises ContentError for one that is answered twice.
    """
    names = {normal(option): option for option in options}
    meant: dict[str, str] = {}
    for typed, answer in answers.items():
        name = typed if typed in options else names.get(normal(typed), typed)
        choice = answer
        if name in options and answer not in options[name]:
            with suppress(ValueError):
                choice = read_choice(answer, options[name])
        if meant.setdefault(name, choice) != choice:
            message = f'the option "{name}" is answered twice, and differently'
            raise ContentError([error("two-answers", message, hint="give one answer")])
    return meant
