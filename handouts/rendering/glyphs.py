"""The fonts of one document: which code shows which glyph for which text.

Text of alphabets is shown with one byte a letter: ASCII characters keep their own codes, so that text of ASCII alone
is written alike in every document; any other character gets the next free code, in order of first use. Whatever does
not pair one letter with the font's own glyph for it, and what finds no free code, is shown with two bytes: there a
code stands for a pair (glyph, text), so that what is read back never has to choose between two texts of one glyph.

How fonts are embedded is in `embedding`. Facts are from ISO 32000-1, 9.6.3 (TrueType fonts), 9.7 (composite fonts).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from handouts.graphics.document import TextLine
from handouts.rendering.syntax import RenderingError, escaped
from handouts.text.fonts import NO_BREAK_SPACE, SOFT_HYPHEN, Font

_USUAL = frozenset(" &'(),-./0123456789:ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
"""What names, places and times are mostly written with."""
_FREE_CODES = (*range(0x80, 0x100), *range(0x01, 0x20))
_MOST_PAIRS = 0xFFFF

Pair = tuple[int, str]
"""A glyph's number in its font, and the text that it stands for."""


class FontPart:
    """What one font shows under one resource name: up to 223 letters with codes of one byte, or (``wide``) any pairs
    with codes of two."""

    __slots__ = ("codes", "font", "resource", "wide")

    def __init__(self, font: Font, resource: str, wide: bool = False) -> None:
        self.font = font
        self.resource = resource
        self.wide = wide
        self.codes: dict[Pair, int] = {}

    def copy(self) -> FontPart:
        """Return an equal part that can hold other pairs."""
        other = FontPart(self.font, self.resource, self.wide)
        other.codes = dict(self.codes)
        return other


class FontUse:
    """How one document uses one font: its parts, and the code of each letter met so far."""

    def __init__(self, font: Font, index: int) -> None:
        self.font = font
        self.index = index
        self.parts: list[FontPart] = []
        self._kerned = any(map(font.has_rules, ("GPOS", "GSUB", "kern")))
        self._place: dict[str, tuple[FontPart, int]] = {}
        self._free = list(reversed(_FREE_CODES))

    def shown(self, text: str) -> list[tuple[FontPart, str]]:
        """Return *text*, whose every letter is the font's own glyph for it, as the operators that show it, each with
        the part that it needs.

        Raises `RenderingError` for a character that the font lacks.
        """
        if not text.isascii():
            return self._any(text)
        if not self._place.keys() >= set(text):  # by far the most: ASCII keeps its codes
            for character in sorted(set(text) - self._place.keys()):
                self._place_of(character)
        operators = f"({escaped(text)}) Tj"
        if self._kerned:
            words = " ".join([_kerned(self.font, word) for word in text.split(" ")])
            if ")" in words.replace("\\)", ""):
                operators = f"[({words})] TJ"
        return [(self._narrow(), operators)]

    def _any(self, text: str) -> list[tuple[FontPart, str]]:
        """As `shown`, for letters that may be in several parts."""
        pieces: list[tuple[FontPart, list[str]]] = []
        codes: list[int] = []
        for character, kern in zip(text, self._kerns(text), strict=True):
            part, code = self._place.get(character) or self._place_of(character)
            if not pieces or pieces[-1][0] is not part:
                if pieces:
                    pieces[-1][1].append(_string(pieces[-1][0], codes))
                pieces.append((part, []))
                codes = []
            codes.append(code)
            if kern:
                pieces[-1][1].extend([_string(part, codes), str(kern)])
                codes = []
        pieces[-1][1].append(_string(pieces[-1][0], codes))
        shown = []
        for part, operands in pieces:
            operands = [operand for operand in operands if operand]
            kerned = len(operands) > 1 or not operands[0].startswith(("(", "<"))
            shown.append((part, f"[{''.join(operands)}] TJ" if kerned else f"{operands[0]} Tj"))
        return shown

    def _kerns(self, text: str) -> list[int]:
        """Return for each character of *text* how much nearer what follows it comes, in thousandths of an em."""
        if not self._kerned:
            return [0] * len(text)
        kerns: list[int] = []
        for word in text.split(" "):
            kerns += [*(self.font.word(word).kerns or [0] * len(word)), 0] if word else [0]
        return kerns[:-1]

    def pair(self, glyph: int, text: str) -> tuple[FontPart, int]:
        """Return the part and the code that show *glyph* for *text*."""
        wide = self.wide
        if len(wide.codes) >= _MOST_PAIRS:
            raise RenderingError(f"the font {self.font.postscript_name} has no codes left")
        return wide, wide.codes.setdefault((glyph, text.replace(NO_BREAK_SPACE, " ")), len(wide.codes) + 1)

    def reserve(self) -> None:
        """Have the usual letters and digits, as far as the font can set them, whether they are shown or not."""
        if self._place.keys() >= _USUAL:
            return
        for character in sorted(_USUAL - self._place.keys()):
            if self.font.covers(character):
                self._place_of(character)

    def _place_of(self, character: str) -> tuple[FontPart, int]:
        if (
            character == NO_BREAK_SPACE
        ):  # shown and extracted as a space; that it must not break is settled by now
            place = self._place.get(" ") or self._place_of(" ")
        elif not self.font.covers(character) and character != SOFT_HYPHEN:
            raise RenderingError(
                f"the font {self.font.postscript_name} has no glyph for U+{ord(character):04X}"
            )
        else:
            pair = self.font.glyph(character), character
            if " " <= character <= "~":
                place = self._narrow(), ord(character)
                place[0].codes[pair] = place[1]
            elif self._free:
                place = self._narrow(), self._free.pop()
                place[0].codes[pair] = place[1]
            else:
                place = self.pair(*pair)
        self._place[character] = place
        return place

    def _narrow(self) -> FontPart:
        return self._part(False)

    @property
    def wide(self) -> FontPart:
        """The part whose codes are of two bytes."""
        return self._part(True)

    def _part(self, wide: bool) -> FontPart:
        for part in self.parts:
            if part.wide is wide:
                return part
        self.parts.append(FontPart(self.font, f"F{self.index}{'W' if wide else ''}", wide))
        return self.parts[-1]

    def copy(self) -> FontUse:
        """Return the same use as it stands, for another copy of the document to go on with."""
        other = FontUse(self.font, self.index)
        parts = {id(part): part.copy() for part in self.parts}
        other.parts = [parts[id(part)] for part in self.parts]
        other._place = {character: (parts[id(part)], code) for character, (part, code) in self._place.items()}
        other._free = self._free[:]
        return other


@lru_cache(maxsize=20_000)
def _kerned(font: Font, word: str) -> str:
    """Return *word*, of ASCII, as it stands inside of ``[(…)] TJ``: with the numbers that move what follows a letter."""
    kerns = font.word(word).kerns if word else None
    if kerns is None:
        return escaped(word)
    return "".join(
        [
            escaped(letter) + (f"){kern}(" if kern else "")
            for letter, kern in zip(word, kerns, strict=True)
        ]
    )  # fmt: skip


def _string(part: FontPart, codes: list[int]) -> str:
    """Return *codes* of *part* as a string object; nothing for none."""
    if not codes:
        return ""
    if part.wide:
        return f"<{''.join([f'{code:04X}' for code in codes])}>"
    return f"({escaped(bytes(codes).decode('latin-1'))})"


class DocumentFonts:
    """The fonts of one document, numbered in order of first use."""

    def __init__(self) -> None:
        self._uses: dict[str, FontUse] = {}

    def use(self, font: Font) -> FontUse:
        """Return how the document uses *font*."""
        use = self._uses.get(font.digest)
        if use is None:
            use = self._uses[font.digest] = FontUse(font, len(self._uses) + 1)
        return use

    def copy(self) -> DocumentFonts:
        """Return the same fonts as they stand, for another copy of the document to go on with."""
        other = DocumentFonts()
        other._uses = {digest: use.copy() for digest, use in self._uses.items()}
        return other

    def parts(self) -> list[FontPart]:
        """Return every part of every font, in order of first use."""
        return [part for use in self._uses.values() for part in use.parts]


def reserve(fonts: DocumentFonts, lines: Iterable[TextLine]) -> None:
    """Let the fonts of *lines*, which differ from copy to copy, have the usual letters and digits in every copy.

    So ordinary names and times leave the font files the same, and they need not be made anew.
    """
    for font in dict.fromkeys(run.font for line in lines for run in line.runs):
        fonts.use(font).reserve()
