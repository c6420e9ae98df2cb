"""Lines: words of one style are measured and broken to a width. Knows type, no boxes and no handouts' structure.

Lines are filled greedily at spaces and set ragged right. What stays together (phone numbers, dates, "6 hours") gives
way before a word does, a word breaks after its own marks (a hyphen, a slash) before it is cut, and it is cut only
where no line can hold it. All measuring of text for composing is done here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from handouts.graphics.document import MARKS, Colour, StructureElement, TextRun
from handouts.tailoring.handout import RichText, Run
from handouts.text.families import FontStack

LONGEST_LINE = 70
"""Characters in a line at most: beyond, the eye loses the next line (RNIB, CMS)."""
WORD_OF_A_VISIT, TEXT_OF_A_VISIT = 5.8, 12.0
"""Widths of the longest words that a visit fills in, such as "Wednesday,", and of such a text, in sizes of type.

Where text stands side by side, these are kept free for every visit, so that all copies have the same columns.
"""
SHORT_LAST_LINE = 0.2
"""Part of the width below which one word is too little for a paragraph's last line."""
NO_BREAK = "\u00a0"
_BREAK = re.compile(r"( )")
_BIND = re.compile(
    r"(?<=\d) (?=[^\W\d])"  # 6 hours, 8 AM
    r"|(?<=[\d)]) (?=\d)"  # (555) 555-0100, +44 20 7946 0018
    r"|(?<=\d,) (?=\d{4}\b)"  # 1, 2030
    r"|(?<=\d de) (?=\w)"  # 1 de diciembre
)
_MONTH_AND_DAY = re.compile(r"\b([A-Z][a-z]{2,}\.?) (?=\d{1,2}\b)")
_AFTER_MARK = re.compile(rf"(?<=[{MARKS}])(?![{MARKS}]|$)(?!(?<=\d\.)\d)")


class Strain(IntEnum):
    """What had to give way so that a text fits its width: the more, the worse."""

    NONE = 0
    BINDING = 1
    """Words that belong together stand on two lines: "6" and "hours"."""
    MARK = 2
    """A word is broken after one of its own marks: "anti-" and "inflammatory"."""
    CUT = 3
    """A word is cut in pieces."""


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
class Word:
    """Runs with no space between them, and their width; ``glued``: it follows the word before without a space."""

    runs: tuple[TextRun, ...]
    width: float
    glued: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def letters(self) -> int:
        return sum(len(run.text) for run in self.runs)


Links = dict[int, tuple[StructureElement, str, str]]
"""By the identity of a Link element: the element, its address, and what is said of it."""


def bound(text: str) -> str:
    """Return *text* with spaces that do not break inside phone numbers, dates, clock times and "6 hours"."""
    return _MONTH_AND_DAY.sub(rf"\1{NO_BREAK}", _BIND.sub(NO_BREAK, text))


def run_width(runs: Sequence[TextRun]) -> float:
    """Return how wide *runs* are set one after another, in points."""
    return sum(run.width for run in runs)


def words_of(
    runs: Sequence[Run], style: TextStyle, element: StructureElement | None, links: Links
) -> list[Word]:
    """Return the words; a word may be of several looks, and a space never belongs to one.

    Links and words of another language become children of *element*, links also entries of *links*.
    """
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
    return [Word(tuple(word), run_width(word)) for word in words if word]


def longest_word(
    text: RichText | str, style: TextStyle, allowed: Strain = Strain.NONE, for_all_visits: bool = False
) -> float:
    """Return the least width, in points, into which *text* goes when no more than *allowed* gives way.

    With ``Strain.CUT`` allowed, as with ``Strain.MARK``: a word is never planned to be cut. ``for_all_visits``: of a
    text that the visit fills in, the width that is kept free for all.
    """
    if for_all_visits and _is_of_a_visit(text):
        return WORD_OF_A_VISIT * style.size
    words = words_of(_runs(text), style, None, {})
    if allowed >= Strain.BINDING:
        words = [part for word in words for part in _unbound(word)]
    if allowed >= Strain.MARK:
        words = [part for word in words for part in _after_marks(word)]
    return max((word.width for word in words), default=0.0)


def one_line(text: RichText | str, style: TextStyle, for_all_visits: bool = False) -> float:
    """Return how wide *text* is on one line, in points; ``for_all_visits`` is as in `longest_word`."""
    if for_all_visits and _is_of_a_visit(text):
        return TEXT_OF_A_VISIT * style.size
    words = words_of(_runs(text), style, None, {})
    spaces = sum(word.runs[-1].font.width(" ", style.size) for word in words[:-1])
    return sum(word.width for word in words) + spaces


def narrowest(text: RichText | str, style: TextStyle, lines: int) -> float:
    """Return the least width, in points, into which *text* goes on *lines* lines without a strain."""
    words = [word.width for word in words_of(_runs(text), style, None, {})]
    space = style.fonts.width(" ", style.size, style.bold)
    sums = sorted(
        sum(words[start:end]) + space * (end - start - 1)
        for start in range(len(words))
        for end in range(start + 1, len(words) + 1)
    )
    return next((width for width in sums if _line_count(words, space, width) <= lines), 0.0)


def break_lines(words: Sequence[Word], width: float, style: TextStyle) -> tuple[list[list[Word]], Strain]:
    """Return lines filled greedily, and what had to give way.

    A paragraph does not end in a line of one short word where that can be helped.
    """
    lines: list[list[Word]] = []
    used, length = 0.0, 0
    fitting, strain = _fitting(words, width)
    for word in fitting:
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
    return lines, strain


def joined(words: Sequence[Word]) -> list[TextRun]:
    """Return the runs of a line of *words*, with a space between two that are not parts of one."""
    line: list[TextRun] = []
    for word in words:
        for number, run in enumerate(word.runs):
            _append(line, run, " " if line and number == 0 and not word.glued else "")
    return line


def _runs(text: RichText | str) -> Sequence[Run]:
    return (Run(text),) if isinstance(text, str) else text.runs


def _is_of_a_visit(text: RichText | str) -> bool:
    return isinstance(text, RichText) and text.slot is not None


def _line_count(words: Sequence[float], space: float, width: float) -> float:
    if max(words) > width:
        return float("inf")
    count, used = 1, -space
    for word in words:
        if used + space + word > width + 0.01:
            count, used = count + 1, -space
        used += space + word
    return count


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


def _fitting(words: Sequence[Word], width: float) -> tuple[list[Word], Strain]:
    """Return *words*, those wider than a line in parts that fit, and what gave way for the worst of them."""
    fitting: list[Word] = []
    strain = Strain.NONE
    for word in words:
        if word.width <= width + 0.01:
            fitting.append(word)
            continue
        parts = _unbound(word)
        if len(parts) > 1:
            strain = max(strain, Strain.BINDING)
        for part in parts:
            if part.width <= width + 0.01:
                fitting.append(part)
                continue
            strain = max(strain, Strain.MARK)
            pieces: list[Word] = []
            for piece in _after_marks(part):
                if piece.width <= width + 0.01:
                    pieces.append(piece)
                else:
                    strain = Strain.CUT
                    pieces += _cut(piece, width)
            fitting += _filled(pieces, width)
    return fitting, strain


def _filled(pieces: Sequence[Word], width: float) -> list[Word]:
    """Return the *pieces* of one word, as many together as a line of *width* holds: it is broken as seldom as may be."""
    filled = [pieces[0]]
    for piece in pieces[1:]:
        last = filled[-1]
        if last.width + piece.width <= width + 0.01:
            filled[-1] = Word(last.runs + piece.runs, last.width + piece.width, last.glued)
        else:
            filled.append(piece)
    return filled


def _unbound(word: Word) -> list[Word]:
    """Return the words that a binding holds together in *word*."""
    text = word.text
    if NO_BREAK not in text:
        return [word]
    parts: list[Word] = []
    start = 0
    for piece in text.split(NO_BREAK):
        if piece:
            parts.append(_slice(word, start, start + len(piece), word.glued and not parts))
        start += len(piece) + 1
    return parts or [word]


def _after_marks(word: Word) -> list[Word]:
    """Return *word* broken wherever its own marks allow it; a mark that begins it stays with what follows."""
    text = word.text
    ends = [match.start() for match in _AFTER_MARK.finditer(text) if text[: match.start()].strip(MARKS)]
    if not ends:
        return [word]
    starts = [0, *ends]
    return [
        _slice(word, start, end, word.glued or start > 0)
        for start, end in zip(starts, [*ends, len(text)], strict=True)
    ]


def _cut(word: Word, width: float) -> list[Word]:
    """Return *word* cut wherever a line of *width* is full, at least one character in each piece."""
    pieces: list[Word] = []
    start = at = 0
    used = 0.0
    for run in word.runs:
        for character in run.text:
            advance = run.font.width(character, run.size)
            if at > start and used + advance > width and not unicodedata.combining(character):
                pieces.append(_slice(word, start, at, word.glued or start > 0))
                start, used = at, 0.0
            used += advance
            at += 1
    return [*pieces, _slice(word, start, at, word.glued or start > 0)]


def _slice(word: Word, start: int, end: int, glued: bool) -> Word:
    """Return the characters of *word* from *start* to before *end*."""
    runs: list[TextRun] = []
    at = 0
    for run in word.runs:
        text = run.text[max(0, start - at) : max(0, end - at)]
        if text:
            runs.append(TextRun(text, run.font, run.size, run.colour, run.element))
        at += len(run.text)
        if at >= end:
            break
    return Word(tuple(runs), run_width(runs), glued)
