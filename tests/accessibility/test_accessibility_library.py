"""Every handout of the sample library, in every edition, paper and colour, conforms and is read in its own order."""

from __future__ import annotations

from functools import cache
from itertools import product

import pytest
from judges import assert_conforms, outloud_findings

from handouts.delivering.build import build_pdf

CLINICS = ("parkview", "harbour")
PROCEDURE = "lumbar-sympathetic-block"
LOOKS = list(product(CLINICS, ("letter", "a4"), ("standard", "large-print"), (False, True)))


@cache
def sample(clinic: str, paper: str = "letter", edition: str = "standard", mono: bool = False) -> bytes:
    """Return one PDF of the sample library; made once for all tests."""
    return build_pdf(PROCEDURE, clinic, paper=paper, edition=edition, mono=mono)


@pytest.mark.parametrize(("clinic", "paper", "edition", "mono"), LOOKS)
def test_every_sample_conforms(clinic: str, paper: str, edition: str, mono: bool) -> None:
    pdf = sample(clinic, paper, edition, mono)
    assert_conforms(pdf)
    assert outloud_findings(pdf) == []


@pytest.mark.parametrize("clinic", CLINICS)
def test_a_sample_handout_is_a_small_file(clinic: str) -> None:
    assert len(sample(clinic)) <= 40_000
