"""What a data folder offers, as plain data: procedures with the questions about a visit, clinics, languages.

For whoever must choose: people who type commands, and programs that call them. Reads every file; prints nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handouts.delivering.barrier import told
from handouts.problems import Problem
from handouts.reading.library import Library
from handouts.reading.models.clinic import Clinic
from handouts.reading.models.procedure import Item, Procedure, Section
from handouts.walk import every


def inventory(library: Library) -> tuple[dict[str, Any], list[Problem]]:
    """Return the content of *library* by kind, and the problems of what cannot be read, which is left out."""
    found: dict[str, list[dict[str, Any]]] = {"procedures": [], "clinics": [], "languages": []}
    problems: list[Problem] = []
    for kind, entries in (
        ("procedures", _procedures(library, problems)),
        ("clinics", _clinics(library, problems)),
        ("languages", _languages(library, problems)),
    ):
        found[kind] += entries
    return found, list(dict.fromkeys(problems))


def _procedures(library: Library, problems: list[Problem]) -> Iterator[dict[str, Any]]:
    for identifier in library.procedure_ids():
        texts: dict[str, Procedure] = {}
        for code in library.languages_of(identifier):
            try:
                loaded = library.procedure(identifier, code)
            except Exception as failure:  # the others are listed all the same
                problems += told(failure, f'the entry of "{identifier}"', others="entries")
                continue
            problems += loaded.problems
            if loaded.value is not None:
                texts[code] = loaded.value
        if texts:
            first = next(iter(texts.values()))
            titles = [str(each.title) for each in texts.values()]
            others = [str(name) for each in texts.values() for name in each.also_known_as]
            yield {
                "id": identifier,
                "titles": dict(zip(texts, titles, strict=True)),
                "also_known_as": list(dict.fromkeys(others)),
                "options": {
                    str(name): {"ask": str(option.ask), "choices": [*map(str, option.choices)]}
                    for name, option in first.options.items()
                },
                "sections": [_section(section) for section in first.sections],
            }


def _section(section: Section) -> dict[str, Any]:
    """Return the name of a section with those of the items that have one."""
    items = [str(item.id) for item in every(Item, section) if item.id is not None]
    return {"id": str(section.id), "heading": str(section.heading), "items": items}


def _clinics(library: Library, problems: list[Problem]) -> Iterator[dict[str, Any]]:
    for identifier in library.clinic_ids():
        try:
            loaded = library.clinic(identifier)
        except Exception as failure:
            problems += told(failure, f'the entry of "{identifier}"', others="entries")
            continue
        problems += loaded.problems
        if (clinic := loaded.value) is not None:
            yield _clinic(identifier, clinic)


def _clinic(identifier: str, clinic: Clinic) -> dict[str, Any]:
    settings = {
        str(name): {key: str(value) for key, value in setting.model_dump().items() if value is not None}
        for name, setting in clinic.settings.items()
    }
    return {
        "id": identifier,
        "name": str(clinic.name),
        "languages": [*map(str, clinic.languages)],
        "usual_language": str(clinic.usual_language()),
        "settings": settings,
    }


def _languages(library: Library, problems: list[Problem]) -> Iterator[dict[str, Any]]:
    for code in library.language_codes():
        try:
            loaded = library.language(code)
        except Exception as failure:
            problems += told(failure, f'the entry of "{code}"', others="entries")
            continue
        problems += loaded.problems
        if loaded.value is not None:
            yield {"code": code, "name": str(loaded.value.name), "direction": loaded.value.direction}
