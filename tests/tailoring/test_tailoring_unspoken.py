"""What prints for some answers only is told, unless something stands for it while nobody has answered, or it is meant."""

from __future__ import annotations

from pathlib import Path
from textwrap import indent

import pytest
from small_library import PROCEDURE_FILE, ROOT, write_library

from handouts.cli.main import main
from handouts.problems import Source
from handouts.reading.models.procedure import Procedure
from handouts.reading.nodes import parse_yaml
from handouts.reading.validation import validate
from handouts.tailoring.unspoken import unspoken

DRIVE = '{when: {sedation: "yes"}, text: Do not drive until the next day.}'


def procedure(section: str = "  - {id: a, heading: A, blocks: [text: B]}", top: str = "") -> Procedure:
    text = (
        "title: T\nsummary: S\noptions:\n  sedation: {ask: Q, choices: ['yes', 'no']}\n"
        f"  side: {{ask: Q, choices: [left, right, both]}}\n{top}\nsections:\n{section}\n"
    )
    source = Source("p.yaml", text)
    made, problems = validate(Procedure, parse_yaml(source), source)
    assert made is not None, problems
    return made


def items(*lines: str, kind: str = "bullets") -> Procedure:
    return procedure(f"  - id: a\n    heading: A\n    blocks:\n      - {kind}:\n" + listed(*lines))


def listed(*lines: str) -> str:
    return indent("\n".join(f"- {line}" for line in lines), " " * 10)


def lines_told(made: Procedure) -> list[int]:
    return [problem.place.line for problem in unspoken(made) if problem.place]


@pytest.mark.parametrize("kind", ["bullets", "steps"])
def test_an_instruction_for_some_answers_alone_is_told_where_it_stands(kind: str) -> None:
    (told,) = unspoken(items("Rest.", DRIVE, kind=kind))
    assert told.code == "unspoken" and not told.is_error
    assert 'while nobody has answered "sedation"' in told.message
    assert told.place is not None and told.place.line == 13
    assert told.hint is not None and "otherwise:" in told.hint


BLOCKS = "  - {{id: a, heading: A, blocks: [text: B, {{text: C, when: {{side: left}}{}}}{}]}}"
SECTIONS = (
    "  - {{id: a, heading: A, blocks: [text: B]}}\n"
    "  - {{id: b, heading: C, when: {{side: left}}{}, blocks: [text: D]}}{}"
)


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        (BLOCKS, ", {text: E, when: {side: unanswered}}"),
        (SECTIONS, "\n  - {id: c, heading: E, when: {side: unanswered}, blocks: [text: F]}"),
    ],
    ids=["block", "section"],
)
def test_the_hint_for_what_has_no_words_of_its_own_to_replace_it_works(part: str, instead: str) -> None:
    (told,) = unspoken(procedure(part.format("", "")))
    assert told.hint == (
        'add a part with the general words and "when: {side: unanswered}", '
        'or otherwise: "" here if it is meant to be left out'
    )
    assert unspoken(procedure(part.format(', otherwise: ""', ""))) == []
    assert unspoken(procedure(part.format("", instead))) == []


def test_the_hint_names_every_question_that_keeps_a_part_away() -> None:
    two = "  - {{id: a, heading: A, blocks: [text: B, {{text: C, when: {{side: left, sedation: 'no'}}}}{}]}}"
    (told,) = unspoken(procedure(two.format("")))
    asked = "when: {side: unanswered, sedation: unanswered}"
    assert told.hint is not None and f'"{asked}"' in told.hint
    assert unspoken(procedure(two.format(f", {{text: E, {asked}}}"))) == []


def test_an_otherwise_speaks_for_its_own_instruction_and_an_empty_one_says_that_it_is_meant() -> None:
    for words in ("With sedation do not drive.", '""'):
        assert lines_told(items(f"{DRIVE[:-1]}, otherwise: {words}}}")) == []


def test_another_instruction_about_the_same_question_does_not_speak_for_it() -> None:
    fasting = '{when: {sedation: "yes"}, text: Eat nothing., otherwise: With sedation eat nothing.}'
    assert lines_told(items(fasting, DRIVE)) == [13]


def test_what_stands_for_the_open_question_speaks_for_each_answer_once() -> None:
    general = "{when: {side: [both, unanswered]}, text: Look at your legs.}"
    left, right = ("{when: {side: " + side + "}, text: Look at your leg.}" for side in ("left", "right"))
    assert lines_told(items(general, left, right)) == []
    second = "{when: {side: left}, text: Do not bathe.}"
    assert lines_told(items(general, second, left, right)) == [13]


def test_the_opposite_answer_whose_otherwise_prints_speaks_for_it() -> None:
    general = '{when: {sedation: "no"}, text: Come alone., otherwise: Do not drive with sedation.}'
    assert lines_told(items(general, DRIVE)) == []


def test_what_needs_two_answers_is_spoken_for_only_by_what_asks_for_both() -> None:
    both = '{when: {sedation: "yes", side: left}, text: Do not drive.}'
    half = "{when: {side: [right, both, unanswered]}, text: Do not drive a car.}"
    assert lines_told(items(half, both)) == [13]
    whole = '{when: {side: [both, unanswered], sedation: ["no", unanswered]}, text: Do not drive a car.}'
    assert lines_told(items(whole, both)) == []


def test_blocks_sections_facts_regions_and_entries_of_every_kind_are_judged_alike() -> None:
    when = 'when: {sedation: "yes"}'
    alone = [
        procedure(f"  - id: a\n    heading: A\n    blocks:\n      - text: B\n      - {{{when}, text: C}}"),
        procedure(f"  - {{id: a, heading: A, blocks: [text: B]}}\n  - {{id: b, heading: B, {when}, blocks: [text: C]}}"),
        procedure(top=f"facts: [{{label: L, text: T, {when}}}]"),
        procedure(top=f"body_map: {{view: back, regions: [{{region: neck, {when}}}]}}"),
        items(f"{{time: Then, text: T, {when}}}", kind="timeline"),
        items(f"{{label: L, text: T, {when}}}", kind="facts"),
        procedure("  - id: a\n    heading: A\n    blocks:\n      - checklist:\n          - group: G\n            items:\n"
                  f"              - {{text: T, {when}}}"),
        procedure(f"  - id: a\n    heading: A\n    blocks:\n      - callout: {{kind: note, items: [{{text: T, {when}}}]}}"),
    ]  # fmt: skip
    assert [len(lines_told(made)) for made in alone] == [1] * len(alone)


def test_a_part_is_judged_only_where_what_is_around_it_is_printed() -> None:
    made = procedure(
        "  - id: a\n    heading: A\n    when: {sedation: 'yes'}\n    otherwise: ''\n    blocks:\n      - bullets:\n"
        + listed(DRIVE)
    )
    assert lines_told(made) == []


def test_an_empty_otherwise_where_nothing_is_asked_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = write_library(tmp_path)
    file = data / PROCEDURE_FILE
    text = file.read_text(encoding="utf-8")
    for old, new in (
        ("- You lie down.", '- {text: You lie down., otherwise: ""}'),
        ("    heading: Get ready\n", '    heading: Get ready\n    otherwise: ""\n'),
    ):
        file.write_text(text.replace(old, new), encoding="utf-8")
        assert main(["--data", str(data), "check", "--strict"]) == 1
        assert 'this empty "otherwise" changes nothing' in capsys.readouterr().err


def test_the_otherwise_of_a_section_is_empty_or_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = write_library(tmp_path)
    file = data / PROCEDURE_FILE
    text = file.read_text(encoding="utf-8")
    new = '    heading: Get ready\n    when: {sedation: "yes"}\n    otherwise: Ask us.\n'
    file.write_text(text.replace("    heading: Get ready\n", new), encoding="utf-8")
    assert main(["--data", str(data), "check"]) == 1
    assert "should be empty: it says that this is meant" in capsys.readouterr().err


def test_build_and_check_tell_it_and_the_sample_is_clean(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = write_library(tmp_path / "data")
    file = data / PROCEDURE_FILE
    file.write_text(file.read_text(encoding="utf-8").replace(', otherwise: ""', ""), encoding="utf-8")
    for command in (["build", "--out", str(tmp_path / "out")], ["check"]):
        assert main(["--data", str(data), *command]) == 0
        assert "warning: nothing speaks for this" in capsys.readouterr().err
    assert main(["--data", str(ROOT / "data"), "check", "--strict"]) == 0
