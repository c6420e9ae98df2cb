"""Copies of one document that differ in some lines alone: what they share is drawn, packed and compressed once.

Every copy is, byte for byte, the file that `Renderer.render` makes of its whole document. What is kept here is
what the copies share; no line of any copy stays behind.
"""

from __future__ import annotations

from collections.abc import Sequence

from handouts.delivering.mail_merge.pdf.slot_lines import FilledLine, SlotLines
from handouts.graphics.document import ComposedDocument
from handouts.rendering.canvas import HandoutCanvas
from handouts.rendering.embedding import font_objects, link_font
from handouts.rendering.glyphs import FontPart, Pair, reserve
from handouts.rendering.render import Renderer
from handouts.rendering.syntax import RawObject, compressed
from handouts.rendering.writer import FilePlan

_MOST_PLANS = 64
"""Sets of characters whose fonts are kept: names with the same foreign letters share theirs."""


class FileTemplate:
    """The copies of a document that was drawn on *canvas*, whose file is *plan*."""

    def __init__(self, canvas: HandoutCanvas, plan: FilePlan) -> None:
        self.pages = len(canvas.pages)
        self.slot_lines = SlotLines(canvas)
        self._streams = {page: _number(stream) for page, (stream, _own) in canvas.slot_lines.items()}
        self._fonts = canvas.shared_fonts
        self._parts = [_name(part) for part in canvas.fonts.parts()]
        self._font_objects = [tuple(map(_number, objects)) for objects in canvas.font_objects]
        self._plan = plan
        self._plans: dict[tuple[tuple[tuple[Pair, int], ...], ...], FilePlan] = {}

    @classmethod
    def of(cls, renderer: Renderer, document: ComposedDocument) -> FileTemplate:
        """Return what copies of *document* share that differ in the lines with a ``source`` alone."""
        canvas, plan = renderer.drawn(document)
        # The lines of this copy go no further: every copy brings its own.
        nothing = {int(stream.reference.split()[0]): b"" for stream, _lines in canvas.slot_lines.values()}
        return cls(canvas, plan.exchanged(nothing))

    def file(self, filled_lines: Sequence[FilledLine]) -> bytes | None:
        """Return the copy that says *filled_lines* in its slots; None if it needs other fonts than the first."""
        fonts = self._fonts.copy()
        reserve(fonts, self.slot_lines.placed(filled_lines))
        contents = self.slot_lines.contents(fonts, filled_lines)
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
