"""The sheet that a patient hands back: on paper of its own, with name and date, every row whole, room to write."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, time
from itertools import pairwise
from pathlib import Path

import pytest
from judges import assert_conforms, outloud_findings
from page_rules import Placed, bounds, placed_lines

from handouts.delivering.build import compose_one
from handouts.graphics.document import ComposedDocument, Drawing, StructureElement
from handouts.reading.library import Library
from handouts.rendering.render import render
from handouts.tailoring.handout import Edition, Paper
from handouts.tailoring.moments import Appointment
from handouts.tailoring.request import Request

LIBRARY = Library(*(Path(__file__).resolve().parents[2] / name for name in ("data", "fonts")))
TEST_BLOCK = Request("lumbar-sympathetic-block", "parkview", "en", answers={"purpose": "diagnostic"})
VISIT = Appointment(date(2026, 12, 1), time(10), "Zzyzx Sample")
EDITIONS, PAPERS = ("standard", "large-print"), ("letter", "a4")


def composed(request: Request) -> ComposedDocument:
    document, problems, _ = compose_one(LIBRARY, request)
    assert document is not None, problems
    return document


def texts(document: ComposedDocument, page: int) -> list[str]:
    return [line.text for line in placed_lines(document) if line.page == page]


def first_page_of_the_log(document: ComposedDocument) -> int:
    [heading] = [line for line in placed_lines(document) if line.text == "My pain log" and line.within("H2")]
    return heading.page


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("clinic", LIBRARY.clinic_ids())
def test_the_log_of_a_test_block_is_the_third_page(clinic: str, paper: Paper) -> None:
    document = composed(replace(TEST_BLOCK, clinic_id=clinic, paper=paper))
    assert len(document.pages) == 3
    assert first_page_of_the_log(document) == 2


@pytest.mark.parametrize("answers", [{}, {"purpose": "relief"}])
def test_without_a_test_block_there_is_no_log(answers: dict[str, str]) -> None:
    assert len(composed(replace(TEST_BLOCK, answers=answers)).pages) == 2


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("paper", PAPERS)
def test_the_log_shares_no_sheet_with_what_the_patient_keeps(edition: Edition, paper: Paper) -> None:
    document = composed(replace(TEST_BLOCK, edition=edition, paper=paper))
    assert first_page_of_the_log(document) % 2 == 0


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_page_of_the_log_says_whose_it_is_and_of_which_day(edition: Edition) -> None:
    document = composed(replace(TEST_BLOCK, edition=edition, appointment=VISIT))
    for page in range(first_page_of_the_log(document), len(document.pages)):
        said = " ".join(texts(document, page))
        assert "Zzyzx Sample" in said
        assert "Tuesday, December 1" in said


def table(document: ComposedDocument) -> StructureElement:
    [found] = [element for element in document.structure.walk() if element.type == "Table"]
    return found


def rows(document: ComposedDocument) -> list[StructureElement]:
    return table(document).children[1].children


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_log_is_a_table_whose_headings_have_scopes(edition: Edition) -> None:
    document = composed(replace(TEST_BLOCK, edition=edition))
    head, body = table(document).children
    assert (head.type, body.type) == ("THead", "TBody")
    [headings] = head.children
    assert [(cell.type, cell.scope) for cell in headings.children] == [("TH", "Column")] * 5
    for row in rows(document):
        assert [cell.type for cell in row.children] == ["TH", "TD", "TD", "TD", "TD"]
        assert row.children[0].scope == "Row"


def test_rows_are_quarters_of_an_hour_then_hours_to_bedtime_by_the_clock(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(LIBRARY.data, data)
    file = data / "procedures" / TEST_BLOCK.procedure_id / "en.yaml"
    file.write_text("ends_minutes_after_arrival: 60\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    document, _, _ = compose_one(Library(data, LIBRARY.fonts), replace(TEST_BLOCK, appointment=VISIT))
    assert document is not None
    lines = placed_lines(document)
    cells = [row.children[1] for row in rows(document)]
    times = [line.text for cell in cells for line in lines if line.elements and line.elements[-1] is cell]
    quarters = ["11:15 AM", "11:30 AM", "11:45 AM", "noon"]
    assert times == [*quarters, *(f"{hour}:00 PM" for hour in range(1, 11))]


def test_without_a_visit_each_row_says_how_long_after_and_has_a_field_for_the_time() -> None:
    document = composed(TEST_BLOCK)
    assert all(row.children[1].children[0].field == "text" for row in rows(document))
    said = [line.text for line in placed_lines(document) if line.within("TH") and line.page == 2]
    assert said[-17:-12] == ["15 minutes", "30 minutes", "45 minutes", "1 hour", "2 hours"]
    assert said[-1] == "14 hours", "a clinic that opens at 8 may have someone home by then"


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("paper", PAPERS)
def test_there_is_room_for_handwriting_in_every_row(edition: Edition, paper: Paper) -> None:
    """A third of an inch high, and 1.3 inches (what was done) across."""
    document = composed(replace(TEST_BLOCK, edition=edition, paper=paper))
    fields = {id(row.children[4].children[0]) for row in rows(document)}
    places = [
        (number, *bounds(mark))
        for number, page in enumerate(document.pages)
        for mark in page.marks
        if isinstance(mark, Drawing) and id(mark.element) in fields
    ]
    assert len(places) == len(fields)
    assert all(right - left >= 1.3 * 72 for _, left, _, right, _ in places)
    for (page, _, above, _, _), (following, _, below, _, _) in pairwise(places):
        assert page != following or above - below >= 24


def numerals(document: ComposedDocument) -> list[Placed]:
    return [line for line in placed_lines(document) if line.within("TD") and line.text.isdigit()]


def test_numbers_to_circle_stand_far_enough_apart_to_circle_one() -> None:
    found = numerals(composed(TEST_BLOCK))
    assert [line.text for line in found[:11]] == [str(number) for number in range(11)]
    for left, right in pairwise(found[:11]):
        assert right.line.x - (left.line.x + left.width) >= 6


def test_large_print_has_no_room_for_the_numbers_and_a_place_to_write_one() -> None:
    assert numerals(composed(replace(TEST_BLOCK, edition="large-print"))) == []


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("visit", [None, VISIT])
def test_a_handout_with_a_log_conforms(edition: Edition, visit: Appointment | None) -> None:
    for mono in (False, True):
        pdf = render(composed(replace(TEST_BLOCK, edition=edition, appointment=visit, mono=mono)))
        assert_conforms(pdf)
        assert outloud_findings(pdf) == []
