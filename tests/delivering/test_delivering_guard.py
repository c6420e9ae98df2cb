"""No words of one visit reach the sheet of another: the short way of a mail merge is taken only where that is sure."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from documents import font, information

from handouts.delivering.build import Builder, BuildResult
from handouts.delivering.mail_merge import merge
from handouts.delivering.mail_merge.merge import Series, Shape
from handouts.graphics.document import (
    Bookmark,
    Colour,
    ComposedDocument,
    LinkArea,
    Mark,
    Page,
    StructureElement,
    TextLine,
    TextRun,
)
from handouts.reading.library import Library
from handouts.tailoring.handout import RichText, Run
from handouts.tailoring.moments import Appointment
from handouts.tailoring.request import Request

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = Library(ROOT / "data", ROOT / "fonts")
NAME = "Ana\u00a0Sample"
VISIT = Appointment(date(2030, 12, 2), time(10), "Ana Sample", "Dr. Example", "Suite 200")
REQUEST = Request("lumbar-sympathetic-block", "parkview", "en", appointment=VISIT)


def line(*texts: str, source: object | None = None) -> TextLine:
    runs = tuple(TextRun(text, font(), 12.0, Colour(0, 0, 0)) for text in texts)
    return TextLine(40, 400, runs, source=source)


def document(*marks: Mark, bookmark: str = "", **said: str) -> ComposedDocument:
    """Return a document of two pages, the second with *marks* and *bookmark*; an element below its root has *said*."""
    root = StructureElement("Document")
    root.add("Sect").add("P", **said)
    bookmarks = (Bookmark("What is it?", 1, 700), *([Bookmark(bookmark, 1, 600)] if bookmark else []))
    pages = (Page(612, 792, (line("Welcome"),)), Page(612, 792, (line("Welcome"), *marks), bookmarks))
    return ComposedDocument(pages, root, information())


def link(contents: str) -> LinkArea:
    return LinkArea(0, 0, 10, 10, "https://example.com", StructureElement("Link"), contents)


def speaks(made: ComposedDocument, *filled: str, said: str = "") -> bool:
    return merge._speaks_elsewhere(made, [RichText((Run(text),)) for text in filled], said)


CARRIERS = {
    "a bookmark": document(bookmark=f"The visit of {NAME}"),
    "a line without a slot": document(line(f"{NAME}, page 2")),
    "a line of several runs": document(line("Ana ", "Sample", ", page 2")),
    "what a link says": document(link(f"Write to {NAME}")),
    "the description of a figure": document(alternate=f"{NAME}'s back"),
    "the text that a mark stands for": document(actual_text=NAME),
    "the title of a part": document(title=f"For {NAME}"),
}


@pytest.mark.parametrize("carrier", CARRIERS)
def test_whatever_copies_share_is_searched_for_what_the_visit_filled_in(carrier: str) -> None:
    made = CARRIERS[carrier]
    assert speaks(made, "Ana Sample")
    assert speaks(made, NAME), "a space that does not break is a space"
    assert speaks(made, "Dr. Example", "Ana Sample", "Suite 200")
    assert not speaks(made, "Ben Sample")
    assert not speaks(made)


def test_a_line_that_is_set_anew_for_each_copy_may_say_the_name() -> None:
    assert not speaks(document(line(NAME, source=object())), "Ana Sample")


def test_what_the_handout_says_to_everybody_is_no_secret() -> None:
    made = document(line("Suite 200, 1 Example Road"))
    assert speaks(made, "Suite 200")
    assert not speaks(made, "Suite 200", said="We are in Suite 200, 1 Example Road")
    assert speaks(made, "Suite 200", "1 Example Road", said="We are in Suite 200")


def test_a_name_of_four_letters_is_searched_for_and_shorter_words_are_too_common() -> None:
    made = document(line("Dr. Adam Li"))
    assert speaks(made, "Adam")
    assert not speaks(made, "Dr.")


def counted(monkeypatch: pytest.MonkeyPatch) -> list[Request]:
    """Return a list that grows by each request that is built in full."""
    in_full: list[Request] = []
    build = Builder.build

    def noted(self: Builder, request: Request) -> BuildResult:
        in_full.append(request)
        return build(self, request)

    monkeypatch.setattr(Builder, "build", noted)
    return in_full


def visit(**changes: object) -> Request:
    return replace(REQUEST, appointment=replace(VISIT, **changes))  # type: ignore[arg-type]


ORDINARY = [
    visit(),
    visit(patient="Ben Sample", arrive=time(11, 30)),
    visit(patient="Cleo Sample", date=date(2030, 12, 3)),
    visit(patient=None, provider=None, place=None),
    visit(patient="Dora Sample", provider=None, place=None),
    visit(patient="Emil Sample", provider=None, place=None),
    visit(patient="Fay Sample", provider=None, place=None, arrive=time(13)),
]


def test_the_short_way_makes_the_same_files_and_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = Builder(LIBRARY)
    expected = [alone.build(request) for request in ORDINARY]
    in_full = counted(monkeypatch)
    series = Series(Builder(LIBRARY))
    for request, one in zip(ORDINARY, expected, strict=True):
        made = series.build(request)
        assert made.pdf == one.pdf
        assert (made.pages, made.name, set(made.problems)) == (one.pages, one.name, set(one.problems))
    assert len(in_full) == 1, "one of them proves that both ways are the same"


HARD = {
    "a letter that no font has": "Ana \u2d30\u2d63\u2d53\u2d4d",
    "letters that join": "\u0639\u064a\u0646\u0629",
    "a word too long for its place": "Pneumonoultramicroscopicsilicovolcanoconiosis-Specimen-Placeholder" * 2,
}


@pytest.mark.parametrize("kind", HARD)
def test_a_name_that_changes_more_than_its_line_is_made_in_full_and_spoils_nothing(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    series, alone = Series(Builder(LIBRARY)), Builder(LIBRARY)
    requests = [
        visit(patient=name) for name in (HARD[kind], "Ana Sample", "Ben Sample", HARD[kind], "Cleo Sample")
    ]
    for request in requests:
        assert series.build(request).pdf == alone.build(request).pdf
    in_full = counted(monkeypatch)
    for request in requests:
        series.build(request)
    assert [request.appointment.patient for request in in_full if request.appointment] == [HARD[kind]] * 2


def test_a_kind_whose_proof_fails_is_made_in_full_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Shape, "file", lambda self, boxes: b"%PDF of somebody else")
    series, alone = Series(Builder(LIBRARY)), Builder(LIBRARY)
    assert series.set(ORDINARY[0]) is not None, "the one it was learnt from"
    for request in ORDINARY[1:]:
        assert series.set(request) is None
        assert series.build(request).pdf == alone.build(request).pdf


def test_a_kind_whose_shared_marks_say_what_the_visit_filled_in_is_made_in_full(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(merge, "_speaks_elsewhere", lambda document, texts, said: True)
    series = Series(Builder(LIBRARY))
    assert [series.set(request) for request in ORDINARY] == [None] * len(ORDINARY)


def test_what_is_the_visits_beside_the_slots_is_shared_only_by_equal_handouts(tmp_path: Path) -> None:
    """The rows of a pain log are counted from the end of the visit: another time of day has other rows."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    procedure = tmp_path / "data" / "procedures" / REQUEST.procedure_id / "en.yaml"
    procedure.write_text(
        "ends_minutes_after_arrival: 90\n" + procedure.read_text(encoding="utf-8"), encoding="utf-8"
    )
    library = Library(tmp_path / "data", ROOT / "fonts")
    series, alone = Series(Builder(library)), Builder(library)
    files = []
    for number, arrive in enumerate((time(9), time(10), time(10), time(10), time(9), time(9))):
        request = replace(visit(patient=f"Sample {number}", arrive=arrive), answers={"purpose": "diagnostic"})
        made, one = series.build(request), alone.build(request)
        assert (made.pdf, made.pages, made.name) == (one.pdf, one.pages, one.name)
        assert made.pdf is not None
        files.append(made.pdf)
    assert series.set(request) is not None, "equal handouts are made the short way"
    assert len(set(files)) == len(files)


def test_without_a_visit_nothing_is_set_and_what_cannot_be_made_is_told_in_full() -> None:
    series, alone = Series(Builder(LIBRARY)), Builder(LIBRARY)
    assert series.set(replace(REQUEST, appointment=None)) is None
    for wrong in (
        replace(REQUEST, procedure_id="no-such-procedure"),
        replace(REQUEST, answers={"sedation": "perhaps"}),
        visit(date=date(26, 12, 2)),
    ):
        assert series.set(wrong) is None
        made, one = series.build(wrong), alone.build(wrong)
        assert (made.pdf, set(made.problems)) == (None, set(one.problems))
        assert made.problems


def test_no_more_is_remembered_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merge, "MOST_KINDS", 2)
    monkeypatch.setattr(merge, "MOST_SHAPES", 1)
    series, alone = Series(Builder(LIBRARY)), Builder(LIBRARY)
    for asked in ORDINARY[:4]:
        for request in (asked, replace(asked, mono=True), replace(asked, paper="a4")):
            assert series.build(request).pdf == alone.build(request).pdf
            assert len(series._kinds) <= 2
            assert all(len(kind.shapes) <= 1 for kind in series._kinds.values() if kind is not None)
    assert len(series._kinds) > 0
