"""Fonts as they go into the file: HarfBuzz cuts out the glyphs that a document shows, and we write the objects.

Codes of one byte are a simple TrueType font whose own cmap maps code to glyph; codes of two bytes are a composite font
with a map from our codes to glyphs. Both say which text each code stands for. Facts are from ISO 32000-1, 9.6.3 and
9.6.6.4 (TrueType, symbolic: one cmap, no /Encoding), 9.7.4 (CIDFonts), 9.8 (descriptors), 9.10.3 (ToUnicode).
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from functools import lru_cache

from handouts.problems import ContentError, Place, Source, error
from handouts.rendering.glyphs import FontPart
from handouts.rendering.syntax import RawObject, compressed, number
from handouts.text.fonts import Font
from handouts.text.opentype import font_file, table_directory

_SYMBOLIC = 1 << 2
_ITALIC = 1 << 6
_FIXED_PITCH = 1 << 0
_KEPT = ("glyf", "head", "hhea", "hmtx", "loca", "maxp")
"""Tables that an embedded font needs, besides a cmap where codes are of one byte (9.9)."""
_DROPPED = (
    "GSUB", "GPOS", "GDEF", "BASE", "JSTF", "MATH", "name", "OS/2", "post", "cmap", "kern", "gasp", "STAT", "meta",
    "DSIG", "vhea", "vmtx", "VORG", "COLR", "CPAL", "SVG ", "CBDT", "CBLC", "sbix", "LTSH", "hdmx", "VDMX",
)  # fmt: skip

Codes = tuple[tuple[int, int, str], ...]
"""Code, glyph and text of what a part shows, in order of codes."""
FontObjects = list[RawObject]
"""The objects that embed one part; the first is the font itself."""
_Template = tuple[bytes, tuple[int, ...], bytes | None]
"""An object's body, which of the objects its gaps refer to, and its data if it is a stream."""


def font_objects(part: FontPart) -> FontObjects:
    """Return the objects that embed *part*; they still lack references to one another: see `link_font`.

    Raises `ContentError` for a font that HarfBuzz cannot take the glyphs from.
    """
    return [RawObject(body, data) for body, _links, data in _templates(part)]


def link_font(part: FontPart, objects: FontObjects, references: Sequence[bytes]) -> None:
    """Complete *objects* of *part* with the *references* to each of them."""
    for item, (body, links, _data) in zip(objects, _templates(part), strict=True):
        if links:
            item.body = body % tuple([references[link] for link in links])


def _templates(part: FontPart) -> tuple[_Template, ...]:
    codes = tuple(sorted([(code, glyph, text) for (glyph, text), code in part.codes.items()]))
    return _composite(part.font, codes) if part.wide else _simple(part.font, codes)


@lru_cache(maxsize=64)
def _simple(font: Font, codes: Codes) -> tuple[_Template, ...]:
    """Return font, descriptor, font file and ToUnicode map; the codes decide every byte."""
    tables, places = _cut(font, {glyph for _code, glyph, _text in codes})
    first, last = codes[0][0], codes[-1][0]
    glyphs = {code: glyph for code, glyph, _text in codes}
    mapped = [places[glyphs[code]] if code in glyphs else 0 for code in range(last + 1)]
    # One subtable for (1, 0), in format 6: a range of codes, each with its glyph.
    cmap = struct.pack(
        f">HHHHLHHHHH{last + 1}H", 0, 1, 1, 0, 12, 6, 10 + 2 * len(mapped), 0, 0, last + 1, *mapped
    )
    file = font_file({**tables, b"cmap": cmap})
    name = _name(font, file)
    widths = " ".join(
        _width(font, glyphs[code]) if code in glyphs else "0" for code in range(first, last + 1)
    )
    body = b"<</Type/Font/Subtype/TrueType/BaseFont/%s/FirstChar %d/LastChar %d/Widths[%s]" % (
        name, first, last, widths.encode("ascii"),
    )  # fmt: skip
    return (
        (body + b"/FontDescriptor %s/ToUnicode %s>>", (1, 3), None),
        (_descriptor(font, name), (2,), None),
        _stream(file, b"/Length1 %d" % len(file)),
        _stream(_to_unicode([(code, text) for code, _glyph, text in codes], 1)),
    )


@lru_cache(maxsize=64)
def _composite(font: Font, codes: Codes) -> tuple[_Template, ...]:
    """Return font, descriptor, font file, ToUnicode map, descendant and the map from codes to glyphs."""
    tables, places = _cut(font, {glyph for _code, glyph, _text in codes})
    file = font_file(tables)
    name = _name(font, file)
    widths = " ".join([_width(font, glyph) for _code, glyph, _text in codes])
    to_glyph = b"\0\0" + b"".join([places[glyph].to_bytes(2, "big") for _code, glyph, _text in codes])
    return (
        (
            b"<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H" % name
            + b"/DescendantFonts[%s]/ToUnicode %s>>",
            (4, 3),
            None,
        ),
        (_descriptor(font, name), (2,), None),
        _stream(file, b"/Length1 %d" % len(file)),
        _stream(_to_unicode([(code, text) for code, _glyph, text in codes], 2)),
        (
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
            b"/Supplement 0>>/DW 0/W[1[%s]]"
            % (name, widths.encode("ascii"))
            + b"/FontDescriptor %s/CIDToGIDMap %s>>",
            (1, 5),
            None,
        ),
        _stream(to_glyph),
    )


def _stream(data: bytes, entries: bytes = b"") -> _Template:
    return b"/Filter/FlateDecode" + entries, (), compressed(data).stream


def _width(font: Font, glyph: int) -> str:
    return number(font.advance(glyph) * 1000 / font.units_per_em, 3)


def _descriptor(font: Font, name: bytes) -> bytes:
    flags = _SYMBOLIC | (_ITALIC if font.italic_angle else 0) | (_FIXED_PITCH if font.fixed_pitch else 0)
    box = " ".join(number(round(edge * 1000)) for edge in font.box)
    heights = [number(round(height * 1000)) for height in (font.ascent, font.descent, font.cap_height)]
    stem = 50 + int((font.weight / 65) ** 2)  # nothing in the file says it; a usual estimate from the weight
    return (
        f"<</Type/FontDescriptor/FontName/{name.decode('ascii')}/Flags {flags}/FontBBox[{box}]"
        f"/ItalicAngle {number(font.italic_angle)}/Ascent {heights[0]}/Descent {heights[1]}"
        f"/CapHeight {heights[2]}/StemV {stem}"
    ).encode("ascii") + b"/FontFile2 %s>>"


def _cut(font: Font, glyphs: set[int]) -> tuple[dict[bytes, bytes], dict[int, int]]:
    """Return the tables of *font* with *glyphs* alone, and the new number of each glyph."""
    import uharfbuzz

    wanted = uharfbuzz.SubsetInput()
    flags = uharfbuzz.SubsetFlags
    wanted.flags = flags.NO_HINTING | flags.NO_LAYOUT_CLOSURE | flags.NOTDEF_OUTLINE
    sets = uharfbuzz.SubsetInputSets
    wanted.sets(sets.GLYPH_INDEX).update(glyphs)
    wanted.sets(sets.DROP_TABLE_TAG).update([int.from_bytes(tag.encode(), "big") for tag in _DROPPED])
    try:
        plan = uharfbuzz.SubsetPlan(font.harfbuzz.face, wanted)
        data = bytes(plan.execute().blob.data)
        places = {glyph: int(plan.old_to_new_glyph_mapping[glyph]) for glyph in glyphs}
        directory = table_directory(data)
        tables = {}
        for tag in _KEPT:
            offset, length = directory[tag]
            tables[tag.encode()] = data[offset : offset + length]
    except (uharfbuzz.HarfBuzzError, RuntimeError, ValueError, KeyError, struct.error) as failure:
        message = f"the font {font.label} is damaged: its glyphs cannot be taken from it"
        place = Place(Source(font.label))
        raise ContentError([error("font-damaged", message, place, "download the font again")]) from failure
    return tables, places


def _name(font: Font, file: bytes) -> bytes:
    """Return the font's name after the six capitals that mark a subset (9.6.4), which come from its content."""
    value = int.from_bytes(hashlib.sha256(file).digest()[:8], "big")
    letters = []
    for _ in range(6):
        value, letter = divmod(value, 26)
        letters.append(chr(ord("A") + letter))
    return f"{''.join(letters)}+{font.postscript_name}".encode("ascii")


def _to_unicode(codes: Sequence[tuple[int, str]], width: int) -> bytes:
    """Return the CMap from codes of *width* bytes to Unicode; at most 100 entries in a block, UTF-16 above the BMP."""
    lines = [
        "/CIDInit/ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def",
        "/CMapName/Adobe-Identity-UCS def/CMapType 2 def",
        "1 begincodespacerange",
        f"<{'00' * width}> <{'FF' * width}>",
        "endcodespacerange",
    ]
    digits = 2 * width
    for start in range(0, len(codes), 100):
        block = codes[start : start + 100]
        lines.append(f"{len(block)} beginbfchar")
        lines += [f"<{code:0{digits}X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in block]
        lines.append("endbfchar")
    lines.append("endcmap CMapName currentdict/CMap defineresource pop end end")
    return "\n".join(lines).encode("ascii")
