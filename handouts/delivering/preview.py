"""Pictures of a finished PDF, for looking at it without a viewer. Knows PDF bytes and PNG, no handouts.

PDFium paints the pages (pypdfium2); Pillow, which comes with ReportLab, writes the PNG files.
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handouts.delivering.files import Access
    from handouts.delivering.outputs import Outputs

RESOLUTION = 110
"""Dots an inch: a Letter page is then 935 by 1210 pixels, which a screen shows whole and the eye can read."""
SHADES = 256
"""Colours in a picture: pages have few, and a palette makes the file a third of the size."""


def page_pictures(pdf: bytes, resolution: float = RESOLUTION) -> list[bytes]:
    """Return a PNG file for each page of *pdf*, at *resolution* dots an inch."""
    import pypdfium2
    from PIL.Image import Quantize
    from PIL.PngImagePlugin import PngInfo

    pictures = []
    mark = PngInfo()
    mark.add_text("Software", "handouts")  # so that a later run knows it from a picture of somebody else's
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            picture = page.render(scale=resolution / 72).to_pil().convert("RGB")
            # Maximum coverage keeps rare colours (a thin rule of the accent) that a median cut would blend away.
            picture = picture.quantize(SHADES, Quantize.MAXCOVERAGE, dither=0)
            stream = BytesIO()
            picture.save(stream, "PNG", optimize=True, dpi=(resolution, resolution), pnginfo=mark)
            pictures.append(stream.getvalue())
    finally:
        document.close()
    return pictures


def page_picture(pdf: bytes, resolution: float, page: int = 1) -> bytes:
    """Return *page* of *pdf*, from 1, as a PNG file to be looked at now: quickly made, not small, and not marked."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        picture = document[page - 1].render(scale=resolution / 72).to_pil().convert("RGB")
        return _quick_png(picture.width, picture.height, picture.tobytes())
    finally:
        document.close()


def _quick_png(width: int, height: int, colours: bytes) -> bytes:
    """Return a PNG file (ISO/IEC 15948) of these pixels, three bytes each, rows unfiltered.

    Pillow tries every filter on every row: of a page, mostly white, that takes half as long again, and more bytes.
    """
    row = 3 * width
    rows = b"".join(b"\0" + colours[start : start + row] for start in range(0, height * row, row))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def preview_names(pdf: Path, pages: int) -> list[Path]:
    """Return where the pictures of *pdf* lie: beside it, ``name.page-1.png`` and so on."""
    return [pdf.with_name(f"{pdf.stem}.page-{number}.png") for number in range(1, pages + 1)]


def write_previews(pdf: bytes, file: Path, outputs: Outputs, access: Access) -> list[Path]:
    """Write a picture of each page of *pdf* beside *file*, and return where; raises ContentError if it cannot.

    Pictures that this program made of pages that *file* no longer has are removed, so that nobody looks at an old
    page; any other picture stays.
    """
    from handouts.delivering.outputs import Kind, kind_of

    pictures = page_pictures(pdf)
    names = preview_names(file, len(pictures))
    for name in names:
        outputs.check(name, Kind.PICTURE)
    for name, picture in zip(names, pictures, strict=True):
        outputs.write(picture, name, Kind.PICTURE, access)
    number = len(pictures) + 1
    while (stale := file.with_name(f"{file.stem}.page-{number}.png")).is_file():
        if kind_of(stale) is Kind.PICTURE:
            stale.unlink()
        number += 1
    return names
