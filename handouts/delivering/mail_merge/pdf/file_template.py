"""Copies of one document that differ in some lines alone: what they share is drawn, packed and compressed once.

Every copy is, byte for byte, the file that `Renderer.render` makes of its whole document. What is kept here is
what the copies share; no line of any copy stays behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handouts.graphics.document import ComposedDocument, StructureElement, TextLine, TextRun
from handouts.rendering.canvas import HandoutCanvas
from handouts.rendering.embedding import font_objects, link_font
from handouts.rendering.glyphs import DocumentFonts, FontPart, Pair, reserve
from handouts.rendering.lines import LinePainter
from handouts.rendering.render import Renderer
from handouts.rendering.syntax import RawObject, compressed
from handouts.rendering.writer import FilePlan

_MOST_PLANS = 64
"""Sets of characters whose fonts are kept: names with the same foreign letters share theirs."""


@dataclass(frozen=True, slots=True)
class OwnLine:
    """Where a line of a copy stands: of page *page* (from 0); ``source`` is what its maker noted on the line."""

    page: int
    x: float
    y: float
    element: StructureElement | None
    source: object


Setting = tuple[tuple[TextRun, ...], bool]
"""What a copy says on a line: its runs, and whether it ends a word (see `TextLine`)."""


class OwnLines:
    """The lines of a document drawn on *canvas* that differ from copy to copy, in the order they are drawn."""

    def __init__(self, canvas: HandoutCanvas) -> None:
        self.lines = [
            OwnLine(page, line.x, line.y, line.element, line.source)
            for page, (_stream, own) in canvas.own.items()
            for line in own
        ]
        self._openers = canvas.own_openers

    def placed(self, settings: Sequence[Setting]) -> list[TextLine]:
        """Return the lines as a copy says them."""
        return [
            TextLine(line.x, line.y, runs, line.element, ends_word, line.source)
            for line, (runs, ends_word) in zip(self.lines, settings, strict=True)
        ]

    def contents(self, fonts: DocumentFonts, settings: Sequence[Setting]) -> dict[int, bytes]:
        """Return for each page that has such lines their operators in a copy, as the canvas would write them."""
        lines: dict[int, list[TextLine]] = {page: [] for page in self._openers}
        for where, line in zip(self.lines, self.placed(settings), strict=True):
            lines[where.page].append(line)
        return {page: _content(fonts, of_page, self._openers[page]) for page, of_page in lines.items()}


def _content(fonts: DocumentFonts, lines: Sequence[TextLine], openers: Sequence[str]) -> bytes:
    operators: list[str] = []
    waiting = iter(openers)
    opened: list[StructureElement | None] = []

    def mark(element: StructureElement | None) -> None:
        if opened and opened[-1] is element:
            return
        if opened:
            operators.append("EMC")
        operators.append(next(waiting))
        opened.append(element)

    painter = LinePainter(fonts, operators.append, mark)
    for line in lines:
        painter.paint(line)
    if opened:
        operators.append("EMC")
    return "\n".join(operators).encode("latin-1")


class Variants:
    """The copies of a document that was drawn on *canvas*, whose file is *plan*."""

    def __init__(self, canvas: HandoutCanvas, plan: FilePlan) -> None:
        self.pages = len(canvas.pages)
        self.own = OwnLines(canvas)
        self._streams = {page: _number(stream) for page, (stream, _own) in canvas.own.items()}
        self._fonts = canvas.shared_fonts
        self._parts = [_name(part) for part in canvas.fonts.parts()]
        self._font_objects = [tuple(map(_number, objects)) for objects in canvas.font_objects]
        self._plan = plan
        self._plans: dict[tuple[tuple[tuple[Pair, int], ...], ...], FilePlan] = {}

    @classmethod
    def of(cls, renderer: Renderer, document: ComposedDocument) -> Variants:
        """Return what copies of *document* share that differ in the lines with a ``source`` alone."""
        canvas, plan = renderer.drawn(document)
        # The lines of this copy go no further: every copy brings its own.
        nothing = {int(stream.reference.split()[0]): b"" for stream, _lines in canvas.own.values()}
        return cls(canvas, plan.exchanged(nothing))

    def file(self, settings: Sequence[Setting]) -> bytes | None:
        """Return the copy that says *settings* on its own lines; None if it needs other fonts than the first."""
        fonts = self._fonts.copy()
        reserve(fonts, self.own.placed(settings))
        contents = self.own.contents(fonts, settings)
        parts = fonts.parts()
        if [_name(part) for part in parts] != self._parts:
            return None
        streams = {
            self._streams[page]: compressed(content).format(None) for page, content in contents.items()
        }
        return self._plan_for(parts).file(streams)

    def _plan_for(self, parts: Sequence[FontPart]) -> FilePlan:
        key = tuple(tuple(sorted(part.codes.items())) for part in parts)
        if key not in self._plans:
            if len(self._plans) >= _MOST_PLANS:
                self._plans.clear()
            bodies: dict[int, bytes] = {}
            for part, numbers in zip(parts, self._font_objects, strict=True):
                objects = font_objects(part)
                link_font(part, objects, [b"%d 0 R" % number for number in numbers])
                bodies.update(zip(numbers, (each.format(None) for each in objects), strict=True))
            self._plans[key] = self._plan.exchanged(bodies)
        return self._plans[key]


def _number(item: RawObject) -> int:
    return int(item.reference.split()[0])


def _name(part: FontPart) -> tuple[str, str]:
    return part.font.digest, part.resource
