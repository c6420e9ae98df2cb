"""QR codes: readable modules, the highest correction that keeps them, and a drawing that scanners decode."""

import pypdfium2
import pytest
import zxingcpp
from documents import information

from handouts.graphics.document import ComposedDocument, Page, StructureElement
from handouts.rendering.qr import QUIET_ZONE, QrTooLong, qr_drawing, qr_matrix
from handouts.rendering.render import render

URL = "https://schedule.example.com/parkview/lumbar-sympathetic-block"
MILLIMETRES = 72 / 25.4


@pytest.mark.parametrize("length", [1, 20, 70, 84, 85, 108, 109, 152, 153, 192])
def test_modules_are_half_a_millimetre_or_more_at_thirty(length: int) -> None:
    assert 30 / (len(qr_matrix("x" * length)) + 2 * QUIET_ZONE) >= 0.5


def test_too_long_a_text_says_how_many_characters_fit() -> None:
    with pytest.raises(QrTooLong) as failure:
        qr_matrix("x" * 193)
    assert (failure.value.length, failure.value.fits) == (193, 192)


def test_a_short_text_has_the_highest_error_correction() -> None:
    matrix = qr_matrix("x" * 84)  # version 8 holds exactly 84 bytes at level H
    drawn = bytes(0 if module else 255 for row in _bordered(matrix) for module in row)
    side = len(matrix) + 2 * QUIET_ZONE
    from PIL import Image

    image = Image.frombytes("L", (side, side), drawn).resize((side * 4, side * 4), Image.Resampling.NEAREST)
    assert zxingcpp.read_barcodes(image)[0].ec_level == "H"


@pytest.mark.parametrize("resolution", [150, 200])
def test_the_drawn_code_decodes_from_the_page(resolution: int) -> None:
    root = StructureElement("Document")
    figure = root.add("Figure", alternate="QR code")
    side = 30 * MILLIMETRES
    page = Page(612, 792, (qr_drawing(qr_matrix(URL), 100.3, 200.7, side, figure),))
    pdf = render(ComposedDocument((page,), root, information()))
    image = pypdfium2.PdfDocument(pdf)[0].render(scale=resolution / 72).to_pil()
    assert [found.text for found in zxingcpp.read_barcodes(image)] == [URL]


def test_the_drawing_is_the_matrix() -> None:
    matrix = qr_matrix(URL)
    drawn = set()
    for _operator, (x, y, width, height) in qr_drawing(matrix, 0, 0, 85).paths[0].segments:
        assert height == 1
        drawn |= {(int(y) - QUIET_ZONE, int(x) + step - QUIET_ZONE) for step in range(int(width))}
    dark = {
        (row, column) for row, modules in enumerate(matrix) for column, module in enumerate(modules) if module
    }
    assert drawn == dark


def _bordered(matrix: tuple[tuple[bool, ...], ...]) -> list[list[bool]]:
    blank = [False] * (len(matrix) + 2 * QUIET_ZONE)
    middle = [[False] * QUIET_ZONE + list(row) + [False] * QUIET_ZONE for row in matrix]
    return [blank] * QUIET_ZONE + middle + [blank] * QUIET_ZONE
