"""Paragraphs: text of one measure and style becomes lines, and lines become marks. Knows type, no handouts.

Lines are broken greedily at spaces and set ragged right. Phone numbers, dates and "6 hours" stay on one line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from handouts.composing.boxes import Canvas
from handouts.graphics.document import Bookmark, Colour, LinkArea, StructureElement, TextLine, TextRun
from handouts.tailoring.handout import RichText, Run
from handouts.text.families import FontStack


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How text is set; sizes in points."""

    fonts: FontStack
    size: float
    leading: float
    colour: Colour
    bold: bool = False
    link_colour: Colour | None = None


@dataclass(frozen=True, slots=True)
class _Word:
    """Runs with no space between them, and their width; ``glued``: the rest of a word that a line was too short for."""

    runs: tuple[TextRun, ...]
    width: float
    glued: bool = False

    @property
    def letters(self) -> int:
        return sum(len(run.text) for run in self.runs)


@dataclass(frozen=True, slots=True)
class Source:
    """How a text that the visit fills in was set: ``set(text, width, style)`` sets another in its slot alike."""

    slot: int
    width: float
    style: TextStyle
    set: Callable[[RichText, float, TextStyle], TextBox]


@dataclass(frozen=True, slots=True)
class LineSource:
    """What a line on the page is: line *number*, from 0, of the text set by *source*."""

    source: Source
    number: int


_BREAK = re.compile(r"( )")
_BIND = re.compile(
    r"(?<=\d) (?=[^\W\d])"  # 6 hours, 8 AM
    r"|(?<=[\d)]) (?=\d)"  # (555) 555-0100, +44 20 7946 0018
    r"|(?<=\d,) (?=\d{4}\b)"  # 1, 2030
    r"|(?<=\d de) (?=\w)"  # 1 de diciembre
)
_MONTH_AND_DAY = re.compile(r"\b([A-Z][a-z]{2,}\.?) (?=\d{1,2}\b)")
LONGEST_LINE = 70
"""Characters in a line at most: beyond, the eye loses the next line (RNIB, CMS)."""
SHORT_LAST_LINE = 0.2
"""Part of the width below which one word is too little for a paragraph's last line."""


@dataclass(slots=True, eq=False, repr=False)
class TextBox:
    """A paragraph: lines broken greedily at spaces, ragged right, never inside a word unless it is wider than the line.

    ``cut``: numbers of the lines, from 0, that end inside a word: it is read aloud and found as one.
    ``source``: how a text that the visit fills in is set again for another visit; its lines count from ``begins``.
    """

    lines: list[list[TextRun]]
    style: TextStyle
    element: StructureElement | None
    links: dict[int, tuple[StructureElement, str, str]]
    heading_level: int | None = None
    cut: frozenset[int] = frozenset()
    source: Source | None = None
    begins: int = 0

    @property
    def height(self) -> float:
        return len(self.lines) * self.style.leading

    @property
    def used(self) -> float:
        """The width of the longest line."""
        return max(
            (sum(run.font.width(run.text, run.size) for run in line) for line in self.lines), default=0
        )

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        style = self.style
        if self.heading_level is not None:
            words = " ".join("".join(run.text for run in line).strip() for line in self.lines)
            canvas.bookmarks.append(Bookmark(words, self.heading_level, top))
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
        first = TextBox(
            self.lines[:count], self.style, self.element, self.links, self.heading_level, self.cut,
            self.source, self.begins,
        )  # fmt: skip
        cut, begins = frozenset(number - count for number in self.cut), self.begins + count
        rest = self.lines[count:]
        return first, TextBox(rest, self.style, self.element, self.links, None, cut, self.source, begins)

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
) -> TextBox:
    """Return *text* broken to *width* points; ``level`` makes it an entry of the outline."""
    runs = (Run(text),) if isinstance(text, str) else text.runs
    links: dict[int, tuple[StructureElement, str, str]] = {}
    lines = _break(_words(runs, style, element, links), width, style)
    cut = frozenset(number for number, line in enumerate(lines[1:]) if line[0].glued)
    source = None
    if isinstance(text, RichText) and text.slot is not None:
        source = Source(text.slot, width, style, _set_again)
    return TextBox([_joined(line) for line in lines], style, element, links, level, cut, source)


def _set_again(text: RichText, width: float, style: TextStyle) -> TextBox:
    return text_box(text, width, style, None)


def narrowest(words: Sequence[float], space: float, lines: int) -> float:
    """Return the least width into which *words*, given as widths, go on *lines* lines with *space* between two."""
    sums = sorted(
        sum(words[start:end]) + space * (end - start - 1)
        for start in range(len(words))
        for end in range(start + 1, len(words) + 1)
    )
    return next(width for width in sums if _line_count(words, space, width) <= lines)


def _line_count(words: Sequence[float], space: float, width: float) -> float:
    if max(words) > width:
        return float("inf")
    count, used = 1, -space
    for word in words:
        if used + space + word > width + 0.01:
            count, used = count + 1, -space
        used += space + word
    return count


def bound(text: str) -> str:
    """Return *text* with spaces that do not break inside phone numbers, dates, clock times and "6 hours"."""
    return _MONTH_AND_DAY.sub("\\1\u00a0", _BIND.sub("\u00a0", text))


def _words(
    runs: Sequence[Run],
    style: TextStyle,
    element: StructureElement | None,
    links: dict[int, tuple[StructureElement, str, str]],
) -> list[_Word]:
    """Return the words; a word may be of several looks, and a space never belongs to one."""
    words: list[list[TextRun]] = [[]]
    for run in runs:
        own: StructureElement | None = None
        colour = style.colour
        if run.link is not None and element is not None:
            own = element.add("Link")
            links[id(own)] = (own, run.link, f"{run.text} ({run.link})")
            colour = style.link_colour or colour
        elif run.language is not None and element is not None:
            own = element.add("Span", language=run.language)
        for piece in _BREAK.split(bound(run.text)):
            if piece == " ":
                words.append([])
            elif piece:
                bold = run.bold or style.bold
                words[-1] += [
                    TextRun(part, font, style.size, colour, own)
                    for part, font in style.fonts.spans(piece, bold)
                ]
    return [
        _Word(tuple(word), sum(run.font.width(run.text, run.size) for run in word)) for word in words if word
    ]


def _break(words: list[_Word], width: float, style: TextStyle) -> list[list[_Word]]:
    """Return lines filled greedily; a paragraph does not end in a line of one short word where that can be helped."""
    lines: list[list[_Word]] = []
    used, length = 0.0, 0
    for word in _fitting(words, width):
        spaces = 0 if word.glued else 1
        space = spaces * lines[-1][-1].runs[-1].font.width(" ", style.size) if lines else 0.0
        letters = spaces + word.letters
        if not lines or used + space + word.width > width + 0.01 or length + letters > LONGEST_LINE:
            lines.append([word])
            used, length = word.width, word.letters
        else:
            lines[-1].append(word)
            used, length = used + space + word.width, length + letters
    if len(lines) > 1 and len(lines[-1]) == 1 and len(lines[-2]) > 2:
        last = lines[-1][0]
        if last.width < SHORT_LAST_LINE * width and last.width + lines[-2][-1].width < 0.6 * width:
            lines[-1].insert(0, lines[-2].pop())
    return lines


def _joined(words: list[_Word]) -> list[TextRun]:
    """Return the runs of a line of *words*, with a space between two that are not parts of one."""
    line: list[TextRun] = []
    for word in words:
        for number, run in enumerate(word.runs):
            _append(line, run, " " if line and number == 0 and not word.glued else "")
    return line


def _append(line: list[TextRun], run: TextRun, lead: str) -> None:
    """Add *run* to *line* after *lead* (a space or nothing); the space is of the run before it."""
    if line:
        last = line[-1]
        if last.font is run.font and last.colour == run.colour and last.element is run.element:
            line[-1] = TextRun(last.text + lead + run.text, last.font, last.size, last.colour, last.element)
            return
        if lead:
            line[-1] = TextRun(last.text + lead, last.font, last.size, last.colour, last.element)
    line.append(run)


def _fitting(words: list[_Word], width: float) -> list[_Word]:
    """Return *words*, those wider than a line cut where the line is full, so that nothing leaves its column.

    An address is cut after a mark such as ``/`` or ``-`` where one stands in the second half of the line.
    """
    fitting: list[_Word] = []
    for word in words:
        if word.width <= width:
            fitting.append(word)
            continue
        glued = False
        for run in word.runs:
            rest = run.text
            while rest:
                piece = _start_that_fits(rest, run, width)
                cut = TextRun(piece, run.font, run.size, run.colour, run.element)
                fitting.append(_Word((cut,), run.font.width(piece, run.size), glued))
                rest, glued = rest[len(piece) :], True
    return fitting


def _start_that_fits(text: str, run: TextRun, width: float) -> str:
    """Return as much of the start of *text* as *width* holds, at least one character."""
    used = 0.0
    for count, character in enumerate(text):
        used += run.font.width(character, run.size)
        if count and used > width:
            after_mark = max(text.rfind(mark, 0, count) for mark in "/-?&=._@") + 1
            return text[: after_mark if after_mark > count // 2 else count]
    return text
