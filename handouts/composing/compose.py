"""Composing: a handout and a look become pages of marks and a structure tree. The whole flow on one screen.

Knows handouts, type and geometry; never YAML, files or the network.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handouts.composing.blocks import BlockComposer
from handouts.composing.body_figure import BodyFigure
from handouts.composing.boxes import Box, Canvas, Stack
from handouts.composing.design import EDGE, Design, design
from handouts.composing.flow import MOST_PAGES, Fitted, Frame, fit
from handouts.composing.front import FrontComposer
from handouts.composing.logo import Logo
from handouts.composing.page_breaks import Piece
from handouts.graphics.document import ComposedDocument, DocumentInformation, Page, StructureElement
from handouts.problems import ContentError, error
from handouts.tailoring.handout import (
    GENERAL_CREATOR,
    VISIT_CREATOR,
    Callout,
    Handout,
    RichText,
    Run,
    Section,
)
from handouts.text.families import FontStack

TIGHTENINGS = (1.0, 0.85, 0.7, 0.55)
"""How far gaps may shrink, loosest first, before a further page is taken."""
LOOSEST = 2.2
"""How far gaps may grow on a page with room to spare."""
LAST_PAGE_FULL = 0.36
"""How much of a last page should be used, so that it is no stray: a third is the rule, and the foot is not counted."""
MAP_HEIGHT, LARGE_MAP_HEIGHT = 11.4, 9.0
"""Height of the body map in lines of body size: beside the title, and in the column of large print."""


@dataclass(frozen=True, slots=True)
class Look:
    """A clinic's brand as composing needs it; colours are ``#rrggbb``."""

    primary: str
    accent: str
    text: FontStack
    display: FontStack
    logo: Logo | None
    foreground: str = ""


def compose(handout: Handout, look: Look, created: int = 0) -> ComposedDocument:
    """Return the pages of *handout*; ``created`` is seconds since 1970 for the file's date.

    Raises ContentError when a part that cannot be divided is taller than a page, or there are too many pages.
    """
    plan = design(
        handout.edition,
        handout.paper,
        handout.mono,
        look.primary,
        look.accent,
        look.text,
        look.display,
        look.foreground,
    )
    root = StructureElement("Document")
    front = FrontComposer(plan, handout, look.logo)
    head = [box for box in _opening(handout, plan, front, root) if box]
    pieces = [Piece(box, plan.space.opening, 1) for box in _flowing(plan, front, root)]
    flow, body = _body(handout, plan, root)
    pieces += body
    closing = front.scheduling(root)
    if plan.columns == 1 and closing is not None:
        pieces.append(Piece(closing, plan.space.closing, 2))
        closing = None
    fitted = _fit(flow, front, head, pieces, closing)
    canvases = _paint(plan, head, closing, fitted)
    if any(section.is_handed_back for section in handout.sections):
        from handouts.composing.pain_log import add_sheets  # few handouts have one

        add_sheets(handout, plan, front, root, canvases)
    pages = _furnished(plan, front, canvases, root.add("Div"))
    information = DocumentInformation(
        title=handout.title.plain,
        author=handout.clinic.name,
        subject=handout.summary.plain,
        language=handout.language,
        keywords=handout.identity,
        created=created,
        creator=VISIT_CREATOR if handout.for_visit else GENERAL_CREATOR,
    )
    return ComposedDocument(tuple(pages), root, information)


def _opening(
    handout: Handout, plan: Design, front: FrontComposer, root: StructureElement
) -> Sequence[Box | None]:
    """Return what stands at the head of the first page: the clinic, and what the eye meets first.

    In one column only the title is fixed there; card, facts and body map flow (see `_flowing` and `_body`).
    """
    place = handout.body_map
    header = front.header(root)
    if plan.columns == 1:
        return (Stack([header, front.opening(root, None)]),)
    figure = None
    if place is not None:
        element = StructureElement("Figure", alternate=place.alternate)
        figure = BodyFigure(place, plan, MAP_HEIGHT * plan.body, handout.words, element)
    return (Stack([header, front.opening(root, figure)]), front.facts(root))


def _flowing(plan: Design, front: FrontComposer, root: StructureElement) -> Sequence[Box]:
    """Return what opens a page of one column and may go over to the next: the card, and each fact."""
    if plan.columns > 1:
        return ()
    card, facts = front.cards.card(root, plan.width), front.facts(root)
    return (card, *(facts.boxes if isinstance(facts, Stack) else [facts] if facts else []))


def _body(handout: Handout, plan: Design, root: StructureElement) -> tuple[Design, list[Piece]]:
    """Return the design in which all sections flow, and their pieces: in one column where words need the width."""
    blocks, pieces = _sections(handout, plan, plan, False, made := StructureElement("Document"))
    flow = plan
    if blocks.cramped and plan.columns > 1:
        wide = replace(plan, columns=1)
        alone = any(isinstance(text, RichText) and text.slot is not None for text in blocks.cramped)
        other = StructureElement("Document")
        wider, wide_pieces = _sections(handout, plan, wide, alone, other)
        if len(wider.cramped) < len(blocks.cramped):
            flow, pieces, made = wide, wide_pieces, other
    root.children += made.children
    return flow, pieces


def _sections(
    handout: Handout, plan: Design, flow: Design, alone: bool, root: StructureElement
) -> tuple[BlockComposer, list[Piece]]:
    """Return what made the pieces of all sections in the columns of *flow*, and the pieces.

    Where the page has one column the body map stands in the first section.
    """
    blocks = BlockComposer(flow, flow.column, handout.words, alone)
    pieces: list[Piece] = []
    kept = [section for section in handout.sections if not section.is_handed_back]
    for number, section in enumerate(kept):
        made = blocks.section(section, root)
        place = handout.body_map
        if number == 0 and place is not None and plan.columns == 1:
            element = root.children[-1].add("Figure", alternate=place.alternate)
            figure = BodyFigure(
                place, plan, LARGE_MAP_HEIGHT * plan.body, handout.words, element, plan.column
            )
            made.append(Piece(figure, plan.space.group))
        tallest = max(piece.height_at_head for piece in made)
        if tallest > plan.page[1] - 2 * plan.margin - 3 * plan.leading:
            message = f'a part of the section "{section.heading.plain}" is taller than a page'
            hint = "divide its longest box or table row into shorter ones"
            raise ContentError([error("too-long", message, section.heading.place, hint)])
        pieces += made
    if handout.clinic.emergency is not None:
        words = RichText((Run(handout.words["emergency"]),))
        box = Callout("emergency", None, (handout.clinic.emergency,), ())
        pieces += blocks.section(Section("emergency", words, (box,)), root)
    return blocks, pieces


def _fit(
    plan: Design, front: FrontComposer, head: Sequence[Box], pieces: Sequence[Piece], closing: Box | None
) -> Fitted:
    """Return the pieces on the fewest pages, as loose as they allow; *plan* has the columns in which they flow."""
    head_height = sum(box.height for box in head) + plan.space.opening * len(head)
    closing_height = closing.height + plan.space.closing if closing else 0.0
    most = min(frame.height for frame in _frames(plan, front, 2, 0.0, 0.0))
    fitted = fit(
        pieces, lambda pages: _frames(plan, front, pages, head_height, closing_height), most, TIGHTENINGS
    )
    if fitted is None:
        message = f"this handout does not fit {MOST_PAGES} pages"
        raise ContentError([error("too-long", message, None, "divide it, or shorten its longest parts")])
    return fitted


def _frames(plan: Design, front: FrontComposer, pages: int, head: float, closing: float) -> list[Frame]:
    """Return the columns of *pages* pages; the head takes from the first page, the closing card from the last."""
    frames = []
    under_running_head = max(plan.margin, EDGE + plan.small * 1.3 + 11)
    for page in range(pages):
        top = plan.page[1] - (plan.margin + head if page == 0 else under_running_head)
        last = page == pages - 1
        bottom = front.foot(last) + plan.gap + (closing if last else 0)
        full = max(0.0, plan.page[1] * LAST_PAGE_FULL - closing) if last and page else 0.0
        frames += [
            Frame(
                page,
                plan.margin + column * (plan.column + plan.gutter),
                top,
                top - bottom,
                full if column == 0 else 0.0,
            )
            for column in range(plan.columns)
        ]
    return frames


def _loosened(fitted: Fitted) -> list[float]:
    """Return for each page how far its gaps grow, so that a page with room to spare is calm and not top-heavy.

    All columns of a page share the factor of the fullest, so that their lines of type keep step.
    """
    factors = [LOOSEST] * fitted.pages
    for frame, pieces in fitted.filled():
        gaps = sum(piece.gap for piece in pieces[1:])
        if gaps:
            room = frame.height - pieces[0].height_at_head - sum(piece.box.height for piece in pieces[1:])
            factors[frame.page] = min(factors[frame.page], max(fitted.tightening, room / gaps))
    return factors


def _paint(plan: Design, head: Sequence[Box], closing: Box | None, fitted: Fitted) -> list[Canvas]:
    canvases = [Canvas() for _ in range(fitted.pages)]
    top = plan.page[1] - plan.margin
    for box in head:
        box.paint(canvases[0], plan.margin, top)
        top -= box.height + plan.space.opening
    used = fitted.paint(canvases, _loosened(fitted))
    if closing is not None:
        last = [top for frame, top in zip(fitted.frames, used, strict=True) if frame.page == fitted.pages - 1]
        closing.paint(canvases[-1], plan.margin, min(last) - plan.space.closing)
    return canvases


def _furnished(
    plan: Design, front: FrontComposer, canvases: Sequence[Canvas], imprint: StructureElement
) -> list[Page]:
    """Return the finished pages: the running head on all but the first, and the footer."""
    for number, canvas in enumerate(canvases):
        if number:
            front.running_head(canvas)
        front.footer(canvas, number + 1, len(canvases), imprint)
    return [Page(*plan.page, tuple(canvas.marks), tuple(canvas.bookmarks)) for canvas in canvases]
