"""Drawings of a page as SVG within HTML: pictograms, the logo, the body map, the QR code.

Colours that follow the scheme are classes of the style sheet; a logo keeps its own. Coordinates are rounded to a
hundredth of a unit, which nobody sees.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from handouts.graphics.colour import grey, to_hex
from handouts.graphics.document import Colour, PathSegment
from handouts.graphics.document import Path as Outline
from handouts.pictures import body_map, icon
from handouts.rendering.qr import QUIET_ZONE, qr_matrix

LOGO_PIXELS = (648, 176)
"""The largest room for a logo, 12 by 3.25 rem of 18 CSS pixels, on a screen of three pixels to one."""

if TYPE_CHECKING:
    from handouts.composing.logo import Logo
    from handouts.tailoring.handout import BodyMap


def icon_symbols(names: Sequence[str]) -> Markup:
    """Return the pictograms *names* as symbols that a page shows by ``#icon-NAME``."""
    return Markup("".join(_symbol(name) for name in names))


@lru_cache(maxsize=256)
def _symbol(name: str) -> str:
    picture = icon(name)
    drawn = "".join(f'<path d="{_data(path.segments)}"/>' for path in picture.paths)
    return f'<symbol id="icon-{name}" viewBox="0 0 {_number(picture.width)} {_number(picture.height)}">{drawn}</symbol>'


def logo_drawing(logo: Logo, mono: bool) -> Markup:
    """Return a clinic's logo with its words for a screen reader."""
    words = escape(logo.alternate)
    if logo.picture is None:
        small = _for_a_screen(logo.data)
        kind = "png" if small.startswith(b"\x89PNG") else "jpeg"
        data = base64.b64encode(small).decode("ascii")
        width, height = (_number(value) for value in logo.pixels)
        return Markup(
            '<img class="logo" src="data:image/{};base64,{}" width="{}" height="{}" alt="{}">'
        ).format(kind, data, width, height, words)
    picture = logo.picture
    drawn = "".join(_painted(path, mono) for path in picture.paths if isinstance(path, Outline))
    return Markup(
        f'<svg class="logo" role="img" aria-label="{words}" '
        f'viewBox="0 0 {_number(picture.width)} {_number(picture.height)}">{drawn}</svg>'
    )


@lru_cache(maxsize=32)
def _for_a_screen(data: bytes) -> bytes:
    """Return a picture's file, with fewer pixels if it has more than the sharpest screen shows at the logo's size."""
    from io import BytesIO

    from PIL import Image

    with Image.open(BytesIO(data)) as picture:
        if picture.width <= LOGO_PIXELS[0] and picture.height <= LOGO_PIXELS[1]:
            return data
        kind = "JPEG" if picture.format == "JPEG" else "PNG"
        smaller = picture if picture.mode in ("L", "RGB", "RGBA") else picture.convert("RGBA")
        smaller.thumbnail(LOGO_PIXELS)
        file = BytesIO()
        smaller.save(file, kind, optimize=True)
        return file.getvalue()


def body_map_drawing(place: BodyMap, words: Mapping[str, str]) -> Markup:
    """Return the body map with its place marked, and the patient's sides in letters as on paper."""
    picture = body_map(place.view, place.regions)
    layers = (
        ("body", picture.silhouette, 0),
        ("hint", picture.hints, 0),
        ("halo", picture.rings, 5),  # wider than the ring on it, as on paper
        ("spot", picture.spots, 0),
        ("ring", picture.rings, 0),
    )
    drawn = "".join(
        f'<path class="{name}" d="{_data(path.segments)}" stroke-width="{_number(path.line_width + wider)}"/>'
        for name, paths, wider in layers
        for path in paths
    )
    letters = "".join(
        f'<text x="{_number(x)}" y="{_number(y)}">{escape(words["left_mark" if side == "L" else "right_mark"])}</text>'
        for side, x, y in picture.labels
    )
    return Markup(
        f'<svg class="body-map" role="img" aria-label="{escape(place.alternate)}" '
        f'viewBox="0 0 {_number(picture.width)} {_number(picture.height)}">{drawn}'
        f'<g aria-hidden="true">{letters}</g></svg>'
    )


@lru_cache(maxsize=64)
def qr_drawing(url: str) -> Markup:
    """Return the QR code of *url* with its quiet zone, black on white in either scheme."""
    matrix = qr_matrix(url)
    side = len(matrix) + 2 * QUIET_ZONE
    runs = []
    for y, row in enumerate(matrix, QUIET_ZONE):
        x = 0
        while x < len(row):
            length = 1
            while x + length < len(row) and row[x + length] == row[x]:
                length += 1
            if row[x]:
                runs.append(f"M{x + QUIET_ZONE} {y}h{length}v1h-{length}z")
            x += length
    return Markup(
        f'<svg class="qr" viewBox="0 0 {side} {side}" aria-hidden="true" shape-rendering="crispEdges">'
        f'<rect width="{side}" height="{side}" fill="#fff"/><path d="{"".join(runs)}"/></svg>'
    )


def _painted(path: Outline, mono: bool) -> str:
    attributes = [f'd="{_data(path.segments)}"', f'fill="{_colour(path.fill, mono)}"']
    if path.stroke is not None:
        attributes += [f'stroke="{_colour(path.stroke, mono)}"', f'stroke-width="{_number(path.line_width)}"']
        if path.dash:
            attributes.append(f'stroke-dasharray="{" ".join(map(_number, path.dash))}"')
        if path.cap != "butt":
            attributes.append(f'stroke-linecap="{path.cap}"')
        if path.join != "miter":
            attributes.append(f'stroke-linejoin="{path.join}"')
        elif path.miter_limit != 4:  # SVG's own
            attributes.append(f'stroke-miterlimit="{_number(path.miter_limit)}"')
    if path.even_odd:
        attributes.append('fill-rule="evenodd"')
    return f"<path {' '.join(attributes)}/>"


def _colour(colour: Colour | None, mono: bool) -> str:
    if colour is None:
        return "none"
    return to_hex(grey(colour) if mono else colour)


def _data(segments: Iterable[PathSegment]) -> str:
    """Return path data; a rectangle is written as its lines."""
    parts = []
    for operator, operands in segments:
        if operator == "R":
            x, y, width, height = map(_number, operands)
            parts.append(f"M{x} {y}h{width}v{height}h-{width}z")
        else:
            parts.append(operator + " ".join(map(_number, operands)))
    return "".join(parts)


def _number(value: float) -> str:
    """Return *value* with at most two decimals, without trailing zeros."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
