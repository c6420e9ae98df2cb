"""Raster images: the page has the colours of the file, and what cannot be read is a problem."""

import random
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest
from documents import information, picture
from judges import assert_conforms
from PIL import Image

from handouts.graphics.document import ComposedDocument, Page, RasterImage, StructureElement
from handouts.problems import ContentError
from handouts.rendering.images import image_size
from handouts.rendering.render import render


def drawn(data: bytes) -> tuple[bytes, Image.Image]:
    """Return a PDF of the image alone, 60 by 60 points, and the page drawn at one pixel a point."""
    root = StructureElement("Document")
    figure = root.add("Figure", alternate="A test picture")
    page = Page(60, 60, (RasterImage(0, 0, 60, 60, data, figure),))
    pdf = render(ComposedDocument((page,), root, information()))
    return pdf, pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil().convert("RGB")


def file_of(image: Image.Image, file_format: str = "PNG", **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, file_format, **options)
    return out.getvalue()


def pictures(file: pikepdf.Pdf) -> list[Any]:
    return [
        item for item in file.objects if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
    ]


def near(found: object, wanted: tuple[int, int, int], by: int = 12) -> bool:
    return all(abs(one - other) <= by for one, other in zip(found, wanted, strict=True))  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (file_of(Image.new("RGB", (8, 8), (200, 30, 60))), (200, 30, 60)),
        (file_of(Image.new("L", (8, 8), 90)), (90, 90, 90)),
        (file_of(Image.new("1", (8, 8), 1)), (255, 255, 255)),
        (file_of(Image.new("P", (8, 8), 0)), (0, 0, 0)),
        (file_of(Image.new("I;16", (8, 8), 0x8000)), (128, 128, 128)),
        (file_of(Image.new("RGBA", (8, 8), (200, 0, 0, 0))), (255, 255, 255)),
        (file_of(Image.new("RGBA", (8, 8), (0, 0, 0, 128))), (127, 127, 127)),
        (file_of(Image.new("LA", (8, 8), (0, 255))), (0, 0, 0)),
        (file_of(Image.new("RGB", (8, 8), (200, 30, 60)), "JPEG"), (200, 30, 60)),
        (file_of(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "JPEG"), (255, 0, 0)),
    ],
)
def test_colours_are_kept_and_the_file_conforms(data: bytes, wanted: tuple[int, int, int]) -> None:
    pdf, page = drawn(data)
    assert near(page.getpixel((30, 30)), wanted)
    assert_conforms(pdf)


def test_an_rgb_jpeg_is_embedded_as_it_is() -> None:
    data = picture("RGB", "JPEG")
    file = pikepdf.open(BytesIO(drawn(data)[0]))
    assert pictures(file)[0].read_raw_bytes() == data


def test_a_photograph_taken_sideways_stands_upright() -> None:
    image = Image.new("RGB", (40, 20), (0, 0, 255))
    image.paste((255, 0, 0), (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: what is left in the file belongs on top
    data = file_of(image, "JPEG", exif=exif, quality=95)
    page = drawn(data)[1]
    assert image_size(data) == (20, 40)
    assert near(page.getpixel((30, 10)), (255, 0, 0), 30)
    assert near(page.getpixel((30, 50)), (0, 0, 255), 30)


@pytest.mark.parametrize(
    "data",
    [b"", b"GIF89a", picture()[:60], picture("RGB", "JPEG")[:30], file_of(Image.new("L", (9, 9)), "GIF")],
)
def test_what_is_no_png_or_jpeg_is_a_problem(data: bytes) -> None:
    with pytest.raises(ContentError) as failure:
        drawn(data)
    assert failure.value.problems[0].code == "image-unreadable"


def test_the_same_file_is_embedded_once() -> None:
    root = StructureElement("Document")
    figure = root.add("Figure", alternate="Twice")
    marks = tuple(RasterImage(0, 30 * step, 20, 20, picture(), figure) for step in range(2))
    file = pikepdf.open(BytesIO(render(ComposedDocument((Page(60, 60, marks),), root, information()))))
    assert len(pictures(file)) == 1


def test_a_picture_of_many_megabytes_makes_a_file_whose_objects_are_found() -> None:
    noise = Image.frombytes("RGB", (2600, 2300), random.Random(1).randbytes(2600 * 2300 * 3))
    figure = (root := StructureElement("Document")).add("Figure", alternate="Noise")
    page = Page(60, 60, (RasterImage(0, 0, 60, 60, file_of(noise), figure),))
    pdf = render(ComposedDocument((page,), root, information()))
    assert len(pdf) > 1 << 24
    with pikepdf.open(BytesIO(pdf)) as file:
        assert file.check_pdf_syntax() == []


def test_a_picture_can_be_printed_without_its_colours() -> None:
    figure = (root := StructureElement("Document")).add("Figure", alternate="A test picture")
    marks = tuple(
        RasterImage(x, 0, 30, 60, file_of(Image.new("RGB", (8, 8), (200, 30, 60)), kind), figure, grey)
        for x, kind, grey in ((0, "PNG", True), (30, "JPEG", True))
    )
    pdf = render(ComposedDocument((Page(60, 60, marks),), root, information()))
    image = pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil().convert("RGB")
    for x in (15, 45):
        red, green, blue = image.getpixel((x, 30))
        assert max(red, green, blue) - min(red, green, blue) <= 1
        assert 60 < red < 100
