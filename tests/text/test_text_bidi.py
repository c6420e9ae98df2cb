"""Direction: levels as UAX 9 has them, and what is kept together within text from right to left."""

from __future__ import annotations

import random
from typing import Any

import pytest
from bidi import algorithm as judge

from handouts.text.bidi import LRI, PDI, isolated_spans, levels, runs_rightwards, visual_order


def judged(text: str, base: int) -> list[int]:
    """Return the levels that python-bidi gives *text*; it knows no isolates."""
    storage: dict[str, Any] = {"base_level": base, "base_dir": "LR"[base], "chars": [], "runs": []}
    judge.get_embedding_levels(text, storage)
    judge.explicit_embed_and_overrides(storage)
    judge.resolve_weak_types(storage)
    judge.resolve_neutral_types(storage, False)
    judge.resolve_implicit_levels(storage, False)
    return [character["level"] for character in storage["chars"]]


@pytest.mark.parametrize("base", [0, 1])
def test_levels_are_those_of_another_implementation(base: int) -> None:
    chance = random.Random(9)
    for _ in range(2000):
        text = "".join(chance.choice("abאבجد12٣٤+-,./%$ !\u0301") for _ in range(chance.randint(1, 14)))
        assert levels(text, base) == judged(text, base), ascii(text)


def test_an_isolate_is_one_neutral_from_outside() -> None:
    text = f"א{LRI}ab{PDI} 7"
    assert levels(text, 1) == [1, 1, 2, 2, 1, 1, 2]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("הפסיקו לקחת Ibuprofen (Advil) 7 ימים", ["Ibuprofen (Advil)"]),
        ("لا Tylenol Extra Strength (500 mg) مسموح", ["Tylenol Extra Strength (500 mg)"]),
        ("على (503) 555-0123 الآن", ["(503) 555-0123"]),
        ("بعد 8:30 PM ثم 500 mg.", ["8:30 PM", "500 mg"]),
        ("دواء aspirin, ibuprofen.", ["aspirin", "ibuprofen"]),
        ("درجة 38.5", []),
    ],
)
def test_names_phones_and_doses_are_kept_together(text: str, spans: list[str]) -> None:
    assert [text[start:end] for start, end in isolated_spans(text)] == spans


def test_a_number_after_a_drug_is_displayed_on_its_own_side() -> None:
    text = "לקחת Ibuprofen 7 ימים"
    order = "".join(text[index] for index in visual_order(levels(text, 1, isolated_spans(text))))
    assert "7 Ibuprofen" in order
    assert "7 Ibuprofen" not in "".join(text[index] for index in visual_order(levels(text, 1)))


@pytest.mark.parametrize(
    ("text", "language_rightwards", "rightwards"),
    [
        ("Mohammed محمد", True, True),
        ("محمد", True, False),
        ("توقف عن تناول Ibuprofen (Advil)", True, False),
        ("Ibuprofen", False, True),
        ("Ibuprofen محمد", False, False),
        ("8:30", False, False),
        ("8:30", True, True),
    ],
)
def test_a_paragraph_runs_like_its_language_but_for_one_of_the_other_way(
    text: str, language_rightwards: bool, rightwards: bool
) -> None:
    assert runs_rightwards(text, language_rightwards) is rightwards
