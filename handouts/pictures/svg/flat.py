"""What a drawing must be to be read into paths: flat. Anything else is drawn by resvg (``handouts.pictures.svg.drawn``)."""

from __future__ import annotations


class NotFlat(Exception):
    """The drawing holds something that the reader of paths does not draw exactly; the message says what, for tests."""
