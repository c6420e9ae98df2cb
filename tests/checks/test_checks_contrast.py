"""Every text, pictogram and field can be seen on its own ground: on the samples, and for brands of any five colours."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path
from typing import get_args

import pytest
from documents import font, information
from every_block import NAME, write_every_block
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_library import BRAND_FILE, write_library

from handouts.checks.contrast import MUCH, Standing, faint, standings
from handouts.composing.compose import Look, compose
from handouts.composing.design import palette
from handouts.composing.duties import duties
from handouts.delivering.build import compose_one
from handouts.delivering.looks import brand_problems
from handouts.graphics.colour import BLACK, WHITE, apart, contrast, from_hex, to_hex
from handouts.graphics.document import (
    Colour,
    ComposedDocument,
    Drawing,
    Mark,
    Page,
    StructureElement,
    TextLine,
    TextRun,
)
from handouts.graphics.document import (
    Path as Outline,
)
from handouts.reading.library import Library
from handouts.tailoring.handout import Edition, Handout, Paper
from handouts.tailoring.request import Request

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = Library(ROOT / "data", ROOT / "fonts")
HEX = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")
GREY, PALE = Colour(0.5, 0.5, 0.5), Colour(0.9, 0.95, 0.95)


def logo(document: ComposedDocument) -> set[str]:
    """Return what is said for the logo, the first picture of a page."""
    return {next((part.alternate or "" for part in document.structure.walk() if part.type == "Figure"), "")}


def words(standing: Standing) -> str:
    colour, ground = to_hex(standing.colour), to_hex(standing.ground)
    return f"{standing.kind} {colour} on {ground} {standing.ratio:.2f}: {standing.what}"


def panel(colour: Colour, x: float = 0, width: float = 300, flip: bool = False) -> Drawing:
    return Drawing(x, 0, (Outline((("R", (0, 0, width, 200)),), colour),), flip=flip)


def measured(*marks: Mark, size: float = 12, colour: Colour = BLACK) -> Standing:
    """Return how a line of text stands after *marks*."""
    root = StructureElement("Document")
    line = TextLine(50, 50, (TextRun("Drink water", font(), size, colour),), root.add("P"))
    page = Page(300, 200, (*marks, line))
    (found,) = [
        each for each in standings(ComposedDocument((page,), root, information())) if each.kind != "graphic"
    ]
    return found


def test_a_text_stands_on_the_last_fill_that_covers_it() -> None:
    assert measured().grounds == (WHITE,)
    assert measured(panel(GREY)).grounds == (GREY,)
    assert measured(panel(GREY), panel(PALE)).grounds == (PALE,)
    assert measured(panel(GREY, x=200, width=50)).grounds == (WHITE,)


def test_a_text_across_two_fills_is_judged_on_the_worse() -> None:
    standing = measured(panel(PALE), panel(GREY, x=80))
    assert standing.grounds == (PALE, GREY)
    assert standing.ratio == pytest.approx(contrast(BLACK, GREY))


def test_body_needs_seven_and_small_print_four_and_a_half() -> None:
    shade = from_hex("#6b6b6b")  # 5.3:1 on white
    assert not measured(colour=shade).passes
    assert measured(colour=shade, size=9.5).passes
    assert not measured(colour=from_hex("#808080"), size=9.5).passes


def test_a_pictogram_needs_three_and_a_logo_is_let_off() -> None:
    root = StructureElement("Document")
    picture = replace(
        panel(from_hex("#b0b0b0"), 20, 10, flip=True), element=root.add("Figure", alternate="Logo")
    )
    document = ComposedDocument((Page(300, 200, (picture,)),), root, information())
    assert [words(each) for each in faint(document)] == ["graphic #b0b0b0 on #ffffff 2.17: Logo"]
    assert faint(document, {"Logo"}) == []


@pytest.mark.parametrize("clinic", SAMPLES.clinic_ids())
@pytest.mark.parametrize("edition", ["standard", "large-print"])
def test_every_sample_passes_in_every_paper_and_colour(clinic: str, edition: Edition) -> None:
    for procedure, paper, mono in product(SAMPLES.procedure_ids(), get_args(Paper), (False, True)):
        for language in SAMPLES.languages_of(procedure):
            request = Request(procedure, clinic, language, edition=edition, paper=paper, mono=mono)
            document, _, _ = compose_one(SAMPLES, request)
            assert document is not None
            found = list(standings(document, logo(document)))
            assert len(found) > 100
            assert {each.kind for each in found} == {"body", "text", "graphic"}
            assert [words(each) for each in found if not each.passes] == []


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Handout, Look]:
    """Return a handout with every kind of block, and the look of its clinic, to be coloured anew."""
    caught: list[tuple[Handout, Look]] = []
    data = write_every_block(tmp_path_factory.mktemp("contrast") / "data")
    library = Library(data, ROOT / "fonts")

    def catching(handout: Handout, look: Look, created: int = 0) -> ComposedDocument:
        caught.append((handout, look))
        return compose(handout, look, created)

    patch = pytest.MonkeyPatch()
    patch.setattr("handouts.composing.compose.compose", catching)
    compose_one(library, Request(NAME, "parkview", "en"))
    patch.undo()
    return caught[0]


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(primary=HEX, accent=HEX)
def test_any_colours_pass_on_every_kind_of_block(
    parts: tuple[Handout, Look], primary: str, accent: str
) -> None:
    handout, look = parts
    coloured = replace(look, primary=primary, accent=accent)
    combinations: list[tuple[Edition, bool]] = [
        ("standard", False),
        ("large-print", False),
        ("standard", True),
    ]
    for edition, mono in combinations:
        document = compose(replace(handout, edition=edition, mono=mono), coloured)
        assert [words(each) for each in faint(document, logo(document))] == []


@settings(max_examples=400, deadline=None)
@given(primary=HEX, accent=HEX)
def test_every_duty_of_any_colours_is_done(primary: str, accent: str) -> None:
    for duty in duties(primary, accent):
        assert duty.after >= duty.needed, duty
        assert duty.changed == (duty.before < duty.needed), duty
    for mono in (False, True):
        solved = palette(primary, accent, mono)
        for colour, ground in (
            ("ink", "tint"),
            ("ink", "band"),
            ("quiet", "tint"),
            ("brand_on_tint", "tint"),
        ):
            if colour == "ink" and ground == "band":
                colour = "on_band"
            needed = 4.5 if ground == "band" else 7.0
            assert contrast(getattr(solved, colour), getattr(solved, ground)) >= needed, (colour, ground)


@cache
def small_library(folder: Path) -> Path:
    return write_library(folder / "data")


FIVE = """\
color:
  palette:
    one: "{0}"
    two: "{1}"
    accent: two
  primary: one
  secondary: "{2}"
  foreground: "{3}"
  background: "{4}"
"""


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(five=st.lists(HEX, min_size=5, max_size=5))
def test_a_brand_of_any_five_colours_is_warned_of_what_changed_much_and_of_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, five: list[str]
) -> None:
    data = small_library(tmp_path_factory.getbasetemp())
    (data / BRAND_FILE).write_text(FIVE.format(*five), encoding="utf-8")
    brand = Library(data, ROOT / "fonts").brand("north").value
    assert brand is not None
    one, two, secondary, foreground, background = five
    assert {colour.name: colour.value for colour in brand.colours} == {
        "one": one, "two": two, "accent": two, "primary": one,
        "secondary": secondary, "foreground": foreground, "background": background,
    }  # fmt: skip
    found = brand_problems(brand)
    for name, value, line in (("primary", five[0], 3), ("accent", five[1], 4), ("foreground", five[3], 8)):
        far = max(
            apart(from_hex(value), duty.printed)
            for duty in duties(five[0], five[1], five[3])
            if to_hex(duty.wanted) == value
        )
        said = [problem for problem in found if value in problem.message]
        if len({five[0], five[1], five[3]}) < 3:
            continue
        assert len(said) == (1 if far > MUCH else 0), (name, value, far)
        for problem in said:
            assert name in problem.message and not problem.is_error
            assert problem.place is not None
            assert (problem.place.line, problem.place.column) == (line, 15 if name == "foreground" else 10)
    assert len(found) <= 3


@settings(max_examples=100, deadline=None)
@given(primary=HEX, foreground=HEX)
def test_any_foreground_is_readable_ink_on_paper_and_in_boxes(primary: str, foreground: str) -> None:
    solved = palette(primary, primary, False, foreground)
    assert contrast(solved.ink, solved.tint) >= 7.0
    assert contrast(solved.ink, WHITE) >= 7.0
    if contrast(from_hex(foreground), solved.tint) >= 7.0:
        assert to_hex(solved.ink) == foreground
    assert palette(primary, primary, True, foreground).ink == BLACK


def test_a_yellow_brand_is_told_what_is_printed_instead(tmp_path: Path) -> None:
    data = write_library(tmp_path / "data")
    (data / BRAND_FILE).write_text('color:\n  primary: "#FFC72C"\n', encoding="utf-8")
    brand = Library(data, ROOT / "fonts").brand("north").value
    assert brand is not None
    (problem,) = brand_problems(brand)
    assert (
        problem.describe()
        .splitlines()[0]
        .endswith(
            "_brand.yml:2:12: warning: the primary colour #ffc72c is too pale to read (1.4:1, and 7:1 is needed); "
            "handouts print #684f00 instead (7.0:1)"
        )
    )


def test_the_sample_brands_are_printed_as_they_are() -> None:
    for clinic in SAMPLES.clinic_ids():
        brand = SAMPLES.brand(clinic).value
        assert brand is not None and brand_problems(brand) == []
