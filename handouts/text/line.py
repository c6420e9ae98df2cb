"""Lines: the words of a paragraph fill a measure, greedily, and stand on each line as they are displayed.

Lines are ragged. No word is cut that fits a line; one that does not is divided at the least harmful place (see
`linebreak`), and the line says so. Lengths are points.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from handouts.text import bidi, linebreak
from handouts.text.families import FontStack
from handouts.text.paragraph import Paragraph, Piece, Span, Unit

LONGEST_LINE = 70
"""Characters in a line at most: beyond, the eye loses the next line (RNIB, CMS)."""
SHORT_LAST_LINE = 0.2
"""Part of the width below which one word is too little for a paragraph's last line."""
_SLACK = 0.01


class Line(NamedTuple):
    """The pieces of one line in the order of reading. ``ends_word``: whether a space belongs between it and the next.
    ``divides``: whether its last word was cut, because it fits no line."""

    pieces: list[Piece]
    width: float
    ends_word: bool = True
    divides: bool = False


def set_lines(spans: Sequence[Span], fonts: FontStack, size: float, width: float) -> list[Line]:
    """Return *spans*, one paragraph, as lines of at most *width*. No words, no lines."""
    paragraph = Paragraph(spans, fonts, size)
    filled = _filled(paragraph, width)
    lines = []
    for number, units in enumerate(filled):
        after = filled[number + 1][0] if number + 1 < len(filled) else None
        pieces = _simple(paragraph, units) if paragraph.simple else _displayed(paragraph, units, width)
        glued, divided = after is not None and after.glued, after is not None and after.divided
        lines.append(Line(pieces, sum([piece.width for piece in pieces]), not glued, divided))
    return lines


def text_width(text: str, fonts: FontStack, size: float, bold: bool = False) -> float:
    """Return how wide *text* is on a line of its own."""
    lines = set_lines([Span(text, bold)], fonts, size, float("inf"))
    return max((line.width for line in lines), default=0.0)


def word_widths(text: str, fonts: FontStack, size: float, bold: bool = False) -> list[float]:
    """Return how wide each word of *text* is, in order: what may not be parted counts as one."""
    return [unit.width for unit in Paragraph([Span(text, bold)], fonts, size).units()]


def _filled(paragraph: Paragraph, width: float) -> list[list[Unit]]:
    """Return lines filled greedily; a paragraph does not end in a line of one short word where that can be helped."""
    lines: list[list[Unit]] = []
    used, length = 0.0, 0
    for unit in _fitting(paragraph, width):
        letters = unit.end - unit.start
        if lines:
            space = 0.0 if unit.glued else paragraph.space(lines[-1][-1].end - 1)
            more = letters + (not unit.glued)
            if used + space + unit.width <= width + _SLACK and length + more <= LONGEST_LINE:
                lines[-1].append(unit)
                used, length = used + space + unit.width, length + more
                continue
        lines.append([unit])
        used, length = unit.width, letters
    if len(lines) > 1 and len(lines[-1]) == 1 and len(lines[-2]) > 2 and not lines[-1][0].glued:
        last = lines[-1][0]
        if last.width < SHORT_LAST_LINE * width and last.width + lines[-2][-1].width < 0.6 * width:
            lines[-1].insert(0, lines[-2].pop())
    return lines


def _fitting(paragraph: Paragraph, width: float) -> list[Unit]:
    """Return the words, those wider than *width* parted where their bindings are, and divided where none is."""
    fitting: list[Unit] = []
    for unit in paragraph.units():
        if unit.width <= width:
            fitting.append(unit)
            continue
        text = paragraph.text[unit.start : unit.end]
        places = [unit.start, *(unit.start + place for place in linebreak.binding_places(text)), unit.end]
        for start, after in pairwise(places):
            end = after - 1 if after < unit.end else after  # without the space
            glued = unit.glued and start == unit.start
            part = Unit(start, end, paragraph.width(start, end), glued)
            fitting += [part] if part.width <= width else _divided(paragraph, part, width)
    return fitting


def _divided(paragraph: Paragraph, unit: Unit, width: float) -> list[Unit]:
    """Return *unit*, which fits no line, in parts that do: as it is written, by syllables, or anywhere."""
    word = paragraph.text[unit.start : unit.end]
    places = [(unit.start + place, False) for place in linebreak.inner_places(word)]
    parts: list[Unit] = []
    start, glued = unit.start, unit.glued
    syllables: list[tuple[int, bool]] | None = None
    while paragraph.width(start, unit.end) > width and unit.end - start > 1:
        end = _furthest(paragraph, start, places, width)
        if end is None:
            if syllables is None:
                language = paragraph.language_at(start)
                syllables = [(unit.start + place, True) for place in linebreak.syllables(word, language)]
            end = _furthest(paragraph, start, syllables, width)
        at, hyphen = end or (_last_resort(paragraph, start, unit.end, width), False)
        if at == unit.end:
            break
        parts.append(Unit(start, at, paragraph.width(start, at, hyphen), glued, bool(parts), hyphen))
        start, glued = at, True
    parts.append(Unit(start, unit.end, paragraph.width(start, unit.end), glued, bool(parts)))
    return parts


def _furthest(
    paragraph: Paragraph, start: int, places: Sequence[tuple[int, bool]], width: float
) -> tuple[int, bool] | None:
    """Return the last of *places*, each with whether a hyphen is put there, that a line from *start* reaches."""
    for place, hyphen in reversed(places):
        if place > start and paragraph.width(start, place, hyphen) <= width:
            return place, hyphen
    return None


def _last_resort(paragraph: Paragraph, start: int, end: int, width: float) -> int:
    fits = 1
    while start + fits < end and paragraph.width(start, start + fits + 1) <= width:
        fits += 1
    return min(end, start + max(1, linebreak.last_resort(paragraph.text[start:end], fits)))


def _simple(paragraph: Paragraph, units: Sequence[Unit]) -> list[Piece]:
    """Return the pieces of a line of *units*, with a space between two that are not parts of one."""
    line: list[Piece] = []
    for unit in units:
        lead = " " if line and not unit.glued else ""
        for piece in paragraph.pieces(unit.start, unit.end, unit.hyphen):
            if line and lead:
                line[-1] = line[-1]._replace(text=line[-1].text + lead)
            lead = ""
            last = line[-1] if line else None
            if last is not None and last.font is piece.font and last.mark == piece.mark:
                line[-1] = last._replace(text=last.text + piece.text)
            else:
                line.append(piece)
    return [piece._replace(width=piece.font.width(piece.text, paragraph.size)) for piece in line]


def _displayed(paragraph: Paragraph, units: Sequence[Unit], width: float) -> list[Piece]:
    """Return the pieces of a line in logical order, each with its place; the spaces that end the line hang."""
    pieces: list[Piece] = []
    for number, unit in enumerate(units):
        if number + 1 < len(units):
            pieces += paragraph.pieces(unit.start, max(unit.end, units[number + 1].start))
        else:
            pieces += paragraph.pieces(unit.start, unit.end)
    spaces = paragraph.hanging(units[-1].end, paragraph.spaces_after(units[-1].end))
    used = sum([piece.width for piece in pieces])
    x = 0.0 if paragraph.rightwards else width - used - sum([piece.width for piece in spaces])
    pieces += spaces
    places = [0.0] * len(pieces)
    for index in bidi.visual_order([piece.level for piece in pieces]):
        places[index] = x
        x += pieces[index].width
    return [piece._replace(at=at) for piece, at in zip(pieces, places, strict=True)]
