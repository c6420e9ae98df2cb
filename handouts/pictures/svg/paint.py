"""What colour an SVG shape is: colours, opacity, and the one colour that stands for a gradient.

Paper gets plain opaque colours: what is half transparent is mixed with white, a gradient becomes the average
of its stops, and each such change is a warning. It may not know outlines or pages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from handouts.graphics.css_colour import colour_names, mixed_with_white, parse_colour
from handouts.graphics.document import Colour
from handouts.pictures.svg.path import PathDataError
from handouts.pictures.svg.style import PLAIN, Rule, Style, style_of
from handouts.pictures.svg.tree import SvgElement
from handouts.pictures.svg.units import length
from handouts.problems import Problem, error, warning

_REFERENCE = r"(?s)url\(\s*[\"']?#([^)\"']+)[\"']?\s*\)\s*(.*)"
_GRADIENTS = ("linearGradient", "radialGradient")


class Painter:
    """Works out paints for one file; adds what it changes to *problems*."""

    def __init__(
        self, identified: Mapping[str, SvgElement], rules: tuple[Rule, ...], problems: list[Problem]
    ) -> None:
        self.identified, self.rules, self.problems = identified, rules, problems

    def paint(self, what: str, style: Style, element: SvgElement) -> Colour | None:
        """Return the colour of *what* ("fill" or "stroke"), None for none."""
        text = style[what]
        if text == "none":
            return None
        opacity = self.opacity(style[f"{what}-opacity"], element)
        if opacity == 0:
            return None
        reference = re.fullmatch(_REFERENCE, text) if text.startswith("url") else None
        if reference:
            return self._referenced(reference[1].strip(), reference[2].strip(), style, element, opacity)
        return self._colour(text, style, element, opacity)

    def opacity(self, text: str, element: SvgElement) -> float:
        """Return an opacity from 0 to 1; one that is not a number is an error and counts as 1."""
        try:
            return min(1.0, max(0.0, length(text, 1.0)))
        except PathDataError:
            self.problems.append(
                error(
                    "svg-opacity",
                    f'"{text[:40]}" is not an opacity',
                    element.place,
                    "an opacity is a number from 0 to 1",
                )
            )
            return 1.0

    def faded(self, style: Style, opacity: float, element: SvgElement) -> Style:
        """Return *style* with the opacity of the whole element handed to its fills and strokes."""
        parts = {
            f"{what}-opacity": str(self.opacity(style[f"{what}-opacity"], element) * opacity)
            for what in ("fill", "stroke")
        }
        return {**style, **parts}

    def warn_of_effects(
        self, element: SvgElement, style: Style, box: tuple[float, float, float, float]
    ) -> None:
        """Add a problem for each effect on *element* that is not drawn."""
        if style["mask"] != "none":
            self.problems.append(
                error(
                    "svg-mask",
                    "a mask cannot be drawn, and the logo would look wrong without it",
                    element.place,
                    "cut the shapes in a drawing program (Path > Intersection or Pathfinder) and export again",
                )
            )
        if style["clip-path"] != "none" and not self._clips_nothing(style["clip-path"], box):
            self.problems.append(
                warning(
                    "svg-clip",
                    "clipping is not applied: what it hid is drawn",
                    element.place,
                    "cut the shapes in a drawing program and export again",
                )
            )
        if style["filter"] != "none" or style["mix-blend-mode"] != "normal":
            self.problems.append(
                warning(
                    "svg-filter",
                    "shadows, blurs and blending are not drawn",
                    element.place,
                    "print is clearer without them; remove them to be rid of this warning",
                )
            )
        if any(style[name] != "none" for name in ("marker", "marker-start", "marker-mid", "marker-end")):
            self.problems.append(
                warning(
                    "svg-marker",
                    "arrow heads and other line markers are not drawn",
                    element.place,
                    "convert the stroke to an outline",
                )
            )

    def _clips_nothing(self, text: str, box: tuple[float, float, float, float]) -> bool:
        """Return whether a clip is a plain rectangle round the whole picture, as many editors add."""
        reference = re.fullmatch(_REFERENCE, text)
        clip = self.identified.get(reference[1].strip()) if reference else None
        if clip is None or len(clip.children) != 1 or "clipPathUnits" in clip.attributes:
            return False
        shape = clip.children[0]
        if shape.name != "rect" or "transform" in shape.attributes or "transform" in clip.attributes:
            return False
        try:
            left, top = (length(shape.attributes.get(name, "0"), 0.0) for name in "xy")
            width, height = (length(shape.attributes.get(name, "0"), 0.0) for name in ("width", "height"))
        except PathDataError:
            return False
        holds_left_top = left <= box[0] and top <= box[1]
        return holds_left_top and left + width >= box[0] + box[2] and top + height >= box[1] + box[3]

    def _referenced(
        self, identifier: str, fallback: str, style: Style, element: SvgElement, opacity: float
    ) -> Colour | None:
        target = self.identified.get(identifier)
        if target is not None and target.name in _GRADIENTS:
            return self._average(target, style, element, opacity)
        if target is None and fallback:
            return None if fallback == "none" else self._colour(fallback, style, element, opacity)
        what = (
            f"a {target.name} cannot be drawn as a colour"
            if target is not None and target.name
            else (f'the colour "#{identifier[:40]}" is not in this file')
        )
        self.problems.append(error("svg-paint", what, element.place, "use plain colours"))
        return None

    def _average(
        self, gradient: SvgElement, style: Style, element: SvgElement, opacity: float
    ) -> Colour | None:
        """Return the mean of the gradient's stops, as it looks on white paper."""
        stops: list[SvgElement] = []
        for _ in range(8):  # a gradient may take its stops from another one
            stops = [child for child in gradient.children if child.name == "stop"]
            following = self.identified.get(gradient.attributes.get("href", "").strip().removeprefix("#"))
            if stops or following is None:
                break
            gradient = following
        colours = []
        for stop in stops[:100]:
            look = style_of(stop, {**PLAIN, "color": style["color"]}, self.rules)
            part = self.opacity(look["stop-opacity"], stop) * opacity
            colour = self._colour(look["stop-color"], look, stop, part, warn=False)
            if colour is not None:
                colours.append(colour)
        if not colours:
            return None
        self.problems.append(
            warning(
                "svg-gradient",
                "a gradient is drawn in one colour, the average of its stops",
                element.place,
                "choose a plain colour if another one suits the logo better",
            )
        )
        count = len(colours)
        return Colour(
            sum(colour.red for colour in colours) / count,
            sum(colour.green for colour in colours) / count,
            sum(colour.blue for colour in colours) / count,
        )

    def _colour(
        self, text: str, style: Style, element: SvgElement, opacity: float, warn: bool = True
    ) -> Colour | None:
        named = text.strip().lower()
        if named == "currentcolor":
            named = style["color"]
            if named.strip().lower() == "currentcolor":
                named = "black"
        parsed = parse_colour(named)
        if parsed is None:
            self.problems.append(
                error(
                    "svg-colour",
                    f'"{text[:40]}" is not a colour',
                    element.place,
                    _nearest(named),
                )
            )
            return None
        colour, own = parsed
        opacity *= own
        if opacity == 0 and warn:
            return None
        if opacity < 1 and warn:
            self.problems.append(
                warning(
                    "svg-transparency",
                    "a half transparent colour is drawn as it looks on white paper",
                    element.place,
                    "use an opaque colour",
                )
            )
        return mixed_with_white(colour, opacity)


def _nearest(name: str) -> str:
    from difflib import get_close_matches  # only when a person has mistyped

    close = get_close_matches(name[:40], colour_names(), 1)
    return f'did you mean "{close[0]}"?' if close else "write it as #rrggbb"
