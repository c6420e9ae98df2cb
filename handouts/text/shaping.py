"""Shaping: HarfBuzz turns text into glyphs, with their places. Results are remembered, word by word.

Lengths are in the font's own units until a `GlyphRun` gives them in points. Two levels of detail: a `Word` of an
alphabet that is written from left to right is mostly a glyph for each character, and only where pairs are kerned is
there more to say; everything else is a `GlyphRun`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from handouts.text.fonts import NO_BREAK_SPACE, SOFT_HYPHEN, Font

if TYPE_CHECKING:
    import uharfbuzz

Direction = Literal["ltr", "rtl"]

_PLAIN_FEATURES = {"liga": False, "clig": False}
"""A ligature is one glyph for several letters: no gain for reading, and each letter must be found alone."""


class Glyph(NamedTuple):
    """One glyph of a run, left to right: its *number* in its font, *text* of its cluster, where that text starts in the
    run, and in the font's units how far it is moved and how far the pen goes on."""

    number: int
    text: str
    cluster: int
    dx: int
    dy: int
    advance: int


@dataclass(frozen=True, slots=True)
class GlyphRun:
    """Text of one font, size and direction as glyphs, from left to right whatever the direction of the text."""

    text: str
    font: Font
    size: float
    glyphs: tuple[Glyph, ...]
    rightwards: bool = True

    @property
    def units(self) -> int:
        """The width in the font's units."""
        return sum(glyph.advance for glyph in self.glyphs)

    @property
    def width(self) -> float:
        """The width in points."""
        return self.units * self.size / self.font.units_per_em

    @property
    def lacks(self) -> bool:
        """Whether a glyph is missing: the font's box stands for it."""
        return any(glyph.number == 0 for glyph in self.glyphs)


class Word(NamedTuple):
    """A word of an alphabet written from left to right. ``advance``: its width per em. ``kerns``: in thousandths of an
    em, how much nearer than its width what follows each character comes, or None if nothing is moved.
    ``glyphs``: where characters and glyphs do not pair one to one with the font's own, or marks are moved."""

    advance: float
    kerns: tuple[int, ...] | None
    glyphs: GlyphRun | None


def shaped_word(font: Font, text: str) -> Word:
    """Return *text*, without breakable spaces and written from left to right, as *font* sets it."""
    if not (font.has_rules("GPOS") or font.has_rules("GSUB") or font.has_rules("kern")):
        # Nothing to ask: each character is its glyph, at its own width.
        return Word(sum([font.advance(font.glyph(each)) for each in text]) / font.units_per_em, None, None)
    buffer = _shaped(text, font, font.language, True, ("", ""), True)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions or ()
    advances = [position.x_advance for position in positions]
    advance = sum(advances) / font.units_per_em
    glyphs = [font.glyph(each) for each in text]
    moved = any([position.x_offset or position.y_offset for position in positions])
    if moved or [info.codepoint for info in infos] != glyphs:
        return Word(advance, None, GlyphRun(text, font, 1.0, _glyphs(text, 0, buffer)))
    own = [font.advance(glyph) for glyph in glyphs]
    if own == advances:
        return Word(advance, None, None)
    scale = 1000 / font.units_per_em
    kerns = tuple([round((width - used) * scale) for width, used in zip(own, advances, strict=True)])
    return Word(advance, kerns if any(kerns) else None, None)


def shape(
    text: str,
    font: Font,
    size: float,
    language: str = "",
    direction: Direction = "ltr",
    context: tuple[str, str] = ("", ""),
    plain: bool = False,
) -> GlyphRun:
    """Return *text*, of one script and direction, as glyphs of *font* at *size* points.

    ``context`` is what stands before and after it in its paragraph: letters join across a change of font.
    ``plain``: no glyph stands for several letters where it need not.
    From left to right a cluster is a character wherever HarfBuzz keeps them apart; from right to left it is a letter
    with its marks.
    """
    rightwards = direction == "ltr"
    buffer = _shaped(text, font, language, rightwards, context, plain)
    return GlyphRun(text, font, size, _glyphs(text, len(context[0]), buffer), rightwards)


def _shaped(
    text: str, font: Font, language: str, rightwards: bool, context: tuple[str, str], plain: bool
) -> uharfbuzz.Buffer:
    """Return HarfBuzz's own result; its clusters count from the start of the context."""
    import uharfbuzz

    before, after = context
    drawn = text.replace(NO_BREAK_SPACE, " ").replace(SOFT_HYPHEN, "-")
    buffer = uharfbuzz.Buffer()
    buffer.add_str(before + drawn + after, len(before), len(drawn))
    levels = uharfbuzz.BufferClusterLevel
    buffer.cluster_level = levels.MONOTONE_CHARACTERS if rightwards else levels.MONOTONE_GRAPHEMES
    buffer.guess_segment_properties()
    buffer.direction = "ltr" if rightwards else "rtl"
    if language:
        buffer.language = language
    features = _PLAIN_FEATURES if plain else {}
    uharfbuzz.shape(font.harfbuzz, buffer, {**features, "zero": True} if font.slashed_zero else features)
    return buffer


def _glyphs(text: str, start: int, buffer: uharfbuzz.Buffer) -> tuple[Glyph, ...]:
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    clusters = [info.cluster - start for info in infos]
    ends = _ends(clusters, len(text))
    return tuple(
        [
            Glyph(
                info.codepoint, text[cluster : ends[cluster]], cluster,
                position.x_offset, position.y_offset, position.x_advance,
            )
            for info, position, cluster in zip(infos, positions or (), clusters, strict=True)
        ]
    )  # fmt: skip


def _ends(clusters: Sequence[int], length: int) -> dict[int, int]:
    starts = sorted(set(clusters))
    return dict(zip(starts, [*starts[1:], length], strict=True))
