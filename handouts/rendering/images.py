"""Raster images: the bytes of a PNG or JPEG file as PDF image objects.

A JPEG in grey or RGB is embedded as it is; anything else becomes 8-bit grey or RGB samples, deflated, with
a soft mask where it is transparent. CMYK is converted, because the document's colours are sRGB (PDF/A-2,
ISO 19005-2, 6.2.4.3). Facts are from ISO 32000-1, 8.9.5. Pillow is a requirement of ReportLab.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from handouts.problems import ContentError, error
from handouts.rendering.syntax import COMPRESSION_LEVEL, RawObject

if TYPE_CHECKING:
    from PIL.Image import Image

_PNG_UP = 2  # the predictor of ISO 32000-1, 7.4.4.4: each sample minus the one above it
_MOST_PIXELS = 50_000_000


def image_objects(data: bytes, grey: bool = False) -> tuple[RawObject, RawObject | None]:
    """Return the image object of the file's bytes, without colour if *grey*, and its soft mask if it is transparent.

    Raises `ContentError` for bytes that are no PNG or JPEG that can be read.
    """
    picture, mask = _encoded(data, grey)
    return RawObject(*picture), RawObject(*mask) if mask is not None else None


def image_size(data: bytes) -> tuple[int, int]:
    """Return width and height in pixels. Raises `ContentError` like `image_objects`."""
    image = _opened(data)
    width, height = image.size
    return (width, height) if _turn(image) < 5 else (height, width)


@lru_cache(maxsize=16)
def _encoded(data: bytes, grey: bool) -> tuple[tuple[bytes, bytes], tuple[bytes, bytes] | None]:
    image = _opened(data)
    if image.format == "JPEG" and image.mode in (("L",) if grey else ("L", "RGB")) and _upright(image):
        entries = _entries(*image.size, image.mode) + b"/Filter/DCTDecode"
        return (entries, data), None
    try:
        mask = None
        if not _upright(image):
            image = _turned(image)
        if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
            image = image.convert("RGBA")
            alpha = image.getchannel("A")
            if alpha.getextrema() != (255, 255):
                mask = _samples(alpha)
        grey = grey or image.mode in ("1", "L", "LA", "I;16", "I")
        if image.mode in ("I;16", "I"):  # sixteen bits a sample; Pillow's own conversion would clip at 255
            image = image.point(lambda value: value / 256).convert("L")
        return _samples(image.convert("L" if grey else "RGB")), mask
    except OSError as failure:
        raise _unreadable() from failure


def _opened(data: bytes) -> Image:
    """Return the image, read as far as its header."""
    from PIL import Image as images
    from PIL import UnidentifiedImageError

    try:
        image = images.open(BytesIO(data), formats=("PNG", "JPEG"))
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        images.DecompressionBombError,
    ) as failure:
        raise _unreadable() from failure
    if image.size[0] * image.size[1] > _MOST_PIXELS:
        raise ContentError(
            [error("image-too-large", "an image has over 50 million pixels", hint="save it smaller")]
        )
    return image


def _turn(image: Image) -> int:
    """Return the Exif orientation: 1 is upright, 5 and more exchange width and height (Exif 2.3, 4.6.4)."""
    turn = image.getexif().get(0x0112, 1)
    return turn if isinstance(turn, int) else 1


def _upright(image: Image) -> bool:
    return _turn(image) in (0, 1)


def _turned(image: Image) -> Image:
    """Return the image as its Exif orientation says that it should stand: phones do not turn the pixels."""
    from PIL import ImageOps

    return ImageOps.exif_transpose(image)


def _unreadable() -> ContentError:
    hint = "save the picture as PNG or JPEG again"
    return ContentError(
        [error("image-unreadable", "an image is not a PNG or JPEG file, or is damaged", hint=hint)]
    )


def _entries(width: int, height: int, mode: str) -> bytes:
    space = b"DeviceGray" if mode == "L" else b"DeviceRGB"
    return (
        b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/%s"
        % (width, height, space)
    )  # fmt: skip


def _samples(image: Image) -> tuple[bytes, bytes]:
    """Return the dictionary entries and the deflated samples of an image in mode L or RGB."""
    width, height = image.size
    colours = len(image.mode)
    row_length = width * colours
    samples = image.tobytes()
    predicted = zlib.compress(_less_above(image, row_length), COMPRESSION_LEVEL)
    plain = zlib.compress(samples, COMPRESSION_LEVEL)
    entries = _entries(width, height, image.mode) + b"/Filter/FlateDecode"
    if len(plain) <= len(predicted):
        return entries, plain
    return entries + b"/DecodeParms<</Predictor 15/Colors %d/Columns %d>>" % (colours, width), predicted


def _less_above(image: Image, row_length: int) -> bytes:
    """Return the rows of *image* (mode L or RGB), each after the predictor's mark and less the row above it."""
    from PIL import ImageChops

    above = image.copy()
    above.paste(image, (0, 1))  # what is pasted beyond the lower edge is left out
    above.paste(0, (0, 0, image.width, 1))
    differences = ImageChops.subtract_modulo(image, above).tobytes()
    mark = bytes([_PNG_UP])
    return b"".join(
        mark + differences[start : start + row_length] for start in range(0, len(differences), row_length)
    )
