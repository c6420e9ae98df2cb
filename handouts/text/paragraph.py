"""One paragraph, prepared: which font sets which letter, which way each runs, and its words with their widths.

The spans of a paragraph differ in weight and language; ``mark`` is the caller's own, to know its spans again on the
lines. Text of alphabets written from left to right (by far the most) is measured word by word; everything else is
shaped here, piece by piece, with the paragraph as context. Lengths are points.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from handouts.text import linebreak
from handouts.text.families import FontStack
from handouts.text.fonts import SOFT_HYPHEN, Font
from handouts.text.scripts import is_simple, script_key
from handouts.text.shaping import Direction, GlyphRun, shape

_CONTEXT = 8
"""Characters of the paragraph that HarfBuzz is shown on each side of a piece: more than any rule looks at."""
_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi", "prs", "arc", "azb"})
"""Languages (BCP 47, without their region) that are written from right to left."""


def written_rightwards(language: str) -> bool:
    """Return whether *language* (BCP 47) is written from left to right."""
    parts = language.lower().replace("_", "-").split("-")
    if "arab" in parts or "hebr" in parts:
        return False
    return parts[0] not in _RIGHT_TO_LEFT or "latn" in parts or "cyrl" in parts


class Span(NamedTuple):
    """A stretch of a paragraph; ``language`` (BCP 47) where it is not the paragraph's. ``hyphenated``: whether a word of
    it that fits no line may get a hyphen; a person's name may not."""

    text: str
    bold: bool = False
    mark: int = 0
    language: str | None = None
    hyphenated: bool = True


class Piece(NamedTuple):
    """What stands together on a line: text of one font and span. ``glyphs``: where it is not set letter by letter from
    left to right. ``at``: then, how far from the start of the measure it is drawn."""

    text: str
    font: Font
    mark: int
    width: float
    level: int = 0
    glyphs: GlyphRun | None = None
    at: float | None = None


class Unit(NamedTuple):
    """A word: what stands from *start* to *end* in the paragraph. ``glued``: no space is before it, because a word was
    divided there or because the script has none. ``strain``: what gave way so that it begins where it does.
    ``hyphen``: it ends in a hyphen that was put in."""

    start: int
    end: int
    width: float
    glued: bool = False
    strain: linebreak.Strain = linebreak.Strain.NONE
    hyphen: bool = False


class Paragraph:
    """The spans of a paragraph, with fonts chosen and directions found."""

    def __init__(self, spans: Sequence[Span], fonts: FontStack, size: float) -> None:
        self.size = size
        self.language = fonts.language
        # What must not break is bound within a span: a link begins and ends where it begins and ends.
        texts = [linebreak.bound(span.text) for span in spans]
        self.text = "".join(texts)
        self.simple = is_simple(self.text)
        self._runs: list[tuple[int, int, Font, Span]] = []
        chosen = fonts.chosen([(text, span.bold) for text, span in zip(texts, spans, strict=True)])
        at = 0
        for pieces, span in zip(chosen, spans, strict=True):
            for text, font in pieces:
                speaking = font.speaking(span.language, font.slashed_zero) if span.language else font
                self._runs.append((at, at + len(text), speaking, span))
                at += len(text)
        self.plain: tuple[Font, int] | None = None
        """The font and the mark of the whole paragraph, if it has one of each and is set letter by letter."""
        if self.simple and len(self._runs) == 1:
            self.plain = self._runs[0][2], self._runs[0][3].mark
        self.rightwards = True
        self._levels: list[int] = []
        if not self.simple:
            from handouts.text import bidi  # most handouts need none of it

            self.rightwards = bidi.runs_rightwards(self.text, written_rightwards(fonts.language))
            isolates = [] if self.rightwards else bidi.isolated_spans(self.text)
            self._levels = bidi.levels(self.text, 0 if self.rightwards else 1, isolates)

    def units(self) -> list[Unit]:
        """Return the words in order."""
        if self.plain is not None:
            font, text, size = self.plain[0], self.text, self.size
            return [
                Unit(start, end, font.width(text[start:end], size)) for start, end in linebreak.words(text)
            ]
        found: list[Unit] = []
        for start, end in linebreak.words(self.text):
            glued = bool(found) and found[-1].end == start
            found.append(Unit(start, end, self.width(start, end), glued))
        return found

    def width(self, start: int, end: int, hyphen: bool = False) -> float:
        """Return how wide what stands from *start* to *end* is, in points."""
        if self.plain is not None:
            text = self.text[start:end] + SOFT_HYPHEN if hyphen else self.text[start:end]
            return self.plain[0].width(text, self.size)
        return sum([piece.width for piece in self.pieces(start, end, hyphen)])

    def space(self, index: int) -> float:
        """Return the width of a space after the character at *index*."""
        return self._font_at(index).width(" ", self.size)

    def _font_at(self, index: int) -> Font:
        for start, end, font, _span in self._runs:
            if start <= index < end:
                return font
        return self._runs[-1][2]

    def pieces(self, start: int, end: int, hyphen: bool = False) -> list[Piece]:
        """Return what stands from *start* to *end*, in logical order; *hyphen*: with one put at its end."""
        found: list[Piece] = []
        for first, last, font, span in self._runs:
            low, high = max(first, start), min(last, end)
            if low >= high:
                continue
            if self.simple:
                text = self.text[low:high] + (SOFT_HYPHEN if hyphen and high == end else "")
                found.append(Piece(text, font, span.mark, font.width(text, self.size)))
            else:
                found += self._shaped(low, high, font, span)
        return found

    def hyphenation(self, index: int) -> str | None:
        """Return the language (BCP 47) by whose syllables the word at *index* may be divided; None for not at all."""
        for start, end, _font, span in self._runs:
            if start <= index < end:
                return (span.language or self.language) if span.hyphenated else None
        return None

    def _shaped(self, start: int, end: int, font: Font, span: Span) -> list[Piece]:
        """Return what stands from *start* to *end*, of one font and span, cut where direction or script changes."""
        found = []
        keys = [script_key(character) for character in self.text[start:end]]
        cuts = [start]
        last = keys[0]
        for index in range(start + 1, end):
            key = keys[index - start]
            other = key is not None and last is not None and key != last
            if other or self._levels[index] != self._levels[index - 1]:
                cuts.append(index)
            last = key or last
        for low, high in zip(cuts, [*cuts[1:], end], strict=True):
            found.append(self._piece(low, high, font, span, self._levels[low]))
        return found

    def _piece(self, start: int, end: int, font: Font, span: Span, level: int) -> Piece:
        context = self.text[max(0, start - _CONTEXT) : start], self.text[end : end + _CONTEXT]
        direction: Direction = "rtl" if level % 2 else "ltr"
        language = span.language or self.language
        glyphs = shape(self.text[start:end], font, self.size, language, direction, context)
        return Piece(self.text[start:end], font, span.mark, glyphs.width, level, glyphs)

    def spaces_after(self, end: int) -> int:
        """Return the index after the spaces that follow *end*."""
        while end < len(self.text) and self.text[end] == " ":
            end += 1
        return end

    def hanging(self, start: int, end: int) -> list[Piece]:
        """Return the spaces from *start* to *end* that end a line: of the paragraph's own direction (UAX 9, L1)."""
        if start == end:
            return []
        for first, last, font, span in self._runs:
            if first <= start < last:
                return [self._piece(start, end, font, span, 0 if self.rightwards else 1)]
        return []
