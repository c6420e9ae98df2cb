"""The document outline: bookmarks nested by their level (ISO 32000-1, 12.3.3).

This module knows numbered objects and bookmarks, and nothing of what is on the pages.
"""

from __future__ import annotations

from collections.abc import Callable

from handouts.graphics.document import Bookmark
from handouts.rendering.syntax import RawObject, number, text_string


def outline(
    bookmarks: list[tuple[int, Bookmark]], pages: list[RawObject], reference: Callable[[RawObject], bytes]
) -> RawObject | None:
    """Return the outline of (page index, bookmark), nested by level; None if there are no bookmarks.

    ``pages`` are the page objects; ``reference`` numbers an object and gives ``n 0 R``.
    """
    if not bookmarks:
        return None
    root = RawObject()
    items = [RawObject() for _ in bookmarks]
    parents: list[int] = []
    open_items: list[int] = []
    for index, (_page, bookmark) in enumerate(bookmarks):
        while open_items and bookmarks[open_items[-1]][1].level >= bookmark.level:
            open_items.pop()
        parents.append(open_items[-1] if open_items else -1)
        open_items.append(index)
    children: dict[int, list[int]] = {}
    for index, parent in enumerate(parents):
        children.setdefault(parent, []).append(index)

    def below(index: int) -> int:
        return sum(1 + below(child) for child in children.get(index, ()))

    def family(index: int) -> bytes:
        kids = children.get(index)
        if not kids:
            return b""
        first, last = reference(items[kids[0]]), reference(items[kids[-1]])
        return b"/First %s/Last %s/Count %d" % (first, last, below(index))

    for index, (page, bookmark) in enumerate(bookmarks):
        siblings = children[parents[index]]
        at = siblings.index(index)
        above = root if parents[index] < 0 else items[parents[index]]
        entries = b"<</Title%s/Parent %s" % (text_string(bookmark.title), reference(above))
        if at > 0:
            entries += b"/Prev " + reference(items[siblings[at - 1]])
        if at + 1 < len(siblings):
            entries += b"/Next " + reference(items[siblings[at + 1]])
        entries += b"/Dest[%s/XYZ null %s null]" % (
            reference(pages[page]), number(bookmark.y).encode(),
        )  # fmt: skip
        items[index].body = entries + family(index) + b">>"
    root.body = b"<</Type/Outlines%s>>" % family(-1)
    return root
