"""The proof of a brand: its colours, logo and type as handouts print them, then every kind of block three ways.

The pages of blocks are a real handout, composed by the same parts; only the sheets about the brand are made here.
Knows the design and a handout; no files.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from handouts.composing.blocks import BlockComposer
from handouts.composing.boxes import Beside, Box, Canvas, Stack
from handouts.composing.column_widths import column_widths
from handouts.composing.compose import Look, compose
from handouts.composing.design import EDGE, Design, design
from handouts.composing.duties import Duty, duties
from handouts.composing.flow import Frame, fit
from handouts.composing.front import FrontComposer
from handouts.composing.lines import Strain, TextStyle
from handouts.composing.logo import LogoBox
from handouts.composing.ornaments import Field, Underlined
from handouts.composing.page_breaks import Piece
from handouts.composing.paragraphs import text_box
from handouts.composing.proof_parts import SWATCH, Change, Example, Pair, PictureFirst, Swatches
from handouts.composing.table import Grid, Row, Table, need_of
from handouts.graphics import colour as colours
from handouts.graphics.document import (
    ComposedDocument,
    Drawing,
    Mark,
    Page,
    RasterImage,
    StructureElement,
    TextLine,
)
from handouts.problems import ContentError, error
from handouts.tailoring.handout import PROOF_CREATOR, Handout, RichText, Run
from handouts.text.families import FontStack

Greyed = Callable[[bytes], bytes]
"""Makes a picture file grey."""
WAYS = ("in colour", "as a grey printer shows it", "for a black-and-white printer (mono)")
SPECIAL = "áéíóúñü¿¡ ăđơưạếộ Київ ≥ ≤ ½ ° № → ✓"
"""Characters that handouts need and a typeface may lack: Spanish, Vietnamese, Cyrillic, signs."""


@dataclass(frozen=True, slots=True)
class BrandColour:
    """A colour as the brand names it; ``value`` is ``#rrggbb``."""

    name: str
    value: str


def compose_proof(
    specimen: Handout,
    look: Look,
    named: Sequence[BrandColour],
    pairs: Sequence[Pair],
    greyed: Greyed,
    created: int = 0,
) -> ComposedDocument:
    """Return the proof of a brand.

    *specimen* is a handout with every kind of block, *named* are the brand's colours, and *pairs* what was measured
    on the specimen's pages.
    """
    plan = design(
        "standard", specimen.paper, False, look.primary, look.accent, look.text, look.display, look.foreground
    )
    root = StructureElement("Document")
    canvases = _ProofPages(specimen, plan, look, root).canvases(named, pairs)
    pages = [Page(*plan.page, tuple(canvas.marks), tuple(canvas.bookmarks)) for canvas in canvases]
    for way in WAYS:
        titled = RichText((Run(f"{specimen.title.plain}, {way}"),))
        shown = compose(replace(specimen, title=titled, mono=way == WAYS[2]), look, created)
        root.add("Sect").children = shown.structure.children
        pages += [_grey(page, greyed) for page in shown.pages] if way == WAYS[1] else shown.pages
    information = replace(
        shown.information,
        title=f"Proof of the brand: {specimen.clinic.name}",
        subject="How a brand looks on handouts",
        creator=PROOF_CREATOR,
    )
    return ComposedDocument(tuple(pages), root, information)


class _ProofPages:
    """The sheets about the brand, in one column as wide as the page."""

    def __init__(self, specimen: Handout, plan: Design, look: Look, root: StructureElement) -> None:
        self.specimen, self.plan, self.look, self.root = specimen, plan, look, root
        self.front = FrontComposer(plan, specimen, look.logo)
        self.blocks = BlockComposer(plan, plan.width, specimen.words)

    def canvases(self, named: Sequence[BrandColour], pairs: Sequence[Pair]) -> list[Canvas]:
        plan = self.plan
        pieces = [self._opening()]
        for heading, make in (
            ("The colours of the brand", lambda part: self._colours(named, part)),
            ("What handouts print, and why", self._changes),
            ("The logo", self._logo),
            ("Sizes of type", self._sizes),
            ("Typefaces", self._typefaces),
            ("Every text and pictogram on its ground", lambda part: self._pairs(pairs, part)),
        ):
            part = self.root.add("Sect")
            head = text_box(heading, plan.width, self.blocks.heading, part.add("H2"), 2)
            pieces += [Piece(Underlined(head, plan), plan.space.section, 2, True), *make(part)]
        top, bottom = plan.page[1] - plan.margin, EDGE + 2 * self.front.small.leading
        sheets = fit(
            pieces,
            lambda pages: [Frame(page, plan.margin, top, top - bottom) for page in range(pages)],
            top - bottom,
        )
        if sheets is None:
            hint = "use fewer colours, with shorter names"
            raise ContentError([error("too-long", "the brand does not fit the sheets of a proof", hint=hint)])
        canvases = [Canvas() for _ in range(sheets.pages)]
        sheets.paint(canvases)
        for canvas in canvases:
            foot = f"Proof of the brand · {self.specimen.clinic.name}"
            text_box(foot, plan.width, self.front.small, None).paint(
                canvas, plan.margin, EDGE + self.front.small.leading
            )
        return canvases

    def _opening(self) -> Piece:
        """The clinic, and what this is, on the field that opens a handout."""
        plan = self.plan
        header = self.front.header(self.root)
        title = TextStyle(plan.display, plan.title, plan.title * 1.14, plan.palette.brand_on_tint, True)
        words = (
            "Each colour with its contrast, what handouts print instead where a colour is too pale to read, the logo "
            "and the type. The pages after these show every kind of block: in colour, in grey, and in mono."
        )
        width = plan.width - 2 * Field.inset(plan)
        boxes = [
            text_box("Proof of the brand", width, title, self.root.add("H1"), 1),
            text_box(words, width, self.blocks.body, self.root.add("P")),
        ]
        return Piece(Stack([header, Field(Stack(boxes, 2.0), plan)]), 0.0)

    def _colours(self, named: Sequence[BrandColour], part: StructureElement) -> list[Piece]:
        """A table: each colour, also as a printer without colour shows it, its contrast with white, its use there."""
        rows = []
        for each in _together(named):
            shade = colours.from_hex(each.value)
            ratio = colours.contrast(shade, colours.WHITE)
            texts = (each.name, each.value, f"{ratio:.1f} : 1", _good_for(ratio))
            rows.append((texts, Swatches((shade, colours.grey(shade)), self.plan)))
        return self._table(("Colour and its grey", "Value", "On white", "Good for"), rows, part)

    def _table(
        self, headings: Sequence[str], rows: Sequence[tuple[Sequence[str], Box]], part: StructureElement
    ) -> list[Piece]:
        """A table whose rows begin with a picture, which is decoration beside the words that follow it."""
        plan, strong, body = self.plan, self.blocks.strong, self.blocks.body
        grid = Grid(plan.palette.rule, 0.8, 0.0, 8.0, 3.0, 3.0, 22.0, centred=True)
        needs = [
            need_of(
                [(heading, strong), *((texts[index], body) for texts, _ in rows)], grid.padding, Strain.MARK
            )
            for index, heading in enumerate(headings)
        ]
        words = column_widths(needs, plan.width - SWATCH) or [(plan.width - SWATCH) / len(needs)] * len(needs)
        widths = [SWATCH + words[0], *words[1:]]

        def row(
            texts: Sequence[str],
            picture: Box | None,
            style: TextStyle,
            cells: Sequence[StructureElement | None],
        ) -> Row:
            boxes: list[Box] = [
                text_box(text, width - grid.padding, style, cell)
                for text, width, cell in zip(texts, words, cells, strict=True)
            ]
            boxes[0] = PictureFirst(picture, boxes[0])
            return Row(boxes, widths, grid)

        table = part.add("Table")
        line = table.add("THead").add("TR")
        head = row(headings, None, strong, [line.add("TH", scope="Column") for _ in headings])
        again = row(headings, None, strong, [None] * len(headings))
        below = table.add("TBody")
        made = []
        for texts, picture in rows:
            line = below.add("TR")
            made.append(row(texts, picture, body, [line.add("TD") for _ in texts]))
        return Table(head, again, made).pieces(2.0, 2.0)

    def _changes(self, part: StructureElement) -> list[Piece]:
        """Each use of a brand colour: the colour as it is in the brand, and as it is printed."""
        pieces = []
        for duty in duties(self.look.primary, self.look.accent, self.look.foreground):
            text = text_box(_explained(duty), self.plan.width - 150, self.blocks.body, part.add("P"))
            pieces.append(Piece(Change(duty, text, self.plan), 1.6 * self.plan.gap))
        return pieces

    def _logo(self, part: StructureElement) -> list[Piece]:
        plan, logo = self.plan, self.look.logo
        if logo is None:
            words = "The brand has no logo: the clinic's name stands alone at the head of a handout."
            return [Piece(text_box(words, plan.width, self.blocks.body, part.add("P")), plan.gap)]
        words = "On white paper, as at the head of a handout, and as mono prints it."
        figures = [
            (x, LogoBox(logo, part.add("Figure", alternate=logo.alternate), 140.0, plan.logo, mono))
            for x, mono in ((0.0, False), (150.0, True))
        ]
        text = text_box(words, plan.width - 300, self.blocks.body, part.add("P"))
        return [Piece(Beside([*figures, (300.0, text)]), 1.5 * plan.gap)]

    def _sizes(self, part: StructureElement) -> list[Piece]:
        plan = self.plan
        sizes = (
            ("Title", plan.display, plan.title, True, plan.palette.brand),
            ("Heading", plan.display, plan.heading, True, plan.palette.brand),
            ("Main message", plan.text, plan.lead, False, plan.palette.ink),
            ("Body", plan.text, plan.body, False, plan.palette.ink),
            ("Small print", plan.text, plan.small, False, plan.palette.quiet),
        )
        lines = []
        for name, fonts, size, bold, colour in sizes:
            style = TextStyle(fonts, size, size * 1.25, colour, bold)
            words = f"{name}, {size:g} points: Drink water 0123456789"
            lines.append(text_box(words, plan.width, style, part.add("P")))
        return [Piece(Stack(lines, plan.gap), plan.gap)]

    def _pairs(self, pairs: Sequence[Pair], part: StructureElement) -> list[Piece]:
        """A table of what stands on what: measured on the pages that follow, the hardest to see first."""
        rows = []
        for pair in pairs:
            ratio = colours.contrast(pair.colour, pair.ground)
            texts = (f"{pair.kind}: {pair.example}", f"{ratio:.1f} : 1", f"{pair.needed:g} : 1")
            rows.append((texts, Example(pair, self.plan)))
        return self._table(("What", "Contrast", "Needed"), rows, part)

    def _typefaces(self, part: StructureElement) -> list[Piece]:
        plan = self.plan
        pieces = []
        # A brand of one typeface has two stacks alike.
        same = plan.text.regular[0] is plan.display.regular[0]
        uses = (
            [("Text and headings", plan.text)] if same else [("Text", plan.text), ("Headings", plan.display)]
        )
        for use, stack in uses:
            style = TextStyle(stack, plan.body, plan.leading, plan.palette.ink)
            lines = [f"{use}: {stack.regular[0].family}. {_fallen_back(stack)}", SPECIAL]
            boxes = [text_box(line, plan.width, style, part.add("P")) for line in lines]
            pieces.append(Piece(Stack(boxes), 1.5 * plan.gap))
        return pieces


def _together(named: Sequence[BrandColour]) -> list[BrandColour]:
    """Return each value once, with all its names."""
    names: dict[str, list[str]] = {}
    for each in named:
        names.setdefault(each.value, []).append(each.name)
    return [BrandColour(", ".join(dict.fromkeys(called)), value) for value, called in names.items()]


def _good_for(ratio: float) -> str:
    """Return what a colour of that ratio may do on white paper (WCAG 2.2)."""
    if ratio >= 7.0:
        return "all text"
    if ratio >= 4.5:
        return "small notes, graphics"
    if ratio >= 3.0:
        return "graphics, not text"
    return "fills only"


def _explained(duty: Duty) -> str:
    use = f"The {duty.source} colour in {duty.use}: "
    if not duty.changed:
        return f"{use}printed as it is, {colours.to_hex(duty.printed)}, {duty.after:.1f} to 1."
    return (
        f"{use}{colours.to_hex(duty.wanted)} has a contrast of {duty.before:.1f} to 1, and {duty.needed:g} to 1 is needed "
        f"to see it with poor eyes. Handouts print {colours.to_hex(duty.printed)}, {duty.after:.1f} to 1: the same hue, "
        "as much darker as it must be."
    )


def _fallen_back(stack: FontStack) -> str:
    """Return which of the special characters come from another typeface, and from which."""
    first, *others = stack.regular
    behind: dict[str, list[str]] = {}
    for character in dict.fromkeys(SPECIAL):
        if not first.covers(character):
            family = next((font.family for font in others if font.covers(character)), "no typeface")
            behind.setdefault(family, []).append(character)
    if not behind:
        return "It has all of these characters."
    lists = [f"{' '.join(characters)} (from {family})" for family, characters in behind.items()]
    return f"It lacks {', and '.join(lists)}. A text with one of them is set in that typeface as a whole."


def _grey(page: Page, greyed: Greyed) -> Page:
    """Return *page* as a printer without colour prints it: each colour as the grey of its own lightness."""
    return replace(page, marks=tuple(_grey_mark(mark, greyed) for mark in page.marks))


def _grey_mark(mark: Mark, greyed: Greyed) -> Mark:
    if isinstance(mark, TextLine):
        runs = tuple(replace(run, colour=colours.grey(run.colour)) for run in mark.runs)
        return replace(mark, runs=runs)
    if isinstance(mark, Drawing):
        paths = tuple(
            replace(
                path,
                fill=None if path.fill is None else colours.grey(path.fill),
                stroke=None if path.stroke is None else colours.grey(path.stroke),
            )
            for path in mark.paths
        )
        return replace(mark, paths=paths)
    return replace(mark, data=greyed(mark.data)) if isinstance(mark, RasterImage) else mark
