"""The fonts of one document: which code shows which character, and the font objects that embed them.

ASCII characters keep their own codes, so that text of ASCII alone is written alike in every document; any
other character gets the next free code, in order of first use. Simple TrueType fonts hold at most
223 characters each this way; a font that needs more is embedded in several parts.

Facts are from ISO 32000-1, 9.6.3 (TrueType fonts), 9.6.6.4 (symbolic: one cmap, no /Encoding) and 9.10.3
(ToUnicode). ReportLab's ``makeSubset`` cuts the glyphs out; we write the objects, because its own maps
give unused codes U+0000, which fails PDF/A-2 and PDF/UA-1.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache

from handouts.graphics.document import TextLine, Typeface
from handouts.rendering.fonts import Font, load_font
from handouts.rendering.syntax import RawObject, RenderingError, compressed, escaped, number

_USUAL = frozenset(" &'(),-./0123456789:ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
"""What names, places and times are mostly written with."""
_FREE_CODES = (*range(0x80, 0x100), *range(0x01, 0x20))
_SYMBOLIC = 1 << 2
_ITALIC = 1 << 6
_FIXED_PITCH = 1 << 0


class FontPart:
    """Up to 223 characters of one font under one resource name. ``codes`` maps characters to codes."""

    __slots__ = ("codes", "font", "resource")

    def __init__(self, font: Font, resource: str) -> None:
        self.font = font
        self.resource = resource
        self.codes: dict[int, int] = {}

    def copy(self) -> FontPart:
        """Return an equal part that can hold other characters."""
        other = FontPart(self.font, self.resource)
        other.codes = dict(self.codes)
        return other


class FontUse:
    """How one document uses one font: its parts, and the code of each character met so far."""

    def __init__(self, font: Font, index: int) -> None:
        self.font = font
        self.index = index
        self.parts: list[FontPart] = []
        self._place: dict[str, tuple[FontPart, int]] = {}
        self._free = list(reversed(_FREE_CODES))

    def shown(self, text: str) -> list[tuple[FontPart, str]]:
        """Return *text* as pieces, each the part that shows it and the escaped codes (as Latin-1 text).

        Raises `RenderingError` for a character that the font lacks.
        """
        if text.isascii():  # by far the most: ASCII keeps its codes, all of them in the first part
            if not self._place.keys() >= set(text):
                for character in sorted(set(text) - self._place.keys()):
                    self._place_of(character, text)
            return [(self.parts[0], escaped(text))]
        pieces: list[tuple[FontPart, list[int]]] = []
        for character in text:
            place = self._place.get(character)
            if place is None:
                place = self._place_of(character, text)
            part, code = place
            if pieces and pieces[-1][0] is part:
                pieces[-1][1].append(code)
            else:
                pieces.append((part, [code]))
        return [(part, escaped(bytes(codes).decode("latin-1"))) for part, codes in pieces]

    def reserve(self) -> None:
        """Have the usual letters and digits, as far as the font can set them, whether they are shown or not."""
        if self._place.keys() >= _USUAL:
            return
        for character in sorted(_USUAL - self._place.keys()):
            if self.font.covers(character):
                self._place_of(character, character)

    def _place_of(self, character: str, text: str) -> tuple[FontPart, int]:
        if not self.font.covers(character):
            raise RenderingError(
                f"the font {self.font.postscript_name} has no glyph for U+{ord(character):04X} "
                f"({character!r}) in {text!r}"
            )
        if character == "\u00a0":  # shown and extracted as a space; that it must not break is settled by now
            place = self._place.get(" ") or self._place_of(" ", text)
        else:
            part, code = self._next_code(character)
            part.codes[ord(character)] = code
            place = part, code
        self._place[character] = place
        return place

    def _next_code(self, character: str) -> tuple[FontPart, int]:
        if not self.parts:
            self.parts.append(FontPart(self.font, f"F{self.index}"))
        if " " <= character <= "~":
            return self.parts[0], ord(character)
        if not self._free:
            self.parts.append(FontPart(self.font, f"F{self.index}.{len(self.parts)}"))
            self._free = list(reversed((*range(0x20, 0x7F), *_FREE_CODES)))
        return self.parts[-1], self._free.pop()

    def copy(self) -> FontUse:
        """Return the same use as it stands, for another copy of the document to go on with."""
        other = FontUse(self.font, self.index)
        parts = {id(part): part.copy() for part in self.parts}
        other.parts = [parts[id(part)] for part in self.parts]
        other._place = {character: (parts[id(part)], code) for character, (part, code) in self._place.items()}
        other._free = self._free[:]
        return other


class DocumentFonts:
    """The fonts of one document, numbered in order of first use."""

    def __init__(self) -> None:
        self._uses: dict[str, FontUse] = {}

    def use(self, font: Typeface) -> FontUse:
        """Return how the document uses *font*."""
        use = self._uses.get(font.digest)
        if use is None:
            if not isinstance(font, Font):
                font = load_font(font.data)
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


def font_objects(part: FontPart) -> tuple[RawObject, RawObject, RawObject, RawObject]:
    """Return the objects that embed *part*: font, descriptor, font file, ToUnicode map.

    The first two still lack references to the others: see `link_font`.
    """
    codes = tuple(sorted((code, character) for character, code in part.codes.items()))
    font_body, descriptor_body, file_entries, file_data, to_unicode = _embedded(part.font, codes)
    return (
        RawObject(font_body),
        RawObject(descriptor_body),
        RawObject(file_entries, file_data),
        RawObject(b"/Filter/FlateDecode", to_unicode),
    )


def link_font(font: RawObject, descriptor: RawObject, references: tuple[bytes, bytes, bytes]) -> None:
    """Complete *font* and *descriptor* with *references* to descriptor, font file and ToUnicode map."""
    font.body = font.body % (references[0], references[2])
    descriptor.body = descriptor.body % references[1]


@lru_cache(maxsize=64)
def _embedded(font: Font, codes: tuple[tuple[int, int], ...]) -> tuple[bytes, bytes, bytes, bytes, bytes]:
    """Return the bodies and data of the objects; these (code, character) pairs decide every byte."""
    face = font.face
    last = codes[-1][0]
    characters = [0] * (last + 1)
    for code, character in codes:
        characters[code] = character
    subset = _subset(font, tuple(characters))
    tag = _tag(subset)
    base_name = f"{tag}+{font.postscript_name}".encode("latin-1")
    first = codes[0][0]
    widths = " ".join(
        number(face.charWidths.get(code, 0), 3) if code else "0" for code in characters[first : last + 1]
    )
    font_body = b"<</Type/Font/Subtype/TrueType/BaseFont/%s/FirstChar %d/LastChar %d/Widths[%s]" % (
        base_name, first, last, widths.encode("ascii"),
    )  # fmt: skip
    flags = _SYMBOLIC | (_ITALIC if face.italicAngle else 0) | (face.flags & _FIXED_PITCH)
    box = " ".join(number(round(edge)) for edge in face.bbox)
    descriptor_body = (
        f"<</Type/FontDescriptor/FontName/{base_name.decode('latin-1')}/Flags {flags}/FontBBox[{box}]"
        f"/ItalicAngle {number(face.italicAngle)}/Ascent {number(face.ascent, 0)}"
        f"/Descent {number(face.descent, 0)}/CapHeight {number(face.capHeight, 0)}/StemV {face.stemV}"
    ).encode("latin-1")
    data = compressed(subset).stream or b""
    to_unicode = compressed(_to_unicode(codes)).stream or b""
    return (
        font_body + b"/FontDescriptor %s/ToUnicode %s>>",
        descriptor_body + b"/FontFile2 %s>>",
        b"/Filter/FlateDecode/Length1 %d" % len(subset),
        data,
        to_unicode,
    )


def _subset(font: Font, characters: tuple[int, ...]) -> bytes:
    """Return a TrueType file of the glyphs of *characters* alone, whose cmap maps index to glyph."""
    from reportlab.pdfbase.ttfonts import TTFontFace

    class SlimFace(TTFontFace):
        """Leaves out the tables that an embedded font does not need (ISO 32000-1, 9.9): 1 KB a font."""

        def get_table(self, tag: str) -> bytes:
            if tag in ("name", "OS/2"):
                raise KeyError(tag)
            table: bytes = super().get_table(tag)  # type: ignore[no-untyped-call]
            return table

    face = font.face
    slim = SlimFace.__new__(SlimFace)
    slim.__dict__.update(face.__dict__)
    subset: bytes = slim.makeSubset(list(characters))
    return subset


def _tag(subset: bytes) -> str:
    """Return the six capitals that mark a subset (9.6.4), from its content."""
    value = int.from_bytes(hashlib.sha256(subset).digest()[:8], "big")
    letters = []
    for _ in range(6):
        value, letter = divmod(value, 26)
        letters.append(chr(ord("A") + letter))
    return "".join(letters)


def _to_unicode(codes: tuple[tuple[int, int], ...]) -> bytes:
    """Return the CMap from codes to Unicode; at most 100 entries in a block, UTF-16 above the BMP."""
    lines = [
        "/CIDInit/ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def",
        "/CMapName/Adobe-Identity-UCS def/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    for start in range(0, len(codes), 100):
        block = codes[start : start + 100]
        lines.append(f"{len(block)} beginbfchar")
        lines += [
            f"<{code:02X}> <{chr(character).encode('utf-16-be').hex().upper()}>" for code, character in block
        ]
        lines.append("endbfchar")
    lines.append("endcmap CMapName currentdict/CMap defineresource pop end end")
    return "\n".join(lines).encode("ascii")
