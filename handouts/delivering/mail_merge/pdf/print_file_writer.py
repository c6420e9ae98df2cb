"""One file of many documents, written one after the other: memory holds the file and a few numbers for each.

Documents of one shape share the content streams, fonts and pictures of their pages; each copy adds a small stream
of its own to each page, and its structure, which is the first copy's with other numbers in it. Every document is a
Part of the whole and starts on a front side. Facts are from ISO 32000-1: 7.7.3.2 (page tree), 7.9.7 (number
trees), 12.3.3 (outline), 14.7 (structure).
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

from handouts.delivering.mail_merge.pdf.part_template import PartTemplate, part_template
from handouts.delivering.mail_merge.pdf.slot_lines import FilledLine
from handouts.graphics.document import ComposedDocument, DocumentInformation
from handouts.rendering.canvas import HandoutCanvas, Images, resources_body
from handouts.rendering.glyphs import DocumentFonts
from handouts.rendering.metadata import VIEWER_PREFERENCES, information_dictionary, srgb_profile, xmp_packet
from handouts.rendering.operators import PathCache
from handouts.rendering.structure import ROLE_MAP, StructureTree
from handouts.rendering.syntax import (
    COMPRESSION_LEVEL,
    RawObject,
    RenderingError,
    compressed,
    number,
    text_string,
)
from handouts.rendering.writer import HEADER, framed, packed_stream, predicted

_COLUMNS = 7  # of a cross-reference row: 1 byte type, 4 bytes offset or stream, 2 bytes index
_PAGES_A_NODE = 64


class PrintFileWriter:
    """The file while it grows; ``information`` of the first document gives it its language."""

    def __init__(self, cache: PathCache, information: DocumentInformation) -> None:
        self.information = information
        self.count = 0  # documents
        self._cache = cache
        self._fonts = DocumentFonts()
        self._images: Images = {}
        self._titles: dict[str, None] = {}
        self._identities: dict[str, None] = {}
        self._data = BytesIO()
        self._data.write(HEADER)
        self._rows = bytearray(struct.pack(">BIH", 0, 0, 0xFFFF))
        self._pages: list[list[int]] = []  # for each node its number, then those of its pages
        self._parts: list[int] = []
        self._leaves: list[tuple[int, int, int]] = []  # of the ParentTree: object, first key, last key
        self._outline: list[tuple[str, int, float]] = []
        self._waiting: list[tuple[int, RawObject]] = []
        self._page_count = self._next_key = 0
        self._last_size = (0.0, 0.0)
        self._root, self._tree, self._resources, self._node_root = (self._reserve() for _ in range(4))

    # -- documents ---------------------------------------------------------------------------------

    def learn(self, document: ComposedDocument) -> PartTemplate:
        """Draw what copies of *document* share. Its root becomes a Part; it cannot be drawn again.

        Raises `RenderingError` for a document with notes, whose names would occur twice.
        """
        own = document.information
        if any(element.type == "Note" for element in document.structure.walk()):
            raise RenderingError("notes cannot be merged: their names must differ")
        document.structure.type, document.structure.title = "Part", own.title
        document.structure.language = own.language if own.language != self.information.language else None
        tree = StructureTree(document.structure, len(document.pages))
        canvas = HandoutCanvas(tree, self._cache, self._fonts, self._images)
        for page in document.pages:
            canvas.draw_page(page)
        canvas.draw_slots()
        root = tree.write(canvas.reference, canvas.pages)
        canvas.reference(root)
        fixed = {root.reference: self._root}  # a Part hangs from the Document, not from the tree's root
        if canvas.resources.reference:
            fixed[canvas.resources.reference] = self._resources
        for content in canvas.contents:
            fixed[content.reference] = self._reserve()
            self._put(fixed[content.reference], content.format(None))
        template = part_template(canvas, tree, fixed)
        template.title = own.title
        template.size = (document.pages[-1].width, document.pages[-1].height)
        self._titles[own.title] = None
        self._identities[own.keywords] = None
        return template

    def add(self, template: PartTemplate, filled_lines: Sequence[FilledLine], label: str) -> None:
        """Add the copy of *template* that says *filled_lines*; *label* comes before its title in the outline."""
        if self._page_count % 2:
            self._add_blank()
        first = len(self._rows) // _COLUMNS
        contents = template.slot_lines.contents(self._fonts, filled_lines)
        self._rows += bytes(_COLUMNS * (template.objects + len(contents)))
        nodes = []
        for index in template.page_objects:
            nodes.append(self._node(first + index))
        key = self._next_key
        values = tuple(
            [
                first + value if kind == "object" else key + value if kind == "key" else nodes[value]
                for kind, value in template.gaps
            ]
        )
        bodies = (template.template % values).split(b"\n")
        self._pack(first, bodies)
        for index, content in enumerate(contents.values()):
            self._put(first + template.objects + index, compressed(content).format(None))
        self._leaves.append((first + template.objects - 1, key, key + template.keys - 1))
        self._next_key += template.keys
        self._parts.append(first + template.part)
        self._outline.append((f"{label}{template.title}", first + template.page_objects[0], template.size[1]))
        self._last_size = template.size
        self.count += 1

    def _add_blank(self) -> None:
        page = self._reserve()
        node = self._node(page)
        width, height = (number(edge).encode() for edge in self._last_size)
        body = b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s %s]/Resources<<>>/Tabs/S>>" % (
            node,
            width,
            height,
        )
        self._put(page, body)

    # -- the end -----------------------------------------------------------------------------------

    def finish(self) -> memoryview:
        """Complete the file and return it."""
        titles = list(self._titles)
        title = ", ".join(titles[:3]) + (", …" if len(titles) > 3 else "")
        information = replace(self.information, title=title, subject="", keywords=" ".join(self._identities))
        reference = self._reference
        resources, _fonts = resources_body(self._fonts, self._images, reference)
        self._pack(self._resources, [resources])
        self._finish_pages()
        self._finish_structure()
        profile = reference(compressed(srgb_profile(), b"/N 3/Alternate/DeviceRGB"))
        packet = reference(RawObject(b"/Type/Metadata/Subtype/XML", xmp_packet(information)))
        catalog = (
            b"<</Type/Catalog/Pages %d 0 R/Lang%s%s/OutputIntents[<</Type"
            b"/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/DestOutputProfile %s>>]/Outlines %s"
            b"/Metadata %s/MarkInfo<</Marked true>>/StructTreeRoot %d 0 R>>"
        ) % (
            self._node_root,
            text_string(information.language),
            VIEWER_PREFERENCES,
            profile,
            self._outlines(),
            packet,
            self._tree,
        )  # fmt: skip
        return self._close(
            reference(RawObject(catalog)), reference(RawObject(information_dictionary(information)))
        )

    def _reference(self, item: RawObject) -> bytes:
        """Return ``n 0 R`` for *item*, which is written at the very end: it may still be completed."""
        self._waiting.append((self._reserve(), item))
        return b"%d 0 R" % self._waiting[-1][0]

    def _finish_pages(self) -> None:
        for own, *kids in self._pages:
            refs = b" ".join(b"%d 0 R" % kid for kid in kids)
            self._put(
                own,
                b"<</Type/Pages/Parent %d 0 R/Count %d/Kids[%s]>>" % (self._node_root, len(kids), refs),
            )
        refs = b" ".join(b"%d 0 R" % node[0] for node in self._pages)
        self._put(self._node_root, b"<</Type/Pages/Count %d/Kids[%s]>>" % (self._page_count, refs))

    def _finish_structure(self) -> None:
        parts = b" ".join(b"%d 0 R" % part for part in self._parts)
        self._put(self._root, b"<</K[%s]/S/Document/P %d 0 R>>" % (parts, self._tree))
        leaves = b" ".join(b"%d 0 R" % leaf for leaf, _first, _last in self._leaves)
        body = b"<</Type/StructTreeRoot/K %d 0 R/ParentTree<</Kids[%s]>>/ParentTreeNextKey %d/RoleMap<<%s>>>>"
        self._put(self._tree, body % (self._root, leaves, self._next_key, ROLE_MAP))

    def _outlines(self) -> bytes:
        root = self._reserve()
        first = len(self._rows) // _COLUMNS
        last = first + len(self._outline) - 1
        self._rows += bytes(_COLUMNS * len(self._outline))
        bodies = []
        for own, (title, page, top) in enumerate(self._outline, first):
            before = b"/Prev %d 0 R" % (own - 1) if own > first else b""
            after = b"/Next %d 0 R" % (own + 1) if own < last else b""
            bodies.append(
                b"<</Title%s/Parent %d 0 R%s%s/Dest[%d 0 R/XYZ null %s null]>>"
                % (text_string(title), root, before, after, page, number(top).encode())
            )
        for start in range(0, len(bodies), 200):
            self._pack(first + start, bodies[start : start + 200])
        body = b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % (first, last, len(bodies))
        self._put(root, body)
        return b"%d 0 R" % root

    def _close(self, root: bytes, info: bytes) -> memoryview:
        for own, item in self._waiting:
            self._put(own, item.format(None))
        own = self._reserve()
        start = self._data.tell()
        self._rows[own * _COLUMNS :] = struct.pack(">BIH", 1, start, 0)
        identifier = hashlib.sha256(self._data.getbuffer()).hexdigest()[:32].encode("ascii")
        entries = (
            b"/Type/XRef/Size %d/W[1 4 2]/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns %d>>"
            b"/Root %s/Info %s/ID[<%s><%s>]" % (own + 1, _COLUMNS, root, info, identifier, identifier)
        )
        table = zlib.compress(predicted(bytes(self._rows), _COLUMNS), COMPRESSION_LEVEL)
        self._data.write(framed(own, RawObject(entries, table).format(None)))
        self._data.write(b"startxref\n%d\n%%%%EOF\n" % start)
        return self._data.getbuffer()

    # -- objects -----------------------------------------------------------------------------------

    def _reserve(self) -> int:
        self._rows += bytes(_COLUMNS)
        return len(self._rows) // _COLUMNS - 1

    def _put(self, own: int, body: bytes) -> None:
        self._rows[own * _COLUMNS : (own + 1) * _COLUMNS] = struct.pack(">BIH", 1, self._data.tell(), 0)
        self._data.write(framed(own, body))

    def _pack(self, first: int, bodies: Sequence[bytes]) -> None:
        """Write *bodies*, numbered from *first*, as one object stream."""
        stream = self._reserve()
        rows = b"".join([struct.pack(">BIH", 2, stream, index) for index in range(len(bodies))])
        self._rows[first * _COLUMNS : (first + len(bodies)) * _COLUMNS] = rows
        self._put(stream, packed_stream(list(enumerate(bodies, first))))

    def _node(self, page: int) -> int:
        """Return the node of the page tree that *page* hangs from."""
        if self._page_count % _PAGES_A_NODE == 0:
            self._pages.append([self._reserve()])
        self._page_count += 1
        self._pages[-1].append(page)
        return self._pages[-1][0]
