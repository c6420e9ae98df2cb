"""Blocks of content become boxes: one function for each kind, all drawing on the design and nothing else.

Each function returns pieces, which are never split, in reading order; structure elements are added to the section's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import assert_never

from handouts.composing.boxes import Beside, Box, Panel, PictureBox, Stack, WriteLines, rounded
from handouts.composing.design import Design
from handouts.composing.lines import Strain, TextStyle, fits
from handouts.composing.ornaments import Bar, OnLine, Ring, Strip, Underlined
from handouts.composing.page_breaks import Piece
from handouts.composing.paragraphs import TextBox, fitted, text_box
from handouts.composing.plain_table import PlainTable
from handouts.graphics.document import Colour, Path, StructureElement
from handouts.pictures import icon
from handouts.tailoring import handout as tailored
from handouts.tailoring.handout import RichText

LONGEST_PARAGRAPH = 12
"""Lines above which a paragraph, or the row of a table, may be split over two columns."""


class BlockComposer:
    """Makes boxes of one width for one design; ``words`` are the page's own words; ``alone`` is as in `Source`.

    ``cramped`` are the texts met that have no room in this width: a word of them is cut, or a table has too little.
    """

    def __init__(self, design: Design, width: float, words: dict[str, str], alone: bool = False) -> None:
        self.design, self.width, self.words, self.alone = design, width, words, alone
        self.cramped: list[RichText | str] = []
        colours = design.palette
        link = colours.brand
        self.body = TextStyle(design.text, design.body, design.leading, colours.ink, link_colour=link)
        self.strong = TextStyle(design.text, design.body, design.leading, colours.ink, True, link)
        self.heading = TextStyle(design.display, design.heading, design.heading * 1.2, colours.brand, True)
        self.subheading = TextStyle(design.text, design.subheading, design.leading, colours.brand, True)
        self.leading = TextStyle(design.text, design.lead, design.lead * 1.3, colours.ink, True)
        self.number = TextStyle(design.text, design.body, design.leading, colours.brand, not design.mono)
        self.on_strip = TextStyle(design.text, design.subheading, design.leading, colours.brand_on_tint, True)

    def section(self, section: tailored.Section, parent: StructureElement) -> list[Piece]:
        """Return the pieces of a section: its heading, kept with what follows, and its blocks."""
        element = parent.add("Sect")
        only = section.blocks[0] if len(section.blocks) == 1 else None
        if isinstance(only, tailored.Callout):
            return self._callout(only, element, section.heading)
        pieces = [Piece(self._section_head(section, element), self.design.space.section, 2, True)]
        for block in section.blocks:
            pieces += self.block(block, element)
        return pieces

    def _section_head(self, section: tailored.Section, element: StructureElement) -> Box:
        """The heading of a section; where there is something to tick off, it is a bar that leads the eye."""
        design = self.design
        if any(isinstance(block, tailored.Checklist) for block in section.blocks):
            width = self.width - 2 * design.space.padding
            style = replace(self.heading, colour=design.palette.on_band)
            style = fitted(section.heading, width, style, design.body)
            return Bar(self._text(section.heading, width, style, element.add("H2"), 2), self.width, design)
        style = fitted(section.heading, self.width, self.heading, design.body)
        return Underlined(self._text(section.heading, self.width, style, element.add("H2"), 2), design)

    def _text(
        self,
        text: RichText | str,
        width: float,
        style: TextStyle,
        element: StructureElement | None,
        level: int | None = None,
        alone: bool = False,
    ) -> TextBox:
        """Return *text* as `text_box` sets it; what has no room is noted."""
        box = text_box(text, width, style, element, level, alone or self.alone)
        if box.strain is Strain.CUT:
            self.cramped.append(text)
        return box

    def block(self, block: tailored.Block, parent: StructureElement) -> list[Piece]:
        """Return the pieces of a block."""
        match block:
            case tailored.Paragraphs():
                return self._paragraphs(block, parent)
            case tailored.Bullets():
                return self._list(block.entries, parent, "Disc", self._bullet)
            case tailored.Steps():
                return self._list(block.entries, parent, "Decimal", self._number)
            case tailored.Checklist():
                return self._checklist(block, parent)
            case tailored.Facts():
                return self._facts(block, parent)
            case tailored.Table():
                return self._table(block, parent)
            case tailored.Callout():
                return self._callout(block, parent)
            case tailored.WriteIn():
                return self._write_in(block, parent)
            case tailored.Timeline():
                return self._timeline(block, parent)
            case tailored.PainLog():
                raise ValueError("a log is no part of another page: it has sheets of its own")
            case _ as never:
                assert_never(never)

    def _paragraphs(self, block: tailored.Paragraphs, parent: StructureElement) -> list[Piece]:
        pieces = []
        for text in block.paragraphs:
            made = self._splittable(self._text(text, self.width, self.body, parent.add("P")))
            # "We do it to:" belongs to the list that follows.
            made[-1].keep = text.plain.rstrip().endswith(":")
            pieces += made
        return pieces

    def _checklist(self, block: tailored.Checklist, parent: StructureElement) -> list[Piece]:
        pieces: list[Piece] = []
        for group in block.groups:
            if group.heading is not None:
                width = self.width - 1.2 * self.design.space.padding
                head = self._text(group.heading, width, self.on_strip, parent.add("H3"), 3)
                pieces.append(Piece(Strip(head, self.width, self.design), self.design.space.group, 1, True))
            pieces += self._list(group.entries, parent, "Square", self._tick_box)
        return pieces

    def _facts(self, block: tailored.Facts, parent: StructureElement) -> list[Piece]:
        pieces = []
        listing = parent.add("L", numbering="None")
        for fact in block.facts:
            item = listing.add("LI")
            label = self._text(fact.label, self.width, self.strong, item.add("Lbl"))
            text = self._text(fact.text, self.width, self.body, item.add("LBody"))
            pieces.append(Piece(Stack([label, text]), self.design.gap))
        return pieces

    def _table(self, block: tailored.Table, parent: StructureElement) -> list[Piece]:
        table = parent.add("Table")
        pieces: list[Piece] = []
        if block.caption is not None:
            caption = self._text(block.caption, self.width, self.strong, table.add("Caption"))
            pieces.append(Piece(caption, self.design.gap, 1, True))
        plain = PlainTable(block, self.width, self.design, self.strong, self.body)
        if plain.strain is not Strain.NONE:
            own = [cell for row in block.rows for cell in row if cell.slot is not None]
            self.cramped.append(own[0] if plain.alone else block.columns[0])
        rows = plain.rows(
            table,
            lambda text, width, style, element, alone: self._text(text, width, style, element, alone=alone),
        )
        return pieces + rows.pieces(self.design.gap, 2.0, LONGEST_PARAGRAPH)

    def _callout(
        self, block: tailored.Callout, parent: StructureElement, title: RichText | None = None
    ) -> list[Piece]:
        """A box with its own icon, border and heading: an emergency differs in all three, not in colour alone.

        A callout that is all of its section carries the section's heading, *title*, inside the box.
        """
        design, palette = self.design, self.design.palette
        emergency = block.kind == "emergency"
        aside = parent.add("Aside")
        padding = design.space.padding
        inside = BlockComposer(design, self.width - 2 * padding - 4, self.words, self.alone)
        inside.cramped = self.cramped
        boxes: list[Box] = []
        own = {"call-us": self.words["call_us"], "emergency": self.words["emergency"]}.get(block.kind)
        heading = title or block.heading or _plain(own)
        if heading is not None:
            size = 1.5 * design.heading
            style = TextStyle(
                design.display, design.heading, design.heading * 1.2, palette.brand_on_tint, True
            )
            level = 2 if title else 3
            style = fitted(heading, inside.width - size, style, design.body)
            words = self._text(heading, inside.width - size, style, aside.add("H2" if title else "H3"), level)
            name = {"call-us": "call", "emergency": "emergency", "note": "question"}[block.kind]
            boxes.append(
                Beside([(0, self._icon(name, design.heading * 1.25, palette.brand_on_tint)), (size, words)])
            )
        if title and block.heading:
            boxes.append(self._text(block.heading, inside.width, self.leading, aside.add("P")))
        for text in block.paragraphs:
            boxes.append(self._text(text, inside.width, self.body, aside.add("P")))
        boxes += (
            [piece.box for piece in inside._list(block.entries, aside, "Disc", inside._bullet)]
            if block.entries
            else []
        )
        frame = palette.ink if emergency else palette.brand
        line_width, radius = (
            (design.stroke.alert, 0.0) if emergency else (design.stroke.frame, design.radius.card)
        )
        gap = 0.8 * design.gap
        pieces: list[Piece] = []
        for part in _parts(boxes, 0.45 * design.page[1], gap):
            panel = Panel(Stack(part, gap), self.width, padding, palette.tint, frame, line_width, radius)
            pieces.append(Piece(panel, design.gap))
        pieces[0].gap = design.space.section if title else design.space.group
        pieces[0].starts = 2 if title else 1
        return pieces

    def _write_in(self, block: tailored.WriteIn, parent: StructureElement) -> list[Piece]:
        pieces = []
        if block.prompt is not None:
            pieces.append(
                Piece(
                    self._text(block.prompt, self.width, self.body, parent.add("P")), self.design.gap, 0, True
                )
            )
        spacing = 1.75 * self.design.body
        words = self.words["blank_lines" if block.lines > 1 else "blank_line"].format(count=block.lines)
        blank = parent.add("P").add("Form", field="text", alternate=words)
        pieces += [
            Piece(
                WriteLines(
                    1, self.width, spacing, self.design.palette.quiet, self.design.stroke.write_in, blank
                ),
                0.0,
            )
            for _ in range(block.lines)
        ]
        return pieces

    def _timeline(self, block: tailored.Timeline, parent: StructureElement) -> list[Piece]:
        listing = parent.add("L", numbering="None")
        indent = 1.35 * self.design.body
        pieces = []
        for number, entry in enumerate(block.entries):
            item = listing.add("LI")
            time = self._text(entry.time, self.width - indent, self.subheading, item.add("Lbl"))
            text = self._text(entry.text, self.width - indent, self.body, item.add("LBody"))
            last = number == len(block.entries) - 1
            box = OnLine(Stack([time, text]), indent, self.design, last)
            pieces.append(Piece(box, 0.9 * self.design.gap, 1 if number == 0 else 0))
        return pieces

    def _list(
        self,
        entries: Sequence[tailored.Entry],
        parent: StructureElement,
        numbering: str,
        marker: Callable[[int, StructureElement], tuple[Box, float]],
    ) -> list[Piece]:
        listing = parent.add("L", numbering=numbering)
        pieces = []
        for number, entry in enumerate(entries, 1):
            item = listing.add("LI")
            mark, indent = marker(number, item.add("Lbl"))
            width = self.width - indent
            boxes: list[tuple[float, Box]] = [(0, mark)]
            if entry.icon is not None and numbering == "Square":
                size = self.design.item_icon
                if fits(entry.text, self.body, width - size - 4, Strain.MARK, True):
                    boxes.append((self.width - size, self._icon(entry.icon, size, self.design.palette.brand)))
                    width -= size + 4
            text = self._text(entry.text, width, self.body, item.add("LBody"))
            # A line to tick is one thing to do and stays whole, unless no page could hold it.
            most = (
                0.6 * self.design.page[1] / self.design.leading
                if numbering == "Square"
                else LONGEST_PARAGRAPH
            )
            if len(text.lines) > most:
                first, rest = text.split(LONGEST_PARAGRAPH - 2)
                pieces.append(Piece(Beside([*boxes, (indent, first)]), self.design.gap))
                pieces += [Piece(Beside([(indent, box)]), 0.0) for box in _lines(rest)]
            else:
                pieces.append(Piece(Beside([*boxes, (indent, text)]), self.design.gap))
        return pieces

    def _bullet(self, number: int, element: StructureElement) -> tuple[Box, float]:
        size = self.design.body
        radius = 0.15 * size
        dot = Path(rounded(0, 0, 2 * radius, 2 * radius, radius), self.design.palette.brand)
        element.actual_text = "•"
        return PictureBox((dot,), 1.0, size, 0.0, element, 0.5 * self.design.leading - radius), 1.1 * size

    def _number(self, number: int, element: StructureElement) -> tuple[Box, float]:
        words = self._text(str(number), 2 * self.design.body, self.number, element)
        return Ring(words, 1.55 * self.design.body, self.design), 2.1 * self.design.body

    def _tick_box(self, number: int, element: StructureElement) -> tuple[Box, float]:
        side = 0.92 * self.design.body
        design = self.design
        outline = rounded(0, 0, side, side, design.radius.tick_box)
        box = Path(outline, None, design.palette.ink, design.stroke.tick_box)
        field = element.add("Form", field="check box", alternate=self.words["check_box"])
        return PictureBox(
            (box,), 1.0, side, 0.0, field, (self.design.leading - side) / 2
        ), 1.6 * self.design.body

    def _icon(self, name: str, size: float, colour: Colour) -> PictureBox:
        return icon_box(name, size, colour)

    def _splittable(self, box: TextBox) -> list[Piece]:
        if len(box.lines) <= LONGEST_PARAGRAPH:
            return [Piece(box, self.design.gap)]
        first, rest = box.split(LONGEST_PARAGRAPH - 2)
        return [Piece(first, self.design.gap), *[Piece(part, 0.0) for part in _lines(rest)]]


def icon_box(name: str, size: float, colour: Colour, drop: float = 0.0) -> PictureBox:
    """Return the pictogram *name*, *size* points high, as decoration beside words that say the same."""
    picture = icon(name)
    paths = tuple(Path(path.segments, colour, None, even_odd=path.even_odd) for path in picture.paths)
    return PictureBox(paths, size / picture.height, size, size, None, drop)


def _parts(boxes: Sequence[Box], most: float, gap: float) -> list[list[Box]]:
    """Return *boxes* in parts of at most *most* points high with *gap* between two, as few as a box allows."""
    parts: list[list[Box]] = [[]]
    used = 0.0
    for box in boxes:
        # A heading stays with what it heads, unless the two would not fit a page.
        if parts[-1] and used + box.height > (most if len(parts[-1]) > 1 else 1.5 * most):
            parts.append([])
            used = 0.0
        parts[-1].append(box)
        used += box.height + gap
    return parts


def _plain(text: str | None) -> RichText | None:
    return None if text is None else RichText((tailored.Run(text),))


def _lines(box: TextBox) -> list[TextBox]:
    """Return *box* in parts of two lines, the last of two or three, so that no line stands alone."""
    parts = []
    while len(box.lines) > 3:
        first, box = box.split(2)
        parts.append(first)
    return [*parts, box]
