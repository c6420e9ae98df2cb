"""The file: numbered objects become the bytes of a PDF, with object streams and a cross-reference stream.

ReportLab's own writer has neither, and writes stream data straight against ``endstream``. Facts are from
ISO 32000-1, 7.5 (file structure), 7.5.7 (object streams), 7.5.8 (cross-reference streams), 14.4 (file
identifiers). The identifier comes from the content, so equal documents are equal files.
"""

from __future__ import annotations

import hashlib
import struct
import zlib

from reportlab.pdfbase.pdfdoc import PDFDocument

from handouts.rendering.internals import number_object, numbered_objects, object_bytes
from handouts.rendering.syntax import COMPRESSION_LEVEL, RawObject

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_PACKED_TOGETHER = 200  # objects in one object stream: one lookup unpacks them all
_COLUMNS = 6  # of a cross-reference row: 1 byte type, 3 bytes offset or stream, 2 bytes index


def file_bytes(document: PDFDocument, catalog: RawObject, information: RawObject) -> bytes:
    """Return the file of everything that *document* has numbered."""
    root = number_object(document, catalog)
    info = number_object(document, information)
    file = _File()
    packed: list[tuple[int, bytes]] = []
    number = 0
    while len(objects := numbered_objects(document)) > number:  # writing one may number others
        for item in objects[number:]:
            number += 1
            body = object_bytes(document, item)
            if isinstance(item, RawObject) and item.stream is not None:
                file.put(number, body)
            else:
                packed.append((number, body))
    for start in range(0, len(packed), _PACKED_TOGETHER):
        number += 1
        file.put_packed(number, packed[start : start + _PACKED_TOGETHER])
    return file.finish(number + 1, root, info)


class _File:
    """The bytes so far, and where each object stands in them."""

    def __init__(self) -> None:
        self._pieces = [_HEADER]
        self._length = len(_HEADER)
        self._rows: dict[int, bytes] = {}

    def put(self, number: int, body: bytes) -> None:
        """Append object *number*."""
        self._rows[number] = struct.pack(">BBHH", 1, self._length >> 16, self._length & 0xFFFF, 0)
        self._append(b"%d 0 obj\n%s\nendobj\n" % (number, body))

    def put_packed(self, number: int, objects: list[tuple[int, bytes]]) -> None:
        """Append *objects* inside object stream *number*."""
        offsets = []
        offset = 0
        for index, (inner, body) in enumerate(objects):
            offsets.append(b"%d %d" % (inner, offset))
            offset += len(body) + 1
            self._rows[inner] = struct.pack(">BBHH", 2, number >> 16, number & 0xFFFF, index)
        head = b" ".join(offsets) + b"\n"
        data = zlib.compress(head + b"\n".join([body for _inner, body in objects]), COMPRESSION_LEVEL)
        entries = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(objects), len(head))
        self.put(number, RawObject(entries, data).format(None))

    def finish(self, number: int, root: bytes, info: bytes) -> bytes:
        """Append the cross-reference stream as object *number*, and return the file."""
        start = self._length
        self._rows[number] = struct.pack(">BBHH", 1, start >> 16, start & 0xFFFF, 0)
        identifier = hashlib.sha256(b"".join(self._pieces)).hexdigest()[:32].encode("ascii")
        above = bytes(_COLUMNS)
        table = []
        for row in [b"\0\0\0\0\xff\xff", *(self._rows[index] for index in range(1, number + 1))]:
            table.append(b"\2" + bytes([(new - old) & 255 for new, old in zip(row, above, strict=True)]))
            above = row
        entries = (
            b"/Type/XRef/Size %d/W[1 3 2]/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns %d>>"
            b"/Root %s/Info %s/ID[<%s><%s>]"
            % (number + 1, _COLUMNS, root, info, identifier, identifier)
        )  # fmt: skip
        data = zlib.compress(b"".join(table), COMPRESSION_LEVEL)
        self._append(b"%d 0 obj\n%s\nendobj\n" % (number, RawObject(entries, data).format(None)))
        self._append(b"startxref\n%d\n%%%%EOF\n" % start)
        return b"".join(self._pieces)

    def _append(self, piece: bytes) -> None:
        self._pieces.append(piece)
        self._length += len(piece)
