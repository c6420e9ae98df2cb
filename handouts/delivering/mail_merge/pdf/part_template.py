"""What copies of one document share in the print file: their objects as one text with gaps for the copy's numbers.

Knows the objects of a drawn document, and nothing of the file that they go into but the numbers it is told.
Facts are from ISO 32000-1, 7.9.7 (number trees) and 14.7.4.4 (the ParentTree).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from handouts.delivering.mail_merge.pdf.slot_lines import SlotLines
from handouts.rendering.canvas import HandoutCanvas
from handouts.rendering.internals import numbered_objects, page_tree
from handouts.rendering.structure import StructureTree
from handouts.rendering.syntax import RawObject

_TOKEN = re.compile(
    rb"\((?:[^\\()]|\\.)*\)|<[0-9a-fA-F]*>|/StructParents? (?P<key>\d+)|(?P<reference>\d+) 0 R", re.DOTALL
)
"""What stands in an object of ours: strings, to be passed over; keys of the ParentTree; references."""


class PartTemplate:
    """What copies of one document share in a print file; made by `PrintFileWriter.learn`.

    ``template`` is the text of the objects that each copy has, a line each, with a gap for every number that is
    the copy's own; ``gaps`` says what goes in: an object counted from the copy's first, a key counted from the
    copy's first, or the node that a page hangs from.
    """

    def __init__(self, slot_lines: SlotLines, template: bytes, gaps: list[tuple[str, int]]) -> None:
        self.slot_lines, self.template, self.gaps = slot_lines, template, gaps
        self.objects = template.count(b"\n") + 1
        self.page_objects: list[int] = []
        self.part = 0
        self.keys = 0
        self.title = ""
        self.size = (0.0, 0.0)


def part_template(canvas: HandoutCanvas, tree: StructureTree, fixed: Mapping[bytes, int]) -> PartTemplate:
    """Return what copies of the document drawn on *canvas* share.

    *fixed* gives, for references of the canvas to what all copies have in common, its number in the print file.
    """
    owners, annotated = tree.owners()
    own_streams = [stream for stream, _lines in canvas.slot_lines.values()]
    left_out = {*map(id, own_streams)}
    objects = [
        item
        for item in numbered_objects(canvas.document)
        if isinstance(item, RawObject) and item.reference not in fixed and id(item) not in left_out
    ]
    place = {item.reference: index for index, item in enumerate([*objects, *own_streams])}
    parent, pages = page_tree(canvas.document), {id(page): n for n, page in enumerate(canvas.pages)}
    bodies = [item.body for item in objects]
    keys = [
        b"/StructParent %d[%s]" % (n, b" ".join(o.reference for o in each)) for n, each in enumerate(owners)
    ]
    keys += [b"/StructParent %d %s" % (n, o.reference) for n, o in enumerate(annotated, len(owners))]
    gaps: list[tuple[str, int]] = []
    lines: list[bytes] = []
    for index, body in enumerate(bodies):
        page = pages.get(id(objects[index]), -1)

        def gap(found: re.Match[bytes], page: int = page) -> bytes:
            if found["key"] is not None:
                gaps.append(("key", int(found["key"])))
                return found[0].split(b" ")[0] + b" %d"
            if found["reference"] is None:
                return found[0].replace(b"%", b"%%")
            if found[0] == parent:
                gaps.append(("node", page))
            elif found[0] in fixed:
                return b"%d 0 R" % fixed[found[0]]
            else:
                gaps.append(("object", place[found[0]]))
            return b"%d 0 R"

        lines.append(_filled(body, gap))
    # The copy's leaf of the ParentTree (7.9.7): its keys are those of its pages, then of its annotations.
    gaps += [("key", 0), ("key", len(keys) - 1)]
    leaf = b" ".join([_filled(entry, gap).replace(b"/StructParent ", b"") for entry in keys])
    lines.append(b"<</Limits[%d %d]/Nums[" + leaf + b"]>>")
    sheet = PartTemplate(SlotLines(canvas), b"\n".join(lines), gaps)
    sheet.page_objects = [place[page.reference] for page in canvas.pages]
    sheet.keys = len(keys)
    sheet.part = place[tree.root_object.reference]
    # The streams of a copy's own come after its other objects and its leaf.
    shift = len(objects)
    sheet.gaps = [(kind, value + 1 if kind == "object" and value >= shift else value) for kind, value in gaps]
    return sheet


def _filled(body: bytes, gap: Callable[[re.Match[bytes]], bytes]) -> bytes:
    """Return *body* with *gap* of every token, ready for the ``%`` operator, on one line."""
    pieces: list[bytes] = []
    at = 0
    for found in _TOKEN.finditer(body):
        pieces.append(body[at : found.start()].replace(b"%", b"%%"))
        pieces.append(gap(found))
        at = found.end()
    pieces.append(body[at:].replace(b"%", b"%%"))
    return b"".join(pieces).replace(b"\n", b" ")
