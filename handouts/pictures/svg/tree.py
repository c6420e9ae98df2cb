"""An SVG file's elements as a tree, each with the line and column where it stands.

Reads with expat alone: nothing outside the file is opened, entities of the file itself are limited by expat, and size,
depth and number of elements by this module. It knows XML and nothing of shapes.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.parsers import expat

from handouts.pictures.svg.flat import NotFlat
from handouts.problems import ContentError, Place, Source, error

LARGEST_FILE = 4 * 1024 * 1024
"""Bytes of the largest SVG that is read."""
MOST_ELEMENTS = 20_000
DEEPEST = 60
_MOST_CHARACTERS = 8 * LARGEST_FILE
WORDED = ("style", "text", "tspan", "textPath", "a")
"""Elements whose own characters are kept."""
SVG_NAMESPACE = "http://www.w3.org/2000/svg"
_XLINK_NAMESPACE = "http://www.w3.org/1999/xlink"


class SvgElement:
    """One element; its local name is "" when it belongs to another namespace than SVG's."""

    __slots__ = ("attributes", "children", "name", "place", "text")

    def __init__(self, name: str, attributes: dict[str, str], place: Place) -> None:
        self.name, self.attributes, self.place = name, attributes, place
        self.children: list[SvgElement] = []
        self.text = ""

    def walk(self) -> Iterator[SvgElement]:
        """Yield this element and all below it, in the order of the file."""
        yield self
        for child in self.children:
            yield from child.walk()


def read_tree(data: bytes, source_name: str) -> SvgElement:
    """Return the root of the SVG in *data*; raise ContentError when it is no SVG or is over a limit."""
    # What is no XML is no drawing, and nobody's business to quote.
    looks_like_xml = data.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1] == b"<"
    source = Source(source_name, _as_text(data[: LARGEST_FILE + 1]) if looks_like_xml else "")
    if len(data) > LARGEST_FILE:
        raise ContentError(
            [
                error(
                    "svg-too-large",
                    f"the picture is {len(data) / 1024:.0f} KiB; at most {LARGEST_FILE // 1024} KiB are read",
                    Place(source),
                    "simplify the drawing, or export it again without embedded pictures and editor data",
                )
            ]
        )
    builder = _Builder(source)
    try:
        builder.parser.Parse(data, True)
    except expat.ExpatError as trouble:
        place = Place(source, trouble.lineno, trouble.offset + 1)
        raise ContentError(
            [
                error(
                    "svg-not-xml",
                    f"this is not a readable SVG: {expat.ErrorString(trouble.code)}",
                    place,
                    "open it in a drawing program and export it again as plain SVG",
                )
            ]
        ) from None
    except (LookupError, ValueError):  # an encoding unknown to Python or of several bytes a letter
        raise ContentError(
            [
                error(
                    "svg-encoding",
                    "the SVG is in an encoding that cannot be read",
                    Place(source),
                    "save it as UTF-8",
                )
            ]
        ) from None
    root = builder.root
    if root is None or root.name != "svg":
        place = root.place if root else Place(source)
        raise ContentError(
            [
                error(
                    "svg-not-svg",
                    "this is not an SVG: its outermost element is not <svg>",
                    place,
                    "export the picture as SVG from a drawing program",
                )
            ]
        )
    return root


class _Builder:
    """Expat's handlers, which grow the tree."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.root: SvgElement | None = None
        self.open: list[SvgElement] = []
        self.count = self.length = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters

    def place(self) -> Place:
        return Place(self.source, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > MOST_ELEMENTS or len(self.open) >= DEEPEST:
            many = self.count > MOST_ELEMENTS
            what = f"more than {MOST_ELEMENTS} elements" if many else f"over {DEEPEST} levels"
            raise NotFlat(what)
        namespace, _, local = name.rpartition(" ")
        bare = self.root is None or "" in self.root.attributes
        known = namespace == SVG_NAMESPACE or (not namespace and bare)
        kept: dict[str, str] = {}
        for key, value in attributes.items():
            owner, _, short = key.rpartition(" ")
            if not owner or (owner == _XLINK_NAMESPACE and short == "href" and "href" not in attributes):
                kept[short] = value
        if self.root is None and not namespace:
            kept[""] = "no namespace"  # an <svg> pasted out of a web page: its elements have none either
        element = SvgElement(local if known else "", kept, self.place())
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def end(self, _name: str) -> None:
        self.open.pop()

    def characters(self, text: str) -> None:
        self.length += len(text)
        if self.length > _MOST_CHARACTERS:
            raise NotFlat("entities that grow")
        if self.open[-1].name in WORDED:
            self.open[-1].text += text


def _as_text(data: bytes) -> str:
    """Return *data* as text to show people lines of; never fails."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    return data.decode("utf-8-sig", errors="replace")
