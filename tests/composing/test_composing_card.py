"""The appointment card: lines long enough to write on, and names of any length and script, whole or refused."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date, time
from itertools import pairwise, product
from pathlib import Path
from typing import Any, get_args

import pytest
from page_rules import beyond_edges, bounds, overlaps, placed_lines

from handouts.delivering.build import build_one, compose_one
from handouts.graphics.document import ComposedDocument, Drawing, StructureElement
from handouts.reading.library import Library
from handouts.tailoring.handout import Edition, Paper
from handouts.tailoring.moments import Appointment
from handouts.tailoring.request import Request

LIBRARY = Library(*(Path(__file__).resolve().parents[2] / name for name in ("data", "fonts")))
PLAIN = Request("lumbar-sympathetic-block", "parkview", "en")
EVERYWHERE = [
    replace(PLAIN, clinic_id=clinic, edition=edition, paper=paper)
    for clinic, edition, paper in product(LIBRARY.clinic_ids(), get_args(Edition), get_args(Paper))
]
NAMES = {
    "a common one": "Sample Patient",
    "120 letters in words": "Maximiliana-Josephine " * 5 + "Wolfeschlege",
    "120 letters in one": "W" * 120,
    "240 letters": "Wilhelmina " * 22,
    "Vietnamese": "Nguyễn Thị Mẫu Thử",
    "Cyrillic": "Зразкова Олена Їжакевич-Ґалаґан",
    "Polish and Czech": "Świętosława Příkladová-Żółć",
    "accents written apart": unicodedata.normalize("NFD", "Zoë Núñez Nguyễn"),
    "with an apostrophe": "Siobhán O\u2019Example-D'Essai",
    "markup": "<b>Robert</b> & **Bold** {{ clinic.phone }}",
    "spaces and a line end": "  Sample \n  Patient\t",
}


def with_name(name: str, request: Request = PLAIN) -> Request:
    return replace(request, appointment=Appointment(date(2026, 12, 1), time(10), name))


def composed(request: Request) -> ComposedDocument:
    document, problems, _ = compose_one(LIBRARY, request)
    assert document is not None, problems
    return document


def card_rows(document: ComposedDocument) -> list[StructureElement]:
    [card] = [element for element in document.structure.walk() if element.title == "Your appointment"]
    return card.children


@pytest.mark.parametrize("request_", EVERYWHERE, ids=lambda r: f"{r.clinic_id}-{r.edition}-{r.paper}")
def test_what_is_missing_is_a_line_of_two_inches_at_least(request_: Request) -> None:
    document = composed(request_)
    fields = {id(field) for row in card_rows(document) for field in row.walk() if field.type == "Form"}
    assert len(fields) == 5
    lines = [
        bounds(mark)
        for page in document.pages
        for mark in page.marks
        if isinstance(mark, Drawing) and id(mark.element) in fields
    ]
    assert len(lines) == 5
    assert min(right - left for left, _, right, _ in lines) >= 2 * 72
    heights = sorted({round(bottom, 1) for _, bottom, _, _ in lines}, reverse=True)
    assert all(above - below >= 0.28 * 72 for above, below in pairwise(heights))


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_of_any_length_or_script_is_printed_whole(name: str) -> None:
    for request in EVERYWHERE:
        document = composed(with_name(name, request))
        row = card_rows(document)[0]
        lines = [line for line in placed_lines(document) if row in line.elements]
        printed = "".join("".join(line.text for line in lines).split())
        wanted = "".join(unicodedata.normalize("NFC", name).split())
        assert printed == f"Patient:{wanted}"
        assert [*beyond_edges(document), *overlaps(document)] == []


def test_a_long_name_shrinks_before_it_wraps() -> None:
    def lines(name: str) -> list[float]:
        document = composed(with_name(name))
        row = card_rows(document)[0]
        return [line.size for line in placed_lines(document) if row in line.elements][1:]

    assert lines("Sample Patient") == [12.0]
    [size] = lines("Maximiliana Josephine Wolfeschlegelsteinhausen-Sample Example")
    assert 9.6 <= size < 12
    assert (
        len(lines("Maximiliana Josephine Wolfeschlegelsteinhausen-Sample Example, called Maxi by all")) == 2
    )


@pytest.mark.parametrize(
    ("name", "is_left_out"),
    [
        ("Zzyzx مثال", True),
        ("Zzyzx 様本", True),
        ("Zzyzx שם", True),
        ("Zzyzx \N{SLIGHTLY SMILING FACE}", True),
        ("Zzyzx q\N{COMBINING CARON BELOW}", False),
        ("Zzyzx\u0007", False),
        ("Zzyzx \N{RIGHT-TO-LEFT OVERRIDE}", False),
    ],
)
def test_a_name_that_no_font_has_is_a_line_to_write_on_and_what_cannot_be_seen_is_dropped(
    name: str, is_left_out: bool
) -> None:
    for field in ("patient", "provider", "place"):
        spoken: dict[str, Any] = {field: name}
        visit = replace(Appointment(date(2026, 12, 1), time(10)), **spoken)
        result = build_one(LIBRARY, replace(PLAIN, appointment=visit))
        assert result.pdf is not None
        told = [problem.describe() for problem in result.problems if problem.code == "name-not-printed"]
        assert len(told) == is_left_out, [problem.describe() for problem in result.problems]
        for words in told:
            assert "Zzyzx" not in words
            assert words.replace("\n", "").isprintable(), "nothing that steers a terminal"
