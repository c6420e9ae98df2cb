"""Options: what does not apply disappears, wording turns definite, and a condition that cannot hold is found."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.reading.library import Library
from handouts.reading.models.procedure import Option, Procedure
from handouts.tailoring.conditions import (
    UNANSWERED,
    answers_that_show_all,
    chosen_text,
    condition_problems,
    holds,
)
from handouts.tailoring.handout import Handout, RichText
from handouts.tailoring.request import ResolvedRequest
from handouts.tailoring.tailor import tailor

LIBRARY = Library(*(Path(__file__).resolve().parents[2] / name for name in ("data", "fonts")))
SAMPLES = [
    (procedure, language)
    for procedure in LIBRARY.procedure_ids()
    for language in LIBRARY.languages_of(procedure)
]


def combinations(procedure: Procedure) -> Iterator[dict[str, str]]:
    """Every way to answer a procedure's options, each also left open."""
    names = [str(name) for name in procedure.options]
    choices = [[None, *map(str, procedure.options[name].choices)] for name in procedure.options]
    for chosen in itertools.product(*choices):
        yield {name: choice for name, choice in zip(names, chosen, strict=True) if choice is not None}


def sample(answers: dict[str, str]) -> Handout:
    order = ResolvedRequest("lumbar-sympathetic-block", "parkview", "en", answers=answers)
    made, problems = tailor(
        LIBRARY.procedure(order.procedure_id, "en").require(),
        LIBRARY.clinic("parkview").require(),
        LIBRARY.language("en").require(),
        order,
    )
    assert problems == []
    return made


def words(part: object) -> str:
    """Everything a part of a handout says, in order."""
    if isinstance(part, RichText):
        return part.plain + "\n"
    if isinstance(part, tuple):
        return "".join(map(words, part))
    if hasattr(part, "__dataclass_fields__"):
        return "".join(words(getattr(part, name)) for name in part.__dataclass_fields__)
    return ""


@pytest.mark.parametrize(("procedure_id", "language"), SAMPLES)
def test_every_combination_of_every_sample_can_be_tailored(procedure_id: str, language: str) -> None:
    procedure = LIBRARY.procedure(procedure_id, language).require()
    clinic, words_of = LIBRARY.clinic("parkview").require(), LIBRARY.language(language).require()
    for answers in combinations(procedure):
        made, problems = tailor(
            procedure, clinic, words_of, ResolvedRequest(procedure_id, "parkview", language, answers=answers)
        )
        assert problems == [], answers
        assert all(section.blocks for section in made.sections)


def test_with_sedation_the_fast_is_definite() -> None:
    said = words(sample({"sedation": "yes"}))
    assert "Do not eat or drink anything from 6\u00a0hours before you arrive" in said
    assert "With sedation:" not in said


def test_without_sedation_no_fast_is_said() -> None:
    said = words(sample({"sedation": "no"}))
    assert "eat or drink" not in said
    assert "hours before" not in said


def test_while_nobody_has_answered_both_possibilities_are_said() -> None:
    assert "With sedation: do not eat or drink anything" in words(sample({}))


@pytest.mark.parametrize(
    ("steroid", "said"),
    [
        ("yes", "We inject numbing medicine and a steroid"),
        ("no", "We inject numbing medicine to block"),
        (None, "We inject numbing medicine, sometimes with a steroid,"),
    ],
)
def test_exactly_one_wording_of_the_injection_is_printed(steroid: str | None, said: str) -> None:
    all_said = words(sample({"steroid": steroid} if steroid else {}))
    assert said in all_said
    assert all_said.count("We inject numbing medicine") == 1


@pytest.mark.parametrize(
    ("side", "region"),
    [
        ("left", "left-lower-back"),
        ("right", "right-lower-back"),
        ("both", "lower-back"),
        (None, "lower-back"),
    ],
)
def test_the_body_map_marks_the_side_that_was_answered(side: str | None, region: str) -> None:
    marked = sample({"side": side} if side else {}).body_map
    assert marked is not None
    assert marked.regions == (region,)


def procedure(
    section_when: dict[str, list[str]], block_when: dict[str, list[str]], item: dict[str, object]
) -> Procedure:
    blocks = [{"when": block_when, "bullets": [{"text": "Item", **item}]}]
    return Procedure.model_validate(
        {
            "title": "Title",
            "summary": "Summary",
            "options": {
                "sedation": {"ask": "Sedation?", "choices": ["yes", "no"]},
                "side": {"ask": "Side?", "choices": ["left", "right", "both"]},
            },
            "sections": [{"id": "a", "heading": "A", "when": section_when, "blocks": blocks}],
        }
    )


@pytest.mark.parametrize(
    ("when", "code", "hint"),
    [
        ({"sedatoin": "yes"}, "unknown-option", 'did you mean "sedation"?'),
        ({"side": "letf"}, "unknown-choice", 'did you mean "left"?'),
        ({"side": ["left", "rigth"]}, "unknown-choice", 'did you mean "right"?'),
    ],
)
def test_an_unknown_option_or_choice_is_an_error_with_a_suggestion(
    when: dict[str, object], code: str, hint: str
) -> None:
    [found] = condition_problems(procedure({}, {}, {"when": when}))
    assert found.is_error
    assert (found.code, found.hint) == (code, hint)


@pytest.mark.parametrize(
    ("choices", "said"),
    [(["yes", "yes"], "stands twice"), (["yes", "unanswered"], "stands for no answer")],
)
def test_choices_that_could_not_be_told_apart_are_refused(choices: list[str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Option.model_validate({"ask": "Side?", "choices": choices})


def test_an_empty_condition_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        procedure({"side": []}, {}, {})


def test_content_inside_what_asks_for_another_answer_is_warned_of() -> None:
    [found] = condition_problems(procedure({"side": ["left"]}, {}, {"when": {"side": ["right"]}}))
    assert (found.code, found.is_error) == ("never-shown", False)
    assert "side" in found.message


def test_an_otherwise_without_a_condition_is_warned_of() -> None:
    [found] = condition_problems(procedure({}, {}, {"otherwise": "Never"}))
    assert found.code == "never-shown"


def test_an_otherwise_where_the_answer_is_known_is_warned_of() -> None:
    [found] = condition_problems(
        procedure({"side": ["left", "right"]}, {}, {"when": {"side": ["left"]}, "otherwise": "Never"})
    )
    assert found.code == "never-shown"


CHOICES = {"sedation": ["yes", "no", UNANSWERED], "side": ["left", "right", "both", UNANSWERED]}
conditions = st.fixed_dictionaries(
    {},
    optional={
        name: st.lists(st.sampled_from(choices), min_size=1, unique=True) for name, choices in CHOICES.items()
    },
)


@settings(max_examples=200, deadline=None)
@given(conditions, conditions, conditions, st.booleans())
def test_the_warning_agrees_with_trying_every_combination(
    section: dict[str, list[str]],
    block: dict[str, list[str]],
    item: dict[str, list[str]],
    has_otherwise: bool,
) -> None:
    made = procedure(section, block, {"when": item, **({"otherwise": "Otherwise"} if has_otherwise else {})})
    entry = made.sections[0].blocks[0].bullets[0]  # type: ignore[index]
    shown = set()
    around = False
    for answers in combinations(made):
        if holds(made.sections[0].when, answers) and holds(made.sections[0].blocks[0].when, answers):
            around = True
            shown.add(str(chosen_text(entry, entry.text, answers)))
    found = condition_problems(made)
    if not around:
        assert [problem.code for problem in found] == ["never-shown"]
    else:
        tried = {
            str(chosen_text(entry, entry.text, answers))
            for answers in answers_that_show_all(made)
            if holds(made.sections[0].when, answers) and holds(made.sections[0].blocks[0].when, answers)
        }
        assert tried - {"None"} == shown - {"None"}, "few answers show all that any answers can show"
        lost = ("Item" not in shown) + (has_otherwise and "Otherwise" not in shown)
        assert [problem.code for problem in found] == ["never-shown"] * lost
