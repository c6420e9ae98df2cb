"""Lines of text as operators: each in one text object for each stretch of one structure element.

Sets only what differs from what is set. Knows no page and no tree: where marked content begins and where
operators go is told to it. Facts are from ISO 32000-1, 9.4 (text objects).
"""

from __future__ import annotations

from collections.abc import Callable

from handouts.graphics.document import Colour, StructureElement, TextLine, TextRun
from handouts.rendering.glyphs import DocumentFonts, FontPart
from handouts.rendering.operators import colour
from handouts.rendering.syntax import number


class LinePainter:
    """Writes lines: ``mark(element, text)`` makes what follows content of *element*, ``write`` takes operators."""

    def __init__(
        self,
        fonts: DocumentFonts,
        write: Callable[[str], None],
        mark: Callable[[StructureElement | None, str], None],
    ) -> None:
        self.fonts = fonts
        self._write, self._mark = write, mark
        self._fill: Colour | None = None
        self._font: tuple[FontPart, float] | None = None

    def forget(self) -> None:
        """Take nothing for set: a new content stream begins."""
        self._fill = self._font = None

    def paint(
        self, line: TextLine, painted: Callable[[StructureElement, TextRun, float], None] | None = None
    ) -> None:
        """Write *line*; *painted* is told each run that has an element, with where it ends."""
        x = line.x
        element: StructureElement | None = None
        within = False
        last = len(line.runs) - 1
        for index, run in enumerate(line.runs):
            if not run.text:
                continue
            owner = run.element or line.element
            if not within or owner is not element:
                if within:
                    self._write("ET")
                self._mark(owner, run.text)
                self._write(f"BT {number(x)} {number(line.y)} Td")
                element, within = owner, True
            text = run.text
            if index == last and line.ends_word and text[-1] != " ":
                text += " "
            self._show(run, text)
            x += run.font.width(run.text, run.size)
            if painted is not None and owner is not None:
                painted(owner, run, x)
        if within:
            self._write("ET")

    def _show(self, run: TextRun, text: str) -> None:
        """Show *text* as *run* asks, setting only what differs from what is set."""
        operators = []
        if run.colour != self._fill:
            self._fill = run.colour
            operators.append(colour(run.colour, "rg"))
        for part, codes in self.fonts.use(run.font).shown(text):
            if self._font != (part, run.size):
                self._font = (part, run.size)
                operators.append(f"/{part.resource} {number(run.size)} Tf")
            operators.append(f"({codes}) Tj")
        self._write(" ".join(operators))
