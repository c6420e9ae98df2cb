"""What people are told about mistakes in content: the place, the plain words and the mend."""

from __future__ import annotations

import pytest

from handouts.problems import Problem, Source
from handouts.reading.models.base import Model
from handouts.reading.models.clinic import Clinic
from handouts.reading.models.procedure import Procedure
from handouts.reading.nodes import parse_yaml
from handouts.reading.suggestions import closest, did_you_mean
from handouts.reading.validation import validate

TOP = "title: T\nsummary: S\n"
SECTION = "sections:\n  - id: a\n    heading: A\n    blocks:\n"


def problems_of(text: str, model: type[Model] = Procedure) -> list[Problem]:
    source = Source("en.yaml", text)
    instance, problems = validate(model, parse_yaml(source), source)
    assert (instance is None) == bool(problems)
    return problems


def first_lines(text: str) -> list[str]:
    return [problem.describe().splitlines()[0] for problem in problems_of(text)]


def test_content_without_mistakes_has_no_problems_and_keeps_its_places() -> None:
    source = Source("en.yaml", TOP + SECTION + "      - text: B\n")
    procedure, problems = validate(Procedure, parse_yaml(source), source)
    assert problems == []
    assert procedure is not None
    assert str(procedure.sections[0].heading.place) == "en.yaml:5:14"


def test_a_misspelt_key_is_said_once_with_what_was_meant() -> None:
    (problem,) = problems_of("titel: T\nsummary: S\n" + SECTION + "      - text: B\n")
    assert problem.describe() == (
        'en.yaml:1:1: error: unknown key "titel"\n    titel: T\n    ^\n    hint: did you mean "title"?'
    )


def test_a_missing_key_is_said_at_its_parent() -> None:
    problems = problems_of(
        "name: N\nphones: [{label: L, number: 555-0100}]\naddress: A\nscheduling:\n  say: S\n", Clinic
    )
    assert [(problem.code, problem.message, str(problem.place)) for problem in problems] == [
        ("missing-key", 'the key "url" is missing', "en.yaml:4:1")
    ]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("- write_in: {lines: many}", '7:27: error: "lines" should be a whole number, not "many"'),
        ("- write_in: {lines: 99}", '7:27: error: "lines" should be at most 30'),
        ("- callout: {kind: emergancy, text: x}", '7:25: error: "kind" cannot be "emergancy"'),
        ("- plain", '7:9: error: entry 1 of "blocks" should hold keys of its own, not "plain"'),
        ("- bullets: []", '7:18: error: "bullets" should not be empty'),
        ("- bullets:", "7:9: error: a block is exactly one of text,"),
        ("- bullets: ['']", '7:19: error: "text" should not be empty'),
        ("- text: [a]", '7:15: error: "text" should be text'),
        ("- bulets: [a]", '7:9: error: unknown key "bulets"'),
        (
            "- table: {columns: [a, b], rows: [[a]]}",
            "7:16: error: row 1 has 1 cells, but there are 2 columns",
        ),
    ],
)
def test_a_wrong_value_is_said_in_plain_words(block: str, expected: str) -> None:
    (line,) = first_lines(TOP + SECTION + f"      {block}\n")
    assert line.startswith("en.yaml:" + expected)


def test_an_empty_value_is_said_at_its_key() -> None:
    (line,) = first_lines("title: T\nsummary:\n" + SECTION + "      - text: B\n")
    assert line == 'en.yaml:2:1: error: "summary" is empty'


def test_a_value_lost_to_a_comment_is_found() -> None:
    problems = problems_of(TOP + SECTION + "      - text: B\ninvitation: #1 choice\n")
    assert [problem.message for problem in problems] == [
        '"invitation" is empty: "#1 choice" counts as a comment'
    ]


def test_problems_stand_in_the_order_of_the_file() -> None:
    text = (
        "summary:\n"
        + SECTION
        + "      - text: ''\n      - bulets: [a]\noptions: {x: {ask: q, choices: [y]}}\nzz: 1\n"
    )
    lines = [problem.place.line for problem in problems_of(text) if problem.place]
    assert lines == sorted(lines)
    assert len(lines) == 6


def test_an_unknown_day_suggests_the_known_one() -> None:
    problems = problems_of(
        "name: N\nphones: [{label: L, number: 555-0100}]\naddress: A\nscheduling: {url: 'https://example.com'}\n"
        "hours: {mn: '9:00–17:00'}\n",
        Clinic,
    )
    assert [(problem.message, problem.hint) for problem in problems] == [
        ('unknown key "mn"', 'did you mean "mon"?')
    ]


def test_the_closest_word_forgives_case_and_hyphens() -> None:
    assert closest("Write-In", ["write_in", "text"]) == "write_in"


def test_nothing_alike_names_what_is_known() -> None:
    assert did_you_mean("zzz", ["en", "es"]) == "known: en, es"
