"""The short way of a mail merge is taken only where it makes the same file; its guard has tests of its own."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from handouts.delivering.build import Builder, BuildResult
from handouts.delivering.mail_merge import merge
from handouts.delivering.mail_merge.merge import MailMerge, Template, Wording
from handouts.reading.library import Library
from handouts.tailoring.moments import Appointment
from handouts.tailoring.request import Request

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = Library(ROOT / "data", ROOT / "fonts")
VISIT = Appointment(date(2030, 12, 2), time(10), "Ana Sample", "Dr. Example", "Suite 200")
REQUEST = Request("lumbar-sympathetic-block", "parkview", "en", appointment=VISIT)


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
    merging = MailMerge(Builder(LIBRARY))
    for request, one in zip(ORDINARY, expected, strict=True):
        made = merging.build(request)
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
    merging, alone = MailMerge(Builder(LIBRARY)), Builder(LIBRARY)
    requests = [
        visit(patient=name) for name in (HARD[kind], "Ana Sample", "Ben Sample", HARD[kind], "Cleo Sample")
    ]
    for request in requests:
        assert merging.build(request).pdf == alone.build(request).pdf
    in_full = counted(monkeypatch)
    for request in requests:
        merging.build(request)
    assert [request.appointment.patient for request in in_full if request.appointment] == [HARD[kind]] * 2


def test_a_kind_whose_proof_fails_is_made_in_full_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Template, "file", lambda self, boxes: b"%PDF of somebody else")
    merging, alone = MailMerge(Builder(LIBRARY)), Builder(LIBRARY)
    assert merging.copy(ORDINARY[0]) is not None, "the one it was learnt from"
    for request in ORDINARY[1:]:
        assert merging.copy(request) is None
        assert merging.build(request).pdf == alone.build(request).pdf


def test_a_kind_whose_shared_marks_say_what_the_visit_filled_in_is_made_in_full(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Wording, "leaks", lambda self, document, texts: True)
    merging = MailMerge(Builder(LIBRARY))
    assert [merging.copy(request) for request in ORDINARY] == [None] * len(ORDINARY)


def test_what_is_the_visits_beside_the_slots_is_shared_only_by_equal_handouts(tmp_path: Path) -> None:
    """The rows of a pain log are counted from the end of the visit: another time of day has other rows."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    procedure = tmp_path / "data" / "procedures" / REQUEST.procedure_id / "en.yaml"
    procedure.write_text(
        "ends_minutes_after_arrival: 90\n" + procedure.read_text(encoding="utf-8"), encoding="utf-8"
    )
    library = Library(tmp_path / "data", ROOT / "fonts")
    merging, alone = MailMerge(Builder(library)), Builder(library)
    files = []
    for number, arrive in enumerate((time(9), time(10), time(10), time(10), time(9), time(9))):
        request = replace(visit(patient=f"Sample {number}", arrive=arrive), answers={"purpose": "diagnostic"})
        made, one = merging.build(request), alone.build(request)
        assert (made.pdf, made.pages, made.name) == (one.pdf, one.pages, one.name)
        assert made.pdf is not None
        files.append(made.pdf)
    assert len(set(files)) == len(files)


def test_without_a_visit_nothing_is_set_and_what_cannot_be_made_is_told_in_full() -> None:
    merging, alone = MailMerge(Builder(LIBRARY)), Builder(LIBRARY)
    assert merging.copy(replace(REQUEST, appointment=None)) is None
    for wrong in (
        replace(REQUEST, procedure_id="no-such-procedure"),
        replace(REQUEST, answers={"sedation": "perhaps"}),
        visit(date=date(26, 12, 2)),
    ):
        assert merging.copy(wrong) is None
        made, one = merging.build(wrong), alone.build(wrong)
        assert (made.pdf, set(made.problems)) == (None, set(one.problems))
        assert made.problems


def test_no_more_is_remembered_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merge, "MOST_WORDINGS", 2)
    monkeypatch.setattr(merge, "MOST_TEMPLATES", 1)
    merging, alone = MailMerge(Builder(LIBRARY)), Builder(LIBRARY)
    for asked in ORDINARY[:4]:
        for request in (asked, replace(asked, mono=True), replace(asked, paper="a4")):
            assert merging.build(request).pdf == alone.build(request).pdf
            assert len(merging._wordings) <= 2
            assert all(len(kind.templates) <= 1 for kind in merging._wordings.values() if kind is not None)
    assert len(merging._wordings) > 0
