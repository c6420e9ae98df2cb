"""Our page with fpdf2: ``pip install fpdf2``. Text flows through two columns a page, block by block."""

# fpdf2 is untyped, and so is what inherits from it.
# mypy: disable-error-code="misc,no-any-return,has-type"

from __future__ import annotations

from io import BytesIO
from typing import Any

from fpdf import FPDF
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
from scannable import dark_runs

MARGIN, GUTTER, CLOSING = 38.0, 20.0, 140.0
TEAL, AMBER, TINT, RULE, GREY = (11, 90, 94), (224, 160, 48), (228, 246, 248), (154, 202, 206), (90, 90, 94)


class Handout(FPDF):
    """Two columns on each page; ``y`` is where the next block goes."""

    def __init__(self) -> None:
        super().__init__(unit="pt", format="letter")
        self.set_auto_page_break(False)
        self.set_title(TITLE)
        self.set_author(CLINIC)
        self.add_font("Text", "", REGULAR)
        self.add_font("Text", "B", BOLD)
        self.full = self.w - 2 * MARGIN
        self.column_width = (self.full - GUTTER) / 2
        self.column, self.top, self.bottom = 0, 0.0, self.h - MARGIN - 8

    @property
    def left(self) -> float:
        return MARGIN + self.column * (self.column_width + GUTTER)

    def footer(self) -> None:
        self.set_font("Text", "", 9.5)
        self.set_text_color(77)
        self.text(MARGIN, self.h - MARGIN + 10, f"Page {self.page} of 2 · {FOOTER}")

    def style(self, size: float = 12, bold: bool = False, colour: tuple[int, int, int] = (0, 0, 0)) -> None:
        self.set_font("Text", "B" if bold else "", size)
        self.set_text_color(*colour)

    def put(self, words: str, x: float, width: float, leading: float = 15) -> None:
        """Draw a paragraph at the cursor, and move the cursor below it."""
        self.set_xy(x, self.y)
        self.multi_cell(width, leading, words, align="L", markdown=True, padding=0, new_y="NEXT")

    def height_of(self, words: str, width: float, leading: float = 15) -> float:
        return float(
            self.multi_cell(width, leading, words, align="L", markdown=True, dry_run=True, output="HEIGHT")
        )

    def room(self, height: float) -> None:
        """Go on to the next column or page when *height* points do not fit."""
        if self.y + height <= self.bottom:
            return
        self.column += 1
        if self.column == 2:
            self.add_page()
            self.style(9.5)
            self.text(MARGIN, MARGIN, TITLE)
            self.text(self.w - MARGIN - self.get_string_width(CLINIC), MARGIN, CLINIC)
            self.column, self.top, self.bottom = 0, MARGIN + 10, self.h - MARGIN - CLOSING
            self.style()
        self.y = self.top

    def drawing(self, name: str, x: float, y: float, height: float) -> None:
        self.image(BytesIO(PICTURES[name]["svg"].encode()), x, y, h=height)

    def paragraph(
        self, words: str, indent: float = 0, after: float = 4, trim: float = 0, mark: str = ""
    ) -> float:
        """Draw a paragraph of the body, kept whole, with *mark* before it; return where it begins."""
        width = self.column_width - indent - trim
        self.room(self.height_of(words, width))
        begin = self.y
        if mark:
            self.text(self.left + 3, begin + 11, mark)
        self.put(words, self.left + indent, width)
        self.y += after
        return begin

    def heading(self, words: str, size: float = 14.5, below: float = 40) -> None:
        self.room(size * 1.25 + below)
        self.style(size, True, TEAL)
        self.y += size - 10
        self.put(words, self.left, self.column_width, size * 1.25)
        self.style()


def marked(runs: list[tuple[str, bool]]) -> str:
    """Return runs in fpdf2's Markdown."""
    return "".join(f"**{text}**" if bold else text for text, bold in runs)


def head(page: Handout) -> None:
    """Draw the clinic, the title, the card and the facts."""
    page.drawing("logo", MARGIN, MARGIN, 38)
    page.style(14, True, TEAL)
    page.text(MARGIN + 42, MARGIN + 24, CLINIC)
    page.style()
    page.text(page.w - MARGIN - page.get_string_width(PHONE), MARGIN + 24, PHONE)
    page.set_fill_color(*TEAL)
    page.rect(MARGIN, MARGIN + 43, page.full, 2.6, "F")
    page.set_fill_color(*AMBER)
    page.rect(MARGIN, MARGIN + 43, 0.22 * page.full, 2.6, "F")
    page.y = MARGIN + 54
    page.style(24, True, TEAL)
    page.put(TITLE, MARGIN, page.full, 28)
    page.style()
    page.put(SUMMARY, MARGIN, page.full)
    top = page.y + 8
    page.set_fill_color(*TINT)
    page.set_draw_color(*RULE)
    page.rect(MARGIN, top, page.full, 76, "DF", round_corners=True, corner_radius=6)
    page.set_draw_color(*GREY)
    page.style(9.5, True, TEAL)
    for index, label in enumerate(CARD):
        x, y = MARGIN + 9 + index % 2 * page.full / 2, top + 22 + index // 2 * 22
        page.text(x, y, f"{label}:")
        page.line(x + 58, y + 3, x + page.full / 2 - 20, y + 3)
    end = 0.0
    for index, (name, label, words) in enumerate(FACTS):
        x, page.y = MARGIN + index * page.full / len(FACTS), top + 84
        page.drawing(name, x, page.y, 22)
        page.style(9.5, True, TEAL)
        page.put(label, x + 28, page.full / len(FACTS) - 32, 12)
        page.style()
        page.put(words, x + 28, page.full / len(FACTS) - 32)
        end = max(end, page.y)
    page.y = page.top = end + 6


def block(page: Handout, kind: str, *held: Any) -> None:
    """Draw one block of a section."""
    match kind, held:
        case "paragraphs", [paragraphs]:
            for runs in paragraphs:
                page.paragraph(marked(runs))
        case "bullets", [items]:
            for runs in items:
                page.paragraph(marked(runs), 18, mark="•")
        case "steps", [items]:
            for number, runs in enumerate(items, 1):
                page.paragraph(marked(runs), 18, mark=f"{number}.")
        case "timeline", [items]:
            for time, runs in items:
                page.heading(time, 12, 15)
                page.paragraph(marked(runs), 18)
        case "checklist", [groups]:
            for words, items in groups:
                page.heading(words, 12, 15)
                for name, runs in items:
                    y = page.paragraph(marked(runs), 18, trim=22)
                    page.rect(page.left, y + 2, 10, 10, round_corners=True, corner_radius=2)
                    if name:
                        page.drawing(name, page.left + page.column_width - 15, y, 14)
        case "callout", [words, items]:
            texts = [marked(runs) for runs in items]
            width = page.column_width - 38
            page.style(14.5, True)
            height = page.height_of(words, page.column_width - 42, 18)
            page.style()
            height += sum(page.height_of(text, width) for text in texts) + 16
            page.room(height)
            end = page.y + height
            page.set_fill_color(*TINT)
            page.set_draw_color(*TEAL)
            page.rect(page.left, page.y, page.column_width, height, "DF", round_corners=True, corner_radius=6)
            page.drawing("call", page.left + 10, page.y + 8, 16)
            page.y += 8
            page.style(14.5, True, TEAL)
            page.put(words, page.left + 32, page.column_width - 42, 18)
            page.style()
            for text in texts:
                page.text(page.left + 13, page.y + 11, "•")
                page.put(text, page.left + 28, width)
            page.set_draw_color(*GREY)
            page.y = end + 4
        case "write-in", [count]:
            page.room(20 * count)
            for _ in range(count):
                page.y += 20
                page.line(page.left, page.y - 2, page.left + page.column_width, page.y - 2)
        case _:
            raise NotImplementedError(kind)


def closing(page: Handout) -> None:
    """Draw the scheduling card at the foot of the last page."""
    top = page.h - MARGIN - CLOSING - 4
    page.set_fill_color(*TINT)
    page.set_draw_color(*RULE)
    page.rect(MARGIN, top, page.full, CLOSING - 18, "DF", round_corners=True, corner_radius=6)
    side, runs = dark_runs()
    module = 85 / side
    page.set_fill_color(255)
    page.rect(MARGIN + 8, top + 8, 85, 85, "F")
    page.set_fill_color(0)
    for column, row, length in runs:
        page.rect(MARGIN + 8 + column * module, top + 8 + row * module, length * module, module, "F")
    page.y, x, width = top + 6, MARGIN + 106, page.full - 116
    begin = page.y
    for words, size, bold in (
        (INVITATION[0], 14.5, True),
        (INVITATION[1], 12, False),
        *((way, 12, True) for way in WAYS),
        (ADDRESS, 9.5, False),
    ):
        page.style(size, bold, TEAL if bold else (0, 0, 0))
        page.put(words, x, width, size * 1.25)
    page.link(x, begin, width, page.y - begin, URL)


def make() -> bytes:
    """Return the PDF."""
    page = Handout()
    page.add_page()
    page.set_line_width(0.8)
    head(page)
    for number, (heading, blocks) in enumerate(SECTIONS):
        page.heading(heading)
        for each in blocks:
            block(page, *each)
        if number == 0 and "body-map" in PICTURES:
            page.room(126)
            page.drawing("body-map", page.left + (page.column_width - 56) / 2, page.y, 126)
            page.y += 130
    closing(page)
    return bytes(page.output())
