"""Every combination of answers of every sample, in every language: one sheet, by the rules, and definite."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from datetime import date, time
from pathlib import Path

import pytest
from judges import assert_conforms
from page_rules import (
    beyond_edges,
    broken_units,
    lonely_headings,
    long_lines,
    overlaps,
    placed_lines,
    single_lines,
    small_type,
    split_items,
    stray_last_page,
)

from handouts.delivering.build import Builder
from handouts.graphics.document import ComposedDocument
from handouts.reading.library import Library
from handouts.rendering.render import render
from handouts.tailoring.moments import Appointment
from handouts.tailoring.request import Request

LIBRARY = Library(*(Path(__file__).resolve().parents[2] / name for name in ("data", "fonts")))
BUILDER = Builder(LIBRARY)
RULES = (
    long_lines, lonely_headings, single_lines, split_items, stray_last_page, beyond_edges, broken_units, overlaps,
)  # fmt: skip
HEDGES = {
    "sedation": ("will have sedation", "With sedation:", "above all with sedation"),
    "steroid": ("sometimes with a steroid",),
}
"""Wording for while nobody has answered."""
VISIT = Appointment(date(2026, 12, 1), time(10), "Sample Patient", "Dr. Sample", "Suite 200")
EVERY_FOURTH = 4


def requests() -> Iterator[Request]:
    """Every way to answer a sample's options, each also left open; every second one for a visit."""
    number = 0
    for clinic, procedure in itertools.product(LIBRARY.clinic_ids(), LIBRARY.procedure_ids()):
        for language in LIBRARY.languages_of(procedure):
            options = LIBRARY.procedure(procedure, language).require().options
            choices = [[None, *map(str, option.choices)] for option in options.values()]
            for chosen in itertools.product(*choices):
                answers = {
                    str(name): choice
                    for name, choice in zip(options, chosen, strict=True)
                    if choice is not None
                }
                number += 1
                visit = VISIT if number % 2 else None
                yield Request(procedure, clinic, language, answers=answers, appointment=visit)


REQUESTS = list(requests())
DOCUMENTS: dict[int, ComposedDocument] = {}
BY_ANSWERS = pytest.mark.parametrize("part", range(6))  # in parts, so that a slow machine shows where it is


def composed(request: Request) -> ComposedDocument:
    """Return the pages of one of REQUESTS; several tests look at the same ones."""
    number = id(request)
    if number not in DOCUMENTS:
        DOCUMENTS[number] = _composed(request)
    return DOCUMENTS[number]


def _composed(request: Request) -> ComposedDocument:
    document, problems, _ = BUILDER.compose(request)
    assert document is not None and problems == [], (request.answers, problems)
    return document


def kept(document: ComposedDocument) -> int:
    """Return how many pages the patient keeps: those before a sheet to hand back."""
    log = [line.page for line in placed_lines(document) if line.text == "My pain log" and line.within("H2")]
    return log[0] if log else len(document.pages)


@BY_ANSWERS
def test_every_combination_keeps_the_rules_of_the_page_on_one_sheet(part: int) -> None:
    for request in REQUESTS[part::6]:
        document = composed(request)
        faults = [fault for rule in RULES for fault in rule(document)] + list(small_type(document, False))
        assert faults == [], request.answers
        diagnostic = request.answers.get("purpose") == "diagnostic"
        assert (kept(document), len(document.pages)) == (2, 3 if diagnostic else 2), request.answers


def test_an_answer_leaves_no_general_wording_behind() -> None:
    for request in REQUESTS:
        said = " ".join(line.text for line in placed_lines(composed(request)))
        for option, hedges in HEDGES.items():
            for hedge in hedges:
                if option in request.answers:
                    assert hedge not in said, request.answers


def test_without_an_answer_the_general_wording_stands() -> None:
    """Otherwise the test above would hold for wording that nobody uses."""
    said = " ".join(line.text for line in placed_lines(composed(REQUESTS[1])))
    assert REQUESTS[1].answers != {} and "sedation" not in REQUESTS[1].answers
    assert "With sedation:" in said
    assert "sometimes with a steroid" in said


def test_different_answers_make_different_handouts() -> None:
    pages: dict[tuple[str, ...], Mapping[str, str]] = {}
    for request in REQUESTS:
        if request.appointment is None and request.clinic_id == "parkview":
            document = composed(request)
            said = tuple(line.text for line in placed_lines(document) if line.elements)
            figures = tuple(e.alternate or "" for e in document.structure.walk() if e.type == "Figure")
            assert pages.setdefault(said + figures, request.answers) == request.answers


def test_a_quarter_of_the_combinations_conform() -> None:
    for request in REQUESTS[:: EVERY_FOURTH + 1]:
        assert_conforms(render(composed(request)))
