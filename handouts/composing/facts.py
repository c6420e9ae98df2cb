"""The facts at a glance: a pictogram, a label and a short text each, side by side or one under another.

As many stand side by side as have room for their words; the others follow in further rows.
"""

from __future__ import annotations

from collections.abc import Sequence

from handouts.composing.blocks import icon_box
from handouts.composing.boxes import Beside, Box, Stack
from handouts.composing.design import Design
from handouts.composing.lines import TextStyle, longest_word, narrowest, one_line
from handouts.composing.ornaments import Divided
from handouts.composing.paragraphs import text_box
from handouts.graphics.document import StructureElement
from handouts.tailoring.handout import Fact

INDENT = 0.6
"""From a pictogram to its words, in paddings."""
GAP = 1.4
"""Between two facts, in paddings."""
MOST_LINES = 4


def facts_box(facts: Sequence[Fact], design: Design, parent: StructureElement) -> Box:
    """Return *facts*, in columns with hairlines between them where the page has columns; adds them to *parent*."""
    return _FactsMaker(facts, design).box(parent)


class _FactsMaker:
    """Sets facts of one design; ``alone`` is as in `Source`."""

    def __init__(self, facts: Sequence[Fact], design: Design) -> None:
        self.facts, self.design = facts, design
        palette = design.palette
        self.label = TextStyle(design.text, design.label, design.label * 1.3, palette.brand, True)
        self.strong = TextStyle(design.text, design.body, design.leading, palette.ink, not design.mono)
        self.gap = GAP * design.space.padding
        self.visits = any(fact.text.slot is not None for fact in facts)
        self.alone = False

    def box(self, parent: StructureElement) -> Box:
        design, facts = self.design, self.facts
        listing = parent.add("L", numbering="None")
        if design.columns == 1:
            return Stack([self._fact(fact, design.width, listing) for fact in facts], design.gap)
        columns, widths = self._columns()
        rows: list[Box] = []
        for start in range(0, len(facts), columns):
            boxes: list[tuple[float, Box]] = []
            x = 0.0
            for fact, width in zip(facts[start : start + columns], widths, strict=False):
                boxes.append((x, self._fact(fact, width, listing)))
                x += width + self.gap
            rows.append(Divided(boxes, self.gap, design))
        return rows[0] if len(rows) == 1 else Stack(rows, 2 * design.gap)

    def _columns(self) -> tuple[int, list[float]]:
        """Return how many facts stand side by side, as many as may, and how wide each column is."""
        columns, widths = self._most_columns()
        if self.visits and any(
            longest_word(fact.text, self.strong) > widths[number % columns] - self._indent(fact)
            for number, fact in enumerate(self.facts)
        ):
            self.alone = True
            return self._most_columns()
        return columns, widths

    def _most_columns(self) -> tuple[int, list[float]]:
        count = len(self.facts)
        for rows in range(1, count + 1):
            columns = -(-count // rows)
            widths = self._widths(columns, self.design.width - (columns - 1) * self.gap)
            if widths is not None:
                return columns, widths
        return 1, [self.design.width]

    def _widths(self, columns: int, room: float) -> list[float] | None:
        """Return a width for each of *columns*: *room* is given where it saves a line at the least cost.

        None where a word is wider than its column.
        """
        among = [self.facts[number::columns] for number in range(columns)]
        if not self.visits:
            widths = self._fewest_lines(among, room)
            if widths is not None:
                return widths
        even = room / columns
        # The same for every visit, whatever its times are.
        fits = all(self._least(fact) <= even for column in among for fact in column)
        return [even] * columns if fits else None

    def _fewest_lines(self, among: Sequence[Sequence[Fact]], room: float) -> list[float] | None:
        # for each column the width it takes with texts of one line, of two, …
        needs = [
            [max(self._need(fact, lines) for fact in column) for lines in range(1, MOST_LINES + 1)]
            for column in among
        ]
        fitting = [lines for lines in range(MOST_LINES) if sum(need[lines] for need in needs) <= room]
        if not fitting:
            return None
        chosen = [fitting[0]] * len(among)
        while True:
            widths = [need[lines] for need, lines in zip(needs, chosen, strict=True)]
            spare = room - sum(widths)
            steps = [
                (needs[number][lines - 1] - widths[number], number)
                for number, lines in enumerate(chosen)
                if lines and needs[number][lines - 1] - widths[number] <= spare
            ]
            if not steps:
                return [width + spare / len(among) for width in widths]
            chosen[min(steps)[1]] -= 1

    def _need(self, fact: Fact, lines: int) -> float:
        words = max(one_line(fact.label, self.label), narrowest(fact.text, self.strong, lines))
        return self._indent(None) + words + 1

    def _least(self, fact: Fact) -> float:
        text = longest_word(fact.text, self.strong, for_all_visits=not self.alone)
        return self._indent(fact) + max(longest_word(fact.label, self.label), text)

    def _indent(self, fact: Fact | None) -> float:
        """Return how far the words of *fact* are from its left edge; of None, where there is a pictogram."""
        has_icon = fact is None or fact.icon is not None
        return self.design.fact_icon + INDENT * self.design.space.padding if has_icon else 0.0

    def _fact(self, fact: Fact, width: float, listing: StructureElement) -> Box:
        item = listing.add("LI")
        boxes: list[tuple[float, Box]] = []
        if fact.icon:
            boxes.append((0.0, icon_box(fact.icon, self.design.fact_icon, self.design.palette.brand)))
        indent = self._indent(fact)
        label = text_box(fact.label, width - indent, self.label, item.add("Lbl"))
        text = text_box(fact.text, width - indent, self.strong, item.add("LBody"), alone=self.alone)
        boxes.append((indent, Stack([label, text])))
        return Beside(boxes)
