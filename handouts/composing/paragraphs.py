"""Paragraphs: text of one measure and style becomes a box of lines, and lines become marks. Knows no handouts."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from handouts.composing.boxes import Canvas
from handouts.composing.lines import (
    Links,
    Strain,
    TextStyle,
    break_lines,
    joined,
    longest_word,
    run_width,
    words_of,
)
from handouts.graphics.document import Bookmark, LinkArea, StructureElement, TextLine, TextRun
from handouts.tailoring.handout import RichText, Run


@dataclass(frozen=True, slots=True)
class Source:
    """How a text that the visit fills in was set: ``set(text, width, style)`` sets another in its slot alike.

    ``alone``: the page was arranged for this text, because a word of it is too wide for where others stand; another
    visit's page looks different.
    """

    slot: int
    width: float
    style: TextStyle
    set: Callable[[RichText, float, TextStyle], TextBox]
    alone: bool = False


@dataclass(frozen=True, slots=True)
class LineSource:
    """What a line on the page is: line *number*, from 0, of the text set by *source*."""

    source: Source
    number: int


@dataclass(slots=True, eq=False, repr=False)
class TextBox:
    """A paragraph: lines of one style, ragged right.

    ``cut``: numbers of the lines, from 0, that end inside a word: it is read aloud and found as one.
    ``strain``: what had to give way so that the text fits its width.
    ``source``: how a text that the visit fills in is set again for another visit; its lines count from ``begins``.
    """

    lines: list[list[TextRun]]
    style: TextStyle
    element: StructureElement | None
    links: Links
    heading_level: int | None = None
    cut: frozenset[int] = frozenset()
    source: Source | None = None
    begins: int = 0
    strain: Strain = Strain.NONE

    @property
    def height(self) -> float:
        return len(self.lines) * self.style.leading

    @property
    def used(self) -> float:
        """The width of the longest line."""
        return max((run_width(line) for line in self.lines), default=0)

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        style = self.style
        if self.heading_level is not None:
            words = "".join(
                "".join(run.text for run in line).strip() + ("" if number in self.cut else " ")
                for number, line in enumerate(self.lines)
            )
            canvas.bookmarks.append(Bookmark(words.strip(), self.heading_level, top))
        for number, line in enumerate(self.lines):
            baseline = top - number * style.leading - (style.leading + 0.68 * style.size) / 2
            if line:
                source = LineSource(self.source, self.begins + number) if self.source is not None else None
                canvas.marks.append(
                    TextLine(x, baseline, tuple(line), self.element, number not in self.cut, source)
                )
            self._paint_links(canvas, line, x, baseline)

    def split(self, count: int) -> tuple[TextBox, TextBox]:
        """Return two boxes, the first with *count* lines."""
        rest = replace(
            self,
            lines=self.lines[count:],
            heading_level=None,
            cut=frozenset(number - count for number in self.cut),
            begins=self.begins + count,
        )
        return replace(self, lines=self.lines[:count]), rest

    def _paint_links(self, canvas: Canvas, line: list[TextRun], x: float, baseline: float) -> None:
        at = x
        for run in line:
            width = run.font.width(run.text, run.size)
            if run.element is not None and id(run.element) in self.links:
                element, url, words = self.links[id(run.element)]
                canvas.marks.append(
                    LinkArea(at, baseline - 0.25 * run.size, width, 1.2 * run.size, url, element, words)
                )
            at += width


def text_box(
    text: RichText | str,
    width: float,
    style: TextStyle,
    element: StructureElement | None,
    level: int | None = None,
    alone: bool = False,
) -> TextBox:
    """Return *text* broken to *width* points; ``level`` makes it an entry of the outline; ``alone`` is as in `Source`."""
    runs = (Run(text),) if isinstance(text, str) else text.runs
    links: Links = {}
    lines, strain = break_lines(words_of(runs, style, element, links), width, style)
    cut = frozenset(number for number, line in enumerate(lines[1:]) if line[0].glued)
    source = None
    if isinstance(text, RichText) and text.slot is not None:
        source = Source(text.slot, width, style, _set_again, alone)
    return TextBox([joined(line) for line in lines], style, element, links, level, cut, source, 0, strain)


def fitted(text: RichText | str, width: float, style: TextStyle, least: float) -> TextStyle:
    """Return *style*, no smaller than *least* points and only as small as the longest word of *text* asks for."""
    if isinstance(text, RichText) and text.slot is not None:
        return style  # all visits have the same
    widest = longest_word(text, style, Strain.MARK)
    if widest <= width or style.size <= least:
        return style
    size = max(least, math.floor(10 * style.size * width / widest) / 10)
    return replace(style, size=size, leading=style.leading * size / style.size)


def _set_again(text: RichText, width: float, style: TextStyle) -> TextBox:
    return text_box(text, width, style, None)
