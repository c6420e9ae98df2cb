"""The parts of a page that are not sections: brand header, title, appointment card, facts strip, scheduling card, footer."""

from __future__ import annotations

from dataclasses import dataclass, replace

from handouts.composing.appointment_card import CardComposer
from handouts.composing.body_figure import BodyFigure
from handouts.composing.boxes import Beside, Box, Canvas, Stack
from handouts.composing.design import EDGE, MM, Design
from handouts.composing.facts import facts_box
from handouts.composing.lines import Strain, TextStyle, fits, one_line
from handouts.composing.logo import Logo, LogoBox
from handouts.composing.ornaments import Banded, Card, Centred, Field, FlushRight, Turn
from handouts.composing.paragraphs import TextBox, fitted, text_box
from handouts.graphics.colour import WHITE
from handouts.graphics.document import StructureElement
from handouts.rendering.qr import qr_drawing, qr_matrix
from handouts.tailoring.handout import Handout, RichText, Run

QR_SIDE = 30 * MM
"""Side of the QR code with its quiet zone (measured: modules of 0.5 mm or more are read reliably)."""


class FrontComposer:
    """Makes the fixed parts of one handout's pages."""

    def __init__(self, design: Design, handout: Handout, logo: Logo | None) -> None:
        self.design, self.handout, self.logo = design, handout, logo
        palette = design.palette
        self.body = TextStyle(design.text, design.body, design.leading, palette.ink)
        self.strong = TextStyle(design.text, design.body, design.leading, palette.ink, True)
        self.small = TextStyle(design.text, design.small, design.small * 1.3, palette.quiet)
        self.hint = replace(self.small, bold=True, colour=palette.brand)
        self.cards = CardComposer(design, handout.card, handout.words)
        self.large = TextStyle(design.display, design.heading, design.heading * 1.2, palette.brand, True)

    def header(self, root: StructureElement) -> Box:
        """The clinic: logo and name at the left, phones at the right, a band of the brand's colour under them."""
        design, clinic = self.design, self.handout.clinic
        part = root.add("Div")
        boxes: list[tuple[float, Box]] = []
        left = 0.0
        if self.logo is not None:
            logo = LogoBox(
                self.logo,
                part.add("Figure", alternate=self.logo.alternate),
                0.3 * design.width,
                design.logo,
                design.mono,
            )
            boxes.append((0, Centred(logo, design.logo)))
            left = logo.width + design.space.padding
        phones = [f"{phone.label} {unbroken(phone.number)}" for phone in clinic.phones[:2]]
        phones_width = max(one_line(words, self.strong) for words in phones) + 1
        if design.columns == 1 or phones_width > 0.5 * design.width:
            width = design.width - left
            style = fitted(clinic.name, width, self.large, design.body)
            name = text_box(clinic.name, width, style, part.add("P"))
            lines = [text_box(words, width, self.strong, part.add("P")) for words in phones]
            boxes.append((left, Centred(Stack([name, *lines]), design.logo)))
            return Banded(Beside(boxes), design)
        room = design.width - left - phones_width - 10
        style = fitted(clinic.name, room, self.large, design.body)
        name = text_box(clinic.name, room, style, part.add("P"))
        boxes.append((left, Centred(name, design.logo)))
        rows = [
            FlushRight(text_box(words, phones_width, self.strong, part.add("P")), phones_width)
            for words in phones
        ]
        boxes.append((design.width - phones_width, Centred(Stack(rows), design.logo)))
        return Banded(Beside(boxes), design)

    def opening(self, root: StructureElement, figure: BodyFigure | None) -> Box:
        """What the eye meets first: the title and the main message, and where there are columns also the card.

        *figure*, the place on the body, stands beside them; its element is read after them.
        """
        design = self.design
        width = design.width - 2 * Field.inset(design)
        left = width - (figure.width + design.gutter if figure else 0.0)
        # What has a word that is wider than the room beside the figure has the whole width, above or below it.
        smallest = replace(self.large, size=design.heading)
        lead = replace(self.body, size=design.lead)
        title_is_wide = any(
            not fits(text, style, left, Strain.MARK)
            for text, style in ((self.handout.title, smallest), (self.handout.summary, lead))
        )
        title = self.title(root, width if title_is_wide else left)
        above, beside, below = ([title], [], []) if title_is_wide else ([], [title], list[Box]())
        if design.columns > 1:
            card_is_wide = self.cards.needs_more_than(left)
            card = self.cards.card(root, width if card_is_wide else left, card_is_wide)
            (below if card_is_wide else beside).append(card)
        middle: Box = Stack(beside, design.space.opening)
        if figure is not None:
            root.children.append(figure.element)
            middle = Beside([(0.0, middle), (left + design.gutter, Centred(figure, middle.height))])
        boxes = [box for box in (*above, middle, *below) if box.height]
        return Field(boxes[0] if len(boxes) == 1 else Stack(boxes, design.space.opening), design)

    def title(self, root: StructureElement, width: float) -> Box:
        """The title, and the main message in one sentence."""
        design = self.design
        colour = design.palette.brand_on_tint
        style = TextStyle(design.display, design.title, design.title * 1.14, colour, True)
        style = fitted(self.handout.title, width, style, design.heading)
        lead = TextStyle(design.text, design.lead, design.lead * 1.3, design.palette.ink)
        return Stack(
            [
                text_box(self.handout.title, width, style, root.add("H1"), 1),
                text_box(self.handout.summary, width, lead, root.add("P")),
            ],
            2.0,
        )

    def facts(self, root: StructureElement) -> Box | None:
        """The facts at a glance, if there are any."""
        return facts_box(self.handout.facts, self.design, root.add("Sect")) if self.handout.facts else None

    def scheduling(self, root: StructureElement) -> Box | None:
        """The QR code, one line of invitation, and the address and phone in print beside it."""
        design, card, clinic = self.design, self.handout.scheduling, self.handout.clinic
        if card is None:
            return None
        part = root.add("Sect")
        padding = design.space.padding
        left = QR_SIDE + 1.5 * padding
        width = design.width - left - 2 * padding
        boxes: list[Box] = []
        if card.heading is not None:
            style = fitted(card.heading, width, self.large, design.body)
            boxes.append(text_box(card.heading, width, style, part.add("H2"), 2))
        if card.text is not None:
            boxes.append(text_box(card.text, width, self.body, part.add("P")))
        figure = part.add("Figure", alternate=self.handout.words["qr_leads_to"].format(url=card.url))
        address = part.add("P")
        boxes.append(
            _linked(
                f"{self.handout.words['scan_or_visit']} ", card.shown, card.url, width, self.strong, address
            )
        )
        phone = clinic.phones[0]
        hours = f" ({phone.hours})" if phone.hours else ""
        words = f"{self.handout.words['call']} {unbroken(phone.number)}{hours}"
        boxes.append(text_box(words, width, self.strong, part.add("P")))
        for number, other in enumerate(clinic.phones[1:], 2):
            if other.hours or number > 2:  # the head of the page has no room for these
                hours = f" ({other.hours})" if other.hours else ""
                words = f"{other.label} {unbroken(other.number)}{hours}"
                boxes.append(text_box(words, width, self.body, part.add("P")))
        boxes.append(text_box(", ".join(clinic.address), width, self.body, part.add("P")))
        return Card(Beside([(0, _Qr(card.url, figure)), (left, Stack(boxes, 2.5))]), design, design.width)

    def foot(self, last: bool) -> float:
        """Return the height from the paper's edge to where the footer of a page ends, in points."""
        lines = 2 if last and self.handout.clinic.language_help is not None else 1
        return max(self.design.margin, EDGE + lines * self.small.leading + self.design.space.foot + 4)

    def footer(self, canvas: Canvas, page: int, pages: int, imprint: StructureElement) -> None:
        """Page number, id and review at the foot of a page; the last page also offers help in other languages.

        What the last foot says is read aloud, as part of *imprint*; page numbers, and the feet of the other
        pages, are page furniture.
        """
        design, handout = self.design, self.handout
        words = handout.words
        last = page == pages
        number = f"{words['page_of'].format(page=page, pages=pages)} ·"
        used = self.small.fonts.width(f"{number} ", self.small.size)
        said = f"{words['handout_id'].format(id=handout.identity)} · {words['not_reviewed']}"
        own = text_box(said, design.width - used, self.small, imprint.add("P") if last else None)
        lines: list[Box] = [Beside([(0, text_box(number, design.width, self.small, None)), (used, own)])]
        if handout.clinic.language_help is not None and last:
            lines.append(text_box(handout.clinic.language_help, design.width, self.small, imprint.add("P")))
        stack = Stack(lines)
        top = EDGE + stack.height
        stack.paint(canvas, design.margin, top)
        turns = page % 2 == 1 and not last  # there is more on the back of this sheet
        hint = Turn(text_box(words["turn_over"], design.width, self.hint, None)) if turns else None
        ruled = design.width - (hint.width + self.small.size if hint else 0.0)
        rule = top + design.space.foot
        canvas.rule(design.margin, rule, ruled, design.palette.rule)
        if hint:  # on the line of the rule, at its end
            hint.paint(canvas, design.margin + design.width - hint.width, rule + hint.height / 2)

    def running_head(self, canvas: Canvas) -> None:
        """The title and the clinic at the head of every page but the first, as page furniture."""
        design = self.design
        top = design.page[1] - EDGE
        left = self._one_line(self.handout.title.plain, 0.6 * design.width)
        right = self._one_line(self.handout.clinic.name, 0.38 * design.width)
        left.paint(canvas, design.margin, top)
        FlushRight(right, design.width).paint(canvas, design.margin, top)
        canvas.rule(design.margin, top - self.small.leading - 2, design.width, design.palette.rule)

    def _one_line(self, text: str, width: float) -> TextBox:
        """Return *text* on one line, with an ellipsis for what has no room: it stands in full on the first page."""
        words = text.split()
        box = text_box(text, width, self.small, None)
        while len(box.lines) > 1 and len(words) > 1:
            words.pop()
            box = text_box(" ".join(words) + "…", width, self.small, None)
        if len(box.lines) > 1:
            box = text_box("…", width, self.small, None)
        return box


def unbroken(text: str) -> str:
    """Return *text* with spaces that do not break."""
    return text.replace(" ", "\u00a0")


def _linked(
    before: str, words: str, url: str, width: float, style: TextStyle, element: StructureElement
) -> TextBox:
    return text_box(RichText((Run(before), Run(words, link=url))), width, style, element)


@dataclass(slots=True, eq=False, repr=False)
class _Qr:
    url: str
    element: StructureElement
    height: float = QR_SIDE

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        canvas.rectangle(x, top - QR_SIDE, QR_SIDE, QR_SIDE, WHITE)
        canvas.marks.append(qr_drawing(qr_matrix(self.url), x, top - QR_SIDE, QR_SIDE, self.element))
