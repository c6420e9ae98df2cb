"""The QR code of the rivals: dark runs of modules, and the same as an SVG file. Made anew at each call."""

from __future__ import annotations

from itertools import groupby

import qrcode
from page_content import URL

QUIET_ZONE = 4
"""White modules around the code."""


def dark_runs() -> tuple[int, list[tuple[int, int, int]]]:
    """Return the side in modules, quiet zone included, and (column, row, length) of each run of dark modules."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_H, border=0)
    code.add_data(URL)
    code.make(fit=True)
    runs = []
    for row, line in enumerate(code.modules):
        column = 0
        for dark, modules in groupby(line):
            length = len(list(modules))
            if dark:
                runs.append((column + QUIET_ZONE, row + QUIET_ZONE, length))
            column += length
    return len(code.modules) + 2 * QUIET_ZONE, runs


def svg() -> str:
    """Return the code as an SVG file, black on white."""
    side, runs = dark_runs()
    path = "".join(f"M{column} {row}h{length}v1h-{length}z" for column, row, length in runs)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}" viewBox="0 0 {side} {side}">'
        f'<path d="M0 0h{side}v{side}h-{side}z" fill="#ffffff"/><path d="{path}" fill="#000000"/></svg>'
    )
