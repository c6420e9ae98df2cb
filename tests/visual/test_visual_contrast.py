"""What is computed on composed pages is seen on painted ones: the contrast of each line of text, and the ink of a page."""

from __future__ import annotations

from functools import cache
from itertools import product
from pathlib import Path

import numpy
import pypdfium2
import pytest

from handouts.checks.contrast import NEEDED, standings
from handouts.delivering.build import compose_one
from handouts.graphics.document import ComposedDocument, Drawing, TextLine
from handouts.reading.library import Library
from handouts.rendering.render import render
from handouts.tailoring.handout import Edition, Paper
from handouts.tailoring.request import Request

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = Library(ROOT / "data", ROOT / "fonts")
RESOLUTION = 200
"""Dots an inch: the thinnest stroke of the smallest print is then two pixels wide, so that one is full of ink."""
INK_RESOLUTION = 150
"""Dots an inch for measuring ink: at fewer, a painter darkens small type (72 shows a tenth too much)."""
SAMPLES = [
    (clinic, procedure, language)
    for clinic in LIBRARY.clinic_ids()
    for procedure in LIBRARY.procedure_ids()
    for language in LIBRARY.languages_of(procedure)
]
LOOKS = list(product(("standard", "large-print"), ("letter", "a4"), (False, True)))
LARGE_FILL = 20.0
"""Points: what is filled and is larger than this both ways is a large fill."""


@cache
def composed(
    clinic: str, procedure: str, language: str, edition: Edition, paper: Paper, mono: bool
) -> ComposedDocument:
    request = Request(procedure, clinic, language, edition=edition, paper=paper, mono=mono)
    document, problems, _ = compose_one(LIBRARY, request)
    assert document is not None, problems
    return document


def pages_of(document: ComposedDocument, resolution: float, grey: bool = False) -> list[numpy.ndarray]:
    """Return the pixels of each page, rows from the top."""
    with pypdfium2.PdfDocument(render(document)) as pdf:
        bitmaps = (page.render(scale=resolution / 72, grayscale=grey) for page in pdf)
        return [numpy.asarray(bitmap.to_pil().convert("L" if grey else "RGB")) for bitmap in bitmaps]


LEVELS = numpy.arange(256) / 255
LINEAR = numpy.where(LEVELS <= 0.04045, LEVELS / 12.92, ((LEVELS + 0.055) / 1.055) ** 2.4)
"""The light of each of the 256 levels of a channel (WCAG 2.2, relative luminance)."""


def luminances(page: numpy.ndarray) -> numpy.ndarray:
    """Return the relative luminance of each pixel."""
    light: numpy.ndarray = LINEAR[page] @ numpy.array([0.2126, 0.7152, 0.0722])
    return light


def painted_ratio(light: numpy.ndarray, height: float, frame: tuple[float, float, float, float]) -> float:
    """Return the contrast of the ink in *frame* (points) with its ground, of which there is most."""
    scale = RESOLUTION / 72
    left, bottom, right, top = (side * scale for side in frame)
    part = light[int(height * scale - top) : int(height * scale - bottom) + 1, int(left) : int(right) + 1]
    lights = numpy.sort(part.ravel())
    values, counts = numpy.unique(lights.round(4), return_counts=True)
    ground = float(values[counts.argmax()])
    few = max(2, len(lights) // 300)  # the middles of strokes; one odd pixel is no ink
    darkest, lightest = float(lights[few]), float(lights[-few])
    return max((ground + 0.05) / (darkest + 0.05), (lightest + 0.05) / (ground + 0.05))


@pytest.mark.parametrize(("clinic", "procedure", "language"), SAMPLES)
@pytest.mark.parametrize(("edition", "paper", "mono"), LOOKS)
def test_the_contrast_of_every_text_is_seen_on_the_painted_page(
    clinic: str, procedure: str, language: str, edition: Edition, paper: Paper, mono: bool
) -> None:
    document = composed(clinic, procedure, language, edition, paper, mono)
    pages = [luminances(page) for page in pages_of(document, RESOLUTION)]
    low = []
    seen = 0
    for standing in standings(document):
        if standing.kind == "graphic":
            continue
        seen += 1
        ratio = painted_ratio(pages[standing.page], document.pages[standing.page].height, standing.frame)
        # A painter lightens the strokes of small type a little; a twentieth is no other colour.
        if ratio < 0.95 * NEEDED[standing.kind]:
            low.append(
                f"page {standing.page + 1}: {ratio:.2f}, computed {standing.ratio:.2f}: {standing.what}"
            )
    assert low == []
    assert seen > 80


def ink(document: ComposedDocument) -> float:
    """Return the part of the paper that ink covers, grey counted by its darkness, over all pages."""
    pages = pages_of(document, INK_RESOLUTION, grey=True)
    return float(numpy.mean([1 - page.mean() / 255 for page in pages]))


@pytest.mark.parametrize(("clinic", "procedure", "language"), SAMPLES)
@pytest.mark.parametrize(("edition", "paper"), list(product(("standard", "large-print"), ("letter", "a4"))))
def test_mono_takes_half_the_ink_or_under_six_percent(
    clinic: str, procedure: str, language: str, edition: Edition, paper: Paper
) -> None:
    colour, mono = (
        ink(composed(clinic, procedure, language, edition, paper, plain)) for plain in (False, True)
    )
    assert mono <= max(colour / 2, 0.06), (colour, mono)


@pytest.mark.parametrize(("clinic", "procedure", "language"), SAMPLES)
@pytest.mark.parametrize("edition", ["standard", "large-print"])
def test_mono_has_no_large_fills_and_no_colour(
    clinic: str, procedure: str, language: str, edition: Edition
) -> None:
    document = composed(clinic, procedure, language, edition, "letter", True)
    for page in document.pages:
        for mark in page.marks:
            for path in mark.paths if isinstance(mark, Drawing) and not mark.flip else ():
                white = path.fill is None or min(path.fill.red, path.fill.green, path.fill.blue) == 1
                xs = [number for _, numbers in path.segments for number in numbers[::2]]
                ys = [number for _, numbers in path.segments for number in numbers[1::2]]
                large = max(xs) - min(xs) > LARGE_FILL and max(ys) - min(ys) > LARGE_FILL
                assert white or not large, path
            if isinstance(mark, TextLine):
                assert all(run.colour.red == run.colour.green == run.colour.blue == 0 for run in mark.runs)
