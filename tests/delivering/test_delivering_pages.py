"""The finished pages of the sample clinics: two sides, every font in the file, a QR code that scans, words in order."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from handouts.delivering.build import build_pdf

PROCEDURE = "lumbar-sympathetic-block"
ADDRESSES = {
    "parkview": f"https://parkview.example.com/schedule?procedure={PROCEDURE}",
    "harbour": f"https://harbour.example.com/book/{PROCEDURE}",
}
SIZES = {"parkview": (612, 792), "harbour": (595, 842)}


@pytest.fixture(scope="module", params=list(ADDRESSES))
def clinic(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def pdf(clinic: str) -> bytes:
    return build_pdf(PROCEDURE, clinic)


def test_a_standard_handout_is_two_sides_of_the_clinics_paper(pdf: bytes, clinic: str) -> None:
    with pypdfium2.PdfDocument(pdf) as document:
        assert [(round(page.get_width()), round(page.get_height())) for page in document] == [
            SIZES[clinic]
        ] * 2


def test_every_font_is_embedded_as_a_subset(pdf: bytes) -> None:
    with pikepdf.open(BytesIO(pdf)) as file:
        fonts = [font for page in file.pages for font in page.obj.Resources.Font.values()]
        assert fonts
        for font in fonts:
            name = str(font.BaseFont)
            descriptors: list[Any] = [font.get("/FontDescriptor")]
            descriptors += [below.get("/FontDescriptor") for below in font.get("/DescendantFonts", [])]
            assert any(found is not None and "/FontFile2" in found for found in descriptors), name
            assert re.match(r"/[A-Z]{6}\+", name), name


@pytest.mark.parametrize("dots_per_inch", [150, 200])
@pytest.mark.parametrize("grey", [False, True])
def test_the_qr_code_scans_from_the_printed_page(
    pdf: bytes, clinic: str, dots_per_inch: int, grey: bool
) -> None:
    with pypdfium2.PdfDocument(pdf) as document:
        images = [page.render(scale=dots_per_inch / 72, grayscale=grey).to_pil() for page in document]
    found = [[code.text for code in zxingcpp.read_barcodes(image)] for image in images]
    assert found == [[], [ADDRESSES[clinic]]]


def test_the_address_and_a_phone_are_printed_beside_the_code(pdf: bytes, clinic: str) -> None:
    with pypdfium2.PdfDocument(pdf) as document:
        text = " ".join(document[1].get_textpage().get_text_bounded().split())
    assert ADDRESSES[clinic].removeprefix("https://").split("?")[0] in re.sub(
        r"[-\u2010\ufffe\x02] ?", "-", text
    )
    assert {"parkview": "555-0142", "harbour": "555-0167"}[clinic] in re.sub(r"[\u2010\ufffe\x02]", "-", text)


@pytest.mark.parametrize("edition", ["standard", "large-print"])
@pytest.mark.parametrize("mono", [False, True])
def test_every_edition_on_every_paper_is_made(clinic: str, edition: str, mono: bool) -> None:
    for paper, size in {"letter": (612, 792), "a4": (595, 842)}.items():
        pdf = build_pdf(PROCEDURE, clinic, edition=edition, mono=mono, paper=paper)
        with pypdfium2.PdfDocument(pdf) as document:
            sizes = {(round(page.get_width()), round(page.get_height())) for page in document}
            assert sizes == {size}
            assert edition == "large-print" or len(document) == 2
