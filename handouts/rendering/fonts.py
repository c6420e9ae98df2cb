"""Fonts: what a static TrueType file can set, how wide it sets it, and which font sets which word.

Composing measures text with these values; drawing embeds from them. The file is parsed by ReportLab
(``TTFontFace``), lazily: a fallback font that no word needs is never parsed. This module may not know
pages, structure or what the text is about.

Lengths are points; metrics are fractions of an em (1.0 is the font size). OpenType facts are from the
OpenType 1.9 specification (tables ``OS/2``, ``head``, ``fvar``).
"""

from __future__ import annotations

import hashlib
import struct
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.opening import MEBIBYTE, read_regular
from handouts.problems import ContentError, Place, Source, error
from handouts.rendering.truetype import embedding_fault, table_directory

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFontFace

_BREAKABLE_SPACE = " "

#: Never set, whatever a font maps them to: controls, soft hyphen, zero-width and direction marks.
_INVISIBLE = frozenset(
    chr(code)
    for codes in (
        range(0x20), range(0x7F, 0xA0), (0xAD, 0x034F, 0x061C, 0xFEFF, 0xFFFD), range(0x200B, 0x2010),
        range(0x2028, 0x202F), range(0x2060, 0x2070), range(0xFE00, 0xFE10),
    )
    for code in codes
)  # fmt: skip


class _Advances(dict[str, float]):
    """Advance widths per character as fractions of an em, filled as characters are met."""

    def __init__(self, font: Font) -> None:
        super().__init__()
        self._font = font

    def __missing__(self, character: str) -> float:
        face = self._font.face
        width = float(face.charWidths.get(ord(character), face.defaultWidth)) / 1000
        self[character] = width
        return width


class _Coverage(dict[str, bool]):
    """Whether a font can set a character, filled as characters are met."""

    def __init__(self, font: Font) -> None:
        super().__init__()
        self._font = font

    def __missing__(self, character: str) -> bool:
        known = character not in _INVISIBLE and bool(self._font.face.charToGlyph.get(ord(character), 0))
        self[character] = known
        return known


class Font:
    """One static TrueType font. Two values are equal when they are the same object; `load_font` gives
    the same object for the same file content."""

    __slots__ = ("_advances", "_coverage", "_face", "_tables", "_units_per_em", "_words", "data", "digest")

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.digest = hashlib.sha256(data).hexdigest()
        self._tables = table_directory(data)
        self._units_per_em = self._unsigned("head", 18)
        self._face: TTFontFace | None = None
        self._advances = _Advances(self)
        self._coverage = _Coverage(self)
        self._words: dict[str, float] = {}

    def __repr__(self) -> str:
        return f"Font({self.postscript_name})"

    @property
    def face(self) -> TTFontFace:
        """ReportLab's parsed font; for this room only."""
        if self._face is None:
            from reportlab.pdfbase.ttfonts import TTFontFace

            self._face = TTFontFace(BytesIO(self.data))
        return self._face

    def width(self, text: str, size: float) -> float:
        """Return how wide *text* is set at *size*, in points. A character the font lacks counts as
        the font's box for missing characters. Widths are remembered: text is measured again and again."""
        width = self._words.get(text)
        if width is None:
            width = sum(map(self._advances.__getitem__, text))
            if len(self._words) < 20_000:
                self._words[text] = width
        return width * size

    def covers(self, character: str) -> bool:
        """Return whether the font can set *character* visibly (or as a space)."""
        return self._coverage[character]

    def covers_all(self, text: str) -> bool:
        """Return whether the font can set every character of *text*."""
        return all(map(self._coverage.__getitem__, text))

    @property
    def ascent(self) -> float:
        """The typographic ascender above the baseline, per em (OS/2 sTypoAscender)."""
        return self._signed("OS/2", 68) / self._units_per_em

    @property
    def descent(self) -> float:
        """The typographic descender, per em; negative (OS/2 sTypoDescender)."""
        return self._signed("OS/2", 70) / self._units_per_em

    @property
    def cap_height(self) -> float:
        """The height of capitals, per em (OS/2 sCapHeight; 0.7 where the table is older than that field)."""
        return self._version_2_height(88) or 0.7

    @property
    def x_height(self) -> float:
        """The height of a small x, per em (OS/2 sxHeight; 0.5 where the table is older than that field)."""
        return self._version_2_height(86) or 0.5

    @property
    def family(self) -> str:
        """The family's name as the font states it."""
        name = self.face.familyName
        return str(getattr(name, "ustr", None) or name.decode("latin-1"))

    @property
    def postscript_name(self) -> str:
        """The PostScript name as the font states it (spaces made hyphens)."""
        name: bytes = self.face.name
        return name.decode("latin-1")

    def _version_2_height(self, offset: int) -> float:
        if self._unsigned("OS/2", 0) < 2:
            return 0.0
        return self._signed("OS/2", offset) / self._units_per_em

    def _unsigned(self, table: str, offset: int) -> int:
        (value,) = struct.unpack_from(">H", self.data, self._tables[table][0] + offset)
        return int(value)

    def _signed(self, table: str, offset: int) -> int:
        (value,) = struct.unpack_from(">h", self.data, self._tables[table][0] + offset)
        return int(value)


def load_font(source: Path | bytes, name: str | None = None, place: Place | None = None) -> Font:
    """Return the font in the file *source* (or of these bytes); the same content gives the same object.

    ``name`` is what messages call the font (the path, if not given); ``place`` is where somebody asked
    for it. Raises `ContentError` for a file that is missing or is not a static TrueType font that may
    be embedded.
    """
    if isinstance(source, bytes):
        data, label = source, name or "font"
    else:
        label = name or source.as_posix()
        try:
            data = read_regular(source, 32 * MEBIBYTE)
        except OSError as failure:
            reason = failure.strerror or type(failure).__name__
            raise _refusal(
                "font-unreadable", f"the font file {label} cannot be read: {reason}", label, place,
                "put the file there, or correct its name",
            ) from failure  # fmt: skip
    fault = embedding_fault(data)
    if fault is not None:
        code, message, hint = fault
        raise _refusal(code, f"the font {label} {message}", label, place, hint)
    return _font(data)


@lru_cache(maxsize=64)
def _font(data: bytes) -> Font:
    return Font(data)


def _refusal(code: str, message: str, label: str, place: Place | None, hint: str) -> ContentError:
    return ContentError([error(code, message, place or Place(Source(label)), hint)])


class FontStack:
    """Fonts in order of preference, regular and bold: a word is set in the first font that has all of it.

    A word is what stands between breakable spaces (a no-break space joins). Fonts change between words,
    never inside one, unless no single font has the whole word. A space goes with the word before it.
    """

    __slots__ = ("bold", "regular")

    def __init__(self, regular: tuple[Font, ...], bold: tuple[Font, ...]) -> None:
        if not regular or not bold:
            raise ValueError("a font stack needs at least one regular and one bold font")
        self.regular = regular
        self.bold = bold

    def spans(self, text: str, bold: bool = False) -> list[tuple[str, Font]]:
        """Return *text* cut into pieces of one font each, in order; joined, they are *text*."""
        fonts = self.bold if bold else self.regular
        first = fonts[0]
        if not text:
            return []
        if first.covers_all(text):
            return [(text, first)]
        pieces: list[tuple[str, Font]] = []
        for word, spaces in _words(text):
            font = _font_of_word(word, fonts)
            if font is not None:
                _append(pieces, word + spaces, font)
                continue
            for character in word:
                _append(pieces, character, next((font for font in fonts if font.covers(character)), first))
            if spaces:
                _append(pieces, spaces, pieces[-1][1])
        return pieces

    def missing(self, text: str, bold: bool = False) -> list[tuple[int, str]]:
        """Return each character, with its index in *text*, that no font of the stack can set."""
        fonts = self.bold if bold else self.regular
        if fonts[0].covers_all(text):
            return []
        return [
            (index, character)
            for index, character in enumerate(text)
            if not any(font.covers(character) for font in fonts)
        ]

    def mixed_words(self, text: str, bold: bool = False) -> list[tuple[int, str]]:
        """Return each word, with its index in *text*, that can only be set by mixing fonts inside it."""
        fonts = self.bold if bold else self.regular
        if fonts[0].covers_all(text):
            return []
        found = []
        index = 0
        for word, spaces in _words(text):
            if _font_of_word(word, fonts) is None and not self.missing(word, bold):
                found.append((index, word))
            index += len(word) + len(spaces)
        return found

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """Return how wide *text* is set at *size* with the fonts that `spans` chooses, in points."""
        return sum(font.width(piece, size) for piece, font in self.spans(text, bold))


def _font_of_word(word: str, fonts: tuple[Font, ...]) -> Font | None:
    return next((font for font in fonts if font.covers_all(word)), None)


def _words(text: str) -> list[tuple[str, str]]:
    """Return the words of *text*, each with the breakable spaces that follow it (the first may be empty)."""
    found = []
    start = 0
    while start < len(text):
        end = text.find(_BREAKABLE_SPACE, start)
        if end < 0:
            end = len(text)
        after = end
        while after < len(text) and text[after] == _BREAKABLE_SPACE:
            after += 1
        found.append((text[start:end], text[end:after]))
        start = after
    return found


def _append(pieces: list[tuple[str, Font]], text: str, font: Font) -> None:
    if pieces and pieces[-1][1] is font:
        pieces[-1] = (pieces[-1][0] + text, font)
    else:
        pieces.append((text, font))
