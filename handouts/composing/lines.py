"""Styles of text, and how wide a text of the handout is in one: what composing asks of the text room.

Knows type, no boxes and no handouts' structure. Lines are filled at spaces and set ragged right. What stays together
(phone numbers, dates, "6 hours") gives way before a word does, a word breaks after its own marks (a hyphen, a slash)
before it is divided, and it is divided only where no line can hold it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handouts.graphics.document import Colour, StructureElement, TextRun
from handouts.tailoring.handout import RichText, Run
from handouts.text import line
from handouts.text.families import FontStack
from handouts.text.linebreak import Strain
from handouts.text.paragraph import Span

__all__ = [
    "Links",
    "Strain",
    "TextStyle",
    "fits",
    "longest_word",
    "narrowest",
    "one_line",
    "run_width",
    "runs_of",
    "spans_of",
]

WORD_OF_A_VISIT, TEXT_OF_A_VISIT = 5.8, 12.0
"""Widths of the longest words that a visit fills in, such as "Wednesday,", and of such a text, in sizes of type.

Where text stands side by side, these are kept free for every visit, so that all copies have the same columns.
"""

WIDEST_LETTER = 1.2
"""No letter that words are made of is wider, in sizes of type."""


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How text is set; sizes in points."""

    fonts: FontStack
    size: float
    leading: float
    colour: Colour
    bold: bool = False
    link_colour: Colour | None = None


Links = dict[int, tuple[StructureElement, str, str]]
"""By the identity of the element of its words: the Link element, its address, and what is said of it."""


def runs_of(text: RichText | str) -> Sequence[Run]:
    """Return the runs of *text*."""
    return (Run(text),) if isinstance(text, str) else text.runs


def spans_of(text: RichText | str, style: TextStyle) -> list[Span]:
    """Return the spans of *text* as the text room sets them; each is marked with the number of its run."""
    own = isinstance(text, RichText) and text.slot is not None  # what the visit fills in may be a name
    return [
        Span(run.text, run.bold or style.bold, number, run.language, not own)
        for number, run in enumerate(runs_of(text))
    ]


def run_width(runs: Sequence[TextRun]) -> float:
    """Return how wide *runs* are set one after another, in points."""
    return sum([run.width for run in runs])


def longest_word(
    text: RichText | str, style: TextStyle, allowed: Strain = Strain.NONE, for_all_visits: bool = False
) -> float:
    """Return the least width, in points, into which *text* goes when no more than *allowed* gives way.

    With ``Strain.CUT`` allowed, as with ``Strain.MARK``: a word is never planned to be cut. ``for_all_visits``: of a
    text that the visit fills in, the width that is kept free for all.
    """
    if for_all_visits and _is_of_a_visit(text):
        return WORD_OF_A_VISIT * style.size
    return line.least_width(spans_of(text, style), style.fonts, style.size, allowed)


def fits(
    text: RichText | str,
    style: TextStyle,
    width: float,
    allowed: Strain = Strain.NONE,
    for_all_visits: bool = False,
) -> bool:
    """Return whether `longest_word` is no more than *width*; what surely fits is not measured."""
    if not _is_of_a_visit(text):
        plain = text if isinstance(text, str) else text.plain
        pieces = plain.split() if allowed >= Strain.BINDING else [plain]
        if max(map(len, pieces), default=0) * WIDEST_LETTER * style.size <= width:
            return True
    return longest_word(text, style, allowed, for_all_visits) <= width + 0.01


def one_line(text: RichText | str, style: TextStyle, for_all_visits: bool = False) -> float:
    """Return how wide *text* is on one line, in points; ``for_all_visits`` is as in `longest_word`."""
    if for_all_visits and _is_of_a_visit(text):
        return TEXT_OF_A_VISIT * style.size
    return line.line_width(spans_of(text, style), style.fonts, style.size)


def narrowest(text: RichText | str, style: TextStyle, lines: int) -> float:
    """Return the least width, in points, into which *text* goes on *lines* lines without a strain."""
    return line.narrowest(spans_of(text, style), style.fonts, style.size, lines)


def _is_of_a_visit(text: RichText | str) -> bool:
    return isinstance(text, RichText) and text.slot is not None
