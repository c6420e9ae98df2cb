"""The canvas: draws the marks of a page and says, as it draws, which structure element each belongs to.

A ReportLab canvas holds the page's operators and size and numbers the document's objects. The operators
are our own text, given to it literally: its own drawing methods write longer numbers, repeat colours and
fonts, and cannot say where marked content begins. What differs from ReportLab's canvas: no initial font
(it would name Helvetica, which is not embedded), and pages that carry what PDF/UA asks for.

Facts are from ISO 32000-1, 9.4 (text objects), 12.5 (annotations), 14.6 (marked content) and 14.8.2.2
(artifacts).
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from urllib.parse import quote

from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfgen.canvas import Canvas

from handouts.graphics.document import (
    Drawing,
    LinkArea,
    Page,
    RasterImage,
    StructureElement,
    TextLine,
    TextRun,
)
from handouts.rendering.embedding import FontObjects, font_objects, link_font
from handouts.rendering.glyphs import DocumentFonts, reserve
from handouts.rendering.images import image_objects
from handouts.rendering.internals import number_object, page_tree
from handouts.rendering.lines import LinePainter
from handouts.rendering.operators import PathCache, drawing_bounds, placement
from handouts.rendering.structure import StructureTree
from handouts.rendering.syntax import RawObject, compressed, number, text_string

_UNMARKED = object()

Images = dict[tuple[bytes, bool], tuple[bytes, RawObject, RawObject | None]]
"""For the content of each image file, in colour or in grey, its resource's name, its object, and that of its mask."""


class HandoutCanvas(Canvas):
    """Draws composed pages. Call `draw_page` for each page, then `finish_resources`."""

    _doc: PDFDocument  # ReportLab's, named here for the type checker; `internals` watches over them
    _code: list[str]
    _pagesize: tuple[float, float]
    _startPage: Callable[[], None]

    def __init__(
        self,
        tree: StructureTree | None,
        cache: PathCache,
        fonts: DocumentFonts | None = None,
        images: Images | None = None,
    ) -> None:
        super().__init__(BytesIO(), pageCompression=0, invariant=1, pdfVersion=(1, 7))
        self.document = self._doc
        self.pages: list[RawObject] = []
        self.contents: list[RawObject] = []  # of pages, what every copy shares
        self.font_objects: list[FontObjects] = []
        self._tree = tree
        self._cache = cache
        self.fonts = self.shared_fonts = fonts if fonts is not None else DocumentFonts()
        self.images: Images = images if images is not None else {}
        self._lines = LinePainter(self.fonts, self.addLiteral, self._mark)
        self.resources = RawObject()
        self._annotations: list[bytes] = []
        self._open: object = _UNMARKED  # the element (None: artifact) whose marked content is open
        self._page = 0  # the number of the page that is drawn on, from 0
        self.slot_lines: dict[
            int, tuple[RawObject, list[TextLine]]
        ] = {}  # of pages, what differs from copy to copy
        self.slot_openers: dict[int, list[str]] = {}  # and where its marked content begins

    def _make_preamble(self) -> None:
        """Begin pages with nothing: ReportLab would set an initial font that is not embedded."""
        self._preamble = ""

    def reference(self, item: RawObject) -> bytes:
        """Return ``n 0 R`` for *item*, numbering it if it is new."""
        if not item.reference:
            item.reference = number_object(self.document, item)
        return item.reference

    # -- pages -------------------------------------------------------------------------------------

    def draw_page(self, page: Page) -> None:
        """Draw what every copy of *page* shares, and its annotations, and add it to the document."""
        self.setPageSize((page.width, page.height))
        self._page = len(self.pages)
        own = [mark for mark in page.marks if isinstance(mark, TextLine) and mark.source is not None]
        if own:
            self.slot_lines[self._page] = (RawObject(b"/Filter/FlateDecode"), own)
        for mark in page.marks:
            if isinstance(mark, TextLine):
                if mark.source is not None:
                    continue
                self._draw_line(mark)
            elif isinstance(mark, Drawing):
                self._draw_drawing(mark)
            elif isinstance(mark, RasterImage):
                self._draw_image(mark)
            else:
                self._annotate(mark)
        self._close()
        self.showPage()

    def draw_slots(self) -> None:
        """Draw what differs from copy to copy, over all pages' shared content, in streams of its own.

        ``shared_fonts`` are then the fonts as they stood before.
        """
        self.shared_fonts = self.fonts.copy()
        reserve(self.fonts, (line for _, own in self.slot_lines.values() for line in own))
        for index, (stream, own) in self.slot_lines.items():
            self._page = index
            self._code.clear()
            self._lines.forget()
            for line in own:
                self._draw_line(line)
            self._close()
            self.slot_openers[index] = [code for code in self._code if code.endswith(("BDC", "BMC"))]
            stream.stream = compressed("\n".join(self._code).encode("latin-1")).stream
        self._code.clear()

    def showPage(self) -> None:
        """End the page: as ReportLab's, but the page object says what PDF/UA needs (Tabs, StructParents)."""
        width, height = self._pagesize
        content = compressed("\n".join(self._code).encode("latin-1"))
        entries = [b"<</Type/Page/Parent ", page_tree(self.document)]
        entries.append(b"/MediaBox[0 0 %s %s]" % (number(width).encode(), number(height).encode()))
        contents = self.reference(content)
        self.contents.append(content)
        if self._page in self.slot_lines:
            contents = b"[%s %s]" % (contents, self.reference(self.slot_lines[self._page][0]))
        entries.append(b"/Resources %s/Contents %s" % (self.reference(self.resources), contents))
        if self._tree is not None:
            entries.append(b"/StructParents %d/Tabs/S" % len(self.pages))
        if self._annotations:
            entries.append(b"/Annots[%s]" % b" ".join(self._annotations))
        entries.append(b">>")
        page = RawObject(b"".join(entries))
        self.document.addPage(page)
        self.pages.append(page)
        self._annotations = []
        self._lines.forget()
        self._startPage()

    # -- marked content ----------------------------------------------------------------------------

    def _mark(self, element: StructureElement | None) -> None:
        """Make what is drawn next content of *element*, or an artifact if there is none."""
        if self._tree is None or self._open is element:
            return
        self._close()
        if element is None:
            self.addLiteral("/Artifact BMC")
        else:
            mcid = self._tree.mark(element, self._page)
            self.addLiteral(f"/{element.type}<</MCID {mcid}>>BDC")
        self._open = element

    def _close(self) -> None:
        if self._open is not _UNMARKED:
            self.addLiteral("EMC")
            self._open = _UNMARKED

    # -- marks -------------------------------------------------------------------------------------

    def _draw_line(self, line: TextLine) -> None:
        def extend(element: StructureElement, run: TextRun, start: float) -> None:
            if self._tree is not None and element.type == "Figure":
                self._extend_by_text(element, run, start, line.y)

        self._lines.paint(line, extend)

    def _extend_by_text(self, element: StructureElement, run: TextRun, start: float, y: float) -> None:
        assert self._tree is not None
        end = start + run.width
        descent, ascent = run.font.descent * run.size, run.font.ascent * run.size
        self._tree.extend(element, (start, y + descent, end, y + ascent))

    def _draw_drawing(self, drawing: Drawing) -> None:
        operators = self._cache.text(drawing.paths, drawing.scale)
        if not operators:
            return
        self._mark(drawing.element)
        self.addLiteral(f"q {placement(drawing)}\n{operators}\nQ")
        if self._tree is not None and drawing.element is not None:
            bounds = drawing_bounds(drawing, self._cache.bounds(drawing.paths))
            if bounds is not None:
                self._tree.extend(drawing.element, bounds)

    def _draw_image(self, image: RasterImage) -> None:
        key = (image.data, image.grey)
        if key not in self.images:
            self.images[key] = (b"I%d" % (len(self.images) + 1), *image_objects(image.data, image.grey))
        resource = self.images[key][0]
        self._mark(image.element)
        self.addLiteral(
            f"q {number(image.width, 3)} 0 0 {number(image.height, 3)} {number(image.x)} {number(image.y)} cm"
            f" /{resource.decode()} Do Q"
        )
        if self._tree is not None and image.element is not None:
            self._tree.extend(
                image.element, (image.x, image.y, image.x + image.width, image.y + image.height)
            )

    def _annotate(self, area: LinkArea) -> None:
        corners = (area.x, area.y, area.x + area.width, area.y + area.height)
        annotation = RawObject()
        parent = b""
        if self._tree is not None:
            parent = b"/StructParent %d" % self._tree.annotate(area.element, self._page, annotation)
        annotation.body = (
            b"<</Type/Annot/Subtype/Link/Rect[%s]/Border[0 0 0]/F 4%s/Contents%s/A<</S/URI/URI%s>>>>"
        ) % (
            " ".join(number(value) for value in corners).encode(),
            parent,
            text_string(area.contents),
            text_string(quote(area.url, safe="!#$%&'()*+,/:;=?@[]~")),
        )  # fmt: skip
        self._annotations.append(self.reference(annotation))

    # -- what pages refer to -----------------------------------------------------------------------

    def finish_resources(self) -> None:
        """Embed the fonts that were used and complete the pages' resources."""
        self.resources.body, self.font_objects = resources_body(self.fonts, self.images, self.reference)


def resources_body(
    fonts: DocumentFonts, images: Images, reference: Callable[[RawObject], bytes]
) -> tuple[bytes, list[FontObjects]]:
    """Return the resources of *fonts* and *images*, and the objects of each font, all numbered by *reference*."""
    font_entries: list[bytes] = []
    made: list[FontObjects] = []
    image_entries: list[bytes] = []
    for resource, picture, mask in images.values():
        if mask is not None:
            picture.body += b"/SMask " + reference(mask)
        image_entries.append(b"/%s %s" % (resource, reference(picture)))
    for part in fonts.parts():
        objects = font_objects(part)
        references = [reference(each) for each in (*objects[1:], objects[0])]
        link_font(part, objects, [references[-1], *references[:-1]])
        made.append(objects)
        font_entries.append(b"/%s %s" % (part.resource.encode(), references[-1]))
    pictures = b"/XObject<<%s>>" % b"".join(image_entries) if image_entries else b""
    return b"<</Font<<%s>>%s>>" % (b"".join(font_entries), pictures), made
