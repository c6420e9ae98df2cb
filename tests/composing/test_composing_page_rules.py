"""Every rule of the page, on every sample in every edition, paper and colour, and on content that strains it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import get_args

import pytest
from hostile import HOSTILE, write_hostile
from page_rules import (
    beyond_edges,
    broken_units,
    lonely_headings,
    long_lines,
    overlaps,
    single_lines,
    small_type,
    split_items,
    stray_last_page,
)

from handouts.delivering.build import compose_one
from handouts.graphics.document import ComposedDocument
from handouts.reading.library import Library
from handouts.tailoring.handout import Edition, Paper
from handouts.tailoring.request import Request

ROOT = Path(__file__).resolve().parents[2]
EDITIONS, PAPERS, COLOURS = get_args(Edition), get_args(Paper), (False, True)
RULES: tuple[Callable[[ComposedDocument], Iterator[str]], ...] = (
    long_lines, lonely_headings, single_lines, split_items, stray_last_page, beyond_edges, broken_units, overlaps,
)  # fmt: skip

SAMPLES = Library(ROOT / "data", ROOT / "fonts")
KINDS = [
    (procedure, clinic, language)
    for clinic in SAMPLES.clinic_ids()
    for procedure in SAMPLES.procedure_ids()
    for language in SAMPLES.languages_of(procedure)
]


def faults(library: Library, request: Request) -> list[str]:
    """Return what breaks a rule in the pages of *request*."""
    document, problems, _ = compose_one(library, request)
    assert document is not None, [problem.describe() for problem in problems]
    found = [f"small_type: {fault}" for fault in small_type(document, request.edition == "large-print")]
    return found + [f"{rule.__name__}: {fault}" for rule in RULES for fault in rule(document)]


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(("procedure", "clinic", "language"), KINDS)
def test_every_sample_keeps_the_rules_of_the_page(
    procedure: str, clinic: str, language: str, edition: Edition
) -> None:
    for paper, mono in product(PAPERS, COLOURS):
        request = Request(procedure, clinic, language, edition=edition, paper=paper, mono=mono)
        assert faults(SAMPLES, request) == [], (paper, mono)


@pytest.fixture(scope="module")
def hostile_library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library(write_hostile(tmp_path_factory.mktemp("hostile") / "data"), ROOT / "fonts")


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("procedure", HOSTILE)
def test_content_that_strains_the_page_keeps_its_rules(
    hostile_library: Library, procedure: str, edition: Edition
) -> None:
    for clinic in ("parkview", "harbour"):
        request = Request(procedure, clinic, "en", edition=edition)
        assert faults(hostile_library, request) == [], clinic


@pytest.mark.parametrize("clinic", SAMPLES.clinic_ids())
def test_a_standard_sample_fits_one_sheet(clinic: str) -> None:
    for procedure, paper in product(SAMPLES.procedure_ids(), PAPERS):
        document, _, _ = compose_one(SAMPLES, Request(procedure, clinic, "en", paper=paper))
        assert document is not None and len(document.pages) == 2, (procedure, paper)
