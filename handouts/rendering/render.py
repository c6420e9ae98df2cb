"""Rendering, on one screen: a composed document becomes the bytes of a tagged PDF.

Every file conforms to PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2). The bytes depend on the composed
document alone: not on the clock, the hash seed, or what the process rendered before.
"""

from __future__ import annotations

from handouts.graphics.document import Bookmark, ComposedDocument
from handouts.rendering.canvas import HandoutCanvas
from handouts.rendering.internals import page_tree
from handouts.rendering.metadata import VIEWER_PREFERENCES, information_dictionary, srgb_profile, xmp_packet
from handouts.rendering.operators import PathCache
from handouts.rendering.outline import outline
from handouts.rendering.structure import StructureTree
from handouts.rendering.syntax import RawObject, RenderingError, compressed, text_string
from handouts.rendering.writer import FilePlan, file_plan

__all__ = ["Renderer", "RenderingError", "render"]


def render(document: ComposedDocument, tagged: bool = True) -> bytes:
    """Return *document* as a PDF file.

    ``tagged=False`` leaves the structure out and nothing else, not even what the file then wrongly says of
    itself; it is for tests and benchmarks, which compare the two, and no command reaches it. Raises
    `RenderingError` for marks whose element is not in the tree and for characters that their font lacks, and
    `ContentError` for an image that cannot be read.
    """
    return Renderer().render(document, tagged)


class Renderer:
    """Renders many documents, remembering what recurs (icons, boxes, codes). Same bytes as `render`."""

    def __init__(self) -> None:
        self.cache = PathCache()

    def render(self, document: ComposedDocument, tagged: bool = True) -> bytes:
        """Return *document* as a PDF file; see the function `render`."""
        return self.drawn(document, tagged)[1].file()

    def drawn(self, document: ComposedDocument, tagged: bool = True) -> tuple[HandoutCanvas, FilePlan]:
        """Return *document* drawn, and the file that this comes to; raises as `render` does."""
        tree = StructureTree(document.structure, len(document.pages)) if tagged else None
        canvas = HandoutCanvas(tree, self.cache)
        bookmarks: list[tuple[int, Bookmark]] = []
        for index, page in enumerate(document.pages):
            canvas.draw_page(page)
            bookmarks += [(index, bookmark) for bookmark in page.bookmarks]
        canvas.draw_slots()
        canvas.finish_resources()
        catalog = _catalog(document, canvas, tree, bookmarks)
        information = RawObject(information_dictionary(document.information))
        return canvas, file_plan(canvas.document, catalog, information)


def _catalog(
    document: ComposedDocument,
    canvas: HandoutCanvas,
    tree: StructureTree | None,
    bookmarks: list[tuple[int, Bookmark]],
) -> RawObject:
    """Return the document catalog (ISO 32000-1, 7.7.2) and complete what hangs on it."""
    pages = page_tree(canvas.document)
    profile = canvas.reference(compressed(srgb_profile(), b"/N 3/Alternate/DeviceRGB"))
    intent = (
        b"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/DestOutputProfile %s>>" % profile
    )
    entries = [b"<</Type/Catalog/Pages " + pages, b"/Lang", text_string(document.information.language)]
    entries.append(VIEWER_PREFERENCES)
    entries.append(b"/OutputIntents[%s]" % intent)
    if tree is not None:
        entries.append(b"/MarkInfo<</Marked true>>")
        entries.append(b"/StructTreeRoot " + canvas.reference(tree.write(canvas.reference, canvas.pages)))
    # Not compressed: archives find the packet without knowing PDF, and a judge of PDF/A-2a insists on it.
    packet = RawObject(b"/Type/Metadata/Subtype/XML", xmp_packet(document.information))
    entries.append(b"/Metadata " + canvas.reference(packet))
    contents = outline(bookmarks, canvas.pages, canvas.reference)
    if contents is not None:
        entries.append(b"/Outlines " + canvas.reference(contents))
    entries.append(b">>")
    return RawObject(b"".join(entries))
