"""Lines: the words of a paragraph fill a measure, greedily, and stand on each line as they are displayed.

Lines are ragged. No word is cut that fits a line; one that does not is divided at the least harmful place (see
`linebreak`), and the line says so. Lengths are points.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from handouts.text import linebreak
from handouts.text.families import FontStack
from handouts.text.fonts import SOFT_HYPHEN
from handouts.text.linebreak import Strain
from handouts.text.paragraph import Paragraph, Piece, Span, Unit

LONGEST_LINE = 70
"""Characters in a line at most: beyond, the eye loses the next line (RNIB, CMS)."""
SHORT_LAST_LINE = 0.2
"""Part of the width below which one word is too little for a paragraph's last line."""
_SLACK = 0.01


class Line(NamedTuple):
    """The pieces of one line in the order of reading. ``ends_word``: whether a space belongs between it and the next.
    ``strain``: what had to give way so that the line holds what it holds."""

    pieces: list[Piece]
    width: float
    ends_word: bool = True
    strain: Strain = Strain.NONE


class SetText(NamedTuple):
    """A paragraph as it is set; ``rightwards``: whether it is read from left to right."""

    lines: list[Line]
    rightwards: bool = True

    @property
    def strain(self) -> Strain:
        """What had to give way, at worst."""
        return max((line.strain for line in self.lines), default=Strain.NONE)


def set_lines(spans: Sequence[Span], fonts: FontStack, size: float, width: float) -> SetText:
    """Return *spans*, one paragraph, as lines of at most *width*. No words, no lines."""
    paragraph = Paragraph(spans, fonts, size)
    filled = _filled(paragraph, width)
    lines = []
    for number, units in enumerate(filled):
        glued = number + 1 < len(filled) and filled[number + 1][0].glued
        pieces = _simple(paragraph, units) if paragraph.simple else _displayed(paragraph, units, width)
        strain = max([unit.strain for unit in units])
        lines.append(Line(pieces, sum([piece.width for piece in pieces]), not glued, strain))
    return SetText(lines, paragraph.rightwards)


def least_width(spans: Sequence[Span], fonts: FontStack, size: float, allowed: Strain = Strain.NONE) -> float:
    """Return the least width into which *spans* go when no more than *allowed* gives way.

    With ``Strain.CUT`` allowed, as with ``Strain.MARK``: a word is never planned to be cut.
    """
    paragraph = Paragraph(spans, fonts, size)
    units = paragraph.units()
    if allowed >= Strain.BINDING:
        units = [part for unit in units for part in _unbound(paragraph, unit)]
    if allowed >= Strain.MARK:
        units = [part for unit in units for part in _after_marks(paragraph, unit)]
    return max((unit.width for unit in units), default=0.0)


def line_width(spans: Sequence[Span], fonts: FontStack, size: float) -> float:
    """Return how wide *spans* are on one line."""
    paragraph = Paragraph(spans, fonts, size)
    if not paragraph.simple:
        return paragraph.width(0, len(paragraph.text.rstrip(" ")))
    units = paragraph.units()
    spaces = [paragraph.space(unit.end - 1) for unit, after in pairwise(units) if not after.glued]
    return sum([unit.width for unit in units]) + sum(spaces)


def narrowest(spans: Sequence[Span], fonts: FontStack, size: float, lines: int) -> float:
    """Return the least width into which *spans* go on *lines* lines without a strain; 0 where they are too long."""
    paragraph = Paragraph(spans, fonts, size)
    widths = [(unit.width, unit.glued) for unit in paragraph.units()]
    space = paragraph.space(0) if widths else 0.0
    sums = sorted(
        {
            sum([width for width, _glued in widths[start:end]])
            + space * sum([not glued for _width, glued in widths[start + 1 : end]])
            for start in range(len(widths))
            for end in range(start + 1, len(widths) + 1)
        }
    )
    return next((width for width in sums if _line_count(widths, space, width) <= lines), 0.0)


def _line_count(widths: Sequence[tuple[float, bool]], space: float, measure: float) -> float:
    count, used = 1, 0.0
    for number, (width, glued) in enumerate(widths):
        if width > measure:
            return float("inf")
        more = width + (0.0 if glued or not number else space)
        if number and used + more > measure + _SLACK:
            count, used, more = count + 1, 0.0, width
        used += more
    return count


def _filled(paragraph: Paragraph, width: float) -> list[list[Unit]]:
    """Return lines filled greedily; a paragraph does not end in a line of one short word where that can be helped."""
    lines: list[list[Unit]] = []
    used, length = 0.0, 0
    for unit in _fitting(paragraph, width):
        letters = unit.end - unit.start
        if lines:
            last = lines[-1][-1]
            if unit.glued:  # two parts of one word are kerned where they meet
                wide = paragraph.width(last.start, unit.end) - last.width if paragraph.simple else unit.width
            else:
                wide = paragraph.space(last.end - 1) + unit.width
            more = letters + (not unit.glued)
            if used + wide <= width + _SLACK and length + more <= LONGEST_LINE:
                lines[-1].append(unit)
                used, length = used + wide, length + more
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
        if unit.width <= width + _SLACK:
            fitting.append(unit)
            continue
        for part in _unbound(paragraph, unit):
            fitting += [part] if part.width <= width + _SLACK else _divided(paragraph, part, width)
    return fitting


def _unbound(paragraph: Paragraph, unit: Unit) -> list[Unit]:
    """Return the words that a binding holds together in *unit*."""
    text = paragraph.text[unit.start : unit.end]
    places = [unit.start, *(unit.start + place for place in linebreak.binding_places(text)), unit.end]
    parts = []
    for start, after in pairwise(places):
        end = after - 1 if after < unit.end else after  # without the space
        first = start == unit.start
        strain = unit.strain if first else Strain.BINDING
        parts.append(Unit(start, end, paragraph.width(start, end), unit.glued and first, strain))
    return parts


def _after_marks(paragraph: Paragraph, unit: Unit) -> list[Unit]:
    """Return *unit* broken wherever its own marks allow it."""
    text = paragraph.text[unit.start : unit.end]
    places = [unit.start, *(unit.start + place for place in linebreak.inner_places(text)), unit.end]
    return [
        Unit(start, end, paragraph.width(start, end), unit.glued or start > unit.start, Strain.MARK)
        for start, end in pairwise(places)
    ]


def _divided(paragraph: Paragraph, unit: Unit, width: float) -> list[Unit]:
    """Return *unit*, which fits no line, in parts that do: as it is written, by syllables, or anywhere."""
    word = paragraph.text[unit.start : unit.end]
    places = [(unit.start + place, False) for place in linebreak.inner_places(word)]
    parts: list[Unit] = []
    start, glued, strain = unit.start, unit.glued, unit.strain
    syllables: list[tuple[int, bool]] | None = None
    while paragraph.width(start, unit.end) > width + _SLACK and unit.end - start > 1:
        end = _furthest(paragraph, start, places, width)
        by = Strain.MARK
        if end is None:
            by = Strain.CUT
            if syllables is None:
                language = paragraph.hyphenation(start)
                found = linebreak.syllables(word, language) if language else []
                syllables = [(unit.start + place, True) for place in found]
            end = _furthest(paragraph, start, syllables, width)
        at, hyphen = end or (_last_resort(paragraph, start, unit.end, width), False)
        if at == unit.end:
            break
        parts.append(Unit(start, at, paragraph.width(start, at, hyphen), glued, strain, hyphen))
        start, glued, strain = at, True, by
    parts.append(Unit(start, unit.end, paragraph.width(start, unit.end), glued, strain))
    return parts


def _furthest(
    paragraph: Paragraph, start: int, places: Sequence[tuple[int, bool]], width: float
) -> tuple[int, bool] | None:
    """Return the last of *places*, each with whether a hyphen is put there, that a line from *start* reaches."""
    for place, hyphen in reversed(places):
        if place > start and paragraph.width(start, place, hyphen) <= width + _SLACK:
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
    if paragraph.plain is not None:
        font, mark = paragraph.plain
        words = "".join(
            [
                ("" if unit.glued or not number else " ")
                + paragraph.text[unit.start : unit.end]
                + (SOFT_HYPHEN if unit.hyphen else "")
                for number, unit in enumerate(units)
            ]
        )
        return [Piece(words, font, mark, font.width(words, paragraph.size))]
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
    from handouts.text import bidi  # most handouts need none of it

    for index in bidi.visual_order([piece.level for piece in pieces]):
        places[index] = x
        x += pieces[index].width
    return [piece._replace(at=at) for piece, at in zip(pieces, places, strict=True)]
