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

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_PACKED_TOGETHER = 500  # objects in one object stream: one lookup unpacks them all (some 35 KB)
_COLUMNS = 7  # of a cross-reference row: 1 byte type, 4 bytes offset or stream, 2 bytes index


def file_plan(document: PDFDocument, catalog: RawObject, information: RawObject) -> FilePlan:
    """Return the plan of the file of everything that *document* has numbered."""
    root = number_object(document, catalog)
    info = number_object(document, information)
    bodies: list[bytes] = []
    streams: set[int] = set()
    while len(objects := numbered_objects(document)) > len(bodies):  # writing one may number others
        for item in objects[len(bodies) :]:
            bodies.append(object_bytes(document, item))
            if isinstance(item, RawObject) and item.stream is not None:
                streams.add(len(bodies))
    return FilePlan(bodies, streams, root, info)


class FilePlan:
    """The objects of a file, numbered from 1, of which some may be exchanged for another copy of the document.

    Streams stand first in the file, in the order of their numbers; the others are packed into object streams.
    """

    def __init__(self, bodies: list[bytes], streams: set[int], root: bytes, info: bytes) -> None:
        self._root, self._info = root, info
        self._bodies, self._is_stream = bodies, streams
        self._streams = {number: framed(number, bodies[number - 1]) for number in sorted(streams)}
        packed = [number for number in range(1, len(bodies) + 1) if number not in streams]
        groups = [
            packed[start : start + _PACKED_TOGETHER] for start in range(0, len(packed), _PACKED_TOGETHER)
        ]
        self._first_group = len(bodies) + 1
        self._rows = [bytes(_COLUMNS)] * (len(bodies) + len(groups) + 2)
        self._rows[0] = struct.pack(">BIH", 0, 0, 0xFFFF)
        self._groups: list[bytes] = []
        for number, group in enumerate(groups, self._first_group):
            for index, inner in enumerate(group):
                self._rows[inner] = struct.pack(">BIH", 2, number, index)
            self._groups.append(
                framed(number, packed_stream([(inner, bodies[inner - 1]) for inner in group]))
            )

    def exchanged(self, bodies: dict[int, bytes]) -> FilePlan:
        """Return the plan of the file that has *bodies* under those numbers instead."""
        mine = [bodies.get(number, body) for number, body in enumerate(self._bodies, 1)]
        return FilePlan(mine, self._is_stream, self._root, self._info)

    def file(self, streams: dict[int, bytes] | None = None) -> bytes:
        """Return the bytes of the file, with *streams* instead of its own under those numbers."""
        pieces = [HEADER]
        length = len(HEADER)
        rows = self._rows[:]
        for number, piece in self._streams.items():
            if streams is not None and number in streams:
                piece = framed(number, streams[number])
            rows[number] = _row(length)
            pieces.append(piece)
            length += len(piece)
        for number, piece in enumerate(self._groups, self._first_group):
            rows[number] = _row(length)
            pieces.append(piece)
            length += len(piece)
        number = len(rows) - 1
        rows[number] = _row(length)
        identifier = hashlib.sha256(b"".join(pieces)).hexdigest()[:32].encode("ascii")
        entries = (
            b"/Type/XRef/Size %d/W[1 4 2]/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns %d>>"
            b"/Root %s/Info %s/ID[<%s><%s>]"
            % (number + 1, _COLUMNS, self._root, self._info, identifier, identifier)
        )  # fmt: skip
        data = zlib.compress(predicted(b"".join(rows), _COLUMNS), COMPRESSION_LEVEL)
        pieces.append(framed(number, RawObject(entries, data).format(None)))
        pieces.append(b"startxref\n%d\n%%%%EOF\n" % length)
        return b"".join(pieces)


def framed(number: int, body: bytes) -> bytes:
    """Return object *number* as it stands in the file."""
    return b"%d 0 obj\n%s\nendobj\n" % (number, body)


def packed_stream(objects: list[tuple[int, bytes]]) -> bytes:
    """Return the object stream of numbered *objects*."""
    offsets = []
    offset = 0
    for inner, body in objects:
        offsets.append(b"%d %d" % (inner, offset))
        offset += len(body) + 1
    head = b" ".join(offsets) + b"\n"
    data = zlib.compress(head + b"\n".join([body for _inner, body in objects]), COMPRESSION_LEVEL)
    entries = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(objects), len(head))
    return RawObject(entries, data).format(None)


def _row(offset: int) -> bytes:
    return struct.pack(">BIH", 1, offset, 0)


def predicted(rows: bytes, columns: int) -> bytes:
    """Return *rows* of so many bytes, each after a 2 and as what differs from the one above (PNG's predictor "Up").

    All bytes are subtracted at once, as one large number whose highest bits are kept apart so that nothing is
    borrowed from a neighbour: a merged file has millions.
    """
    length = len(rows)
    high = int.from_bytes(b"\x80" * length, "big")
    new = int.from_bytes(rows, "big")
    old = int.from_bytes(bytes(columns) + rows[:-columns], "big")
    delta = (((new | high) - (old & ~high)) ^ ((new ^ ~old) & high)).to_bytes(length, "big")
    count = length // columns
    table = bytearray(count * (columns + 1))
    table[0 :: columns + 1] = b"\2" * count
    for column in range(columns):
        table[column + 1 :: columns + 1] = delta[column::columns]
    return bytes(table)
