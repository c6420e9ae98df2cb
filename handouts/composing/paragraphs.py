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
    fits,
    longest_word,
    run_width,
    runs_of,
    spans_of,
)
from handouts.graphics.document import (
    Bookmark,
    Colour,
    LinkArea,
    StructureElement,
    TextLine,
    TextRun,
    placed_runs,
)
from handouts.tailoring.handout import RichText
from handouts.text.fonts import SOFT_HYPHEN
from handouts.text.line import set_lines
from handouts.text.scripts import is_simple, leading


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

    ``cut``: numbers of the lines, from 0, after which no space belongs: a word goes on there, or its script has none.
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
    rightwards: bool = True

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
            canvas.bookmarks.append(Bookmark(words.replace(SOFT_HYPHEN, "").strip(), self.heading_level, top))
        for number, line in enumerate(self.lines):
            baseline = top - number * style.leading - (style.leading + 0.68 * style.size) / 2
            if line:
                source = LineSource(self.source, self.begins + number) if self.source is not None else None
                canvas.marks.append(
                    TextLine(
                        x,
                        baseline,
                        tuple(line),
                        self.element,
                        number not in self.cut,
                        source,
                        self.rightwards,
                    )
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
        for run, at in placed_runs(x, line):
            if run.element is not None and id(run.element) in self.links:
                element, url, words = self.links[id(run.element)]
                canvas.marks.append(
                    LinkArea(at, baseline - 0.25 * run.size, run.width, 1.2 * run.size, url, element, words)
                )


def text_box(
    text: RichText | str,
    width: float,
    style: TextStyle,
    element: StructureElement | None,
    level: int | None = None,
    alone: bool = False,
) -> TextBox:
    """Return *text* broken to *width* points; ``level`` makes it an entry of the outline; ``alone`` is as in `Source`."""
    links: Links = {}
    looks = _looks(text, style, element, links)
    least = leading("".join([run.text for run in runs_of(text)])) * style.size
    if least > style.leading:  # some scripts reach higher and lower than the design's own
        style = replace(style, leading=least)
    set_text = set_lines(spans_of(text, style), style.fonts, style.size, width)
    lines = [
        [
            TextRun(piece.text, piece.font, style.size, *looks[piece.mark], piece.glyphs, piece.at)
            for piece in line.pieces
        ]
        for line in set_text.lines
    ]
    cut = frozenset(number for number, line in enumerate(set_text.lines) if not line.ends_word)
    source = None
    if isinstance(text, RichText) and text.slot is not None:
        source = Source(text.slot, width, style, _set_again, alone)
    return TextBox(lines, style, element, links, level, cut, source, 0, set_text.strain, set_text.rightwards)


def _looks(
    text: RichText | str, style: TextStyle, element: StructureElement | None, links: Links
) -> list[tuple[Colour, StructureElement | None]]:
    """Return for each run of *text* its colour, and the element that it has of its own.

    Links and words of another language become children of *element*, links also entries of *links*. Where glyphs do
    not stand for letters one by one, the words are said by an element, for every program that follows the structure.
    """
    looks: list[tuple[Colour, StructureElement | None]] = []
    runs = runs_of(text)
    shaped = element is not None and not is_simple("".join([run.text for run in runs]))
    for run in runs:
        own: StructureElement | None = None
        colour = style.colour
        if run.link is not None and element is not None:
            link = own = element.add("Link")
            if shaped:
                own = link.add("Span", actual_text=run.text)
            links[id(own)] = (link, run.link, f"{run.text} ({run.link})")
            colour = style.link_colour or colour
        elif element is not None and (run.language is not None or shaped):
            own = element.add("Span", language=run.language, actual_text=run.text if shaped else None)
        looks.append((colour, own))
    return looks


def fitted(text: RichText | str, width: float, style: TextStyle, least: float) -> TextStyle:
    """Return *style*, no smaller than *least* points and only as small as the longest word of *text* asks for."""
    if isinstance(text, RichText) and text.slot is not None:
        return style  # all visits have the same
    if style.size <= least or fits(text, style, width, Strain.MARK):
        return style
    widest = longest_word(text, style, Strain.MARK)
    size = max(least, math.floor(10 * style.size * width / widest) / 10)
    return replace(style, size=size, leading=style.leading * size / style.size)


def _set_again(text: RichText, width: float, style: TextStyle) -> TextBox:
    return text_box(text, width, style, None)
