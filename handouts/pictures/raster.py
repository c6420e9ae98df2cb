"""PNG and JPEG logos made ready for a page: upright, in sRGB of 8 bits, without wide margins, no larger than is printed.

What is fit as it stands keeps its bytes. It knows no page; Pillow reads and writes.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from handouts.pictures.visible import seen_pixels, trim_box
from handouts.problems import ContentError, error

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 50_000_000
MOST_STRETCHED = 1000
"""Proportions beyond which a picture is no logo: nothing of it would be left on paper."""


@dataclass(frozen=True, slots=True)
class Raster:
    """The bytes of a PNG or JPEG, its proportions, and whether anything of it can be seen on white paper."""

    data: bytes
    width: int
    height: int
    visible: bool = True


def ready(data: bytes, most: tuple[int, int]) -> Raster:
    """Return the picture in *data* ready to be printed in at most so many pixels across and down.

    Raises ContentError for what is no PNG or JPEG, is damaged or cut off, or is too large or too narrow.
    """
    image = _opened(data)
    as_it_is = (image.format in ("JPEG", "MPO") and image.mode in ("L", "RGB")) or image.format == "PNG"
    plain = _plain(image)
    changed = plain is not image
    part = seen_pixels(plain)
    if part is None:
        return Raster(data, *plain.size, visible=False)
    box = trim_box(part, *plain.size)
    if box != (0, 0, *plain.size):
        plain, changed = plain.crop(box), True
    width, height = plain.size
    scale = min(most[0] / width, most[1] / height)
    if scale < 0.8:  # a little more than is needed does no harm
        plain, changed = _scaled(plain, scale), True
    if as_it_is and not changed:
        return Raster(data, width, height)
    return Raster(png(plain), width, height)


def png(image: Image) -> bytes:
    """Return *image* as the bytes of a PNG, packed lightly: it is unpacked again at once."""
    file = BytesIO()
    image.save(file, "PNG", compress_level=1)
    return file.getvalue()


def _opened(data: bytes) -> Image:
    """Return the image with all its pixels read."""
    from PIL import Image as images
    from PIL import UnidentifiedImageError

    damaged = "save the picture as PNG or JPEG again"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Pillow warns of is bounded here
            image = images.open(BytesIO(data), formats=("PNG", "JPEG"))
            width, height = image.size
            if width * height > MOST_PIXELS:
                raise images.DecompressionBombError
            if max(width, height) > MOST_STRETCHED * min(width, height):
                message = f"the picture is {width} by {height} pixels: nothing of it would be left on paper"
                raise ContentError([error("image-too-narrow", message, hint="cut out the logo itself")])
            image.load()
            if image.format == "JPEG" and not _is_sound_jpeg(data):
                raise ValueError("damaged within")
            return image
    except images.DecompressionBombError:
        message = f"the picture has over {MOST_PIXELS // 1_000_000} million pixels"
        raise ContentError([error("image-too-large", message, hint="save it smaller")]) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as failure:
        if "truncated" in str(failure).casefold():
            message = "the picture is cut off: part of the file is missing"
            hint = "copy the file again from where it came from"
            raise ContentError([error("image-cut-off", message, hint=hint)]) from None
        raise ContentError(
            [error("image-unreadable", "the picture is not a PNG or JPEG file, or is damaged", hint=damaged)]
        ) from None


def _is_sound_jpeg(data: bytes) -> bool:
    """Return whether a strict reader takes the JPEG in *data*: Pillow passes over damage that others stumble on."""
    from pikepdf import Dictionary, Name, PdfError, Stream, StreamDecodeLevel, new

    with new() as document:
        stream = Stream(
            document, data, Dictionary(Type=Name.XObject, Subtype=Name.Image, Filter=Name.DCTDecode)
        )
        try:
            stream.read_bytes(StreamDecodeLevel.all)
        except (PdfError, RuntimeError, ValueError):
            return False
    return True


def _plain(image: Image) -> Image:
    """Return *image* upright, in grey or sRGB of 8 bits, with alpha or without; the same object if it is so already."""
    from PIL import ImageOps

    profile = image.info.get("icc_profile")
    try:
        if image.getexif().get(0x0112, 1) not in (0, 1):
            image = ImageOps.exif_transpose(image)
    except (OSError, ValueError, SyntaxError, KeyError, TypeError):
        pass  # what a camera wrote cannot be read: the picture stays as it is
    if (
        image.mode.startswith("I") or image.mode == "F"
    ):  # sixteen bits a sample; Pillow's own conversion clips at 255
        image = image.point(lambda value: value / 256).convert("L")
    see_through = image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info
    grey = image.mode in ("1", "L", "LA", "La")
    if profile and not grey:
        image = _in_srgb(image, profile, see_through)
    wanted = ("LA" if grey else "RGBA") if see_through else ("L" if grey else "RGB")
    if image.mode != wanted:
        image = image.convert("RGBA").convert(wanted) if see_through else image.convert(wanted)
    return image


def _in_srgb(image: Image, profile: bytes, see_through: bool) -> Image:
    """Return *image* in sRGB; one whose profile cannot be read counts as sRGB already."""
    from PIL import ImageCms

    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        if "srgb" in ImageCms.getProfileDescription(own).casefold():
            return image
        if image.mode in ("P", "PA"):
            image = image.convert("RGBA" if see_through else "RGB")
        alpha = image.getchannel("A") if see_through and "A" in image.getbands() else None
        solid = image.convert("RGB") if image.mode == "RGBA" else image
        turned = ImageCms.profileToProfile(solid, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
        if turned is None:
            return image
        if alpha is not None:
            turned.putalpha(alpha)
        return turned
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image


def _scaled(image: Image, scale: float) -> Image:
    from PIL import Image as images

    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    if image.mode == "LA":
        image = image.convert("RGBA")
    if image.mode == "RGBA":  # colours of what is see-through must not bleed
        return image.convert("RGBa").resize(size, images.Resampling.LANCZOS, reducing_gap=3).convert("RGBA")
    return image.resize(size, images.Resampling.LANCZOS, reducing_gap=3)
