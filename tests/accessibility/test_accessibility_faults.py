"""One fault done to a finished handout turns a judge red: an Alt, an MCID, a Lang, a Scope gone, or the order changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from every_block import NAME, write_every_block
from judges import (
    assert_conforms,
    needs_poppler,
    outloud_findings,
    profile_failures,
    spoken_text,
    structure_problems,
)
from pikepdf import Array, Dictionary

from handouts.delivering.build import build_one
from handouts.delivering.places import data_folder
from handouts.reading.library import Library
from handouts.tailoring.request import Request

Fault = Callable[[pikepdf.Pdf], None]


@pytest.fixture(scope="module")
def handout(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a finished handout with every kind of block."""
    data = write_every_block(tmp_path_factory.mktemp("faults") / "data")
    pdf = build_one(Library(data, data_folder(None)[1]), Request(NAME, "parkview", "en")).pdf
    assert pdf is not None
    return pdf


def spoilt(pdf: bytes, fault: Fault) -> bytes:
    """Return *pdf* with *fault* done to it."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as file:
        fault(file)
        file.save(out, static_id=True)
    return out.getvalue()


def elements(file: pikepdf.Pdf, *kinds: str) -> list[Any]:
    """Return the structure elements of *kinds*, in reading order."""

    def below(element: Any) -> Iterator[Any]:
        if str(element.S)[1:] in kinds:
            yield element
        kids = element.get("/K", Array())
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, Dictionary) and "/S" in kid:
                yield from below(kid)

    return list(below(file.Root.StructTreeRoot.K))


def test_the_handout_itself_is_without_fault(handout: bytes) -> None:
    whole = spoilt(handout, lambda file: None)
    assert_conforms(whole)
    assert outloud_findings(whole) == []


def test_each_alt_is_missed(handout: bytes) -> None:
    with pikepdf.open(BytesIO(handout)) as file:
        spoken = [element for element in elements(file, "Figure", "Form") if "/Alt" in element]
        assert len(spoken) == len(elements(file, "Figure", "Form"))
    kept = []
    for number in range(len(spoken)):

        def without_alt(file: pikepdf.Pdf, number: int = number) -> None:
            del elements(file, "Figure", "Form")[number]["/Alt"]

        if not structure_problems(spoilt(handout, without_alt)):
            kept.append(number)
    assert kept == []


def test_each_piece_of_content_is_missed_in_the_tree(handout: bytes) -> None:
    owners = ("H1", "H2", "H3", "P", "Lbl", "LBody", "TH", "TD", "Caption", "Link", "Form", "Figure")
    with pikepdf.open(BytesIO(handout)) as file:
        count = len([element for element in elements(file, *owners) if "/K" in element])
    kept = []
    for number in range(0, count, 7):  # every seventh; each costs a reading of the whole file

        def without_content(file: pikepdf.Pdf, number: int = number) -> None:
            del [element for element in elements(file, *owners) if "/K" in element][number]["/K"]

        if not structure_problems(spoilt(handout, without_content)):
            kept.append(number)
    assert kept == []


def test_an_mcid_removed_from_a_page_is_missed(handout: bytes) -> None:
    def without_mcid(file: pikepdf.Pdf) -> None:
        stream = file.pages[1].Contents
        text = stream.read_bytes()
        changed = re.sub(rb"/LBody<</MCID \d+>>BDC", b"/Artifact BMC", text, count=1)
        assert changed != text
        stream.write(changed)

    pdf = spoilt(handout, without_mcid)
    assert any("on no page" in problem for problem in structure_problems(pdf))


def test_the_language_is_missed(handout: bytes) -> None:
    def without_language(file: pikepdf.Pdf) -> None:
        del file.Root["/Lang"]

    pdf = spoilt(handout, without_language)
    assert "the document has no language" in structure_problems(pdf)
    assert profile_failures(pdf, "ua1") != []


def test_each_scope_is_missed(handout: bytes) -> None:
    with pikepdf.open(BytesIO(handout)) as file:
        count = len(elements(file, "TH"))
    assert count == 15, "a table of two columns; a log of five, with eight rows"
    for number in range(count):

        def without_scope(file: pikepdf.Pdf, number: int = number) -> None:
            del elements(file, "TH")[number]["/A"]

        assert "a TH has no Scope" in structure_problems(spoilt(handout, without_scope))


@needs_poppler
@pytest.mark.parametrize(("kind", "where"), [("Sect", 1), ("LI", 0), ("TR", 1), ("P", 2)])
def test_two_neighbours_swapped_are_heard(handout: bytes, kind: str, where: int) -> None:
    def swapped(file: pikepdf.Pdf) -> None:
        element = elements(file, kind)[where]
        kids = element.P.K
        at = next(index for index, kid in enumerate(kids) if kid.objgen == element.objgen)
        kids[at], kids[at + 1] = kids[at + 1], kids[at]

    before, after = spoken_text(handout), spoken_text(spoilt(handout, swapped))
    assert before != after
    assert sorted(before.split()) == sorted(after.split())
