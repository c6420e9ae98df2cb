"""Tables and words: columns follow their content, headings are repeated, and a word is cut only where nothing saves it.

Each case is a small procedure written to a data folder, built as people build it, and read back from its pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from documents import stack
from judges import assert_conforms, outloud_findings
from page_rules import placed_lines
from small_library import CLINIC_FILE, PROCEDURE_FILE, change, write_library

from handouts.checks.cut_words import cut_words
from handouts.composing.column_widths import Need, column_widths
from handouts.composing.lines import Strain, TextStyle, longest_word
from handouts.composing.paragraphs import text_box
from handouts.composing.table import ROOM_TO_WRITE
from handouts.delivering.build import Builder, build_one, compose_one
from handouts.delivering.mail_merge.merge import MailMerge
from handouts.graphics.document import Colour, ComposedDocument, Drawing, StructureElement
from handouts.problems import Problem
from handouts.reading.library import Library
from handouts.rendering.render import render
from handouts.tailoring.moments import Appointment
from handouts.tailoring.request import Request

ROOT = Path(__file__).resolve().parents[2]
REQUEST = Request("knee-injection", "north", "en")
EDITIONS, PAPERS = ("standard", "large-print"), ("letter", "a4")
THINNERS = """\
- table:
    caption: Ask your prescriber first
    columns: [Medicine, Brand name, Last dose before, Restart after]
    rows:
      - [Clopidogrel, Plavix, 7 days, 12 hours]
      - [Rivaroxaban, Xarelto, 3 days, 24 hours]
      - [Dabigatran, Pradaxa, 4 days, 24 hours]
      - [Enoxaparin, Lovenox, 24 hours, 24 hours]
      - [Hydroxychloroquine, Plaquenil, "—", "—"]
      - [Acetylsalicylic acid, Aspirin, 6 days, 24 hours]
"""
LONG = "Pneumonoultramicroscopicsilicovolcano"
"""Wider than a column of the standard edition in heading type, and narrower than the page."""
URL = "https://example.com/a/very/long/path/that/goes-on-and-on/for-ever/index.html"
ENDLESS = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 2


def library(tmp_path: Path, blocks: str, facts: str = "", title: str = "Knee injection") -> Library:
    """Return a library of one procedure whose last section has *blocks*, in YAML."""
    data = write_library(tmp_path / "data")
    file = data / PROCEDURE_FILE
    section = "  - id: more\n    heading: More\n    blocks:\n" + "".join(
        f"      {line}\n" for line in blocks.splitlines()
    )
    change(file, "invitation:", f"{section}invitation:")
    change(file, "title: Knee injection", f"title: {title}")
    if facts:
        change(file, "  - {icon: clock, label: How long, text: 20 minutes}\n", facts)
    return Library(data, ROOT / "fonts")


def composed(made: Library, **wishes: object) -> tuple[ComposedDocument, list[Problem]]:
    request = Request(REQUEST.procedure_id, REQUEST.clinic_id, REQUEST.language, **wishes)  # type: ignore[arg-type]
    document, problems, _ = compose_one(made, request)
    assert document is not None, [problem.describe() for problem in problems]
    return document, problems


def everywhere(made: Library) -> Iterator[tuple[ComposedDocument, list[Problem]]]:
    for edition in EDITIONS:
        for paper in PAPERS:
            for mono in (False, True):
                yield composed(made, edition=edition, paper=paper, mono=mono)


def said(document: ComposedDocument) -> list[str]:
    return [line.text for line in placed_lines(document)]


TABLES = {
    "medicines": THINNERS,
    "medicines in three columns": re.sub(r"(, Restart after|, [^,]+)\]", "]", THINNERS),
    "eight columns of short words": (
        "- table:\n    columns: [Mon, Tue, Wed, Thu, Fri, Sat, Sun, Sum]\n"
        "    rows: [[yes, no, yes, no, yes, no, yes, four]]\n"
    ),
    "a giant cell": (
        "- table:\n    columns: [When, Medicine, What to do]\n"
        f"    rows: [[8 AM, Acetaminophen, {'Drink a full glass of water and rest. ' * 80}]]\n"
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_no_word_of_a_table_is_cut(tmp_path: Path, name: str) -> None:
    for document, problems in everywhere(library(tmp_path, TABLES[name])):
        assert cut_words(document) == []
        assert problems == []


def test_six_facts_stand_in_as_many_columns_as_hold_their_words(tmp_path: Path) -> None:
    facts = "".join(
        f"  - {{icon: clock, label: {label}, text: {text}}}\n"
        for label, text in (
            ("Length", "60 minutes today"), ("Home", "The same day"), ("A ride home", "Have a driver"),
            ("Food", "Nothing after midnight"), ("Medicines", "Clopidogrel stops before"), ("Bring", "Your health card"),
        )
    )  # fmt: skip
    for document, _ in everywhere(library(tmp_path, "- text: One line.", facts)):
        assert cut_words(document) == []
        assert any("60 minutes" in line for line in said(document)), "what belongs together stays together"


PLACES = {
    "a body text": (f"- text: Read about {ENDLESS[:50]} today.", "", "Knee injection"),
    "a title": ("- text: One line.", "", LONG),
    "the label of a fact": ("- text: One.", f"  - {{icon: clock, label: {LONG}, text: 20 minutes}}\n" * 3, "Knee"),
    "a callout": (f"- callout: {{kind: note, heading: {LONG}, text: See {LONG}.}}", "", "Knee"),
    "the heading of a group": (f"- checklist: [{{group: {LONG}, items: [One.]}}]", "", "Knee"),
    "an address": (f"- text: See [{URL}]({URL}) today.", "", "Knee"),
    "an e-mail address": ("- text: Write to the-desk-of-the-clinic.for-knees-and-hips@north.example.com.", "", "Knee"),
}  # fmt: skip


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("paper", PAPERS)
def test_a_long_word_has_a_line_of_its_own_or_the_whole_page_before_it_is_cut(
    tmp_path: Path, name: str, paper: str
) -> None:
    document, problems = composed(library(tmp_path, *PLACES[name]), paper=paper)
    assert cut_words(document) == []
    assert problems == []


@pytest.mark.parametrize(
    ("text", "allowed", "lines"),
    [
        ("anti-inflammatory", Strain.MARK, ["anti-", "inflammatory"]),
        ("60 minutes", Strain.BINDING, ["60", "minutes"]),
        ("(555) 555-0100", Strain.BINDING, ["(555)", "555-0100"]),
        ("3.5-fold", Strain.MARK, ["3.5-", "fold"]),
    ],
)
def test_what_gives_way_before_a_word_is_cut(text: str, allowed: Strain, lines: list[str]) -> None:
    style = TextStyle(stack(), 12, 15, Colour(0, 0, 0))
    box = text_box(text, longest_word(text, style, allowed), style, None)
    assert ["".join(run.text for run in line).strip() for line in box.lines] == lines
    assert box.strain is allowed
    assert bool(box.cut) == (allowed is Strain.MARK), "two parts of one word are read as one"
    assert text_box(text, longest_word(text, style), style, None).strain is Strain.NONE


def test_a_word_that_nothing_saves_is_named_with_its_place(tmp_path: Path) -> None:
    made = library(tmp_path, f"- text: Ask about {ENDLESS}.")
    _, [problem] = composed(made)
    assert (problem.code, problem.is_error) == ("cut-word", False)
    assert ENDLESS[:30] in problem.message
    assert problem.place is not None and problem.place.source.name.endswith("en.yaml")
    strict = build_one(made, Request("knee-injection", "north", "en", strict=True))
    assert strict.pdf is None and [each.code for each in strict.problems] == ["cut-word"]


def test_the_hint_of_a_cut_word_works(tmp_path: Path) -> None:
    parted = "-".join(ENDLESS[at : at + 20] for at in range(0, len(ENDLESS), 20))
    assert composed(library(tmp_path, f"- text: Ask about {parted}."))[1] == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_name_that_is_cut_is_told_without_the_name(tmp_path: Path, edition: str) -> None:
    visit = Appointment(patient=ENDLESS)
    document, [problem] = composed(library(tmp_path, "- text: One."), edition=edition, appointment=visit)
    assert "Llanfair" not in problem.describe() and "Patient" in problem.message
    assert "".join(said(document)).replace(" ", "").count(ENDLESS) == 1, "all of it is printed"


def tables(document: ComposedDocument) -> list[StructureElement]:
    return [element for element in document.structure.walk() if element.type == "Table"]


def test_a_table_is_a_head_and_a_body_of_rows(tmp_path: Path) -> None:
    [table] = tables(composed(library(tmp_path, THINNERS))[0])
    caption, head, body = table.children
    assert [caption.type, head.type, body.type] == ["Caption", "THead", "TBody"]
    assert [[cell.scope for cell in row.children] for row in head.children] == [["Column"] * 4]
    assert [[cell.type for cell in row.children] for row in body.children] == [["TD"] * 4] * 6


@pytest.mark.parametrize("edition", EDITIONS)
def test_headings_are_repeated_wherever_a_table_goes_on_and_tagged_once(tmp_path: Path, edition: str) -> None:
    rows = "".join(f"      - [Step {number}, Rest for a while.]\n" for number in range(90))
    blocks = f"- table:\n    columns: [Number, Advice]\n    rows:\n{rows}"
    document, _ = composed(library(tmp_path, blocks), edition=edition)
    lines = placed_lines(document)
    places = {(line.page, line.column) for line in lines if line.text.startswith("Step ")}
    heads = [line for line in lines if line.text == "Number"]
    assert len(places) > 2
    assert {(line.page, line.column) for line in heads} == places
    assert [bool(line.elements) for line in heads] == [True, *[False] * (len(places) - 1)]
    pdf = render(document)
    assert_conforms(pdf)
    assert outloud_findings(pdf) == []


def test_an_empty_row_is_high_enough_to_write_in(tmp_path: Path) -> None:
    blocks = '- table:\n    columns: [When, Pain]\n    rows: [["", ""], ["", ""], [noon, ""], [Day, none]]\n'
    for document, _ in everywhere(library(tmp_path, blocks)):
        [start] = [line for line in placed_lines(document) if line.text == "When"]
        rules = sorted(
            {
                round(mark.y, 2)
                for mark in document.pages[start.page].marks
                if isinstance(mark, Drawing) and mark.x == start.line.x and mark.y < start.line.y
            },
            reverse=True,
        )
        assert all(above - below >= ROOM_TO_WRITE - 0.01 for above, below in pairwise(rules[:4]))


def test_widths_are_shared_as_css_shares_them() -> None:
    assert column_widths([Need(10, 20), Need(10, 60)], 160) == [40, 120]
    assert column_widths([Need(10, 20), Need(10, 60)], 50) == [15, 35]
    assert column_widths([Need(30, 30), Need(30, 90)], 50) is None


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("field", ["patient", "provider", "place"])
def test_a_value_of_the_card_has_the_whole_card_before_a_word_of_it_is_cut(
    tmp_path: Path, edition: str, field: str
) -> None:
    value = "Dr. " + "Pneumono" * (5 if edition == "standard" else 3) + "volcano"
    made = library(tmp_path, "- text: One.")
    visits = {
        "patient": Appointment(patient=value),
        "provider": Appointment(provider=value),
        "place": Appointment(place=value),
    }
    document, problems = composed(made, edition=edition, appointment=visits[field])
    assert problems == []
    assert cut_words(document) == []
    assert any(value.split()[1] in line for line in said(document))


def test_a_visit_with_a_long_word_is_arranged_alone_and_the_others_of_its_list_are_not(
    tmp_path: Path,
) -> None:
    builder = Builder(library(tmp_path, "- text: One."))
    mail_merge = MailMerge(builder)
    for name in ("Ann Sample", "Bea Sample", "Pneumono" * 7, "Cy Sample", ENDLESS, "Di Sample"):
        request = Request(
            "knee-injection", "north", "en", appointment=Appointment(patient=name, provider=name)
        )
        assert mail_merge.build(request) == builder.build(request)
        is_long = len(name) > 20
        assert (mail_merge.copy(request) is None) == is_long, "what is alike is drawn once"


def test_a_table_too_wide_for_the_page_has_its_cells_one_under_another(tmp_path: Path) -> None:
    words = ", ".join([LONG] * 4)
    blocks = f"- table:\n    columns: [One, Two, Three, Four]\n    rows: [[{words}], [{words}]]\n"
    for document, problems in everywhere(library(tmp_path, blocks)):
        assert problems == []
        assert cut_words(document) == []
        lines = said(document)
        assert lines.count(LONG) == 8
        assert lines.count("Two") == 3, "with each row, and where the table begins"
    assert_conforms(render(document))


def test_the_name_of_a_clinic_takes_the_width_it_needs(tmp_path: Path) -> None:
    made = library(tmp_path, "- text: One.")
    change(made.data / CLINIC_FILE, "name: North Clinic", f"name: The {LONG} Clinic")
    assert composed(made)[1] == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_long_word_of_a_log_is_cut_nowhere(tmp_path: Path, edition: str) -> None:
    log = (
        f"- pain_log:\n    intro: About {LONG}.\n    schedule: [{{every_minutes: 20, for_minutes: 40}}]\n"
        f"    return_it: Bring it back to {LONG[:30]}.\n"
    )
    made = library(tmp_path, log)
    change(
        made.data / "languages" / "en.yaml",
        "log_done: ",
        f"log_done: {LONG[: 24 if edition == 'standard' else 13]} ",
    )
    document, problems = composed(made, edition=edition)
    assert problems == []
    assert cut_words(document) == []
