"""The value between composing and rendering: pages of marks, and the tree that says what they mean.

Everything here is plain data in PDF's own terms (ISO 32000-1, 14.7 "Logical structure", 14.8.4 "Standard
structure types"), so that a page can be examined, compared and tested without a PDF library.

Units are points (1/72 inch); the origin is the lower left corner of the page; y grows upwards.
Every mark names the structure element that it is the content of; a mark with no element is an
artifact (decoration, page furniture), which assistive technology passes over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from handouts.text.fonts import Font
from handouts.text.shaping import GlyphRun

StandardType = Literal[
    "Document",
    "Part",
    "Sect",
    "Div",
    "Aside",
    "H1",
    "H2",
    "H3",
    "P",
    "L",
    "LI",
    "Lbl",
    "LBody",
    "Table",
    "THead",
    "TBody",
    "TR",
    "TH",
    "TD",
    "Figure",
    "Caption",
    "Link",
    "Span",
    "Note",
    "Form",
]


@dataclass(eq=False, slots=True)
class StructureElement:
    """A node of the logical structure; its children are in reading order.

    ``alternate``: /Alt, what is said instead of a figure. ``actual_text``: /ActualText, the text that
    a mark stands for. ``language``: BCP 47, only where it differs from the document's. ``scope``: of a
    TH, ``Column`` or ``Row``. ``numbering``: of an L, its /ListNumbering. ``field``: of a Form, what a person
    fills in on the paper; its ``alternate`` names it. Elements compare by identity.
    """

    type: StandardType
    children: list[StructureElement] = field(default_factory=list)
    alternate: str | None = None
    actual_text: str | None = None
    language: str | None = None
    title: str | None = None
    scope: Literal["Column", "Row"] | None = None
    numbering: Literal["None", "Disc", "Square", "Decimal"] | None = None
    field: Literal["check box", "text"] | None = None

    def add(self, type: StandardType, **attributes: object) -> StructureElement:
        """Append a new child of *type* and return it."""
        child = StructureElement(type, **attributes)  # type: ignore[arg-type]  # same keywords as the class
        self.children.append(child)
        return child

    def walk(self) -> Iterator[StructureElement]:
        """Yield this element and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Colour:
    """An sRGB colour; each component from 0 to 1."""

    red: float
    green: float
    blue: float


@dataclass(frozen=True, slots=True)
class TextRun:
    """Text of one font, size and colour. ``element`` overrides the line's (for a Link or a Span).

    ``glyphs``: of text that is not set letter by letter from left to right, what is drawn for it. ``at``: then, how
    far from the start of the line it is drawn.
    """

    text: str
    font: Font
    size: float
    colour: Colour
    element: StructureElement | None = None
    glyphs: GlyphRun | None = None
    at: float | None = None

    @property
    def width(self) -> float:
        """How wide the run is set."""
        return self.glyphs.width if self.glyphs is not None else self.font.width(self.text, self.size)


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text with its baseline starting at (x, y). Runs are in the order of reading.

    ``ends_word``: whether a space belongs after the line when the text is extracted (true for each
    line of a paragraph, so that the last word of a line and the first of the next stay two words).
    ``source``: of a line that differs from copy to copy of a document, whatever its maker needs to set it again;
    None for what every copy shares. ``rightwards``: whether the line is read from left to right.
    """

    x: float
    y: float
    runs: tuple[TextRun, ...]
    element: StructureElement | None = None
    ends_word: bool = True
    source: object | None = field(default=None, compare=False, repr=False)
    rightwards: bool = True

    @property
    def width(self) -> float:
        """How wide the line is set, up to the end of its last run."""
        return sum([run.width for run in self.runs])

    def placed(self) -> list[tuple[TextRun, float]]:
        """Return each run with the x at which it is drawn: after the run before it, if it does not say."""
        return placed_runs(self.x, self.runs)


def placed_runs(x: float, runs: Iterable[TextRun]) -> list[tuple[TextRun, float]]:
    """Return each of *runs*, of a line that begins at *x*, with the x at which it is drawn."""
    places = []
    after = x
    for run in runs:
        start = after if run.at is None else x + run.at
        places.append((run, start))
        after = start + run.width
    return places


PathSegment = tuple[str, tuple[float, ...]]
"""An operator and its operands: ("M", (x, y)), ("L", (x, y)), ("C", (x1, y1, x2, y2, x3, y3)), ("Z", ()),
or ("R", (x, y, width, height)) for a rectangle; absolute coordinates."""


@dataclass(frozen=True, slots=True)
class Path:
    """A path, filled and stroked as told. Line widths and dashes are in the path's own units.

    ``miter_limit``: how far a pointed join may stick out, in line widths (ISO 32000-1, 8.4.3.5), before it is cut.
    """

    segments: tuple[PathSegment, ...]
    fill: Colour | None = None
    stroke: Colour | None = None
    line_width: float = 1.0
    dash: tuple[float, ...] = ()
    even_odd: bool = False
    cap: Literal["butt", "round", "square"] = "butt"
    join: Literal["miter", "round", "bevel"] = "miter"
    miter_limit: float = 10.0


@dataclass(frozen=True, slots=True)
class Drawing:
    """Paths placed on the page: a point (px, py) of a path lands at (x + px * scale, y + py * scale).

    Used for icons, logos, tick boxes, rules, panels, the QR code. One drawing is one piece of marked content.
    ``flip``: the paths' y axis points down (as in SVG): lands at (x + px * scale, y - py * scale).
    """

    x: float
    y: float
    paths: tuple[Path, ...]
    scale: float = 1.0
    flip: bool = False
    element: StructureElement | None = None


@dataclass(frozen=True, slots=True)
class RasterImage:
    """A PNG or JPEG file's bytes, painted into a rectangle whose lower left corner is (x, y); ``grey``: without colour."""

    x: float
    y: float
    width: float
    height: float
    data: bytes = field(repr=False)
    element: StructureElement | None = None
    grey: bool = False


@dataclass(frozen=True, slots=True)
class LinkArea:
    """An area that opens *url*; ``element`` is the Link that holds its text; ``contents`` says where it leads."""

    x: float
    y: float
    width: float
    height: float
    url: str
    element: StructureElement
    contents: str


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the document outline that leads to height *y* of its page; ``level`` counts from 1."""

    title: str
    level: int
    y: float


Mark = TextLine | Drawing | RasterImage | LinkArea


@dataclass(frozen=True, slots=True)
class Page:
    """One side of paper: its size, its marks in painting order, and its bookmarks."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    bookmarks: tuple[Bookmark, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentInformation:
    """What the file says of itself. ``language`` is BCP 47; ``created`` is seconds since 1970 (UTC)."""

    title: str
    author: str
    subject: str
    language: str
    keywords: str = ""
    creator: str = "handouts"
    created: int = 0


@dataclass(frozen=True, slots=True)
class ComposedDocument:
    """Everything that a renderer needs: pages, the root of the structure tree (a Document), information."""

    pages: tuple[Page, ...]
    structure: StructureElement
    information: DocumentInformation
