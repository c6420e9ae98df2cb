"""Logos of pixels: every kind of PNG and JPEG is printed in its colours, and what cannot be printed says what to do."""

from __future__ import annotations

import random
import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from documents import information
from judges import assert_conforms
from logo_corpus import CORPUS
from PIL import Image, ImageCms

from handouts.composing.design import PAPERS, design
from handouts.composing.logo import LARGEST
from handouts.graphics.document import ComposedDocument, Page, RasterImage, StructureElement
from handouts.pictures.logo import read_logo
from handouts.pictures.raster import ready
from handouts.problems import ContentError
from handouts.rendering.render import render
from handouts.text.families import FontStack
from handouts.text.fonts import load_font

ROOT = Path(__file__).parents[2]
RED = (200, 30, 60)
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def file_of(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def page_of(data: bytes) -> tuple[bytes, Image.Image]:
    """Return a PDF of the picture, and its page at a pixel a point."""
    root = StructureElement("Document")
    page = Page(60, 60, (RasterImage(0, 0, 60, 60, data, root.add("Figure", alternate="Logo")),))
    pdf = render(ComposedDocument((page,), root, information()))
    painted: Image.Image = pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil()
    return pdf, painted.convert("RGB")


def turned(image: Image.Image, orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return file_of(image, "JPEG", exif=exif, quality=95)


def halves() -> Image.Image:
    """Return a picture of 80 by 40 pixels, red at the left and blue at the right."""
    image = Image.new("RGB", (80, 40), RED)
    image.paste((30, 60, 200), (40, 0, 80, 40))
    return image


def palette_with_hole() -> bytes:
    image = Image.new("P", (40, 20), 0)
    image.putpalette([*RED, 30, 60, 200])
    image.paste(1, (0, 0, 4, 4))
    return file_of(image, transparency=1)


def sixteen_bits() -> bytes:
    return file_of(Image.new("I;16", (40, 20), 90 * 256))


KINDS: dict[str, tuple[bytes, tuple[int, int, int]]] = {
    "rgb": (file_of(Image.new("RGB", (40, 20), RED)), RED),
    "rgba": (file_of(Image.new("RGBA", (40, 20), (*RED, 255))), RED),
    "half transparent": (file_of(Image.new("RGBA", (40, 20), (0, 0, 0, 128))), (127, 127, 127)),
    "grey": (file_of(Image.new("L", (40, 20), 90)), (90, 90, 90)),
    "grey and alpha": (file_of(Image.new("LA", (40, 20), (0, 128))), (127, 127, 127)),
    "one bit": (file_of(Image.new("1", (40, 20), 0)), (0, 0, 0)),
    "sixteen bits": (sixteen_bits(), (90, 90, 90)),
    "palette with a hole": (palette_with_hole(), RED),
    "jpeg": (file_of(Image.new("RGB", (40, 20), RED), "JPEG", quality=95), RED),
    "progressive jpeg": (file_of(Image.new("RGB", (40, 20), RED), "JPEG", progressive=True), RED),
    "cmyk jpeg": (file_of(Image.new("CMYK", (40, 20), (0, 255, 255, 0)), "JPEG"), (255, 0, 0)),
    "srgb profile": (file_of(Image.new("RGB", (40, 20), RED), icc_profile=SRGB), RED),
    "broken profile": (file_of(Image.new("RGB", (40, 20), RED), icc_profile=b"nonsense"), RED),
    "large": (file_of(Image.new("RGB", (4000, 3000), RED)), RED),
    "large and transparent": (file_of(Image.new("RGBA", (4000, 1000), (*RED, 255))), RED),
}  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_picture_keeps_its_colour(name: str) -> None:
    data, wanted = KINDS[name]
    logo, problems = read_logo(data, "logo.png", LARGEST)
    assert logo is not None
    assert problems == []
    pdf, page = page_of(logo.data)
    found = page.getpixel((30, 30))
    assert isinstance(found, tuple)
    assert all(abs(one - other) <= 6 for one, other in zip(found, wanted, strict=True)), found
    assert_conforms(pdf)


@pytest.mark.parametrize(("orientation", "left_is_red"), [(1, True), (2, False), (3, False), (4, True)])
def test_a_picture_of_a_camera_is_turned_upright(orientation: int, left_is_red: bool) -> None:
    logo, _problems = read_logo(turned(halves(), orientation), "logo.jpg", LARGEST)
    assert logo is not None
    found = page_of(logo.data)[1].getpixel((10, 30))
    assert isinstance(found, tuple)
    assert (found[0] > found[2]) == left_is_red


@pytest.mark.parametrize("orientation", [5, 6, 7, 8])
def test_a_picture_on_its_side_exchanges_width_and_height(orientation: int) -> None:
    logo, _problems = read_logo(turned(halves(), orientation), "logo.jpg", LARGEST)
    assert logo is not None
    assert logo.pixels == (40, 80)


def bomb() -> bytes:
    """Return a PNG of 60,000 by 60,000 pixels in a few bytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body))

    head = struct.pack(">LLBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    packed = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


NOISE = Image.frombytes("RGB", (300, 100), random.Random(2).randbytes(90_000))
REFUSED: dict[str, tuple[bytes, str]] = {
    "bomb": (bomb(), "image-too-large"),
    "one pixel wide": (file_of(Image.new("RGB", (1, 100_000))), "image-too-narrow"),
    "jpeg cut off": (file_of(NOISE, "JPEG")[:4000], "image-cut-off"),
    "png cut off": (file_of(NOISE)[:4000], "image-cut-off"),
    "png of a head alone": (b"\x89PNG\r\n\x1a\n", "image-unreadable"),
    "gif": (file_of(NOISE.convert("P"), "GIF"), "logo-kind"),
    "animated gif": (file_of(NOISE.convert("P"), "GIF", save_all=True, append_images=[NOISE]), "logo-kind"),
    "webp": (file_of(NOISE, "WEBP"), "logo-kind"),
    "tiff": (file_of(NOISE, "TIFF"), "logo-kind"),
    "bmp": (file_of(NOISE, "BMP"), "logo-kind"),
    "pdf": (b"%PDF-1.7", "logo-kind"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_printed_says_what_to_do(name: str) -> None:
    data, code = REFUSED[name]
    with pytest.raises(ContentError) as caught:
        read_logo(data, "logo.png", LARGEST)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert problem.hint


@pytest.mark.parametrize(
    "image", [Image.new("RGB", (40, 20), "white"), Image.new("RGBA", (40, 20), (0, 0, 0, 0))]
)
def test_a_picture_that_nobody_can_see_is_told_and_left_out(image: Image.Image) -> None:
    logo, (problem,) = read_logo(file_of(image), "logo.png", LARGEST)
    assert logo is None
    assert problem.code == "logo-unseen"


def test_wide_empty_margins_of_a_picture_are_cut_off() -> None:
    image = Image.new("RGBA", (1000, 1000), (0, 0, 0, 0))
    image.paste(RED, (400, 450, 600, 550))
    logo, _problems = read_logo(file_of(image), "logo.png", LARGEST)
    assert logo is not None
    assert logo.pixels == (200, 100)


def test_a_large_noisy_picture_is_scaled_to_what_is_printed() -> None:
    noise = Image.frombytes("RGB", (4000, 3000), random.Random(3).randbytes(4000 * 3000 * 3))
    logo, _problems = read_logo(file_of(noise, compress_level=0), "logo.png", LARGEST)
    assert logo is not None
    with Image.open(BytesIO(logo.data)) as image:
        assert image.height <= 56 / 72 * 600 + 1
    assert_conforms(page_of(logo.data)[0])


@pytest.mark.parametrize("name", ["linear-gradient", "opacity-group-overlapping", "shadow"])
def test_a_drawn_logo_with_transparency_satisfies_the_judges(name: str) -> None:
    logo, _problems = read_logo(CORPUS[name], "logo.svg", LARGEST)
    assert logo is not None
    assert_conforms(page_of(logo.data)[0])


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("edition", ["standard", "large-print"])
def test_no_page_prints_a_logo_larger_than_it_is_made_ready_for(paper: str, edition: str) -> None:
    font = load_font(ROOT / "fonts" / "source-sans-3" / "SourceSans3-Regular.ttf")
    fonts = FontStack((font,), (font,))
    plan = design(edition, paper, False, "#000000", "#000000", fonts, fonts)
    assert 0.3 * plan.width <= LARGEST[0]
    assert plan.logo <= LARGEST[1]


def test_a_jpeg_that_is_damaged_within_is_refused_even_if_something_of_it_can_be_read() -> None:
    file = BytesIO()
    Image.effect_noise((80, 60), 60).convert("RGB").save(file, "JPEG", quality=80)
    whole = file.getvalue()
    assert ready(whole, (600, 600)).data == whole
    middle = len(whole) // 2
    damaged = whole[:middle] + b"\xff\x00\xff\xd9" * 8 + whole[middle + 32 :]
    with pytest.raises(ContentError) as refused:
        ready(damaged, (600, 600))
    assert refused.value.problems[0].code in ("image-unreadable", "image-cut-off")
