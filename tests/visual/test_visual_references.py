"""The finished pages look as they were last approved: pictures under ``tests/reference/pages``.

A page that looks different leaves a picture in ``tests/failed``: as it was, as it is now with what differs framed, and
the difference. Look at it; if the new page is meant, run with ``--update-references`` and commit the new pictures.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from looks_alike import difference, opened, write_side_by_side

from handouts.delivering.build import build_one
from handouts.delivering.preview import page_pictures
from handouts.delivering.proofs import proof_one
from handouts.reading.library import Library
from handouts.tailoring.request import Request

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "tests" / "reference" / "pages"
FAILED = ROOT / "tests" / "failed"
RESOLUTION = 100

LIBRARY = Library(ROOT / "data", ROOT / "fonts")
LOOKS = {
    "parkview": ({}, {"mono": True}, {"edition": "large-print"}),
    "harbour": ({}, {"edition": "large-print", "mono": True}),
}
"""For each sample clinic the editions that are kept as pictures, beside the clinic's own choice of paper."""
SHEETS = [
    (clinic, procedure, language, look)
    for clinic, looks in LOOKS.items()
    for procedure in LIBRARY.procedure_ids()
    for language in LIBRARY.languages_of(procedure)
    for look in (looks if language == "en" else looks[:1])
]


SHOWN_ID = "1a2b3c4d"
"""Stands for the id of each handout, which changes with every word and would change every picture."""


@cache
def sheet(number: int) -> tuple[str, bytes]:
    """Return what the pictures of a sheet are called, and its PDF."""
    clinic, procedure, language, look = SHEETS[number]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("handouts.tailoring.tailor.identity_of", lambda *_arguments: SHOWN_ID)
        result = build_one(LIBRARY, Request(procedure, clinic, language, **look))
    assert result.pdf is not None, [problem.describe() for problem in result.problems]
    return f"{clinic}-{result.name.removesuffix('.pdf')}", result.pdf


def hold(name: str, pdf: bytes, update: bool) -> list[str]:
    """Return what looks different on the pages of *pdf*, and where; with *update* they become the reference."""
    pictures = page_pictures(pdf, RESOLUTION)
    known = sorted(PAGES.glob(f"{name}.page-*.png"))
    if update:
        _update(name, pictures, known)
        return []
    found = (
        [] if len(known) == len(pictures) else [f"{len(pictures)} pages; there are pictures of {len(known)}"]
    )
    for number, picture in enumerate(pictures, 1):
        file = PAGES / f"{name}.page-{number}.png"
        if file.exists():
            reference, now = opened(file.read_bytes()), opened(picture)
            unlike = difference(reference, now)
            if unlike:
                seen = FAILED / file.name
                write_side_by_side(seen, reference, now, unlike)
                where = "; ".join(_words_at(pdf, number, place) for place in unlike.places[:6])
                found.append(f"page {number}: {', '.join(unlike.words)} at {where}; see {seen}")
    return found


def _update(name: str, pictures: list[bytes], known: list[Path]) -> None:
    """Write the pictures that look different; one that looks as before stays, so that its change means something."""
    PAGES.mkdir(parents=True, exist_ok=True)
    for file in known[len(pictures) :]:
        file.unlink()
    for number, picture in enumerate(pictures, 1):
        file = PAGES / f"{name}.page-{number}.png"
        if not file.exists() or difference(opened(file.read_bytes()), opened(picture)):
            file.write_bytes(picture)


def _words_at(pdf: bytes, number: int, place: tuple[int, int, int, int]) -> str:
    """Return where a frame of pixels is, in points from the upper left corner, and which words stand there."""
    left, top, right, bottom = (round(side * 72 / RESOLUTION) for side in place)
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[number - 1]
        height = page.get_height()
        words = page.get_textpage().get_text_bounded(left, height - bottom, right, height - top)
    shown = " ".join(words.split())[:40]
    return f"{left} to {right} pt across, {top} to {bottom} pt down" + (f' ("{shown}")' if shown else "")


@pytest.mark.parametrize("number", range(len(SHEETS)), ids=["-".join(map(str, each)) for each in SHEETS])
def test_a_handout_looks_as_approved(number: int, request: pytest.FixtureRequest) -> None:
    name, pdf = sheet(number)
    found = hold(name, pdf, bool(request.config.getoption("--update-references")))
    assert found == [], "if this is meant, run with --update-references and look at the pictures"


@cache
def proof_sheet() -> tuple[str, bytes]:
    """Return what the pictures of a proof are called, and its PDF: the first sample clinic's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("handouts.tailoring.tailor.identity_of", lambda *_arguments: SHOWN_ID)
        result = proof_one(LIBRARY, next(iter(LOOKS)))
    assert result.pdf is not None, [problem.describe() for problem in result.problems]
    return f"{next(iter(LOOKS))}-{result.name.removesuffix('.pdf')}", result.pdf


def test_a_proof_looks_as_approved(request: pytest.FixtureRequest) -> None:
    found = hold(*proof_sheet(), bool(request.config.getoption("--update-references")))
    assert found == [], "if this is meant, run with --update-references and look at the pictures"


def test_every_picture_is_of_a_page_that_is_made(request: pytest.FixtureRequest) -> None:
    names = {sheet(number)[0] for number in range(len(SHEETS))} | {proof_sheet()[0]}
    stale = [file for file in PAGES.glob("*.png") if file.name.rsplit(".page-", 1)[0] not in names]
    if request.config.getoption("--update-references"):
        for file in stale:
            file.unlink()
        stale = []
    assert stale == []


def test_a_picture_is_small() -> None:
    assert max(file.stat().st_size for file in PAGES.glob("*.png")) < 120_000
