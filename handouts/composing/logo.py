"""The clinic's logo: a drawing or a picture, fitted and never stretched. Knows no handouts."""

from __future__ import annotations

from dataclasses import dataclass, replace

from handouts.composing.boxes import Canvas
from handouts.graphics.colour import grey
from handouts.graphics.document import Colour, Drawing, Mark, RasterImage, StructureElement
from handouts.pictures.picture import Picture

LARGEST = (165.0, 56.0)
"""Points across and down that a logo takes at most, in any edition on any paper."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A clinic's logo: a drawing, or the bytes of a PNG or JPEG with its size in pixels."""

    alternate: str
    picture: Picture | None = None
    data: bytes = b""
    pixels: tuple[float, float] = (1.0, 1.0)

    @property
    def proportions(self) -> float:
        """Width over height."""
        width, height = (self.picture.width, self.picture.height) if self.picture else self.pixels
        return width / height


@dataclass(slots=True, eq=False, repr=False)
class LogoBox:
    """A logo fitted into a height and a greatest width, never stretched."""

    logo: Logo
    element: StructureElement
    most_width: float
    most_height: float
    mono: bool = False

    @property
    def width(self) -> float:
        return min(self.most_width, self.most_height * self.logo.proportions)

    @property
    def height(self) -> float:
        return self.width / self.logo.proportions

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        logo = self.logo
        mark: Mark
        if logo.picture is not None:
            paths = logo.picture.paths
            if self.mono:
                paths = tuple(
                    replace(path, fill=_grey(path.fill), stroke=_grey(path.stroke)) for path in paths
                )
            mark = Drawing(x, top, paths, self.width / logo.picture.width, True, self.element)
        else:
            bottom = top - self.height
            mark = RasterImage(x, bottom, self.width, self.height, logo.data, self.element, self.mono)
        canvas.marks.append(mark)


def _grey(colour: Colour | None) -> Colour | None:
    return None if colour is None else grey(colour)
