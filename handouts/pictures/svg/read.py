"""Reads an SVG logo of flat shapes into paths, exactly as resvg would draw it, or says that it is not flat.

No network, no scripts, no fonts. What is drawn here is drawn sharp at any size and costs no other process; whatever is
not surely the same picture (gradients, clips, masks, words, overlapping transparency, …) is left to
``handouts.pictures.svg.drawn``. Knows no page and no PDF.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace

from handouts.graphics.css_colour import mixed_with_white
from handouts.graphics.document import Colour, Path, PathSegment
from handouts.pictures.extent import Extent, extent, meet
from handouts.pictures.picture import Picture
from handouts.pictures.svg.flat import NotFlat
from handouts.pictures.svg.paint import faded, opacity, paint
from handouts.pictures.svg.path import (
    Matrix,
    PathDataError,
    ellipse,
    line_scale,
    multiply,
    numbers,
    parse_path,
    polyline,
    rectangle,
    transformed,
)
from handouts.pictures.svg.style import PLAIN, Style, read_rules, style_of
from handouts.pictures.svg.tree import DEEPEST, SvgElement, read_tree
from handouts.pictures.svg.units import length, parse_transform, view_box

_MOST_DRAWN = 20_000
_MOST_SEGMENTS = 200_000
_MOST_SEE_THROUGH = 200
_FARTHEST = 1e6  # user units; a PDF number beyond this is of no use on paper
_OVER_THE_EDGE = 0.002  # of the longer side: what sticks out less is not seen to be cut off
_GROUPS = frozenset({"g", "a"})
_SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
_PAINT_NOTHING = frozenset(
    {
        "",
        "title",
        "desc",
        "metadata",
        "defs",
        "style",
        "script",
        "symbol",
        "clipPath",
        "mask",
        "filter",
        "marker",
        "pattern",
        "linearGradient",
        "radialGradient",
        "view",
        "cursor",
        "foreignObject",
        "color-profile",
    }
)  # where they stand


def read_svg(data: bytes, source_name: str) -> Picture:
    """Return the picture that the SVG *data* shows; *source_name* is the file's name for messages.

    The picture's space is the ``viewBox`` (else ``width`` and ``height`` in CSS pixels), moved to start at
    (0, 0). Raises ContentError for what is no SVG, and NotFlat for one that only resvg draws.
    """
    root = read_tree(data, source_name)
    try:
        box = _canvas(root)
        reader = _Reader(root, box)
        style = style_of(root, PLAIN, reader.rules)
        if (
            any(style[name] != PLAIN[name] for name in ("opacity", "display", "clip-path"))
            or "transform" in root.attributes
        ):
            raise NotFlat("an effect on the whole")
        reader.children(root, style, (1.0, 0.0, 0.0, 1.0, -box[0], -box[1]), 0)
    except PathDataError as trouble:
        raise NotFlat(str(trouble)) from None
    return Picture(box[2], box[3], tuple(reader.paths))


def _canvas(root: SvgElement) -> tuple[float, float, float, float]:
    """Return left, top, width and height of the picture in its own units."""
    box = view_box(root)
    written = {name: root.attributes.get(name, "").strip() for name in ("width", "height")}
    sizes = {
        name: length(text, math.nan) for name, text in written.items() if text not in ("", "auto", "100%")
    }
    if not all(0 < size <= _FARTHEST for size in sizes.values()):
        raise NotFlat("a size that is not plain")
    if box is None:
        if len(sizes) < 2:
            raise NotFlat("no size")
        return (0.0, 0.0, sizes["width"], sizes["height"])
    if len(sizes) == 2 and not math.isclose(sizes["width"] * box[3], sizes["height"] * box[2], rel_tol=0.005):
        raise NotFlat("a size of other proportions than the viewBox")
    if root.attributes.get("preserveAspectRatio", "").strip() == "none" and sizes:
        raise NotFlat("a stretched picture")
    return box


class _Reader:
    """Walks the tree and collects paths."""

    def __init__(self, root: SvgElement, box: tuple[float, float, float, float]) -> None:
        self.box = box
        self.rules = read_rules(root)
        self.identified = {
            element.attributes["id"]: element
            for element in reversed(list(root.walk()))
            if "id" in element.attributes
        }
        self.paths: list[Path] = []
        self.extents: list[Extent] = []
        self.drawn = self.segments = self.see_through = 0

    def children(self, element: SvgElement, style: Style, matrix: Matrix, depth: int) -> None:
        for child in element.children:
            self.element(child, style, matrix, depth + 1)

    def element(self, element: SvgElement, inherited: Style, matrix: Matrix, depth: int) -> None:
        self.drawn += 1
        if self.drawn > _MOST_DRAWN or self.segments > _MOST_SEGMENTS or depth > 2 * DEEPEST:
            raise NotFlat("very many shapes")
        name = element.name
        if name in _PAINT_NOTHING or name.startswith(("animate", "set")):
            return
        style = style_of(element, inherited, self.rules)
        if style["display"] == "none":
            return
        if not (name in _GROUPS or name in _SHAPES or name == "use"):
            raise NotFlat(f"<{name[:40]}>")
        if style["clip-path"] != "none" and not self._clips_nothing(style["clip-path"], matrix):
            raise NotFlat("a clip")
        strength = opacity(style["opacity"])
        if strength == 0:
            return
        if strength < 1:
            style = faded(style, strength)
        matrix = multiply(matrix, parse_transform(style["transform"]))
        if name in _SHAPES:
            self.shape(element, style, matrix)
        elif name == "use":
            self.use(element, style, matrix, depth)
        else:
            self.children(element, style, matrix, depth)

    def use(self, element: SvgElement, style: Style, matrix: Matrix, depth: int) -> None:
        reference = element.attributes.get("href", "").strip()
        target = self.identified.get(reference[1:]) if reference.startswith("#") else None
        if target is None or target.name not in _SHAPES | _GROUPS:
            raise NotFlat("a use of something else than shapes")
        self.element(target, style, multiply(matrix, _placed(element, self.box)), depth + 1)

    def shape(self, element: SvgElement, style: Style, matrix: Matrix) -> None:
        segments = _outline(element, self.box)
        if not segments or style["visibility"] in ("hidden", "collapse"):
            return
        self.segments += len(segments)
        fill = None if element.name == "line" else paint("fill", style)
        stroke = paint("stroke", style)
        width = length(style["stroke-width"], math.hypot(self.box[2], self.box[3]) / math.sqrt(2))
        miter = length(style["stroke-miterlimit"], math.nan)
        if width <= 0 or len(segments) < 2:
            stroke = None
        if fill is None and stroke is None:
            return
        if stroke and not (_keeps_shapes(matrix) and miter >= 1 and width >= 0):
            raise NotFlat("a line that is wider one way than the other")
        scale = line_scale(matrix)
        dash = tuple(value * scale for value in _dash(style["stroke-dasharray"])) if stroke else ()
        segments = transformed(segments, matrix)
        if any(not abs(value) <= _FARTHEST for _, values in segments for value in values):
            raise NotFlat("a point far out")
        path = Path(
            segments,
            fill[0] if fill else None,
            stroke[0] if stroke else None,
            width * scale if stroke else 1.0,
            dash,
            even_odd=style["fill-rule"] == "evenodd",
            cap=style["stroke-linecap"],  # type: ignore[arg-type]  # style_of lets no other word through
            join=style["stroke-linejoin"],  # type: ignore[arg-type]
            miter_limit=miter,
        )
        here = extent(path)
        self._inside(here)
        strengths = {paint[1] for paint in (fill, stroke) if paint}
        if strengths != {1.0}:
            path = self._on_white(path, here, fill, stroke)
        self.paths.append(path)
        self.extents.append(here)

    def _inside(self, here: Extent) -> None:
        """Raise NotFlat for what sticks out of the picture, where it is cut off."""
        room = _OVER_THE_EDGE * max(self.box[2:])
        if here[0] < -room or here[1] < -room or here[2] > self.box[2] + room or here[3] > self.box[3] + room:
            raise NotFlat("a shape over the edge")

    def _on_white(
        self,
        path: Path,
        here: Extent,
        fill: tuple[Colour, float] | None,
        stroke: tuple[Colour, float] | None,
    ) -> Path:
        """Return a see-through *path* in the opaque colours that it has on white paper, with nothing under it."""
        self.see_through += 1
        if (fill and stroke) or self.see_through > _MOST_SEE_THROUGH:
            raise NotFlat("transparency over something")
        if any(meet(here, other) for other in self.extents):
            raise NotFlat("transparency over something")
        return replace(
            path,
            fill=mixed_with_white(*fill) if fill else None,
            stroke=mixed_with_white(*stroke) if stroke else None,
        )

    def _clips_nothing(self, text: str, matrix: Matrix) -> bool:
        """Return whether a clip is a plain rectangle round the whole picture, as many editors add."""
        reference = re.fullmatch(r"url\(\s*[\"']?#([^)\"']+)[\"']?\s*\)", text)
        clip = self.identified.get(reference[1].strip()) if reference else None
        if clip is None or clip.name != "clipPath" or matrix[:4] != (1.0, 0.0, 0.0, 1.0):
            return False
        shapes = [child for child in clip.children if child.name]
        if len(shapes) != 1 or shapes[0].name != "rect":
            return False
        own = shapes[0].attributes
        if {*clip.attributes, *own} - {"id", "x", "y", "width", "height", "fill", "class", ""}:
            return False
        if self.rules:
            return False
        left, top = (length(own.get(name, "0"), math.nan) for name in "xy")
        width, height = (length(own.get(name, "0"), math.nan) for name in ("width", "height"))
        left, top = left + matrix[4], top + matrix[5]
        return left <= 0 and top <= 0 and left + width >= self.box[2] and top + height >= self.box[3]


def _outline(element: SvgElement, box: tuple[float, float, float, float]) -> tuple[PathSegment, ...]:
    """Return the segments of a shape in its own space; empty when it draws nothing."""
    attributes, (_, _, width, height) = element.attributes, box

    def across(name: str) -> float:
        return length(attributes.get(name, "0"), width)

    def down(name: str) -> float:
        return length(attributes.get(name, "0"), height)

    match element.name:
        case "path":
            return parse_path(attributes.get("d", ""))
        case "rect":
            if across("width") <= 0 or down("height") <= 0:
                return ()
            one, other = attributes.get("rx", "auto"), attributes.get("ry", "auto")
            if one == other == "auto":
                one = other = "0"
            radius_x = length(other if one == "auto" else one, width)
            radius_y = length(one if other == "auto" else other, height)
            return rectangle(across("x"), down("y"), across("width"), down("height"), radius_x, radius_y)
        case "circle":
            radius = length(attributes.get("r", "0"), math.hypot(width, height) / math.sqrt(2))
            return ellipse(across("cx"), down("cy"), radius, radius) if radius > 0 else ()
        case "ellipse":
            radius_x, radius_y = across("rx"), down("ry")
            round_enough = radius_x > 0 and radius_y > 0
            return ellipse(across("cx"), down("cy"), radius_x, radius_y) if round_enough else ()
        case "line":
            return polyline([across("x1"), down("y1"), across("x2"), down("y2")], closed=False)
        case name:
            return polyline(numbers(attributes.get("points", "")), closed=name == "polygon")


def _dash(text: str) -> tuple[float, ...]:
    if text == "none":
        return ()
    values = tuple(length(part, 0.0) for part in text.replace(",", " ").split())
    if any(value < 0 for value in values) or sum(values) == 0:
        return ()
    return values * 2 if len(values) % 2 else values


def _placed(element: SvgElement, box: tuple[float, float, float, float]) -> Matrix:
    x = length(element.attributes.get("x", "0"), box[2])
    y = length(element.attributes.get("y", "0"), box[3])
    return (1.0, 0.0, 0.0, 1.0, x, y)


def _keeps_shapes(matrix: Matrix) -> bool:
    """Return whether *matrix* turns, moves and scales alone, so that a line stays as wide everywhere."""
    a, b, c, d, _, _ = matrix
    size = max(abs(a), abs(b), abs(c), abs(d), 1e-12)
    return abs(a * c + b * d) < 1e-3 * size * size and abs(math.hypot(a, b) - math.hypot(c, d)) < 1e-3 * size
