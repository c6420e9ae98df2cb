"""TrueType files from the outside: their table directory, and whether one may and can be embedded.

A file is judged before ReportLab parses it, because ReportLab takes a variable font silently at the wrong
weight and knows nothing of most embedding rights. Facts are from the OpenType specification 1.9 (table
directory; ``OS/2`` fsType; ``fvar``).
"""

from __future__ import annotations

import struct

_TRUETYPE = (b"\x00\x01\x00\x00", b"true")
_RESTRICTED = 0x0002  # OS/2 fsType bit 1: restricted licence embedding
_NO_SUBSETTING = 0x0100  # bit 8
_BITMAP_ONLY = 0x0200  # bit 9


def table_directory(data: bytes) -> dict[str, tuple[int, int]]:
    """Return offset and length of each table; raises struct.error or KeyError for what is no font."""
    (count,) = struct.unpack_from(">H", data, 4)
    tables = {}
    for index in range(count):
        tag, _checksum, offset, length = struct.unpack_from(">4sLLL", data, 12 + 16 * index)
        if offset + length > len(data):
            raise KeyError(tag)
        tables[tag.decode("latin-1")] = (offset, length)
    return tables


def embedding_fault(data: bytes) -> tuple[str, str, str] | None:
    """Return why *data* cannot be embedded as it should (code, end of a sentence, mend), or None."""
    use_static = "use the static TrueType (.ttf) file of this weight"
    if data[:4] == b"OTTO":
        return (
            "font-not-truetype",
            "holds PostScript (CFF) outlines, which cannot be embedded here",
            use_static,
        )
    if data[:4] in (b"wOFF", b"wOF2"):
        return "font-not-truetype", "is a web font (WOFF)", use_static
    if data[:4] == b"ttcf":
        return "font-not-truetype", "is a collection of several fonts", use_static
    broken = ("font-damaged", "is not a TrueType file, or is damaged", "download the font again")
    if data[:4] not in _TRUETYPE:
        return broken
    try:
        tables = table_directory(data)
        if "fvar" in tables:
            return "font-variable", "is a variable font; its weight could not be chosen", use_static
        if "CFF " in tables or "CFF2" in tables:
            return (
                "font-not-truetype",
                "holds PostScript (CFF) outlines, which cannot be embedded here",
                use_static,
            )
        if {"head", "hhea", "hmtx", "maxp", "cmap", "loca", "glyf", "OS/2", "post", "name"} - tables.keys():
            return broken
        if tables["OS/2"][1] < 72 or tables["head"][1] < 54:
            return broken
        (embedding,) = struct.unpack_from(">H", data, tables["OS/2"][0] + 8)
    except (struct.error, KeyError):
        return broken
    if embedding & 0x000F == _RESTRICTED or embedding & (_NO_SUBSETTING | _BITMAP_ONLY):
        return (
            "font-forbids-embedding",
            "says that it may not be embedded in documents (OS/2 fsType)",
            "use a font with an open licence, or ask the foundry for a licence that allows embedding",
        )
    return None
