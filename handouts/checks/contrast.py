"""Contrast: what every text and pictogram of a composed page has against the ground that it really stands on.

The design solves its colours, so a page never fails; this measures that it did, and warns where a brand's colour had
to change so much that the clinic should know. Knows composed pages and colours; no brand file, no design.

Ratios by WCAG 2.2: text 4.5:1 (1.4.3), body text 7:1 (1.4.6), graphics that carry meaning 3:1 (1.4.11).
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Literal

from handouts.graphics.colour import WHITE, apart, contrast, to_hex
from handouts.graphics.document import (
    Colour,
    ComposedDocument,
    Drawing,
    Path,
    StructureElement,
    TextLine,
)
from handouts.problems import Place, Problem, warning

Kind = Literal["body", "text", "graphic"]
NEEDED: dict[Kind, float] = {"body": 7.0, "text": 4.5, "graphic": 3.0}
SMALL = 12.0
"""Points below which print is no body text: nobody reads it at length (the smallest body type, RNIB)."""
MUCH = 0.1
"""Distance in OKLab from which a colour has become another one: a tenth of the way from black to white."""

Frame = tuple[float, float, float, float]
"""Left, bottom, right and top in points."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A text or graphic on its ground: ``what`` are its words; ``page`` counts from 0; ``grounds`` all that it touches."""

    page: int
    kind: Kind
    what: str
    colour: Colour
    grounds: tuple[Colour, ...]
    frame: Frame

    @property
    def ground(self) -> Colour:
        """The ground against which it is hardest to see."""
        return min(self.grounds, key=lambda ground: contrast(self.colour, ground))

    @property
    def ratio(self) -> float:
        return contrast(self.colour, self.ground)

    @property
    def passes(self) -> bool:
        # The ratio of the standard is not rounded; what is lost in eight bits a channel is not held against it.
        return self.ratio >= NEEDED[self.kind] - 1e-6


def standings(document: ComposedDocument, exempt: Container[str] = ()) -> Iterator[Standing]:
    """Yield how every text and graphic of *document* stands, in painting order.

    Of a drawing that carries meaning the colour that is seen best counts, as its others only fill it. ``exempt``:
    what a screen reader says for pictures that are left out, such as a logo (WCAG exempts logotypes).
    """
    body = _body(document.structure)
    for number, page in enumerate(document.pages):
        grounds: list[tuple[Frame, Colour]] = [((0, 0, page.width, page.height), WHITE)]
        for mark in page.marks:
            if isinstance(mark, TextLine):
                yield from _text(number, mark, grounds, body)
            elif isinstance(mark, Drawing):
                fills = [] if mark.flip else [path for path in mark.paths if path.fill is not None]
                for path in fills:
                    assert path.fill is not None
                    grounds.append((_frame(mark, path), path.fill))
                alternate = mark.element.alternate if mark.element else None
                # What is drawn upside down is a picture; the other drawings are panels, bars and rules.
                if (mark.flip or mark.element is not None) and (alternate or "") not in exempt:
                    standing = _graphic(number, mark, grounds)
                    if standing is not None:
                        yield standing


def faint(document: ComposedDocument, exempt: Container[str] = ()) -> list[Standing]:
    """Return every text and graphic that is too hard to see."""
    return [standing for standing in standings(document, exempt) if not standing.passes]


def changed_much(
    name: str, wanted: Colour, printed: Colour, ground: Colour, needed: float, place: Place | None
) -> Problem | None:
    """Return a warning if *printed* looks like another colour than the brand's *wanted*, else None.

    *name* is what the brand calls it, *ground* what it stands on, and *needed* the ratio that it lacked there.
    """
    if apart(wanted, printed) <= MUCH:
        return None
    before, after = contrast(wanted, ground), contrast(printed, ground)
    message = (
        f"the {name} colour {to_hex(wanted)} is too pale to read ({before:.1f}:1, and {needed:g}:1 is needed); "
        f"handouts print {to_hex(printed)} instead ({after:.1f}:1)"
    )
    hint = "look at it with the command proof; to choose for yourself, write a darker colour here"
    return warning("colour-changed", message, place, hint)


def _body(root: StructureElement) -> frozenset[int]:
    """Return the elements whose text is read at length: content, headings apart."""
    return frozenset(
        id(element)
        for element in root.walk()
        if element.type in ("P", "LBody", "TD", "TH", "Lbl", "Caption", "Note", "Span", "Link")
    )


def _text(
    page: int, line: TextLine, grounds: list[tuple[Frame, Colour]], body: frozenset[int]
) -> Iterator[Standing]:
    for run, left in line.placed():
        right = left + run.width
        # From the foot of a "p" to the head of an "h".
        frame = (left, line.y - 0.2 * run.size, right, line.y + 0.7 * run.size)
        element = run.element or line.element
        kind: Kind = "body" if id(element) in body and run.size >= SMALL else "text"
        if run.text.strip():
            yield Standing(page, kind, run.text.strip(), run.colour, _under(frame, grounds), frame)


def _graphic(page: int, drawing: Drawing, grounds: list[tuple[Frame, Colour]]) -> Standing | None:
    colours = {colour for path in drawing.paths for colour in (path.fill, path.stroke) if colour is not None}
    if not colours:
        return None
    corners = [_frame(drawing, path) for path in drawing.paths]
    frame = (
        min(corner[0] for corner in corners),
        min(corner[1] for corner in corners),
        max(corner[2] for corner in corners),
        max(corner[3] for corner in corners),
    )
    under = _under(frame, grounds)
    best = max(colours, key=lambda colour: min(contrast(colour, ground) for ground in under))
    what = drawing.element.alternate if drawing.element and drawing.element.alternate else "pictogram"
    return Standing(page, "graphic", what, best, under, frame)


def _under(frame: Frame, grounds: list[tuple[Frame, Colour]]) -> tuple[Colour, ...]:
    """Return what lies under *frame*: all from the last fill that covers it whole."""
    under: list[Colour] = []
    for (left, bottom, right, top), colour in grounds:
        if (
            left <= frame[0] + 0.5
            and bottom <= frame[1] + 0.5
            and right >= frame[2] - 0.5
            and top >= frame[3] - 0.5
        ):
            under = [colour]
        elif (
            min(right, frame[2]) - max(left, frame[0]) > 0.5
            and min(top, frame[3]) - max(bottom, frame[1]) > 0.5
        ):
            under.append(colour)
    return tuple(dict.fromkeys(under)) or (WHITE,)


def _frame(drawing: Drawing, path: Path) -> Frame:
    """Return the bounds of *path* on the page; of curves, those of their control points."""
    xs: list[float] = []
    ys: list[float] = []
    for operator, numbers in path.segments:
        if operator == "R":
            x, y, width, height = numbers
            numbers = (x, y, x + width, y + height)
        xs += numbers[::2]
        ys += numbers[1::2]
    up = -drawing.scale if drawing.flip else drawing.scale
    heights = [drawing.y + y * up for y in ys]
    over = [drawing.x + x * drawing.scale for x in xs]
    return (
        (min(over), min(heights), max(over), max(heights))
        if xs
        else (drawing.x, drawing.y, drawing.x, drawing.y)
    )
