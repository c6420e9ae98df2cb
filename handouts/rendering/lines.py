"""Lines of text as operators: each in one text object for each stretch of one structure element.

Sets only what differs from what is set. Knows no page and no tree: where marked content begins and where
operators go is told to it. Text that is not set letter by letter is drawn by `shaped`. Facts are from ISO 32000-1, 9.4
(text objects).
"""

from __future__ import annotations

from collections.abc import Callable

from handouts.graphics.document import Colour, StructureElement, TextLine, TextRun
from handouts.rendering.glyphs import DocumentFonts, FontPart
from handouts.rendering.operators import colour
from handouts.rendering.syntax import number


class LinePainter:
    """Writes lines: ``mark(element)`` makes what follows content of *element*, ``write`` takes operators."""

    def __init__(
        self,
        fonts: DocumentFonts,
        write: Callable[[str], None],
        mark: Callable[[StructureElement | None], None],
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
        """Write *line*; *painted* is told each run that has an element, with where it begins."""
        element: StructureElement | None = None
        within = moved = False
        last = len(line.runs) - 1
        for index, (run, x) in enumerate(line.placed()):
            if not run.text:
                continue
            owner = run.element or line.element
            if not within or owner is not element:
                if within:
                    self._write("ET")
                self._mark(owner)
                self._write(f"BT {number(x)} {number(line.y)} Td")
                element, within, moved = owner, True, False
            text = run.text
            if index == last and line.ends_word and text[-1] != " ":
                text += " "
            if run.glyphs is None and not run.font.has_odd_words(text):
                if moved:
                    self._write(f"1 0 0 1 {number(x)} {number(line.y)} Tm")
                self._set_colour(run.colour)
                self._show(run, text)
                moved = False
            else:
                self._show_shaped(line, index, run, text, x)
                moved = True
            if painted is not None and owner is not None:
                painted(owner, run, x)
        if within:
            self._write("ET")

    def _set_colour(self, value: Colour) -> None:
        if value != self._fill:
            self._fill = value
            self._write(colour(value, "rg"))

    def set_font(self, part: FontPart, size: float) -> str:
        """Return the operator that sets the font, with a space after it; nothing if it is set."""
        if self._font == (part, size):
            return ""
        self._font = (part, size)
        return f"/{part.resource} {number(size)} Tf "

    def _show(self, run: TextRun, text: str) -> None:
        """Show *text*, whose letters are the font's own glyphs, as *run* asks."""
        shown = [
            self.set_font(part, run.size) + operators
            for part, operators in self.fonts.use(run.font).shown(text)
        ]
        self._write(" ".join(shown))

    def _show_shaped(self, line: TextLine, index: int, run: TextRun, text: str, x: float) -> None:
        from handouts.rendering import shaped  # a handout of plain words needs none of it

        self._set_colour(run.colour)
        use = self.fonts.use(run.font)
        if run.glyphs is not None:
            before, after = shaped.fences(line, index)
            shaped.show(self, self._write, use, run.glyphs, run.size, x, line.y, before, after)
            return
        for word, glyphs, offset in shaped.words(run.font, text):
            at = x + offset * run.size
            if glyphs is None:
                self._write(f"1 0 0 1 {number(at)} {number(line.y)} Tm")
                self._show(run, word)
            else:
                shaped.show(self, self._write, use, glyphs, run.size, at, line.y)
