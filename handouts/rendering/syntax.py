"""PDF's own notation: numbers, strings, names and indirect objects as bytes.

Facts are from ISO 32000-1:2008, 7.3 (objects) and 7.9.2 (text strings). This module knows no page,
no font and no structure. `RawObject` is how an object that we wrote ourselves goes into ReportLab's
document, which numbers it and refers to it.
"""

from __future__ import annotations

import zlib

from reportlab.pdfbase.pdfdoc import PDFObject

COMPRESSION_LEVEL = 9


class RenderingError(Exception):
    """A composed document that cannot be drawn or tagged: a fault of the program, never of the content."""


def number(value: float, places: int = 2) -> str:
    """Return *value* rounded to *places* decimals in its shortest form (``.5``, ``-3``, ``0``)."""
    if value == int(value):
        return str(int(value))
    text = f"{value:.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text.startswith("0."):
        return text[1:]
    if text.startswith("-0"):
        return "-" + text[2:] if len(text) > 2 else "0"
    return text


def text_string(text: str) -> bytes:
    """Return a text string: a literal where it is plain ASCII, else UTF-16BE in hexadecimal."""
    if text.isascii() and text.isprintable():
        return b"(" + escaped(text).encode("ascii") + b")"
    return b"<feff" + text.encode("utf-16-be").hex().encode("ascii") + b">"


def escaped(text: str) -> str:
    """Return *text* as it stands inside the parentheses of a literal string."""
    if "\\" in text or "(" in text or ")" in text:
        text = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    if "\r" in text:  # a bare carriage return would be read as a line feed
        text = text.replace("\r", "\\r")
    return text


def name(text: str) -> bytes:
    """Return a name object; characters outside the regular ones are written as #xx (7.3.5)."""
    written = bytearray(b"/")
    for byte in text.encode("utf-8"):
        if 0x21 <= byte <= 0x7E and byte not in b"#()<>[]{}/%":
            written.append(byte)
        else:
            written += b"#%02x" % byte
    return bytes(written)


class RawObject(PDFObject):
    """An indirect object whose bytes are ours. A stream if ``stream`` is not None (its data as stored).

    ``body`` is the object's text; of a stream, the dictionary's entries without ``<<``, ``>>`` and Length.
    It may be filled in after others refer to the object.
    """

    __RefOnly__ = 1  # ReportLab: inside other objects, write a reference to this one

    def __init__(self, body: bytes = b"", stream: bytes | None = None) -> None:
        self.body = body
        self.stream = stream
        self.reference = b""  # "n 0 R", once the document has numbered it

    def format(self, document: object) -> bytes:
        """Return the object as it stands in the file (ReportLab's protocol for objects)."""
        if self.stream is None:
            return self.body
        # ISO 19005-2, 6.1.7.1 wants an end of line before "endstream". CR LF, not LF alone: after data
        # that ends in 0x0D a lone LF would read as part of a CR LF pair, and the length would be wrong.
        return b"<<%s/Length %d>>\nstream\n%s\r\nendstream" % (self.body, len(self.stream), self.stream)


def compressed(data: bytes, entries: bytes = b"") -> RawObject:
    """Return a stream object that holds *data* deflated; *entries* are added to its dictionary."""
    return RawObject(b"/Filter/FlateDecode" + entries, zlib.compress(data, COMPRESSION_LEVEL))
