"""QR codes: a link as a matrix of modules, and the matrix as a vector drawing.

The arithmetic of the size: a code of version v has 17 + 4v modules a side and needs a quiet zone of
4 on each side (ISO/IEC 18004, 6.3.8). Printed 30 mm wide, quiet zone included, a module is
30 / (17 + 4v + 8) mm. It must be 0.5 mm or more (measured: at 0.5 mm modules 77 to 100 % of worn prints
decode, at 0.4 mm 10 to 73 %), so 25 + 4v <= 60, and v <= 8: 49 modules, of 0.526 mm.

The error correction is the highest (H, Q, M, L: 30, 25, 15, 7 % of a code may be lost) whose version stays
within that; the mask is the one that the standard's penalty rules choose. This module knows no clinic.
"""

from __future__ import annotations

from functools import lru_cache

from handouts.graphics.document import Colour, Drawing, Path, PathSegment, StructureElement

Matrix = tuple[tuple[bool, ...], ...]
"""Rows from the top, each from the left; True is a dark module. Without the quiet zone."""

QUIET_ZONE = 4
SIDE_MILLIMETRES = 30.0
SMALLEST_MODULE_MILLIMETRES = 0.5
LARGEST_VERSION = int((SIDE_MILLIMETRES / SMALLEST_MODULE_MILLIMETRES - 2 * QUIET_ZONE - 17) // 4)

_MODE_BITS = 4  # of the mode indicator
_LENGTH_BITS = 8  # of the length of a byte segment, in versions 1 to 9


class QrTooLong(Exception):
    """A text that a readable code cannot hold: it has ``length`` bytes of UTF-8, and ``fits`` would fit."""

    def __init__(self, length: int, fits: int) -> None:
        super().__init__(f"the QR code would need to hold {length} characters; {fits} fit")
        self.length = length
        self.fits = fits


@lru_cache(maxsize=256)
def qr_matrix(text: str) -> Matrix:
    """Return the modules of the code for *text*. Raises `QrTooLong`; ValueError for an empty text."""
    from qrcode import constants, exceptions, util
    from qrcode.main import QRCode

    if not text:
        raise ValueError("a QR code needs a text")
    data = text.encode("utf-8")
    highest_first = (
        constants.ERROR_CORRECT_H,
        constants.ERROR_CORRECT_Q,
        constants.ERROR_CORRECT_M,
        constants.ERROR_CORRECT_L,
    )
    for level in highest_first:
        code = QRCode(error_correction=level, border=0)
        code.add_data(data)
        try:
            version = code.best_fit()
        except (exceptions.DataOverflowError, ValueError):
            continue
        if version <= LARGEST_VERSION:
            code.make(fit=False)
            return tuple(tuple(bool(module) for module in row) for row in code.modules)
    bits = util.BIT_LIMIT_TABLE[constants.ERROR_CORRECT_L][LARGEST_VERSION]
    raise QrTooLong(len(data), (bits - _MODE_BITS - _LENGTH_BITS) // 8)


def qr_drawing(
    matrix: Matrix, x: float, y: float, side: float, element: StructureElement | None = None
) -> Drawing:
    """Return *matrix* drawn in black, quiet zone included, in the square of *side* points whose lower left
    corner is (x, y). The ground must be white. Equal neighbours in a row are one rectangle."""
    scale = side / (len(matrix) + 2 * QUIET_ZONE)
    return Drawing(x, y + side, qr_paths(matrix), scale, flip=True, element=element)


@lru_cache(maxsize=256)
def qr_paths(matrix: Matrix) -> tuple[Path, ...]:
    """Return the dark modules as rectangles of whole numbers; one unit is a module, y points down."""
    segments: list[PathSegment] = []
    for row, modules in enumerate(matrix):
        column = 0
        while column < len(modules):
            end = column
            while end < len(modules) and modules[end]:
                end += 1
            if end > column:
                segments.append(("R", (column + QUIET_ZONE, row + QUIET_ZONE, end - column, 1)))
            column = end + 1
    return (Path(tuple(segments), fill=Colour(0.0, 0.0, 0.0)),)
