"""A picture made of shapes: its size and its paths, ready to be placed on a page at any size.

The value that the SVG reader and the pictograms share. It knows no files, no page and no PDF.
"""

from __future__ import annotations

from dataclasses import dataclass

from handouts.graphics.document import Path


@dataclass(frozen=True, slots=True)
class Picture:
    """Paths in a space of *width* by *height* units that starts at (0, 0); y grows downwards.

    Place it with ``Drawing(..., flip=True)``.
    """

    width: float
    height: float
    paths: tuple[Path, ...]
