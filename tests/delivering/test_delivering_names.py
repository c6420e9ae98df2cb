"""A name that no font can print never withholds a handout: its line is left empty, or says which row of the list it is."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from small_library import ROOT, write_library

from handouts.delivering.build import build_one
from handouts.delivering.mail_merge.jobs import JobList, job_list
from handouts.delivering.mail_merge.print_file import make_print_file
from handouts.delivering.mail_merge.rows import Outcome
from handouts.problems import Problem
from handouts.reading.library import Library
from handouts.reading.visible import visible
from handouts.tailoring.moments import Appointment
from handouts.tailoring.request import Request

CASES = ROOT / "tests" / "cases" / "names"


def library(folder: Path) -> Library:
    return Library(write_library(folder), ROOT / "fonts")


def built(folder: Path, **visit: str) -> tuple[str, tuple[Problem, ...]]:
    result = build_one(
        library(folder), Request("knee-injection", "north", "en", appointment=Appointment(**visit))  # type: ignore[arg-type]
    )  # fmt: skip
    assert result.pdf is not None, result.problems
    return text_of(result.pdf), result.problems


def text_of(pdf: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("张伟", "2 characters (Chinese or Japanese)"),
        ("محمد علي", "7 characters (Arabic)"),
        ("דוד", "3 characters (Hebrew)"),
        ("김민준", "3 characters (Korean)"),
        ("Anna 😀", "a character (pictures)"),
        ("สมชาย ใจดี", "9 characters (Thai)"),
    ],
)
def test_a_name_that_no_font_can_print_leaves_its_line_empty(tmp_path: Path, name: str, said: str) -> None:
    text, [problem] = built(tmp_path, patient=name)
    assert (problem.code, problem.is_error) == ("name-not-printed", False)
    assert f"the patient's name has {said}" in problem.message
    assert not any(letter in problem.describe() + text for letter in name if not letter.isascii())
    assert "Anna" not in problem.describe() + text


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Henry Sample Ⅲ", "Henry Sample III"),
        ("Ａｎｎａ Ｂｅｌｌ", "Anna Bell"),
        ("\u200eAnna\u200b Bell\ufeff", "Anna Bell"),
        ("Anna\u00a0Bell", "Anna Bell"),
        ("Anna\u2028Bell", "Anna Bell"),
        ("Zoe\u0308 Bell", "Zoë Bell"),
        ("A\u00adnna \ufe0fBell", "Anna Bell"),
        ("A\u200dnna Bell", "Anna Bell"),
    ],
)
def test_what_prints_the_same_name_is_printed(tmp_path: Path, typed: str, printed: str) -> None:
    text, problems = built(tmp_path, patient=typed)
    assert problems == () and printed in text


def test_a_small_raised_2_is_not_a_2(tmp_path: Path) -> None:
    assert visible("Anna²") == "Anna²"


def test_a_name_of_nothing_that_can_be_seen_is_no_name(tmp_path: Path) -> None:
    _, problems = built(tmp_path, patient="\u200e\u200b")
    assert problems == ()


def test_a_provider_or_place_that_no_font_can_print_leaves_its_line_empty(tmp_path: Path) -> None:
    text, problems = built(tmp_path, patient="Anna Bell", provider="张伟", place="第一")
    assert "Anna Bell" in text
    assert [problem.message.split(" has ")[0] for problem in problems] == ["the provider's name", "the place"]


def merged(folder: Path, made: JobList, source: Library) -> tuple[list[Outcome], str]:
    outcomes = list(make_print_file(source, folder / "all.pdf", made.jobs))
    return outcomes, text_of((folder / "all.pdf").read_bytes())


def test_in_a_pile_such_a_sheet_says_its_row_of_the_list(tmp_path: Path) -> None:
    source = library(tmp_path / "data")
    rows = [
        "Patient,Procedure",
        *[f"Sample {letter},knee injection" for letter in "ABCDE"],
        "张伟,knee injection",
    ]
    made = job_list(source, "\n".join(rows).encode(), "list.csv", Request())
    outcomes, text = merged(tmp_path, made, source)
    assert "Row 7" in text and "Row 2" not in text and "Sample E" in text
    [problem] = outcomes[-1].problems
    assert (str(problem.place), problem.place.cell if problem.place else "") == ("list.csv:7:1", "row 7, A")
    assert 'its sheets say "Row 7"' in problem.message


def test_a_mark_of_direction_pasted_before_a_name_is_dropped(tmp_path: Path) -> None:
    source = library(tmp_path / "data")
    data = (CASES / "lrm.csv").read_bytes().replace(b"Small", b"knee injection").replace(b"2026", b"2030")
    made = job_list(source, data, "lrm.csv", Request())
    outcomes, text = merged(tmp_path, made, source)
    assert made.problems == () and outcomes[0].problems == ()
    assert "Anna Bell" in text


def test_all_characters_that_no_font_has_are_named_at_once(tmp_path: Path) -> None:
    data = write_library(tmp_path)
    file = data / "procedures" / "knee-injection" / "en.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("You lie down.", "You 躺 down 下."), encoding="utf-8"
    )
    [problem] = build_one(Library(data, ROOT / "fonts"), Request("knee-injection", "north", "en")).problems
    assert 'no font has the characters "躺" (cjk unified ideograph-8eba), "下"' in problem.message
