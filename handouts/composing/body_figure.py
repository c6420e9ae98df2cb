"""The body map as a figure of a page: the drawing in the brand's colours, and the patient's left and right in letters.

A wrong side harms somebody, so the letters stand where the drawing says that the sides are, and nowhere else.
The figure's alternate text names the place with its side, so the letters are not read aloud besides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from handouts.composing.boxes import Canvas
from handouts.composing.design import Design
from handouts.composing.lines import TextStyle
from handouts.composing.paragraphs import text_box
from handouts.graphics.document import Drawing, StructureElement
from handouts.pictures.body_map import BodyMapPicture, body_map
from handouts.tailoring.handout import BodyMap


@dataclass(slots=True, eq=False, repr=False)
class BodyFigure:
    """The body map, *height* points high. ``across``: a width in whose middle it stands, or None for its own."""

    place: BodyMap
    design: Design
    height: float
    words: Mapping[str, str]
    element: StructureElement
    across: float | None = None

    @property
    def width(self) -> float:
        """The width of the drawing, or of the room it stands in."""
        return self.across or self._picture.width * self._scale

    @property
    def _picture(self) -> BodyMapPicture:
        return body_map(self.place.view, self.place.regions)

    @property
    def _scale(self) -> float:
        return self.height / self._picture.height

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        picture, scale = self._picture, self._scale
        palette = self.design.palette
        mark = palette.ink if self.design.mono else palette.accent
        x += (self.width - picture.width * scale) / 2
        # In black ink the body is a line drawing: less ink, and nothing of it is mistaken for the mark.
        body = palette.tint if self.design.mono else palette.rule
        paths = picture.painted(body, palette.brand, mark)
        canvas.marks.append(Drawing(x, top, paths, scale, True, self.element))
        style = TextStyle(self.design.text, self.design.small, self.design.small, palette.brand_on_tint, True)
        for side, at, baseline in picture.labels:
            letter = text_box(self.words["left_mark" if side == "L" else "right_mark"], 100, style, None)
            # The text box sets its own baseline; the line is moved to where the drawing wants it.
            own = Canvas()
            letter.paint(own, 0, 0)
            for line in own.marks:
                canvas.marks.append(
                    replace(line, x=x + at * scale - letter.used / 2, y=top - baseline * scale)
                )
