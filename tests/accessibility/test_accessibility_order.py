"""What poppler reads out of the finished file's structure is what the content says, word for word and in its order."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from content_order import said
from every_block import NAME, write_every_block
from judges import needs_poppler, spoken_text

from handouts.delivering.build import build_one
from handouts.delivering.places import data_folder
from handouts.reading.library import Library
from handouts.tailoring.handout import Edition, Handout, Paper
from handouts.tailoring.moments import Appointment
from handouts.tailoring.request import Request
from handouts.tailoring.tailor import tailor

LOOKS = list(product(("letter", "a4"), ("standard", "large-print")))
SAMPLE = "lumbar-sympathetic-block"


def content(library: Library, request: Request) -> Handout:
    """Return what *request* asks for, before anything is laid out."""
    procedure = library.procedure(request.procedure_id, request.language).value
    clinic, language = library.clinic(request.clinic_id).value, library.language(request.language).value
    assert procedure is not None and clinic is not None and language is not None
    return tailor(procedure, clinic, language, request.resolved(clinic.defaults))[0]


def built(library: Library, request: Request) -> bytes:
    result = build_one(library, request)
    assert result.pdf is not None, result.problems
    return result.pdf


@needs_poppler
@pytest.mark.parametrize("clinic", ["parkview", "harbour"])
@pytest.mark.parametrize(("paper", "edition"), LOOKS)
def test_a_sample_is_read_as_its_content_says(clinic: str, paper: Paper, edition: Edition) -> None:
    library = Library(*data_folder(None))
    request = Request(SAMPLE, clinic, "en", edition=edition, paper=paper)
    assert spoken_text(built(library, request)) == said(content(library, request))


@needs_poppler
def test_an_appointment_is_read_with_its_labels() -> None:
    library = Library(*data_folder(None))
    visit = Appointment(patient="Sample Patient", provider="Dr. Example", place="Suite 200")
    request = Request(SAMPLE, "parkview", "en", answers={"sedation": "yes"}, appointment=visit)
    text = spoken_text(built(library, request))
    assert text == said(content(library, request))
    assert "Patient: Sample Patient" in text


@needs_poppler
@pytest.mark.parametrize("edition", ["standard", "large-print"])
def test_every_kind_of_block_is_read_as_its_content_says(edition: Edition, tmp_path: Path) -> None:
    library = Library(write_every_block(tmp_path / "data"), data_folder(None)[1])
    request = Request(NAME, "parkview", "en", edition=edition)
    assert spoken_text(built(library, request)) == said(content(library, request))
