"""Fonts: what a static TrueType file can set, how wide it sets it, and what it says of itself.

The file is judged (`opentype`) and then read by HarfBuzz, lazily: a fallback font that no text needs costs no more
than reading its bytes. This module may not know pages, structure or what the text is about.

Lengths are points; metrics are fractions of an em (1.0 is the font size). OpenType facts are from the
OpenType 1.9 specification (tables ``OS/2``, ``head``, ``post``, ``name``).
"""

from __future__ import annotations

import hashlib
import re
import struct
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.opening import MEBIBYTE, read_regular
from handouts.problems import ContentError, Place, Source, error
from handouts.text.opentype import embedding_fault, table_directory

if TYPE_CHECKING:
    import uharfbuzz

    from handouts.text.shaping import Word

NO_BREAK_SPACE = "\u00a0"
SOFT_HYPHEN = "\u00ad"
"""Stands in a text that is drawn for a hyphen of ours, where a word had to be divided: drawn, and not read aloud."""

#: Never set, whatever a font maps them to: controls, soft hyphen, zero-width and direction marks.
INVISIBLE = frozenset(
    chr(code)
    for codes in (
        range(0x20), range(0x7F, 0xA0), (0xAD, 0x034F, 0x061C, 0xFEFF, 0xFFFD), range(0x200B, 0x2010),
        range(0x2028, 0x202F), range(0x2060, 0x2070), range(0xFE00, 0xFE10),
    )
    for code in codes
)  # fmt: skip
JOINERS = frozenset("\u200c\u200d")
"""Zero-width non-joiner and joiner: they draw nothing, and say how the letters beside them join."""
_MOST_WORDS = 20_000
"""Words whose shapes are kept for a font; beyond, they are forgotten and shaped anew."""


class _Coverage(dict[str, bool]):
    """Whether a font can set a character, filled as characters are met."""

    def __init__(self, font: Font) -> None:
        super().__init__()
        self._font = font

    def __missing__(self, character: str) -> bool:
        known = character not in INVISIBLE and self._font._draws(character)
        self[character] = known
        return known


class Font:
    """One static TrueType font, as it sets one language. Two values are equal when they are the same object;
    `load_font` gives the same object for the same file content, `speaking` for the same language."""

    __slots__ = (
        "_coverage", "_harfbuzz", "_nominal", "_odd", "_spoken", "_tables", "_widths", "_words", "data", "digest",
        "label", "language", "slashed_zero", "units_per_em",
    )  # fmt: skip

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.digest = hashlib.sha256(data).hexdigest()
        self.label = "font"
        """What messages call it: its file, as far as that is known."""
        self.language = ""
        self.slashed_zero = False
        self._tables = table_directory(data)
        self.units_per_em = self._unsigned("head", 18)
        self._harfbuzz: uharfbuzz.Font | None = None
        self._coverage = _Coverage(self)
        self._nominal: dict[str, int] = {}
        self._words: dict[str, Word] = {}
        self._widths: dict[str, float] = {}
        self._odd: dict[str, bool] = {}
        self._spoken: dict[tuple[str, bool], Font] = {("", False): self}

    def __repr__(self) -> str:
        return f"Font({self.postscript_name})"

    def speaking(self, language: str, slashed_zero: bool = False) -> Font:
        """Return this font as it sets *language* (BCP 47): some have other forms of a letter for one.

        ``slashed_zero``: its zeros have a stroke, if it has one with a stroke.
        """
        known = self._spoken.get((language, slashed_zero))
        if known is None:
            if not self.has_rules("GSUB"):  # the same glyphs in every language
                return self
            known = Font.__new__(Font)
            for name in Font.__slots__:
                setattr(known, name, getattr(self, name, None))
            known.language, known.slashed_zero = language, slashed_zero
            known._words, known._widths, known._odd = {}, {}, {}
            self._spoken[language, slashed_zero] = known
        return known

    def has_slashed_zero(self) -> bool:
        """Return whether the font has a zero with a stroke besides its own (OpenType's feature ``zero``)."""
        if not self.has_rules("GSUB"):
            return False
        face = self.harfbuzz.face
        return any(
            "zero" in face.get_language_feature_tags("GSUB", script)
            for script in range(len(face.get_table_script_tags("GSUB")))
        )

    @property
    def harfbuzz(self) -> uharfbuzz.Font:
        """HarfBuzz's font, whose units are the font's; for this room only."""
        known = self._spoken["", False]._harfbuzz
        if known is None:
            import uharfbuzz

            known = uharfbuzz.Font(uharfbuzz.Face(self.data))
            self._spoken["", False]._harfbuzz = known
        return known

    def has_rules(self, table: str) -> bool:
        """Return whether the font has a table such as GSUB, GPOS or kern."""
        return table in self._tables

    # -- measuring ---------------------------------------------------------------------------------

    def word(self, text: str) -> Word:
        """Return the shape of *text*, which has no breakable space and is written from left to right."""
        known = self._words.get(text)
        if known is None:
            from handouts.text.shaping import shaped_word

            if len(self._words) >= _MOST_WORDS:
                self._words.clear()
            known = self._words[text] = shaped_word(self, text)
        return known

    def width(self, text: str, size: float) -> float:
        """Return how wide *text*, written from left to right, is set at *size*, in points. A character the
        font lacks counts as the font's box for missing characters. Widths are remembered."""
        width = self._widths.get(text)
        if width is None:
            words = text.split(" ")
            width = sum([self.word(word).advance for word in words if word])
            if len(words) > 1:
                width += (len(words) - 1) * self.word(" ").advance
            if len(self._widths) >= _MOST_WORDS:
                self._widths.clear()
            self._widths[text] = width
        return width * size

    def has_odd_words(self, text: str) -> bool:
        """Return whether a word of *text* is more than the font's own glyph for each letter: its marks are moved, or
        a glyph stands in for others."""
        if not (self.has_rules("GPOS") or self.has_rules("GSUB")):
            return False
        odd = self._odd.get(text)
        if odd is None:
            odd = any([self.word(word).glyphs is not None for word in text.split(" ") if word])
            if len(self._odd) >= _MOST_WORDS:
                self._odd.clear()
            self._odd[text] = odd
        return odd

    def outline(self, glyph: int) -> list[tuple[str, tuple[float, ...]]]:
        """Return the outline of *glyph* in the font's units: operators ``m``, ``l``, ``c`` and ``h`` with points."""
        import uharfbuzz

        path: list[tuple[str, tuple[float, ...]]] = []

        def curve(a: float, b: float, c: float, d: float, _data: object) -> None:
            x, y = path[-1][1][-2:]  # a quadratic curve as a cubic one
            near = (x + 2 / 3 * (a - x), y + 2 / 3 * (b - y))
            far = (c + 2 / 3 * (a - c), d + 2 / 3 * (b - d))
            path.append(("c", (*near, *far, c, d)))

        pen = uharfbuzz.DrawFuncs()
        pen.set_move_to_func(lambda x, y, _data: path.append(("m", (x, y))))
        pen.set_line_to_func(lambda x, y, _data: path.append(("l", (x, y))))
        pen.set_quadratic_to_func(curve)
        pen.set_cubic_to_func(lambda *values: path.append(("c", values[:6])))
        pen.set_close_path_func(lambda _data: path.append(("h", ())))
        self.harfbuzz.draw_glyph(glyph, pen, None)
        return path

    # -- covering ----------------------------------------------------------------------------------

    def covers(self, character: str) -> bool:
        """Return whether the font can set *character* visibly (or as a space)."""
        return self._coverage[character]

    def covers_all(self, text: Iterable[str]) -> bool:
        """Return whether the font can set every character of *text*."""
        return all(map(self._coverage.__getitem__, text))

    def glyph(self, character: str) -> int:
        """Return the glyph that the font's cmap gives *character*; 0 for none. A no-break space is a space."""
        known = self._nominal.get(character)
        if known is None:
            code = (
                0x20 if character == NO_BREAK_SPACE else 0x2D if character == SOFT_HYPHEN else ord(character)
            )
            known = self._nominal[character] = self.harfbuzz.get_nominal_glyph(code) or 0
        return known

    def advance(self, glyph: int) -> int:
        """Return the advance width of *glyph* in the font's units."""
        return int(self.harfbuzz.get_glyph_h_advance(glyph))

    def _draws(self, character: str) -> bool:
        """Return whether a glyph is there for *character*, with ink where the character has some."""
        glyph = self.glyph(character)
        if not glyph:
            return False
        kind = unicodedata.category(character)
        if kind[0] in "ZC":
            return True
        extents = self.harfbuzz.get_glyph_extents(glyph)
        if extents is None or not extents.width or not extents.height:
            return False
        return kind[0] == "M" or self.advance(glyph) > 0

    # -- what the font says of itself ----------------------------------------------------------------

    @property
    def ascent(self) -> float:
        """The typographic ascender above the baseline, per em (OS/2 sTypoAscender)."""
        return self._signed("OS/2", 68) / self.units_per_em

    @property
    def descent(self) -> float:
        """The typographic descender, per em; negative (OS/2 sTypoDescender)."""
        return self._signed("OS/2", 70) / self.units_per_em

    @property
    def cap_height(self) -> float:
        """The height of capitals, per em (OS/2 sCapHeight; 0.7 where the table is older than that field)."""
        return self._version_2_height(88) or 0.7

    @property
    def x_height(self) -> float:
        """The height of a small x, per em (OS/2 sxHeight; 0.5 where the table is older than that field)."""
        return self._version_2_height(86) or 0.5

    @property
    def weight(self) -> int:
        """100 to 900; 400 is regular (OS/2 usWeightClass)."""
        return self._unsigned("OS/2", 4)

    @property
    def italic_angle(self) -> float:
        """Degrees counter-clockwise from the vertical (post italicAngle, a number of 16.16 bits)."""
        return self._signed("post", 4) + self._unsigned("post", 6) / 65536

    @property
    def fixed_pitch(self) -> bool:
        """Whether all glyphs are as wide (post isFixedPitch)."""
        return self._unsigned("post", 12) != 0 or self._unsigned("post", 14) != 0

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of all glyphs together, per em (head xMin to yMax)."""
        left, bottom, right, top = (self._signed("head", at) / self.units_per_em for at in (36, 38, 40, 42))
        return left, bottom, right, top

    @property
    def family(self) -> str:
        """The family's name as the font states it."""
        return self._name(1) or "a font without a name"

    @property
    def postscript_name(self) -> str:
        """The PostScript name as the font states it, of letters, digits and hyphens."""
        return re.sub(r"[^A-Za-z0-9-]+", "-", self._name(6) or self.family).strip("-")[:63] or "Font"

    def _name(self, number: int) -> str:
        import uharfbuzz

        said = self.harfbuzz.face.get_name(uharfbuzz.OTNameIdPredefined(number))
        return "".join(filter(str.isprintable, said or "")).strip()

    def _version_2_height(self, offset: int) -> float:
        if self._unsigned("OS/2", 0) < 2 or self._tables["OS/2"][1] < offset + 2:
            return 0.0
        return self._signed("OS/2", offset) / self.units_per_em

    def _unsigned(self, table: str, offset: int) -> int:
        (value,) = struct.unpack_from(">H", self.data, self._tables[table][0] + offset)
        return int(value)

    def _signed(self, table: str, offset: int) -> int:
        (value,) = struct.unpack_from(">h", self.data, self._tables[table][0] + offset)
        return int(value)


MOST_FONT_BYTES = 32 * MEBIBYTE
"""Larger than any typeface of a script that is printed; the largest of those of Chinese have some 20 MiB."""


def load_font(source: Path | bytes, name: str | None = None, place: Place | None = None) -> Font:
    """Return the font in the file *source* (or of these bytes); the same content gives the same object.

    ``name`` is what messages call the font (the path, if not given); ``place`` is where somebody asked
    for it. Raises `ContentError` for a file that is missing, is damaged, or is not a static TrueType font that
    may be embedded.
    """
    if isinstance(source, bytes):
        data, label = source, name or "font"
    else:
        label = name or source.as_posix()
        try:
            data = read_regular(source, MOST_FONT_BYTES)
        except OSError as failure:
            reason = failure.strerror or type(failure).__name__
            raise _refusal(
                "font-unreadable", f"the font file {label} cannot be read: {reason}", label, place,
                "put the file there, or correct its name",
            ) from failure  # fmt: skip
    fault = _fault(data)
    if fault is not None:
        code, message, hint = fault
        raise _refusal(code, f"the font {label} {message}", label, place, hint)
    font = _font(data)
    if not font.covers(" "):
        raise _refusal(
            "font-damaged", f"the font {label} has no space between words: it is damaged, or holds signs alone",
            label, place, "download the font again, or use a font for text",
        )  # fmt: skip
    if font.label == "font":
        font.label = label
    return font


_fault = lru_cache(maxsize=64)(embedding_fault)


@lru_cache(maxsize=64)
def _font(data: bytes) -> Font:
    return Font(data)


def _refusal(code: str, message: str, label: str, place: Place | None, hint: str) -> ContentError:
    return ContentError([error(code, message, place or Place(Source(label)), hint)])
