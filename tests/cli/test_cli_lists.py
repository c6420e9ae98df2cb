"""Lists as people have them, through the command line: each case of the collection with what it must do."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from small_library import CLINIC_FILE, PROCEDURE_FILE, ROOT, change, write_library

from handouts.cli.main import main

CASES = ROOT / "tests" / "cases" / "lists"
DATES = "appointment_dates: month-first\n"
IGNORED = (
    "appointment_ignored: [PatNo, DOB, Home, Resource, Resource Desc, Loc, Loc Desc, Enc No, Patient SSN, ID, Comment, "
    "appt dept, appt schdlng prvdr, patientid, patient dob, End Date, End Time, All Day Event, Description, Private]\n"
)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the small library, in the current folder, with a procedure that the cases call LSB and Small."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("handouts.delivering.service.datetime", _Then)
    folder = write_library(tmp_path / "data")
    change(folder / PROCEDURE_FILE, "options:", "also_known_as: [LSB, Small]\noptions:")
    return folder


class _Then:
    """The present of these tests: before the days of the lists."""

    @staticmethod
    def now(zone: object) -> object:
        from datetime import UTC, datetime

        return datetime(2026, 11, 1, tzinfo=UTC)


def batch(
    data: Path, name: str, rules: str, capsys: pytest.CaptureFixture[str], *more: str
) -> tuple[int, str, list[str]]:
    """Return the status, what was said, and the text of each page of the list *name* for a clinic with *rules*."""
    file = data / CLINIC_FILE
    file.write_text(file.read_text(encoding="utf-8") + rules, encoding="utf-8")
    status = main(["--data", "data", "batch", str(CASES / name), "--merge", "out.pdf", *more])
    said = capsys.readouterr()
    made = Path("out.pdf")
    pages = (
        [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made.read_bytes())]
        if made.exists()
        else []
    )
    return status, said.out + said.err, [page for page in pages if page.strip()]


def test_apm_encore_names_are_read_and_starts_become_arrivals(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = DATES + IGNORED + "arrive_before_minutes: 30\n"
    status, said, pages = batch(data, "02-apm-encore.csv", rules, capsys)
    assert (status, len(pages)) == (0, 2), said
    assert re.search(r"Amber Q Invented\s+Tuesday, December 1,? ?(2026)? 9:00.AM\s+9:30.AM", pages[0])
    assert "Starts at:" in pages[0]
    assert "Invented" not in said and "warning" not in said


@pytest.mark.parametrize("name", ["02-apm-encore.csv", "09-athena.csv", "05-google.csv"])
def test_a_list_of_starts_asks_how_long_before_patients_arrive(
    name: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, said, pages = batch(data, name, DATES + IGNORED, capsys)
    assert (status, pages) == (1, [])
    assert "arrive_before_minutes: 30" in said and "Traceback" not in said


def test_athena_is_read_and_its_cancelled_row_told(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules = DATES + IGNORED + "procedures: {knee-injection: {arrive_before_minutes: 15}}\n"
    status, said, pages = batch(data, "09-athena.csv", rules, capsys)
    assert (status, len(pages)) == (0, 1)
    assert "AMBER INVENTED" in pages[0] and "8:15" in pages[0]
    assert "row 3: left out, because nobody comes" in said


def test_openemr_is_read_below_its_title_without_who_does_not_come(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, said, pages = batch(data, "07-openemr.csv", IGNORED, capsys)
    assert (status, len(pages)) == (0, 1), said
    assert "Amber Invented" in pages[0] and "Example, Dr." in pages[0]
    assert "rows 6 and 7: left out, because nobody comes" in said


def test_a_title_line_above_the_headings(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, said, pages = batch(data, "title-line-above-header.csv", "", capsys)
    assert (status, len(pages)) == (0, 1), said


def test_one_of_three_is_cancelled_and_one_is_there_twice(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, said, pages = batch(data, "cancelled-and-duplicate.csv", "", capsys)
    assert (status, len(pages)) == (0, 1)
    assert "row 2: left out, because nobody comes" in said
    assert "row 4: left out, because a row above says the same in every cell" in said


def test_what_is_left_out_is_in_the_json(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, said, _ = batch(data, "cancelled-and-duplicate.csv", "", capsys, "--json")
    record = json.loads(said[said.index("{") : said.rindex("}") + 1])
    assert record["left_out"] == [{"row": 2, "why": "not-coming"}, {"row": 4, "why": "same"}]


def test_google_is_explained_and_its_meeting_left_out(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, said, _ = batch(data, "05-google.csv", DATES + IGNORED + "arrive_before_minutes: 30\n", capsys)
    assert 'the column "Subject" holds a procedure together with something else, such as a name' in said
    rules = "appointment_columns: {procedure: Subject}\nappointment_not_coming: [Staff meeting]\n"
    status, said, _ = batch(data, "05-google.csv", rules, capsys)
    assert status == 1
    assert 'row 2, A: the procedure "LSB" is in this cell with something else' in said
    assert "row 3: left out, because nobody comes" in said
    assert "Amber" not in said


@pytest.mark.parametrize("name", ["header-only.csv", "no-good-row.csv"])
def test_a_list_with_nothing_to_make_makes_nothing(
    name: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, said, pages = batch(data, name, DATES, capsys)
    assert pages == [] and "Traceback" not in said


@pytest.mark.parametrize("name", sorted(file.name for file in CASES.iterdir()))
def test_what_is_said_of_a_list_is_as_in_its_reference(
    name: str, data: Path, capsys: pytest.CaptureFixture[str], assert_as_reference: Callable[[str, str], None]
) -> None:
    file = data / CLINIC_FILE
    file.write_text(file.read_text(encoding="utf-8") + DATES, encoding="utf-8")
    (data.parent / name).write_bytes((CASES / name).read_bytes())
    main(["--data", "data", "batch", name, "--merge", "out.pdf"])
    assert_as_reference(f"lists/{name}.txt", capsys.readouterr().err)
