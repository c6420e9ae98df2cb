"""Several documents become one, each a part of it that starts on a sheet of its own.

Printed on both sides, no sheet carries two of them: a blank side is put where a document has an odd number of pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handouts.graphics.document import ComposedDocument, Page, StructureElement


def joined(documents: Sequence[ComposedDocument], title: str) -> ComposedDocument:
    """Return *documents* as one, called *title*; the file's other facts are the first document's.

    Takes the documents apart: they cannot be drawn by themselves afterwards.
    """
    first = documents[0].information
    root = StructureElement("Document")
    pages: list[Page] = []
    for number, document in enumerate(documents, 1):
        pages += document.pages
        if len(document.pages) % 2 and number < len(documents):
            pages.append(blank_after(document.pages[-1]))
        own = document.information
        part = root.add("Part", title=own.title)
        part.language = own.language if own.language != first.language else None
        part.children = document.structure.children
    keywords = list(dict.fromkeys(document.information.keywords for document in documents))
    information = replace(first, title=title, subject="", keywords=" ".join(keywords))
    return ComposedDocument(tuple(pages), root, information)


def blank_after(page: Page) -> Page:
    """Return a side without marks, of the size of *page*."""
    return Page(page.width, page.height, ())
