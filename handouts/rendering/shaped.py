"""Shaped text as operators: glyphs that are moved, joined or reordered, so written that every reader finds the text.

What reads a page back (to search, to copy, to speak) guesses words and their order from where glyphs lie. These
rules were found by trial with two readers, poppler and PDFium; a screen reader follows the structure tree, where the
order is that of the text.

- Left to right: a word whose glyphs do not pair with its letters, or that has marks, says its text in /ActualText;
  glyphs beyond the first of a cluster say nothing (U+2060). Every text object of such a word begins where the word
  begins, and the last ends where it ends.
- Right to left: no /ActualText, which readers reverse; a glyph says its letters in reversed order, and vowel marks and
  loose dots are drawn as outlines, which no reader can misplace.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Protocol

from handouts.graphics.document import TextLine
from handouts.rendering.glyphs import FontPart, FontUse
from handouts.rendering.syntax import number, text_string
from handouts.text.fonts import NO_BREAK_SPACE, Font
from handouts.text.shaping import Glyph, GlyphRun

if TYPE_CHECKING:
    from handouts.graphics.document import TextRun

_LEFT_TO_RIGHT_MARK, _RIGHT_TO_LEFT_MARK = "\u200e", "\u200f"
_NOTHING = "\u2060"
"""What a glyph says that stands for no text of its own (an empty text fails PDF/A and PDF/UA)."""
_BRACKETS = frozenset("()[]{}<>«»‹›")
_SLACK = 500
"""A part of an em, as one of so many: nearer than that, two places are one."""


class Painter(Protocol):
    """What draws lines: it knows which font is set."""

    def set_font(self, part: FontPart, size: float) -> str:
        """Return the operator that sets the font, with a space after it; nothing if it is set."""


def words(font: Font, text: str) -> Iterator[tuple[str, GlyphRun | None, float]]:
    """Yield *text* in parts: stretches of plain words, and single words of moved glyphs with the space after them.

    With each comes how far from the start it begins, in ems.
    """
    plain, at, start = "", 0.0, 0.0
    space = font.word(" ").advance
    parts = text.split(" ")
    for index, word in enumerate(parts):
        shape = font.word(word) if word else None
        after = " " if index + 1 < len(parts) else ""
        advance = (shape.advance if shape is not None else 0.0) + (space if after else 0.0)
        if shape is None or shape.glyphs is None:
            plain += word + after
        else:
            if plain:
                yield plain, None, start
            yield word + after, _with_space(shape.glyphs) if after else shape.glyphs, at
            plain, start = "", at + advance
        at += advance
    if plain:
        yield plain, None, start


def _with_space(run: GlyphRun) -> GlyphRun:
    glyph = run.font.glyph(" ")
    space = Glyph(glyph, " ", len(run.text), 0, 0, run.font.advance(glyph))
    return GlyphRun(f"{run.text} ", run.font, run.size, (*run.glyphs, space), run.rightwards)


def fences(line: TextLine, index: int) -> tuple[str, str]:
    """Return the marks of direction that keep a run from left to right apart within a line from right to left, for
    readers that work out the order anew."""
    if line.rightwards or not _rightwards(line.runs[index]):
        return "", ""
    before = after = ""
    if not index or not _rightwards(line.runs[index - 1]):
        before = _RIGHT_TO_LEFT_MARK
    ends = index + 1 == len(line.runs) or not _rightwards(line.runs[index + 1])
    if ends and not line.runs[index].text[-1].isalnum():
        after = _LEFT_TO_RIGHT_MARK
    return before, after


def _rightwards(run: TextRun) -> bool:
    return run.glyphs is None or run.glyphs.rightwards


def show(
    painter: Painter,
    write: Callable[[str], None],
    use: FontUse,
    run: GlyphRun,
    size: float,
    x: float,
    y: float,
    before: str = "",
    after: str = "",
) -> None:
    """Write the operators that show *run* at *size* from (*x*, *y*), within a text object."""
    if run.rightwards:
        _show_rightwards(painter, write, use, run, size, x, y, before, after)
    else:
        _show_leftwards(painter, write, use, run, size, x, y)


_Placed = tuple[int, float, int]
"""A code, where the pen is for it, and how far it moves the pen, in the font's units."""


def _show_rightwards(
    painter: Painter, write: Callable[[str], None], use: FontUse, run: GlyphRun, size: float, x: float, y: float,
    before: str, after: str,
) -> None:  # fmt: skip
    font = run.font
    text = run.text.replace(NO_BREAK_SPACE, " ")
    clusters = {glyph.cluster for glyph in run.glyphs}
    speaks = len(clusters) != len(run.glyphs) or any(unicodedata.category(each)[0] == "M" for each in text)
    if speaks:
        write(f"/Span<</ActualText{text_string(before + text + after).decode('ascii')}>>BDC")
    levels: list[tuple[int, list[_Placed]]] = []  # a text object for each change of height
    pen = 0
    said: set[int] = set()
    last = len(run.glyphs) - 1
    for index, glyph in enumerate(run.glyphs):
        own = _NOTHING if glyph.cluster in said else glyph.text
        said.add(glyph.cluster)
        own = (before if index == 0 else "") + own + (after if index == last else "")
        if not levels or levels[-1][0] != glyph.dy:
            levels.append((glyph.dy, []))
        _part, code = use.pair(glyph.number, own)
        levels[-1][1].append((code, pen + glyph.dx, font.advance(glyph.number)))
        pen += glyph.advance
    space = font.glyph(" ")
    for number_of, (height, placed) in enumerate(levels):
        if speaks:
            width = font.advance(space)
            if number_of or placed[0][1]:
                placed.insert(0, (use.pair(space, _NOTHING)[1], 0, width))
            end = placed[-1][1] + placed[-1][2]
            if number_of in (0, len(levels) - 1) and abs(end - pen) > font.units_per_em / _SLACK:
                placed.append((use.pair(space, _NOTHING)[1], pen - width, width))
        _place(painter, write, use, run, size, x, y, height, placed)
    if speaks:
        write("EMC")


def _show_leftwards(
    painter: Painter,
    write: Callable[[str], None],
    use: FontUse,
    run: GlyphRun,
    size: float,
    x: float,
    y: float,
) -> None:
    carriers: dict[int, Glyph] = {}  # the widest glyph of a cluster says its text
    for glyph in run.glyphs:
        if glyph.cluster not in carriers or glyph.advance > carriers[glyph.cluster].advance:
            carriers[glyph.cluster] = glyph
    placed: list[_Placed] = []
    loose: list[tuple[int, float, int]] = []  # drawn as outlines: glyph, x, y
    heights = []
    pen = 0
    for glyph in run.glyphs:
        if glyph is carriers[glyph.cluster]:
            heights.append(glyph.dy)
            code = use.pair(glyph.number, _reversed(glyph.text))[1]
            placed.append((code, pen + glyph.dx, run.font.advance(glyph.number)))
        else:
            loose.append((glyph.number, pen + glyph.dx, glyph.dy))
        pen += glyph.advance
    start = 0
    while start < len(placed):
        end = start
        while end < len(placed) and heights[end] == heights[start]:
            end += 1
        _place(painter, write, use, run, size, x, y, heights[start], placed[start:end])
        start = end
    if loose:
        scale = size / run.font.units_per_em
        write("ET")
        for number_of, dx, dy in loose:
            write(_outline(run.font, number_of, x + dx * scale, y + dy * scale, scale))
        write("f BT")


def _reversed(text: str) -> str:
    """Return what a glyph from right to left says for *text*: readers turn it round again."""
    turned = text.replace(NO_BREAK_SPACE, " ")[::-1]
    if turned in _BRACKETS:  # one reader mirrors a bracket that it takes for right to left, another does not
        return _RIGHT_TO_LEFT_MARK + turned + _LEFT_TO_RIGHT_MARK
    if unicodedata.category(turned[0])[0] not in "LZC":  # else taken for a part of a number
        return _RIGHT_TO_LEFT_MARK + turned
    return turned


def _place(
    painter: Painter, write: Callable[[str], None], use: FontUse, run: GlyphRun, size: float, x: float, y: float,
    height: int, placed: list[_Placed],
) -> None:  # fmt: skip
    """Show codes at their places, in one array of strings and moves."""
    units = run.font.units_per_em
    operands = ""
    at = 0.0
    for code, pen, advance in placed:
        gap = (at - pen) * 1000 / units
        if abs(gap) >= 0.5:
            operands += f"{round(gap)}"
        operands += f"<{code:04X}>"
        at = pen + advance
    matrix = f"1 0 0 1 {number(x)} {number(y + height * size / units)} Tm"
    font = painter.set_font(use.wide, size)
    write(f"{font}{matrix} [{operands.replace('><', '')}] TJ")


def _outline(font: Font, glyph: int, x: float, y: float, scale: float) -> str:
    """Return the path of *glyph* at (*x*, *y*), to be filled."""
    operators = []
    for operator, values in font.outline(glyph):
        points = [value * scale + (y if index % 2 else x) for index, value in enumerate(values)]
        operators.append(" ".join([*(number(point) for point in points), operator]))
    return " ".join(operators)
