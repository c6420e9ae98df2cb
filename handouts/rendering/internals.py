"""ReportLab's internals: every one that this room leans on, reached through here or listed here.

ReportLab is pinned (5.1.0). When a release changes one of these, `check_internals` says which, and what to
look at, before any other test can fail more darkly.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any, Protocol, cast

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject

PROVED_ON = "5.1.0"

CANVAS = {
    "_doc": "HandoutCanvas: the document that numbers the objects",
    "_code": "HandoutCanvas.showPage: the operators that addLiteral collected",
    "_pagesize": "HandoutCanvas.showPage: the page's size",
    "_startPage": "HandoutCanvas.showPage: begins the next page",
    "_make_preamble": "HandoutCanvas: overridden, so that no initial font is set",
    "_preamble": "HandoutCanvas: what every page begins with (nothing)",
}
DOCUMENT = {
    "Reference": "internals.number_object: numbers an object",
    "Pages": "internals.page_tree: the page tree",
    "numberToId": "writer.file_plan: the objects in order",
    "idToObject": "writer.file_plan: the objects by name",
    "addPage": "HandoutCanvas.showPage: adds a page to the tree",
}


class Numbered(Protocol):
    """What ReportLab's document holds: objects that can write themselves."""

    def format(self, document: Any) -> bytes:
        """Return the object as it stands in the file."""


def number_object(document: PDFDocument, item: PDFObject) -> bytes:
    """Return ``n 0 R`` for *item*, giving it the next number if it is new to *document*."""
    return cast(bytes, document.Reference(item).format(document))  # type: ignore[no-untyped-call]


def page_tree(document: PDFDocument) -> bytes:
    """Return the reference to the page tree of *document*."""
    return number_object(document, cast(Any, document).Pages)


def numbered_objects(document: PDFDocument) -> list[PDFObject]:
    """Return the objects of *document* in the order of their numbers, the first being number 1.

    Writing an object may number others, so the list is asked for until it no longer grows.
    """
    names: dict[int, str] = document.numberToId
    objects: dict[str, PDFObject] = document.idToObject
    return [objects[names[number]] for number in range(1, len(names) + 1)]


def object_bytes(document: PDFDocument, item: PDFObject) -> bytes:
    """Return *item* as it stands in the file."""
    return cast(Numbered, item).format(document).strip(b"\n")


def check_internals() -> list[str]:
    """Return a sentence for every internal that is not what this room was proved on; none if all is well."""
    import reportlab
    from reportlab.pdfgen.canvas import Canvas

    found = []
    if reportlab.Version != PROVED_ON:
        found.append(
            f"ReportLab is {reportlab.Version}; rendering was proved on {PROVED_ON}: run the whole of "
            "tests/rendering, look at a page, then change PROVED_ON and the pin in pyproject.toml"
        )
    canvas = Canvas(BytesIO(), pageCompression=0, invariant=1, pdfVersion=(1, 7))
    document = cast(Any, canvas)._doc
    for owner, names, title in (
        (canvas, CANVAS, "Canvas"),
        (document, DOCUMENT, "PDFDocument"),
    ):
        found += [
            f"ReportLab's {title} has no {name} any more: look at {use}"
            for name, use in names.items()
            if not hasattr(owner, name)
        ]
    if found:
        return found
    canvas.addLiteral("0 g")
    if cast(Any, canvas)._code[-1] != "0 g":
        found.append("Canvas.addLiteral no longer appends to _code: look at HandoutCanvas.showPage")
    if not hasattr(PDFObject, "__RefOnly__") and number_object(document, PDFObject()).split()[1:] != [
        b"0",
        b"R",
    ]:
        found.append("PDFDocument.Reference no longer gives 'n 0 R': look at internals.number_object")
    return found
