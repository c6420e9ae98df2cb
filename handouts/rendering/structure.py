"""The structure tree of a tagged PDF: who owns which marked content, and the objects that say so.

While pages are drawn, `StructureTree` hands out marked-content ids (MCIDs) and remembers their owners;
afterwards it writes the elements, the ParentTree and what hangs on them. Facts are from ISO 32000-1,
14.7 (logical structure), 14.8.4 and 14.8.5 (standard types and attributes), and ISO 14289-1 (PDF/UA-1).
This module knows nothing of drawing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from handouts.graphics.document import StructureElement
from handouts.rendering.syntax import RawObject, RenderingError, number, text_string

Bounds = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""

_KEPT_WHEN_EMPTY = frozenset({"TD", "TH"})  # an empty cell keeps the grid of its table regular
_NEVER_PLAIN = frozenset({"Figure", "TH", "TD", "Note", "Aside"})  # these have, or may have, more to write
_FIELDS = {"check box": b"/Role/cb/checked/off", "text": b"/Role/tv"}
"""PrintField attributes (ISO 32000-1, 14.8.5.6): fields to fill in by hand, which no widget stands for."""
_ROLES: dict[str, bytes] = {"Aside": b"/Aside/Sect"}  # not a standard type before PDF 2.0: mapped to one
ROLE_MAP = b"".join(_ROLES.values())


class _Node:
    """What is known of one element: its place in the tree and the content that it was given."""

    __slots__ = ("annotations", "bounds", "element", "first", "kept", "marked", "object", "parent")

    def __init__(self, element: StructureElement, parent: _Node | None) -> None:
        self.element = element
        self.parent = parent
        self.marked: list[tuple[int, int, int]] = []  # when, page, MCID
        self.annotations: list[tuple[int, int, RawObject]] = []  # when, page, annotation
        self.bounds: Bounds | None = None
        self.first = -1  # when it, or anything below it, first got content
        self.kept: list[_Node] = []  # the children that are written
        self.object = RawObject()


class StructureTree:
    """The logical structure of one document while it is drawn."""

    def __init__(self, root: StructureElement, page_count: int) -> None:
        self._nodes: dict[int, _Node] = {}
        self._root = self._enter(root, None)
        self._pages: list[list[_Node]] = [[] for _ in range(page_count)]
        self._annotated: list[_Node] = []
        self._clock = 0

    def _enter(self, element: StructureElement, parent: _Node | None) -> _Node:
        if id(element) in self._nodes:
            raise RenderingError(f"{_described(element)} stands twice in the structure tree")
        node = self._nodes[id(element)] = _Node(element, parent)
        for child in element.children:
            self._enter(child, node)
        return node

    def mark(self, element: StructureElement, page: int) -> int:
        """Return a new MCID on *page* (from 0) for content of *element*."""
        node = self._claim(element, page, "content")
        mcid = len(self._pages[page])
        self._pages[page].append(node)
        node.marked.append((self._clock, page, mcid))
        return mcid

    def annotate(self, element: StructureElement, page: int, annotation: RawObject) -> int:
        """Tie *annotation* to *element* and return its StructParent key."""
        node = self._claim(element, page, "an annotation")
        node.annotations.append((self._clock, page, annotation))
        self._annotated.append(node)
        return len(self._pages) + len(self._annotated) - 1

    def extend(self, element: StructureElement, bounds: Bounds) -> None:
        """Note that content of *element* covers *bounds*. Only figures need it (/BBox)."""
        node = self._nodes[id(element)]
        old = node.bounds
        if old is None:
            node.bounds = bounds
        else:
            left, bottom = min(old[0], bounds[0]), min(old[1], bounds[1])
            node.bounds = left, bottom, max(old[2], bounds[2]), max(old[3], bounds[3])

    def _claim(self, element: StructureElement, page: int, what: str) -> _Node:
        node = self._nodes.get(id(element))
        if node is None:
            raise RenderingError(
                f"{_described(element)} has {what} on page {page + 1} but is not in the structure tree"
            )
        self._clock += 1
        up: _Node | None = node
        while up is not None and up.first < 0:
            up.first = self._clock
            up = up.parent
        return node

    @property
    def root_object(self) -> RawObject:
        """The object of the root element."""
        return self._root.object

    def owners(self) -> tuple[list[list[RawObject]], list[RawObject]]:
        """Return who owns each MCID of each page, and each annotation, in the order of their keys."""
        return [[node.object for node in owners] for owners in self._pages], [
            n.object for n in self._annotated
        ]

    def write(self, reference: Callable[[RawObject], bytes], pages: list[RawObject]) -> RawObject:
        """Return the StructTreeRoot; every element's object is complete afterwards.

        ``reference`` numbers an object and gives ``n 0 R``; ``pages`` are the page objects.
        """
        tree = RawObject()
        tree_reference = reference(tree)
        kept = list(self._kept_in_order(self._root))
        # Like stands beside like, in the file too, so that it packs well: groups, then what holds content.
        kept.sort(key=_is_plain)
        for node in kept:
            reference(node.object)
        page_references = [reference(page) for page in pages]
        notes = [node for node in kept if node.element.type == "Note"]
        identifiers = {id(node): b"(note-%d)" % number for number, node in enumerate(notes, 1)}
        for node in kept:
            above = node.parent.object.reference if node.parent is not None else tree_reference
            node.object.body = self._body(node, above, page_references, reference, identifiers.get(id(node)))
        numbers = [
            b"%d[%s]" % (key, b" ".join([node.object.reference for node in owners]))
            for key, owners in enumerate(self._pages)
        ]
        numbers += [
            b"%d %s" % (key, node.object.reference)
            for key, node in enumerate(self._annotated, len(self._pages))
        ]
        entries = [b"<</Type/StructTreeRoot/K ", self._root.object.reference]
        entries.append(b"/ParentTree<</Nums[%s]>>/ParentTreeNextKey %d" % (b" ".join(numbers), len(numbers)))
        roles = sorted({node.element.type for node in kept} & _ROLES.keys())
        if roles:
            entries.append(b"/RoleMap<<%s>>" % b"".join([_ROLES[role] for role in roles]))
        if notes:
            names = sorted(identifiers[id(node)] + b" " + node.object.reference for node in notes)
            entries.append(b"/IDTree<</Names[%s]>>" % b" ".join(names))
        entries.append(b">>")
        tree.body = b"".join(entries)
        return tree

    def _kept_in_order(self, node: _Node) -> Iterator[_Node]:
        """Yield *node* and what is kept below it, in reading order; note the kept children of each."""
        yield node
        if node.element.children:
            below = [self._nodes[id(child)] for child in node.element.children]
            node.kept = [child for child in below if _kept(child, self._nodes)]
            for child in node.kept:
                yield from self._kept_in_order(child)

    def _body(
        self,
        node: _Node,
        above: bytes,
        pages: list[bytes],
        reference: Callable[[RawObject], bytes],
        identifier: bytes | None,
    ) -> bytes:
        """Return the element's dictionary; ``above`` refers to its parent."""
        element = node.element
        kind = element.type.encode("ascii")
        if _is_plain(node):  # seven elements of ten: one piece of content and nothing to say of it
            _when, where, mcid = node.marked[0]
            return b"<</K %d/S/%s/P %s/Pg %s>>" % (mcid, kind, above, pages[where])
        page = node.marked[0][1] if node.marked else (node.annotations[0][1] if node.annotations else None)
        content = self._own_content(node, page, pages, reference)
        kids: list[bytes] = []
        for below in node.kept:
            while content and 0 <= content[0][0] < below.first:
                kids.append(content.pop(0)[1])
            kids.append(below.object.reference)
        kids += [item for _when, item in content]
        entries = [b"<<"]
        if len(kids) == 1:
            entries.append(b"/K " + kids[0])
        elif kids:
            entries.append(b"/K[%s]" % b" ".join(kids))
        entries += _attributes(element, node.bounds)
        if identifier is not None:
            entries.append(b"/ID" + identifier)
        entries.append(b"/S/%s/P %s" % (kind, above))
        if page is not None:
            entries.append(b"/Pg " + pages[page])
        entries.append(b">>")
        return b"".join(entries)

    @staticmethod
    def _own_content(
        node: _Node, page: int | None, pages: list[bytes], reference: Callable[[RawObject], bytes]
    ) -> list[tuple[int, bytes]]:
        """Return the element's own marked content and annotations, in the order they were drawn."""
        items = [
            (when, b"%d" % mcid if where == page else b"<</Type/MCR/Pg %s/MCID %d>>" % (pages[where], mcid))
            for when, where, mcid in node.marked
        ]
        for when, where, annotation in node.annotations:
            other = b"" if where == page else b"/Pg " + pages[where]
            items.append((when, b"<</Type/OBJR%s/Obj %s>>" % (other, reference(annotation))))
        return sorted(items)


def _kept(node: _Node, nodes: dict[int, _Node]) -> bool:
    """Return whether the element has content, or is or holds a cell that must stay although empty."""
    if node.first >= 0 or node.element.type in _KEPT_WHEN_EMPTY:
        return True
    return any(_kept(nodes[id(child)], nodes) for child in node.element.children)


def _is_plain(node: _Node) -> bool:
    """Return whether type, parent and one MCID are all that there is to write."""
    element = node.element
    return (
        len(node.marked) == 1
        and not element.children
        and not node.annotations
        and element.type not in _NEVER_PLAIN
        and element.actual_text is None
        and element.language is None
        and element.alternate is None
        and element.title is None
        and element.numbering is None
        and element.field is None
    )


def _attributes(element: StructureElement, bounds: Bounds | None) -> list[bytes]:
    """Return the entries for what *element* says of itself."""
    entries = []
    for key, value in (
        (b"/T", element.title),
        (b"/Lang", element.language),
        (b"/Alt", element.alternate),
        (b"/ActualText", element.actual_text),
    ):
        if value is not None:
            entries.append(key + text_string(value))
    if element.scope is not None:
        entries.append(b"/A<</O/Table/Scope/%s>>" % element.scope.encode("ascii"))
    if element.numbering is not None:
        entries.append(b"/A<</O/List/ListNumbering/%s>>" % element.numbering.encode("ascii"))
    if element.field is not None:
        described = b"/Desc" + text_string(element.alternate) if element.alternate is not None else b""
        entries.append(b"/A<</O/PrintField%s%s>>" % (_FIELDS[element.field], described))
    if element.type == "Figure" and bounds is not None:
        box = " ".join(number(edge) for edge in bounds).encode("ascii")
        entries.append(b"/A<</O/Layout/Placement/Block/BBox[%s]>>" % box)
    return entries


def _described(element: StructureElement) -> str:
    """Return what a message calls *element*: its type alone, for what it says may be a patient's."""
    return f"the structure element {element.type}"
