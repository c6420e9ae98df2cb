"""A logo's file becomes what is drawn: paths where it is flat shapes, pixels where it is anything else.

Judged by what it leaves on white paper: wide empty margins are cut off, and a logo of which nothing can be seen is told.
It knows no brand and no page: how large it is printed at most, and the fonts that its words may have, are given.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from handouts.pictures.picture import Picture
from handouts.pictures.svg.flat import NotFlat
from handouts.pictures.svg.read import read_svg
from handouts.pictures.visible import seen, trimmed
from handouts.problems import ContentError, Place, Problem, Source, error, warning

RESOLUTION = 600
"""Pixels to the inch of what is printed: what a good office printer can show."""
_MARKS = {
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"RIFF": "WebP",
    b"BM": "BMP",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"%PDF": "PDF",
    b"%!PS": "PostScript",
    b"\0\0\0 ftyp": "AVIF or HEIC",
    b"\0\0\0\x1cftyp": "AVIF or HEIC",
}

Fonts = Callable[[], Iterable[Path]]


@dataclass(frozen=True, slots=True)
class LogoPicture:
    """What is drawn of a logo: a picture of paths, or the bytes of a PNG or JPEG of that many pixels."""

    picture: Picture | None = None
    data: bytes = b""
    pixels: tuple[int, int] = (1, 1)


def read_logo(
    data: bytes, name: str, most: tuple[float, float], fonts: Fonts = tuple
) -> tuple[LogoPicture | None, list[Problem]]:
    """Return what is drawn of the logo in *data*, None when nothing of it can be seen, and warnings.

    *name* is the file's name for messages, *most* its largest width and height on paper in points, *fonts* gives the
    files that its words may be set in. Raises ContentError for what cannot be drawn as it is meant.
    """
    kind = next((kind for mark, kind in _MARKS.items() if data.startswith(mark)), None)
    if kind in ("PNG", "JPEG"):
        return _raster(data, name, most)
    if kind is not None:
        message = f"the logo is a {kind} file"
        hint = f"open it and save it as PNG{' (one still picture)' if kind in ('GIF', 'WebP') else ' or SVG'}"
        raise ContentError([error("logo-kind", message, hint=hint)])
    return _svg(data, name, most, fonts)


def _raster(data: bytes, name: str, most: tuple[float, float]) -> tuple[LogoPicture | None, list[Problem]]:
    from handouts.pictures.raster import ready

    made = ready(data, _pixels(most))
    if not made.visible:
        return None, [_unseen(name)]
    return LogoPicture(data=made.data, pixels=(made.width, made.height)), []


def _svg(
    data: bytes, name: str, most: tuple[float, float], fonts: Fonts
) -> tuple[LogoPicture | None, list[Problem]]:
    from handouts.pictures.svg.clean import TooMuch, unpacked

    try:
        data = unpacked(data)
        try:
            picture = read_svg(data, name)
        except NotFlat:
            return _drawn(data, name, most, fonts)
    except TooMuch as trouble:
        raise ContentError([_too_much(str(trouble), name)]) from None
    except zlib.error:
        message = "the logo is packed (.svgz), and damaged"
        raise ContentError(
            [error("svg-not-xml", message, Place(Source(name)), "copy the file again")]
        ) from None
    part = seen(picture)
    if part is None:
        return None, [_unseen(name)]
    return LogoPicture(picture=trimmed(picture, part)), []


def _drawn(
    data: bytes, name: str, most: tuple[float, float], fonts: Fonts
) -> tuple[LogoPicture | None, list[Problem]]:
    """Return the logo as resvg draws it, at the resolution of print."""
    from io import BytesIO

    from PIL import Image

    from handouts.pictures.raster import MOST_STRETCHED, png
    from handouts.pictures.svg.clean import cleaned
    from handouts.pictures.svg.drawn import MOST_PIXELS, NotDrawn, drawn
    from handouts.pictures.visible import seen_pixels, trim_box

    try:
        clean = cleaned(data)
    except expat.ExpatError:  # read_svg has read it: only what grows without end fails here
        raise ContentError([_too_much("its entities grow without end", name)]) from None
    problems = [_outside(clean.outside, name)] if clean.outside else []
    files = _files_for_words(data, name, fonts) if clean.words else ()
    try:
        sketch = Image.open(BytesIO(drawn(clean.text, 1000, 1000, files)))
        width, height = sketch.size
        if max(width, height) >= MOST_STRETCHED * min(width, height):
            raise NotDrawn("it is far too long and narrow to be printed")
        part = seen_pixels(sketch)
        if part is None:
            return None, [*problems, _unseen(name)]
        left, top, right, bottom = box = trim_box(part, width, height)
        across, down = _pixels(most)
        scale = min(across / (right - left), down / (bottom - top))
        scale = min(scale, math.sqrt(MOST_PIXELS / (width * height)), 20_000 / max(width, height))
        size = (math.ceil(width * scale), math.ceil(height * scale))
        image: Image.Image = Image.open(BytesIO(drawn(clean.text, *size, files)))
    except NotDrawn as trouble:
        raise ContentError([_not_drawn(trouble, name)]) from None
    if box != (0, 0, width, height):
        image = image.crop(trim_box(seen_pixels(image) or (0, 0, *image.size), *image.size))
    if image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255):
        image = image.convert("RGB")
    return LogoPicture(data=png(image), pixels=image.size), problems


def _files_for_words(data: bytes, name: str, fonts: Fonts) -> tuple[Path, ...]:
    """Return the font files that the words of the drawing are set in; raises ContentError where one is missing."""
    from handouts.pictures.svg.tree import read_tree
    from handouts.pictures.svg.words import face_of, missing_face

    faces = [face for face in map(face_of, fonts()) if face is not None]
    try:
        missing = missing_face(read_tree(data, name), faces)
    except NotFlat:
        missing = None  # very many elements: resvg tells what it does not find
    if missing is not None:
        raise ContentError([_words(missing[0], missing[1].place)])
    return tuple(face.path for face in faces)


def _pixels(most: tuple[float, float]) -> tuple[int, int]:
    return (math.ceil(most[0] / 72 * RESOLUTION), math.ceil(most[1] / 72 * RESOLUTION))


def _words(face: str, place: Place) -> Problem:
    said = "name no typeface" if face == "no typeface" else f'are set in "{face}", which is not here'
    message = (
        f"words in the logo {said}" if face else "words in the logo are set in a typeface that lacks them"
    )
    hint = "convert text to outlines (paths) in a drawing program and export it again"
    return error("svg-text", message, place, hint)


def _not_drawn(trouble: Exception, name: str) -> Problem:
    family = getattr(trouble, "family", None)
    if family is not None:
        return _words(family, Place(Source(name)))
    hint = "simplify it in a drawing program, or use a PNG of it"
    return error("svg-not-drawn", f"the logo cannot be drawn: {trouble}", Place(Source(name)), hint)


def _too_much(why: str, name: str) -> Problem:
    hint = "simplify it in a drawing program, or use a PNG of it"
    return error("svg-too-large", f"the logo is too large: {why}", Place(Source(name)), hint)


def _unseen(name: str) -> Problem:
    message = "nothing of the logo can be seen on white paper; handouts are printed without it"
    hint = "use the version of the logo that is meant for a light background"
    return warning("logo-unseen", message, Place(Source(name)), hint)


def _outside(found: list[tuple[str, int, int]], name: str) -> Problem:
    names = list(dict.fromkeys(what[:60] for what, _line, _column in found))
    shown = ", ".join(f'"{each}"' for each in names[:3]) + (
        f" and {len(names) - 3} more" if len(names) > 3 else ""
    )
    message = f"the logo refers to what is outside its file, which is not read: {shown}"
    place = Place(Source(name), *found[0][1:])
    return warning(
        "svg-outside", message, place, "embed pictures in the drawing program, and export it again"
    )
