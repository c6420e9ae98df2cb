"""The parts of a page that are not sections: brand header, title, appointment card, facts strip, scheduling card, footer."""

from __future__ import annotations

from dataclasses import dataclass

from handouts.composing.blocks import icon_box
from handouts.composing.boxes import Beside, Box, Canvas, Source, Stack, TextBox, TextStyle, text_box
from handouts.composing.design import EDGE, MM, Design
from handouts.reading.picture import Picture
from handouts.rendering.colour import WHITE
from handouts.rendering.document import Drawing, Mark, RasterImage, StructureElement, TextLine
from handouts.rendering.qr import qr_drawing, qr_matrix
from handouts.tailoring.handout import CardRow, Fact, Handout, RichText, Run

QR_SIDE = 30 * MM
"""Side of the QR code with its quiet zone (measured: modules of 0.5 mm or more are read reliably)."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A clinic's logo: a drawing, or the bytes of a PNG or JPEG with its size in pixels."""

    alternate: str
    picture: Picture | None = None
    data: bytes = b""
    pixels: tuple[float, float] = (1.0, 1.0)

    @property
    def proportions(self) -> float:
        """Width over height."""
        width, height = (self.picture.width, self.picture.height) if self.picture else self.pixels
        return width / height


@dataclass(slots=True)
class LogoBox:
    """A logo fitted into a height and a greatest width, never stretched."""

    logo: Logo
    element: StructureElement
    most_width: float
    most_height: float

    @property
    def width(self) -> float:
        return min(self.most_width, self.most_height * self.logo.proportions)

    @property
    def height(self) -> float:
        return self.width / self.logo.proportions

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        logo = self.logo
        mark: Mark
        if logo.picture is not None:
            mark = Drawing(x, top, logo.picture.paths, self.width / logo.picture.width, True, self.element)
        else:
            mark = RasterImage(x, top - self.height, self.width, self.height, logo.data, self.element)
        canvas.marks.append(mark)


class FrontComposer:
    """Makes the fixed parts of one handout's pages."""

    def __init__(self, design: Design, handout: Handout, logo: Logo | None) -> None:
        self.design, self.handout, self.logo = design, handout, logo
        palette = design.palette
        self.body = TextStyle(design.text, design.body, design.leading, palette.ink)
        self.strong = TextStyle(design.text, design.body, design.leading, palette.ink, True)
        self.small = TextStyle(design.text, design.small, design.small * 1.3, palette.quiet)
        self.label = TextStyle(design.text, design.label, design.label * 1.3, palette.brand_on_tint, True)
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
                3.1 * design.body,
            )
            boxes.append((0, logo))
            left = logo.width + 10
        phones = [f"{phone.label} {unbroken(phone.number)}" for phone in clinic.phones[:2]]
        phones_width = max(design.text.width(words, design.body) for words in phones) + 1
        if design.columns == 1 or phones_width > 0.5 * design.width:
            width = design.width - left
            name = text_box(clinic.name, width, self.large, part.add("P"))
            lines = [text_box(words, width, self.body, part.add("P")) for words in phones]
            boxes.append((left, _Centred(Stack([name, *lines]), 3.1 * design.body)))
            return _Banded(Beside(boxes), design)
        name = text_box(clinic.name, design.width - left - phones_width - 10, self.large, part.add("P"))
        boxes.append((left, _Centred(name, 3.1 * design.body)))
        rows = [
            _Right(text_box(words, phones_width, self.body, part.add("P")), phones_width) for words in phones
        ]
        boxes.append((design.width - phones_width, _Centred(Stack(rows), 3.1 * design.body)))
        return _Banded(Beside(boxes), design)

    def title(self, root: StructureElement, width: float) -> Box:
        """The title, and the main message in one sentence."""
        design = self.design
        style = TextStyle(design.display, design.title, design.title * 1.14, design.palette.brand, True)
        lead = TextStyle(design.text, design.lead, design.lead * 1.3, design.palette.ink)
        return Stack(
            [
                text_box(self.handout.title, width, style, root.add("H1"), 1),
                text_box(self.handout.summary, width, lead, root.add("P")),
            ],
            2.0,
        )

    def card(self, root: StructureElement, across: float) -> Box:
        """The appointment: each row filled in or a line to write on, two rows side by side where there is room."""
        design = self.design
        part = root.add("Sect", title=self.handout.words["appointment"])
        columns = design.columns
        width = (across - 2 * 9 - (columns - 1) * design.gutter) / columns
        rows = [self.card_row(row, width, part.add("P")) for row in self.handout.card]
        lines: list[Box] = []
        for start in range(0, len(rows), columns):
            lines.append(
                Beside(
                    [
                        (i * (width + design.gutter), box)
                        for i, box in enumerate(rows[start : start + columns])
                    ]
                )
            )
        return _Framed(Stack(lines, 1.0), design, across)

    def card_row(
        self, row: CardRow, width: float, element: StructureElement, label_style: TextStyle | None = None
    ) -> Box:
        """One fact of the appointment, filled in or a line to write on."""
        label = text_box(f"{row.label}:", width, label_style or self.label, element)
        used = (
            max((run.font.width(run.text, run.size) for line in label.lines for run in line), default=0) + 6
        )
        spacing = 1.75 * self.design.body
        value = blank = None
        if row.value:
            text = RichText((Run(row.value),), slot=row.slot)
            value = _set_shrunk(text, width - used, self.strong, element.add("Span"))
        else:
            blank = element.add("Form", field="text", alternate=self.handout.words["blank_line"])
        return _CardRow(label, used, width, value, spacing, self.design, blank)

    def facts(self, root: StructureElement) -> Box | None:
        """The facts at a glance: pictogram, label and text, in equal columns."""
        facts = self.handout.facts
        if not facts:
            return None
        design = self.design
        columns = len(facts) if design.columns > 1 else 1
        part = root.add("Sect")
        listing = part.add("L", numbering="None")
        width = (design.width - (columns - 1) * 8) / columns
        boxes = [self._fact(fact, width, listing.add("LI")) for fact in facts]
        if columns == 1:
            return Stack(boxes, design.gap)
        return Beside([(number * (width + 8), box) for number, box in enumerate(boxes)])

    def _fact(self, fact: Fact, width: float, element: StructureElement) -> Box:
        design = self.design
        size = 2.0 * design.body
        indent = size + 6 if fact.icon else 0.0
        boxes: list[tuple[float, Box]] = []
        if fact.icon:
            boxes.append((0.0, icon_box(fact.icon, size, design.palette.brand)))
        label = text_box(fact.label, width - indent, self.label, element.add("Lbl"))
        text = text_box(fact.text, width - indent, self.body, element.add("LBody"))
        boxes.append((indent, Stack([label, text])))
        return Beside(boxes)

    def scheduling(self, root: StructureElement) -> Box | None:
        """The QR code, one line of invitation, and the address and phone in print beside it."""
        design, card, clinic = self.design, self.handout.scheduling, self.handout.clinic
        if card is None:
            return None
        part = root.add("Sect")
        left = QR_SIDE + 14
        width = design.width - left - 2 * 9
        boxes: list[Box] = []
        if card.heading is not None:
            boxes.append(text_box(card.heading, width, self.large, part.add("H2"), 2))
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
        return _Framed(Beside([(0, _Qr(card.url, figure)), (left, Stack(boxes, 2.5))]), design, design.width)

    def foot(self, last: bool) -> float:
        """Return the height from the paper's edge to where the footer of a page ends, in points."""
        lines = 2 if last and self.handout.clinic.language_help is not None else 1
        return max(self.design.margin, EDGE + lines * self.small.leading + 6)

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
        canvas.rule(design.margin, top + 2, design.width, design.palette.rule)
        stack.paint(canvas, design.margin, top)

    def running_head(self, canvas: Canvas) -> None:
        """The title and the clinic at the head of every page but the first, as page furniture."""
        design = self.design
        top = design.page[1] - EDGE
        left = text_box(f"{self.handout.title.plain}", 0.6 * design.width, self.small, None)
        left.lines = left.lines[:1]
        right = text_box(self.handout.clinic.name, 0.38 * design.width, self.small, None)
        right.lines = right.lines[:1]
        left.paint(canvas, design.margin, top)
        _Right(right, design.width).paint(canvas, design.margin, top)
        canvas.rule(design.margin, top - self.small.leading - 2, design.width, design.palette.rule)


def unbroken(text: str) -> str:
    """Return *text* with spaces that do not break."""
    return text.replace(" ", "\u00a0")


def _linked(
    before: str, words: str, url: str, width: float, style: TextStyle, element: StructureElement
) -> TextBox:
    return text_box(RichText((Run(before), Run(words, link=url))), width, style, element)


def _shrunk(text: RichText, width: float, style: TextStyle) -> TextBox:
    """Return *text* on one line if it fits at no less than 80 % of its size, else wrapped; never clipped."""
    return _set_shrunk(text, width, style, None)


def _set_shrunk(text: RichText, width: float, style: TextStyle, element: StructureElement | None) -> TextBox:
    for factor in (1.0, 0.9, 0.8):
        smaller = TextStyle(style.fonts, style.size * factor, style.leading, style.colour, style.bold)
        box = text_box(text, width, smaller, element)
        if len(box.lines) == 1:
            break
    if text.slot is not None:
        box.source = Source(text.slot, width, style, _shrunk)
    return box


@dataclass(slots=True)
class _CardRow:
    label: TextBox
    used: float
    width: float
    value: TextBox | None
    spacing: float
    design: Design
    blank: StructureElement | None

    @property
    def height(self) -> float:
        return max(self.spacing, self.value.height + 4 if self.value else 0)

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        drop = self.spacing - self.design.leading - 1
        # On the first baseline of the value; a label of several lines ends there.
        style, design = self.label.style, self.design
        above = (design.leading + 0.68 * design.body - style.leading - 0.68 * style.size) / 2
        raised = (len(self.label.lines) - 1) * style.leading
        self.label.paint(canvas, x, top - drop - above + raised)
        if self.value is not None:
            self.value.paint(canvas, x + self.used, top - drop)
        else:
            y, width = top - self.spacing + 4, self.width - self.used
            canvas.rule(x + self.used, y, width, self.design.palette.quiet, 0.6, element=self.blank)


@dataclass(slots=True)
class _Qr:
    url: str
    element: StructureElement
    height: float = QR_SIDE

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        canvas.rectangle(x, top - QR_SIDE, QR_SIDE, QR_SIDE, WHITE)
        canvas.marks.append(qr_drawing(qr_matrix(self.url), x, top - QR_SIDE, QR_SIDE, self.element))


@dataclass(slots=True)
class _Right:
    content: TextBox
    width: float

    @property
    def height(self) -> float:
        return self.content.height

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        start = len(canvas.marks)
        self.content.paint(canvas, x, top)
        for index in range(start, len(canvas.marks)):
            mark = canvas.marks[index]
            if isinstance(mark, TextLine):
                used = sum(run.font.width(run.text, run.size) for run in mark.runs)
                canvas.marks[index] = TextLine(
                    x + self.width - used, mark.y, mark.runs, mark.element, mark.ends_word
                )


@dataclass(slots=True)
class _Centred:
    content: Box
    least: float

    @property
    def height(self) -> float:
        return max(self.least, self.content.height)

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        self.content.paint(canvas, x, top - (self.height - self.content.height) / 2)


@dataclass(slots=True)
class _Banded:
    content: Box
    design: Design

    @property
    def height(self) -> float:
        return self.content.height + 10

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        self.content.paint(canvas, x, top)
        palette = self.design.palette
        canvas.rectangle(x, top - self.height, self.design.width, 2.6, palette.brand)
        canvas.rectangle(x, top - self.height, 0.22 * self.design.width, 2.6, palette.accent)


@dataclass(slots=True)
class _Framed:
    content: Box
    design: Design
    width: float

    @property
    def height(self) -> float:
        return self.content.height + 14

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        palette = self.design.palette
        canvas.rectangle(x, top - self.height, self.width, self.height, palette.tint, palette.rule, 0.9, 6)
        self.content.paint(canvas, x + 9, top - 7)
