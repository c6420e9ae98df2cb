"""Text that YAML takes for a comment, a tag or an anchor is told, and so are curly quotes in the place of straight ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_library import BRAND_FILE, CLINIC_FILE, PROCEDURE_FILE, change, write_library

from handouts.problems import Problem
from handouts.reading.library import Library

STEP = "- We clean your knee."


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_library(tmp_path / "data")


def told(data: Path, file: str = PROCEDURE_FILE) -> list[Problem]:
    library = Library(data, data)
    if file == CLINIC_FILE:
        return list(library.clinic("north").problems)
    if file == BRAND_FILE:
        return list(library.brand("north").problems)
    return list(library.procedure("knee-injection", "en").problems)


def codes(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.severity.value, problem.code) for problem in problems]


LOST = [("error", "text-lost-to-comment")]


@pytest.mark.parametrize(
    "written",
    [
        "- Take dose #1 at 8 PM and dose #2 at 4 AM",
        "- Wear loose clothes. Gate #4 is open",
        "- Wear loose clothes.  #4 is the gate",
        "- Wear loose clothes.\t#4 is the gate",
        "- {id: step, text: Go to suite #200\n            }",
        "- text: Go on\n              to suite #200",
        "- {id: step, text: #200}",
        "- text: Go to suite #200\n            and wear loose clothes",
        "- {id: step, text: Go to suite #200}",
        "- Go to gate # 4\n            and wait",
        "- #1 is to clean your knee",
    ],
)
def test_text_behind_a_hash_is_never_lost(data: Path, written: str) -> None:
    change(data / PROCEDURE_FILE, STEP, written)
    problems = told(data)
    (problem,) = problems
    assert problem.is_error
    assert "comment" in problem.message
    assert problem.hint is not None and "quotes" in problem.hint
    assert problem.place is not None
    at = problem.place.source.line(problem.place.line)[problem.place.column - 1 :]
    assert at.startswith("#") or "is empty" in problem.message


@pytest.mark.parametrize(
    "written",
    [
        "- We clean your knee.  # the nurse does",
        "- We clean your knee.      #  the nurse does",
        "- We clean your knee.\n          # the nurse does",
        '- "We clean your knee #1."  # the nurse does',
        '- "We clean your knee." # the nurse does',
        '- "We clean your knee." #the nurse does',
        "- 'We clean your knee #1.'",
        "- We clean your C#m knee.",
        "- |\n            We clean knee #1.",
        "- {id: clean#1, text: We clean.}  # twice",
        "- {id: clothing, text: We clean.} #twice",
        "- {text: We clean.,\n             id: clothing # of cotton\n            }",
    ],
)
def test_a_comment_that_eats_nothing_is_left_alone(data: Path, written: str) -> None:
    change(data / PROCEDURE_FILE, STEP, written)
    assert codes(told(data)) == []


def test_a_comment_close_behind_a_text_is_doubted(data: Path) -> None:
    change(data / PROCEDURE_FILE, STEP, "- We clean your knee. # the nurse does")
    problems = told(data)
    assert codes(problems) == [("warning", "comment-near-text")]
    assert str(problems[0].place).endswith(":25:33")


def test_a_clinics_facts_lose_nothing(data: Path) -> None:
    change(data / CLINIC_FILE, "address: 1 Example Road", "address: [100 Example Avenue, Suite #200\n  ]")
    change(data / CLINIC_FILE, "name: North Clinic", "name: Cedar #1 Surgical")
    assert codes(told(data, CLINIC_FILE)) == LOST * 2


def test_a_value_that_is_not_printed_keeps_its_comment(data: Path) -> None:
    change(
        data / CLINIC_FILE,
        "scheduling:",
        "defaults: {paper: a4 # here\n  }\nlanguages: [en] #, es]\nscheduling:",
    )
    assert codes(told(data, CLINIC_FILE)) == []


def test_a_brand_is_held_only_where_its_text_is_printed(data: Path) -> None:
    change(data / BRAND_FILE, "primary: teal", "primary: teal #dark")
    change(data / BRAND_FILE, "typography: {base: Source Sans 3}\n", "")
    assert codes(told(data, BRAND_FILE)) == []
    change(data / BRAND_FILE, "meta: {name: North Clinic}", "meta:\n  name: Cedar #1 Surgical")
    assert codes(told(data, BRAND_FILE)) == LOST


def test_the_words_of_a_language_lose_nothing(data: Path) -> None:
    change(data / "languages/en.yaml", "  call: Call\n", "  call: Call #1\n")
    assert codes(list(Library(data, data).language("en").problems)) == LOST


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("- !Do not eat.", "text-lost-to-tag"),
        ("- ! Do not eat.", "text-lost-to-tag"),
        ("- &Do not eat.", "text-lost-to-anchor"),
        ("- “We clean your knee.”", "curly-quotes"),
        ("- ‘We clean your knee.’", "curly-quotes"),
        ("- {id: “clean”, text: We clean.}", "curly-quotes"),
        ("- {text: “We clean, you wait”}", "curly-quotes"),
    ],
)
def test_other_signs_that_are_no_text_are_told(data: Path, written: str, code: str) -> None:
    change(data / PROCEDURE_FILE, STEP, written)
    assert ("error", code) in codes(told(data))


@pytest.mark.parametrize(
    "written",
    [
        '- "“We clean your knee,” we say."',
        "- “Ready?” we ask.",
        "- ’Tis your knee.",
        "- &clean We clean.\n          - *clean",
        "- !!str 5",
    ],
)
def test_signs_that_are_meant_are_left_alone(data: Path, written: str) -> None:
    change(data / PROCEDURE_FILE, STEP, written)
    assert codes(told(data)) == []
