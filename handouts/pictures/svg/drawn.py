"""SVG that is more than flat shapes, drawn by resvg into pixels: gradients, clips, masks, filters, words, pictures.

resvg runs in a child process with limits of time, memory and pixels, because a drawing may ask for more memory than
there is, and then the whole process is aborted. Nothing of the computer reaches the drawing: no files, no system fonts.
It knows no page and no brand.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

MOST_PIXELS = 40_000_000
_SECONDS = 10
_MEMORY = 2 * 1024**3  # bytes of address space
_LONGEST_SIDE = 20_000  # pixels


class NotDrawn(Exception):
    """resvg has not drawn it. ``family``: of words, what they should be set in; the message says why, for people."""

    def __init__(self, why: str, family: str | None = None) -> None:
        super().__init__(why)
        self.family = family


@lru_cache(maxsize=8)
def drawn(text: str, width: int, height: int, fonts: tuple[Path, ...] = ()) -> bytes:
    """Return the PNG of the clean SVG *text*, as large as fits into *width* by *height* pixels.

    *fonts*: the files that its words may be set in. Raises NotDrawn.
    """
    home = _home_of_resvg()
    order = {
        "home": home,
        "width": max(1, min(width, _LONGEST_SIDE)),
        "height": max(1, min(height, _LONGEST_SIDE)),
        "fonts": [str(path) for path in fonts],
        "report": "<text" in text,
        "memory": _MEMORY,
        "seconds": _SECONDS,
    }
    command = [sys.executable, "-I", str(Path(__file__).parent / "_child.py")]
    try:
        done = subprocess.run(
            command,
            input=json.dumps(order).encode() + b"\n" + text.encode(),
            capture_output=True,
            timeout=2 * _SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotDrawn("drawing it takes too long") from None
    report = done.stderr.decode(errors="replace")
    if done.returncode == 3:
        raise NotDrawn(_reason(report))
    if done.returncode or not done.stdout:
        raise NotDrawn("drawing it takes more memory or time than a logo can need")
    if "<text" in text:
        _no_other_face(report.splitlines())
    return done.stdout


def _home_of_resvg() -> str:
    """Return the folder that resvg is installed in, without loading it."""
    from importlib.util import find_spec

    found = find_spec("resvg_py")
    if found is None or found.origin is None:
        raise NotDrawn("the package resvg-py, which draws such logos, is not installed")
    return str(Path(found.origin).parent.parent)


def _reason(report: str) -> str:
    said = report.partition("REFUSED ")[2].strip().splitlines()
    return f"resvg reports: {said[0][:200]}" if said else "resvg cannot draw it"


def _no_other_face(report: Sequence[str]) -> None:
    """Raise NotDrawn where resvg reports that words were not set in the family that they name."""
    for line in report:
        if "No match for" in line:
            raise NotDrawn(
                "a font is not here",
                line.partition("No match for")[2].strip(" '\".").partition("'")[0].strip("\"'"),
            )
        if "allback from" in line or "No fonts with" in line:
            raise NotDrawn("a font lacks a character of the words", "")
