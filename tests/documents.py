"""Composed documents to try the rendering room on: a fixed one with every kind of mark, and random ones."""

import random
from io import BytesIO
from pathlib import Path as File

from PIL import Image

from handouts.graphics.document import (
    Bookmark,
    Colour,
    ComposedDocument,
    DocumentInformation,
    Drawing,
    LinkArea,
    Mark,
    Page,
    Path,
    RasterImage,
    StructureElement,
    TextLine,
    TextRun,
)
from handouts.rendering.qr import qr_drawing, qr_matrix
from handouts.text.families import FontStack
from handouts.text.fonts import Font, load_font

FONTS = File(__file__).parent.parent / "fonts"
BLACK, BLUE, WHITE = Colour(0, 0, 0), Colour(0.1, 0.2, 0.6), Colour(1, 1, 1)
BOX = (Path((("R", (0, 0, 9, 9)),), stroke=BLACK, line_width=0.8),)
RULE = (Path((("M", (0, 0)), ("L", (200, 0))), stroke=BLACK),)
LEAF = (
    Path(
        (("M", (0, 0)), ("C", (40, 10, 80, 60.5, 90, 100)), ("L", (10, 70)), ("Z", ())),
        fill=BLUE, stroke=BLACK, line_width=4, dash=(6, 3), even_odd=True, cap="round", join="round",
    ),
)  # fmt: skip


def font(
    weight: str = "Regular", family: str = "atkinson-hyperlegible-next/AtkinsonHyperlegibleNext"
) -> Font:
    """Return a font that ships with the project."""
    return load_font(FONTS / f"{family}-{weight}.ttf")


def stack() -> FontStack:
    """Return the project's default fonts."""
    return FontStack(
        (font(), font("Regular", "source-sans-3/SourceSans3")),
        (font("Bold"), font("Bold", "source-sans-3/SourceSans3")),
    )


def picture(mode: str = "RGB", file_format: str = "PNG", size: tuple[int, int] = (24, 16)) -> bytes:
    """Return the bytes of a small image file with a gradient."""
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    if mode == "RGBA":
        image.putalpha(Image.linear_gradient("L").resize(size))
    else:
        image = image.convert(mode)
    out = BytesIO()
    image.save(out, file_format)
    return out.getvalue()


def line(
    text: str, x: float, y: float, element: StructureElement | None, bold: bool = False, size: float = 12
) -> TextLine:
    """Return one line of text in the project's fonts."""
    runs = tuple(TextRun(piece, chosen, size, BLACK) for piece, chosen in stack().spans(text, bold))
    return TextLine(x, y, runs, element)


def link(text: str, x: float, y: float, parent: StructureElement, url: str) -> list[Mark]:
    """Return the marks of a line that is a link as a whole."""
    element = parent.add("Link")
    runs = tuple(TextRun(piece, chosen, 12, BLUE, element) for piece, chosen in stack().spans(text))
    width = stack().width(text, 12)
    return [TextLine(x, y, runs, parent), LinkArea(x, y - 3, width, 15, url, element, f"Open {text}")]


def information(**changes: object) -> DocumentInformation:
    """Return a document's information, with *changes*."""
    values = {"title": "After your visit", "author": "A Clinic", "subject": "Handout", "language": "en-US"}
    return DocumentInformation(**{**values, **changes})  # type: ignore[arg-type]


def sample_document(title: str = "After your visit") -> ComposedDocument:
    """Return two pages with every kind of mark and element."""
    root = StructureElement("Document")
    first: list[Mark] = [Drawing(0, 0, (Path((("R", (0, 740, 612, 52)),), fill=BLUE),))]
    first.append(line("Your visit “Ünïcode” (1) \\", 50, 700, root.add("H1"), bold=True, size=20))
    paragraph = root.add("P")
    first.append(line("Do not eat anything for six hours before", 50, 670, paragraph))
    first.append(line("you arrive: \u2265 6 hours.", 50, 655, paragraph))
    called = root.add("P")
    mixed = called.add("Link")
    before = TextRun("Call ", font(), 12, BLACK)
    number = TextRun("555-0100", font("Bold"), 12, BLUE, mixed)
    first.append(TextLine(50, 630, (before, number, TextRun(" with questions.", font(), 12, BLACK)), called))
    start = 50 + before.font.width(before.text, 12)
    first.append(LinkArea(start, 627, 60, 15, "tel:+15550100", mixed, "Call 555-0100"))
    spanish = root.add("P").add("Span", language="es")
    first.append(line("Llame si tiene dolor.", 50, 600, spanish))
    items = root.add("L", numbering="Square")
    for index, text in enumerate(("Bring your list of medicines.", "Bring a driver.")):
        item = items.add("LI")
        box = item.add("Lbl").add("Form", field="check box", alternate="to tick")
        first.append(Drawing(50, 560 - 30 * index, BOX, element=box))
        first.append(line(text, 70, 561 - 30 * index, item.add("LBody")))
    table = root.add("Table")
    for row, words in enumerate((("Time", "Pain"), ("8 AM", ""), ("9 AM", "3"))):
        cells = table.add("TR")
        for column, text in enumerate(words):
            cell = cells.add("TH", scope="Column") if row == 0 else cells.add("TD")
            if text:
                first.append(line(text, 50 + 80 * column, 480 - 20 * row, cell, bold=row == 0))
    first.append(Drawing(300, 400, LEAF, 0.5, True, root.add("Figure", alternate="A leaf")))
    blank = root.add("P").add("Form", field="text", alternate="a line to write on")
    first.append(Drawing(300, 380, RULE, element=blank))
    glossary = root.add("L", numbering="None").add("LI")
    first.append(line("Home", 50, 340, glossary.add("Lbl"), bold=True))
    first.append(line("The same day", 50, 325, glossary.add("LBody")))
    first.append(line("Page 1 of 2", 50, 20, None))
    second: list[Mark] = []
    second.append(line("Call us", 50, 700, root.add("H2"), bold=True, size=16))
    panel = root.add("Aside")
    second.append(line("Call if the pain grows.", 50, 670, panel.add("P")))
    second.append(line("A note.", 50, 640, panel.add("Note")))
    figure = root.add("Figure", alternate="QR code that opens the scheduling page")
    second.append(qr_drawing(qr_matrix("https://schedule.example.com/visit"), 50, 500, 85, figure))
    second += link("schedule.example.com", 50, 470, root.add("P"), "https://schedule.example.com/visit")
    for index, (mode, file_format) in enumerate(
        (("RGB", "PNG"), ("RGBA", "PNG"), ("L", "JPEG"), ("CMYK", "JPEG"))
    ):
        shown = root.add("Figure", alternate=f"A grey ramp, drawn in {mode}")
        second.append(RasterImage(50 + 100 * index, 300, 80, 60, picture(mode, file_format), shown))
    root.add("P")  # never drawn: pruned
    pages = (
        Page(612, 792, tuple(first), (Bookmark("Your visit", 1, 720),)),
        Page(612, 792, tuple(second), (Bookmark("Call us", 2, 720),)),
    )
    return ComposedDocument(pages, root, information(title=title))


# Quotes, dashes, brackets, and letters that only the fallback font has.
_WORDS = (
    "rest", "water", "Müller", "“daily”", "5\N{EN DASH}10", "mg", "slowly", "(urgent)", "naïve", "doctor",
    "≥", "→", "Nguyễn", "Київ", "back\\slash", "100%", "№",
)  # fmt: skip


def random_document(seed: int) -> ComposedDocument:
    """Return a document of one to three pages of random marks in a random tree, the same for a seed."""
    chance = random.Random(seed)
    root = StructureElement("Document")
    pages = []
    open_paragraph: StructureElement | None = None
    root_pages = chance.randint(1, 3)
    first_heading = True
    for index in range(root_pages):
        marks: list[Mark] = []
        y = 740.0
        if first_heading:
            marks.append(line("Title", 40, y, root.add("H1"), bold=True, size=20))
            first_heading = False
        parent = root.add("Sect") if chance.random() < 0.5 else root
        if open_paragraph is not None and chance.random() < 0.5:  # a paragraph that goes on over the page
            y -= 20
            marks.append(line(_text(chance), 40, y, open_paragraph))
        while y > 120:
            y -= chance.uniform(20, 60)
            open_paragraph = None
            kind = chance.random()
            if kind < 0.3:
                open_paragraph = parent.add("P")
                for _ in range(chance.randint(1, 4)):
                    marks.append(
                        line(_text(chance), chance.uniform(0, 100), y, open_paragraph, chance.random() < 0.3)
                    )
                    y -= 15
            elif kind < 0.4:
                marks += link(chance.choice(_WORDS), 40, y, parent.add("P"), "https://example.com/ä?q=(1)")
            elif kind < 0.55:
                items = parent.add("L", numbering=chance.choice(["Square", "Disc", "Decimal"]))
                for _ in range(chance.randint(1, 4)):
                    item = items.add("LI")
                    label = item.add("Lbl", actual_text="☐" if chance.random() < 0.3 else None)
                    if label.actual_text is None:
                        label = label.add("Form", field="check box", alternate="box to tick")
                    marks.append(Drawing(40, y, BOX, element=label))
                    marks.append(line(_text(chance), 60, y, item.add("LBody")))
                    y -= 15
            elif kind < 0.65:
                table = parent.add("Table")
                for row in range(chance.randint(1, 4)):
                    cells = table.add("TR")
                    for column in range(3):
                        cell = cells.add("TD") if row else cells.add("TH", scope="Column")
                        if not row or chance.random() < 0.6:
                            marks.append(line(chance.choice(_WORDS), 40 + 90 * column, y, cell))
                    y -= 15
            elif kind < 0.75:
                figure = parent.add("Figure", alternate="A figure “drawn”") if chance.random() < 0.6 else None
                marks.append(
                    Drawing(
                        chance.uniform(0, 400),
                        y,
                        LEAF,
                        chance.uniform(0.01, 3),
                        chance.random() < 0.5,
                        figure,
                    )
                )
            elif kind < 0.82:
                modes = [
                    ("RGB", "PNG"),
                    ("RGBA", "PNG"),
                    ("L", "PNG"),
                    ("P", "PNG"),
                    ("RGB", "JPEG"),
                    ("CMYK", "JPEG"),
                ]
                shown = parent.add("Figure", alternate="A picture") if chance.random() < 0.6 else None
                marks.append(RasterImage(40, y, 50, 15, picture(*chance.choice(modes)), shown))
            elif kind < 0.9:
                marks.append(line(_text(chance), 40, y, None))
            else:
                marks.append(
                    line(
                        _text(chance),
                        40,
                        y,
                        parent.add(chance.choice(["Note", "Aside"])).add("Span", language="es"),
                    )
                )
        pages.append(Page(612, 792, tuple(marks), (Bookmark(f"Page “{index}”", chance.randint(1, 3), 700),)))
    return ComposedDocument(tuple(pages), root, information())


def _text(chance: random.Random) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(chance.randint(1, 8)))
