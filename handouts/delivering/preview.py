"""Pictures of a finished PDF, for looking at it without a viewer. Knows PDF bytes and PNG, no handouts.

PDFium paints the pages (pypdfium2); Pillow, which comes with ReportLab, writes the PNG files.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

RESOLUTION = 110
"""Dots an inch: a Letter page is then 935 by 1210 pixels, which a screen shows whole and the eye can read."""
SHADES = 256
"""Colours in a picture: pages have few, and a palette makes the file a third of the size."""


def page_pictures(pdf: bytes, resolution: float = RESOLUTION) -> list[bytes]:
    """Return a PNG file for each page of *pdf*, at *resolution* dots an inch."""
    import pypdfium2
    from PIL.Image import Quantize

    pictures = []
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            picture = page.render(scale=resolution / 72).to_pil().convert("RGB")
            # Maximum coverage keeps rare colours (a thin rule of the accent) that a median cut would blend away.
            picture = picture.quantize(SHADES, Quantize.MAXCOVERAGE, dither=0)
            stream = BytesIO()
            picture.save(stream, "PNG", optimize=True, dpi=(resolution, resolution))
            pictures.append(stream.getvalue())
    finally:
        document.close()
    return pictures


def preview_names(pdf: Path, pages: int) -> list[Path]:
    """Return where the pictures of *pdf* lie: beside it, ``name.page-1.png`` and so on."""
    return [pdf.with_name(f"{pdf.stem}.page-{number}.png") for number in range(1, pages + 1)]


def write_previews(pdf: bytes, file: Path) -> list[Path]:
    """Write a picture of each page of *pdf* beside *file*, and return where; raises ContentError if it cannot.

    Pictures of pages that *file* no longer has are removed, so that nobody looks at an old page.
    """
    from handouts.delivering.files import write_atomically

    pictures = page_pictures(pdf)
    names = preview_names(file, len(pictures))
    for name, picture in zip(names, pictures, strict=True):
        write_atomically(name, picture)
    number = len(pictures) + 1
    while (stale := file.with_name(f"{file.stem}.page-{number}.png")).exists():
        stale.unlink()
        number += 1
    return names
