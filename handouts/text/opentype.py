"""Font files from the outside: their table directory, and whether one can and may be embedded.

A file is judged before HarfBuzz reads it, which takes what is left of a damaged font without a word. Facts are from
the OpenType specification 1.9 (table directory and checksums; ``head``, ``hhea``, ``maxp``, ``loca``; ``OS/2`` fsType).
"""

from __future__ import annotations

import struct
import sys
from array import array

TRUETYPE = (b"\x00\x01\x00\x00", b"true")
_RESTRICTED = 0x0002  # OS/2 fsType bit 1: restricted licence embedding
_NO_SUBSETTING = 0x0100  # bit 8
_BITMAP_ONLY = 0x0200  # bit 9
_NEEDED = {"head": 54, "hhea": 36, "hmtx": 4, "maxp": 6, "cmap": 4, "loca": 4, "glyf": 0, "OS/2": 72,
           "post": 32, "name": 6}  # fmt: skip
"""Tables, and the fewest bytes of each that are read here."""
_MOST_TABLES = 64
LARGEST_FONT = 32 * 1024 * 1024
"""Bytes: the largest faces for Chinese have some 20 million."""

Tables = dict[str, tuple[int, int]]
Fault = tuple[str, str, str]
"""Code, end of a sentence that starts with the font, and how to fix it."""

_STATIC = "use the static TrueType (.ttf) file of this weight"
_BROKEN = ("font-damaged", "is not a TrueType file, or is damaged", "download the font again")
_KINDS: dict[bytes, Fault] = {
    b"OTTO": ("font-not-truetype", "holds PostScript (CFF) outlines, which cannot be embedded here", _STATIC),
    b"wOFF": ("font-not-truetype", "is a web font (WOFF)", _STATIC),
    b"wOF2": ("font-not-truetype", "is a web font (WOFF)", _STATIC),
    b"ttcf": ("font-not-truetype", "is a collection of several fonts", _STATIC),
}


def table_directory(data: bytes) -> Tables:
    """Return offset and length of each table; raises struct.error or KeyError for what is no font."""
    (count,) = struct.unpack_from(">H", data, 4)
    if count > _MOST_TABLES:
        raise KeyError("tables")
    tables = {}
    for index in range(count):
        tag, _checksum, offset, length = struct.unpack_from(">4sLLL", data, 12 + 16 * index)
        if offset + length > len(data):
            raise KeyError(tag)
        tables[tag.decode("latin-1")] = (offset, length)
    return tables


def embedding_fault(data: bytes) -> Fault | None:
    """Return why *data* cannot be embedded as it should, or None."""
    if data[:4] in _KINDS:
        return _KINDS[data[:4]]
    if data[:4] not in TRUETYPE:
        return _BROKEN
    if len(data) > LARGEST_FONT:
        return "font-too-large", "is larger than 32 MB", "use a font of fewer scripts"
    try:
        tables = table_directory(data)
        if "fvar" in tables:
            return "font-variable", "is a variable font; its weight could not be chosen", _STATIC
        if "CFF " in tables or "CFF2" in tables:
            return _KINDS[b"OTTO"]
        if any(tag not in tables or tables[tag][1] < least for tag, least in _NEEDED.items()):
            return _BROKEN
        (embedding,) = struct.unpack_from(">H", data, tables["OS/2"][0] + 8)
        if embedding & 0x000F == _RESTRICTED or embedding & (_NO_SUBSETTING | _BITMAP_ONLY):
            return (
                "font-forbids-embedding",
                "says that it may not be embedded in documents (OS/2 fsType)",
                "use a font with an open licence, or ask the foundry for a licence that allows embedding",
            )
        if not _holds_together(data, tables):
            return _BROKEN
        changed = _changed_table(data)
    except (struct.error, KeyError, ValueError):
        return _BROKEN
    if changed is not None:
        return (
            "font-damaged",
            f'is damaged: its table "{changed}" does not add up to its checksum',
            "download the font again; if a program has changed the file, take the original",
        )
    return None


def _holds_together(data: bytes, tables: Tables) -> bool:
    """Return whether the tables that say how many glyphs there are, how wide, and where, agree with one another."""
    head, hhea, maxp = (tables[tag][0] for tag in ("head", "hhea", "maxp"))
    (magic,) = struct.unpack_from(">L", data, head + 12)
    (units,) = struct.unpack_from(">H", data, head + 18)
    (long_offsets,) = struct.unpack_from(">h", data, head + 50)
    (metrics,) = struct.unpack_from(">H", data, hhea + 34)
    (glyphs,) = struct.unpack_from(">H", data, maxp + 4)
    if magic != 0x5F0F3CF5 or not 16 <= units <= 16384 or long_offsets not in (0, 1):
        return False
    if not glyphs or not 0 < metrics <= glyphs or tables["hmtx"][1] < 4 * metrics + 2 * (glyphs - metrics):
        return False
    start, length = tables["loca"]
    if length < (glyphs + 1) * (4 if long_offsets else 2):
        return False
    offsets = _numbers(data[start : start + (glyphs + 1) * (4 if long_offsets else 2)], bool(long_offsets))
    last = offsets[-1] if long_offsets else 2 * offsets[-1]
    ordered = all(map(int.__le__, offsets, offsets[1:]))
    return ordered and last <= tables["glyf"][1]


def _numbers(data: bytes, long: bool) -> array[int]:
    """Return *data* as unsigned big-endian numbers, of 32 bits or of 16."""
    numbers = array("I" if long else "H", data)
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


def checksum(data: bytes) -> int:
    """Return the checksum of a table's *data* (OpenType, "Calculating checksums")."""
    return sum(_numbers(data + bytes(-len(data) % 4), long=True)) & 0xFFFFFFFF


def _changed_table(data: bytes) -> str | None:
    """Return the first table that is not what its maker added up, or None."""
    (count,) = struct.unpack_from(">H", data, 4)
    for index in range(count):
        tag, stated, offset, length = struct.unpack_from(">4sLLL", data, 12 + 16 * index)
        content = data[offset : offset + length]
        if tag == b"head":  # its own field for the whole file counts as nothing
            content = content[:8] + bytes(4) + content[12:]
        if checksum(content) != stated:
            return str(tag.decode("latin-1")).strip() if tag.isalnum() else "?"
    return None


def font_file(tables: dict[bytes, bytes]) -> bytes:
    """Return a TrueType file of *tables*, with the checksums that belong to it."""
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    header = struct.pack(
        ">4sHHHH", TRUETYPE[0], count, power * 16, power.bit_length() - 1, (count - power) * 16
    )
    tables = dict(sorted(tables.items()))
    if b"head" in tables:
        tables[b"head"] = tables[b"head"][:8] + bytes(4) + tables[b"head"][12:]
    at = 12 + 16 * count
    directory, bodies, head_at = [], [], 0
    for tag, content in tables.items():
        head_at = at if tag == b"head" else head_at
        directory.append(struct.pack(">4sLLL", tag, checksum(content), at, len(content)))
        bodies.append(content + bytes(-len(content) % 4))
        at += len(bodies[-1])
    file = bytearray(header + b"".join(directory) + b"".join(bodies))
    if head_at:
        struct.pack_into(">L", file, head_at + 8, (0xB1B0AFBA - checksum(bytes(file))) & 0xFFFFFFFF)
    return bytes(file)
