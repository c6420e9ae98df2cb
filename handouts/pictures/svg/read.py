"""Reads an SVG logo into paths: what it shows in plain colours, or a problem with the line where it stands.

No network, no scripts, no fonts: a logo is shapes. Nothing is dropped in silence; what cannot be drawn as it
is meant is an error (the picture would be wrong) or a warning (it would look a little different).
Knows no page and no PDF.
"""

from __future__ import annotations

import math

from handouts.graphics.document import Path, PathSegment
from handouts.pictures.picture import Picture
from handouts.pictures.svg.paint import Painter
from handouts.pictures.svg.path import (
    IDENTITY,
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
from handouts.pictures.svg.tree import DEEPEST, MOST_ELEMENTS, SvgElement, read_tree
from handouts.pictures.svg.units import length, parse_transform, view_box
from handouts.problems import ContentError, Place, Problem, error, has_errors, warning

_MOST_SEGMENTS = 200_000
_FARTHEST = 1e6  # user units; a PDF number beyond this is of no use on paper
_GROUPS = frozenset({"g", "a", "switch"})
_SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
_HARMLESS = frozenset(
    {
        "",
        "title",
        "desc",
        "metadata",
        "defs",
        "style",
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
        "solidcolor",
        "color-profile",
    }
)  # they paint nothing where they stand
_REFUSED = {
    "text": ("text in a logo cannot be drawn", "convert text to outlines (paths) in a drawing program"),
    "image": (
        "a photo inside an SVG is not drawn",
        "use the PNG or JPEG itself as the logo, or draw it as shapes",
    ),
    "foreignObject": ("a web page inside an SVG cannot be drawn", "draw it as shapes"),
    "video": ("a film cannot be printed", "draw it as shapes"),
}


def read_svg(data: bytes, source_name: str) -> Picture:
    """Return the picture that the SVG *data* shows; *source_name* is the file's name for messages.

    The picture's space is the ``viewBox`` (else ``width`` and ``height`` in CSS pixels), moved to start at
    (0, 0). Raises ContentError with every problem when anything in it cannot be drawn.
    """
    root = read_tree(data, source_name)
    try:
        box = view_box(root)
    except PathDataError as trouble:
        raise ContentError([_unreadable(root, trouble)]) from None
    if box is None:
        try:
            width, height = (length(root.attributes.get(name, ""), math.nan) for name in ("width", "height"))
        except PathDataError:
            width = height = math.nan
        if not (0 < width <= _FARTHEST and 0 < height <= _FARTHEST):
            raise ContentError(
                [
                    error(
                        "svg-no-size",
                        "the SVG does not say how large it is",
                        root.place,
                        'add a viewBox to <svg>, such as viewBox="0 0 300 100"',
                    )
                ]
            )
        box = (0.0, 0.0, width, height)
    reader = _Reader(root, box)
    start: Matrix = (1.0, 0.0, 0.0, 1.0, -box[0], -box[1])
    reader.children(root, style_of(root, PLAIN, reader.rules), start, 0)
    found = _without_repeats(reader.problems)
    if not has_errors(found) and not reader.paths:
        found = (
            *found,
            error(
                "svg-empty",
                "there is nothing to see in the SVG",
                root.place,
                "export the logo again as plain SVG",
            ),
        )
    if has_errors(found):
        raise ContentError(found)
    return Picture(box[2], box[3], tuple(reader.paths), found)


class _Reader:
    """Walks the tree and collects paths and problems."""

    def __init__(self, root: SvgElement, box: tuple[float, float, float, float]) -> None:
        self.box = box
        self.rules, problems = read_rules(root)
        self.problems = list(problems)
        self.identified = {
            element.attributes["id"]: element
            for element in reversed(list(root.walk()))
            if "id" in element.attributes
        }
        self.painter = Painter(self.identified, self.rules, self.problems)
        self.paths: list[Path] = []
        self.drawn = self.segments = 0
        self.stopped = False

    def children(self, element: SvgElement, style: Style, matrix: Matrix, depth: int) -> None:
        for child in element.children:
            if self.stopped:
                return
            self.element(child, style, matrix, depth + 1)

    def element(self, element: SvgElement, inherited: Style, matrix: Matrix, depth: int) -> None:
        self.drawn += 1
        if self.drawn > MOST_ELEMENTS or self.segments > _MOST_SEGMENTS or depth > 2 * DEEPEST:
            self.stop(element, "the drawing repeats parts of itself too often")
            return
        name = element.name
        if name in _HARMLESS or name.startswith(("animate", "set")):
            return
        style = style_of(element, inherited, self.rules)
        if style["display"] == "none":
            return
        if name in _REFUSED:
            if name != "text" or element.text.strip() or element.children:
                message, hint = _REFUSED[name]
                self.problems.append(error(f"svg-{name.lower()}", message, element.place, hint))
            return
        if not (name in _GROUPS or name in _SHAPES or name in ("svg", "use")):
            code, message = (
                ("svg-script", "scripts are not run")
                if name == "script"
                else ("svg-unknown-element", f"<{name[:40]}> is not known and left out")
            )
            self.problems.append(warning(code, message, element.place))
            return
        self.painter.warn_of_effects(element, style, self.box)
        opacity = self.painter.opacity(style["opacity"], element)
        if opacity == 0:
            return
        if opacity < 1:
            style = self.painter.faded(style, opacity, element)
        try:
            matrix = multiply(matrix, parse_transform(style["transform"]))
            if name in _SHAPES:
                self.shape(element, style, matrix)
            elif name == "use":
                self.use(element, style, matrix, depth)
            elif name == "svg":
                placed = multiply(matrix, _placed(element, self.box))
                self.children(element, style, multiply(placed, _viewport(element, element, self.box)), depth)
            else:
                self.children(element, style, matrix, depth)
        except PathDataError as trouble:
            self.problems.append(_unreadable(element, trouble))

    def use(self, element: SvgElement, style: Style, matrix: Matrix, depth: int) -> None:
        reference = element.attributes.get("href", "").strip()
        target = self.identified.get(reference[1:]) if reference.startswith("#") else None
        if target is None:
            self.problems.append(
                error(
                    "svg-use",
                    f'<use> points to "{reference[:60]}", which is not in this file',
                    element.place,
                    "export the logo again as plain SVG, with everything in one file",
                )
            )
            return
        matrix = multiply(matrix, _placed(element, self.box))
        if target.name in ("symbol", "svg"):
            style = style_of(target, style, self.rules)
            matrix = multiply(matrix, _viewport(target, element, self.box))
            self.children(target, style, matrix, depth + 1)
        else:
            self.element(target, style, matrix, depth + 1)

    def shape(self, element: SvgElement, style: Style, matrix: Matrix) -> None:
        segments = _outline(element, self.box)
        if not segments or style["visibility"] in ("hidden", "collapse"):
            return
        self.segments += len(segments)
        fill = None if element.name == "line" else self.painter.paint("fill", style, element)
        stroke = self.painter.paint("stroke", style, element)
        width = length(style["stroke-width"], math.hypot(self.box[2], self.box[3]) / math.sqrt(2))
        if width < 0:
            raise PathDataError("stroke-width is negative")
        if width == 0 or len(segments) < 2:
            stroke = None
        scale = line_scale(matrix)
        dash = tuple(value * scale for value in _dash(style["stroke-dasharray"])) if stroke else ()
        segments = transformed(segments, matrix)
        if any(not abs(value) <= _FARTHEST for _, values in segments for value in values):
            raise PathDataError("a point lies too far out")
        if not width * scale <= _FARTHEST:
            raise PathDataError("a line is too wide")
        if fill is None and stroke is None:
            return
        if stroke and style["stroke-linecap"] == "square":
            self.problems.append(
                warning(
                    "svg-line-cap",
                    "square line ends are drawn flat",
                    element.place,
                    "convert the stroke to an outline if the logo looks different",
                )
            )
        rounded = style["stroke-linecap"] == "round" or (
            style["stroke-linejoin"] == "round" and segments[-1][0] == "Z"
        )
        self.paths.append(
            Path(
                segments,
                fill,
                stroke,
                width * scale if stroke else 1.0,
                dash,
                even_odd=style["fill-rule"] == "evenodd",
                round_caps=bool(stroke) and rounded,
            )
        )

    def stop(self, element: SvgElement, message: str) -> None:
        self.stopped = True
        self.problems.append(
            error(
                "svg-too-complex",
                message,
                element.place,
                "simplify it in a drawing program",
            )
        )


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


def _viewport(content: SvgElement, sized: SvgElement, box: tuple[float, float, float, float]) -> Matrix:
    """Return how the viewBox of *content* is fitted into the width and height of *sized*."""
    inner = view_box(content)
    if inner is None:
        return IDENTITY
    sizes = {**content.attributes, **sized.attributes}
    width, height = length(sizes.get("width", "100%"), box[2]), length(sizes.get("height", "100%"), box[3])
    scale_x, scale_y = width / inner[2], height / inner[3]
    if content.attributes.get("preserveAspectRatio", "").strip() == "none":
        return (scale_x, 0.0, 0.0, scale_y, -inner[0] * scale_x, -inner[1] * scale_y)
    scale = min(scale_x, scale_y)
    return (
        scale,
        0.0,
        0.0,
        scale,
        (width - inner[2] * scale) / 2 - inner[0] * scale,
        (height - inner[3] * scale) / 2 - inner[1] * scale,
    )


def _unreadable(element: SvgElement, trouble: PathDataError) -> Problem:
    return error(
        "svg-shape",
        f"<{element.name}> cannot be drawn: {trouble}",
        element.place,
        "export the logo again as plain SVG",
    )


def _without_repeats(problems: list[Problem]) -> tuple[Problem, ...]:
    """Return *problems* in the order of the file, each message once for a place."""
    once: dict[tuple[Place | None, str], Problem] = {}
    for problem in problems:
        once.setdefault((problem.place, problem.message), problem)
    return tuple(
        sorted(
            once.values(),
            key=lambda problem: (problem.place.line, problem.place.column) if problem.place else (0, 0),
        )
    )
