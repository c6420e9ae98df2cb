"""The measure of the benchmark: our page as a ReportLab script that knows nothing but this page.

Written as somebody would who cares for speed: Platypus for the words, small flowables of its own where a table
would be slow. No YAML, no checks, no tags, nothing that can be configured.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

import qrcode
from page_content import (
    ADDRESS,
    BOLD,
    CARD,
    CLINIC,
    FACTS,
    FOOTER,
    INVITATION,
    PHONE,
    PICTURES,
    REGULAR,
    SECTIONS,
    SUMMARY,
    TITLE,
    URL,
    WAYS,
)
from reportlab.lib.colors import HexColor, white
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, NextPageTemplate, PageTemplate, Paragraph

WIDTH, HEIGHT = letter
MARGIN, GUTTER = 38, 20
COLUMN = (WIDTH - 2 * MARGIN - GUTTER) / 2
HEAD, CLOSING = 248, 140
TEAL, AMBER, TINT, RULE = HexColor("#0b5a5e"), HexColor("#e0a030"), HexColor("#e4f6f8"), HexColor("#9acace")

BODY = ParagraphStyle("body", fontName="Text", fontSize=12, leading=15, spaceAfter=4)
ITEM = ParagraphStyle(
    "item", BODY, leftIndent=18, bulletIndent=3, bulletFontName="Text-Bold", bulletFontSize=12
)
TICKED = ParagraphStyle("ticked", BODY, leftIndent=18, rightIndent=22)
HEADING = ParagraphStyle(
    "heading", BODY, fontName="Text-Bold", fontSize=14.5, leading=18, textColor=TEAL, spaceBefore=8
)
GROUP = ParagraphStyle("group", HEADING, fontSize=12, leading=15, keepWithNext=1, spaceBefore=3)
HEADING.keepWithNext = 1
HEADLINE = ParagraphStyle("title", HEADING, fontSize=24, leading=28)
SMALL = ParagraphStyle("small", BODY, fontSize=9.5, leading=12)
LABEL = ParagraphStyle("label", SMALL, fontName="Text-Bold", textColor=TEAL)


class Ticked(Flowable):
    """A line of the checklist: a box, words and a pictogram."""

    def __init__(self, text: str, picture: str | None) -> None:
        super().__init__()
        self.words, self.picture = Paragraph(text, TICKED), picture
        self.spaceAfter = 4

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = self.words.wrap(width, height)
        return self.width, self.height

    def draw(self) -> None:
        self.words.drawOn(self.canv, 0, 0)
        self.canv.roundRect(0.5, self.height - 12, 10, 10, 2)
        if self.picture:
            draw_picture(self.canv, self.picture, self.width - 15, self.height - 14, 14)


class Callout(Flowable):
    """A heading and entries in a tinted frame."""

    def __init__(self, heading: str, entries: list[str]) -> None:
        super().__init__()
        self.parts = [Paragraph(heading, ParagraphStyle("call", HEADING, leftIndent=22))]
        self.parts += [Paragraph(entry, ITEM, bulletText="•") for entry in entries]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.heights = [part.wrap(width - 20, height)[1] for part in self.parts]
        self.height = sum(self.heights) + 16
        return width, self.height

    def draw(self) -> None:
        self.canv.setFillColor(TINT)
        self.canv.setStrokeColor(TEAL)
        self.canv.roundRect(0, 0, self.width, self.height, 6, fill=1)
        y = self.height - 8
        for part, height in zip(self.parts, self.heights, strict=True):
            y -= height
            part.drawOn(self.canv, 10, y)
        draw_picture(self.canv, "call", 10, self.height - 24, 16)


class Figure(Flowable):
    """The body map, in the middle of the column."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.left = (width - 56) / 2
        return width, 126

    def draw(self) -> None:
        draw_picture(self.canv, "body-map", self.left, 0, 126)


class Lines(Flowable):
    """Lines to write on."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        return width, 20 * self.count

    def draw(self) -> None:
        for line in range(self.count):
            self.canv.line(0, 20 * line + 2, self.width, 20 * line + 2)


def draw_picture(canvas: Any, name: str, x: float, y: float, height: float) -> None:
    """Draw a picture *height* points high with its lower left corner at (x, y)."""
    picture = PICTURES[name]
    canvas.saveState()
    canvas.translate(x, y + height)
    canvas.scale(height / picture["height"], -height / picture["height"])
    for segments, fill, stroke, line_width in picture["paths"]:
        path = canvas.beginPath()
        for operator, operands in segments:
            if operator == "M":
                path.moveTo(*operands)
            elif operator == "L":
                path.lineTo(*operands)
            elif operator == "C":
                path.curveTo(*operands)
            elif operator == "R":
                path.rect(*operands)
            else:
                path.close()
        if fill:
            canvas.setFillColor(HexColor(fill))
        if stroke:
            canvas.setStrokeColor(HexColor(stroke))
            canvas.setLineWidth(line_width)
        canvas.drawPath(path, fill=1 if fill else 0, stroke=1 if stroke else 0)
    canvas.restoreState()


def draw_code(canvas: Any, x: float, y: float, side: float) -> None:
    """Draw the QR code on white, quiet zone included."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_H, border=0)
    code.add_data(URL)
    code.make(fit=True)
    modules = code.modules
    module = side / (len(modules) + 8)
    canvas.setFillColor(white)
    canvas.rect(x, y, side, side, stroke=0, fill=1)
    path = canvas.beginPath()
    for row, line in enumerate(modules):
        column = 0
        while column < len(line):
            end = column
            while end < len(line) and line[end]:
                end += 1
            if end > column:
                path.rect(
                    x + (column + 4) * module, y + side - (row + 5) * module, (end - column) * module, module
                )
            column = end + 1
    canvas.setFillColorRGB(0, 0, 0)
    canvas.drawPath(path, fill=1, stroke=0)


def put(canvas: Any, text: str, style: ParagraphStyle, x: float, top: float, width: float) -> float:
    """Draw a paragraph below *top* and return where it ends."""
    paragraph = Paragraph(text, style)
    _, height = paragraph.wrap(width, 500)
    paragraph.drawOn(canvas, x, top - height)
    return top - height


def first_page(canvas: Any, template: BaseDocTemplate) -> None:
    """The head: clinic, title, appointment card, facts."""
    full = WIDTH - 2 * MARGIN
    top = HEIGHT - MARGIN
    draw_picture(canvas, "logo", MARGIN, top - 38, 38)
    canvas.setFont("Text-Bold", 14)
    canvas.setFillColor(TEAL)
    canvas.drawString(MARGIN + 42, top - 24, CLINIC)
    canvas.setFont("Text", 12)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.drawRightString(WIDTH - MARGIN, top - 24, PHONE)
    canvas.setFillColor(TEAL)
    canvas.rect(MARGIN, top - 46, full, 2.6, stroke=0, fill=1)
    canvas.setFillColor(AMBER)
    canvas.rect(MARGIN, top - 46, 0.22 * full, 2.6, stroke=0, fill=1)
    y = put(canvas, escape(TITLE), HEADLINE, MARGIN, top - 54, full)
    y = put(canvas, escape(SUMMARY), BODY, MARGIN, y - 2, full) - 8
    canvas.setFillColor(TINT)
    canvas.setStrokeColor(RULE)
    canvas.roundRect(MARGIN, y - 76, full, 76, 6, fill=1)
    canvas.setStrokeColorRGB(0.35, 0.35, 0.37)
    canvas.setFont("Text-Bold", 9.5)
    canvas.setFillColor(TEAL)
    for index, label in enumerate(CARD):
        x, line = MARGIN + 9 + index % 2 * full / 2, y - 22 - index // 2 * 22
        canvas.drawString(x, line, f"{label}:")
        canvas.line(x + 58, line - 3, x + full / 2 - 20, line - 3)
    y -= 84
    for index, (picture, label, text) in enumerate(FACTS):
        x = MARGIN + index * full / len(FACTS)
        draw_picture(canvas, picture, x, y - 22, 22)
        below = put(canvas, escape(label), LABEL, x + 28, y, full / len(FACTS) - 32)
        put(canvas, escape(text), BODY, x + 28, below, full / len(FACTS) - 32)
    footer(canvas, template)


def last_page(canvas: Any, template: BaseDocTemplate) -> None:
    """The running head and, at the foot, the scheduling card."""
    canvas.setFont("Text", 9.5)
    canvas.drawString(MARGIN, HEIGHT - 38, TITLE)
    canvas.drawRightString(WIDTH - MARGIN, HEIGHT - 38, CLINIC)
    full = WIDTH - 2 * MARGIN
    canvas.setFillColor(TINT)
    canvas.setStrokeColor(RULE)
    canvas.roundRect(MARGIN, MARGIN + 22, full, CLOSING - 18, 6, fill=1)
    draw_code(canvas, MARGIN + 8, MARGIN + CLOSING - 92, 85)
    x, y = MARGIN + 106.0, MARGIN + CLOSING - 2.0
    for text, style in (
        (INVITATION[0], HEADING),
        (INVITATION[1], BODY),
        *((way, GROUP) for way in WAYS),
        (ADDRESS, SMALL),
    ):
        y = put(canvas, escape(text), style, x, y, full - 116) - 2
    canvas.linkURL(URL, (x, y, WIDTH - MARGIN, y + 60))
    footer(canvas, template)


def footer(canvas: Any, template: BaseDocTemplate) -> None:
    """The line at the foot of each page."""
    canvas.setFillColorRGB(0.3, 0.3, 0.3)
    canvas.setFont("Text", 9.5)
    canvas.drawString(MARGIN, MARGIN - 10, f"Page {canvas.getPageNumber()} of 2 · {FOOTER}")


def markup(runs: list[tuple[str, bool]]) -> str:
    """Return runs in ReportLab's own markup."""
    return "".join(f"<b>{escape(text)}</b>" if bold else escape(text) for text, bold in runs)


def story() -> list[Flowable]:
    """Return the flowables of the body."""
    flow: list[Flowable] = [NextPageTemplate("last")]
    for number, (heading, blocks) in enumerate(SECTIONS):
        flow.append(Paragraph(escape(heading), HEADING))
        for kind, *held in blocks:
            if kind == "paragraphs":
                flow += [Paragraph(markup(runs), BODY) for runs in held[0]]
            elif kind == "bullets":
                flow += [Paragraph(markup(runs), ITEM, bulletText="•") for runs in held[0]]
            elif kind == "steps":
                flow += [
                    Paragraph(markup(runs), ITEM, bulletText=f"{step}.")
                    for step, runs in enumerate(held[0], 1)
                ]
            elif kind == "timeline":
                for time, runs in held[0]:
                    flow += [Paragraph(escape(time), GROUP), Paragraph(markup(runs), ITEM)]
            elif kind == "checklist":
                for group, entries in held[0]:
                    flow.append(Paragraph(escape(group), GROUP))
                    flow += [Ticked(markup(runs), picture) for picture, runs in entries]
            elif kind == "callout":
                flow.append(Callout(escape(held[0]), [markup(runs) for runs in held[1]]))
            else:
                flow.append(Lines(held[0]))
        if number == 0 and "body-map" in PICTURES:
            flow.append(Figure())
    return flow


def make() -> bytes:
    """Return the PDF. Fonts are registered anew each time, as every process must."""
    registerFont(TTFont("Text", REGULAR))
    registerFont(TTFont("Text-Bold", BOLD))
    registerFontFamily("Text", normal="Text", bold="Text-Bold", italic="Text", boldItalic="Text-Bold")
    file = BytesIO()
    template = BaseDocTemplate(file, pagesize=letter, title=TITLE, author=CLINIC, invariant=1)
    pages = []
    for name, draw, top, bottom in (
        ("first", first_page, MARGIN + HEAD, MARGIN + 4),
        ("last", last_page, MARGIN + 6, MARGIN + CLOSING + 6),
    ):
        frames = [
            Frame(x, bottom, COLUMN, HEIGHT - top - bottom, 0, 0, 0, 0)
            for x in (MARGIN, MARGIN + COLUMN + GUTTER)
        ]
        pages.append(PageTemplate(name, frames, onPage=draw))
    template.addPageTemplates(pages)
    template.build(story())
    return file.getvalue()
