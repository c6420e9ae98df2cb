"""The facts at a glance: a pictogram, a label and a short text each, side by side or one under another."""

from __future__ import annotations

from collections.abc import Sequence

from handouts.composing.blocks import icon_box
from handouts.composing.boxes import Beside, Box, Stack
from handouts.composing.design import Design
from handouts.composing.ornaments import Divided
from handouts.composing.paragraphs import TextStyle, bound, narrowest, text_box
from handouts.graphics.document import StructureElement
from handouts.tailoring.handout import Fact

INDENT = 0.6
"""From a pictogram to its words, in paddings."""
GAP = 1.4
"""Between two facts, in paddings."""
MOST_LINES = 4


def facts_box(facts: Sequence[Fact], design: Design, parent: StructureElement) -> Box:
    """Return *facts*, in columns with hairlines between them where the page has columns; adds them to *parent*."""
    listing = parent.add("L", numbering="None")
    if design.columns == 1:
        return Stack([_fact(fact, design.width, design, listing) for fact in facts], design.gap)
    gap = GAP * design.space.padding
    boxes: list[tuple[float, Box]] = []
    x = 0.0
    for fact, width in zip(facts, _widths(facts, design, design.width - (len(facts) - 1) * gap), strict=True):
        boxes.append((x, _fact(fact, width, design, listing)))
        x += width + gap
    return Divided(boxes, gap, design)


def _widths(facts: Sequence[Fact], design: Design, room: float) -> list[float]:
    """Return a width for each fact: *room* is given where it saves a line at the least cost."""
    if any(fact.text.slot is not None for fact in facts):
        return [room / len(facts)] * len(facts)  # the same for every visit, whatever its times are
    icon = design.fact_icon + INDENT * design.space.padding
    bold = not design.mono  # as `_fact` sets them
    space = design.text.width(" ", design.body, bold)
    needs: list[list[float]] = []  # for each fact the width it takes on one line, on two, …
    for fact in facts:
        label = design.text.width(fact.label.plain, design.label, True)
        words = [design.text.width(word, design.body, bold) for word in bound(fact.text.plain).split(" ")]
        needs.append(
            [icon + max(label, narrowest(words, space, lines)) + 1 for lines in range(1, MOST_LINES + 1)]
        )
    fitting = [lines for lines in range(MOST_LINES) if sum(need[lines] for need in needs) <= room]
    if not fitting:
        return [room / len(facts)] * len(facts)
    chosen = [fitting[0]] * len(facts)
    while True:
        widths = [need[lines] for need, lines in zip(needs, chosen, strict=True)]
        spare = room - sum(widths)
        steps = [
            (needs[number][lines - 1] - widths[number], number)
            for number, lines in enumerate(chosen)
            if lines and needs[number][lines - 1] - widths[number] <= spare
        ]
        if not steps:
            return [width + spare / len(facts) for width in widths]
        chosen[min(steps)[1]] -= 1


def _fact(fact: Fact, width: float, design: Design, listing: StructureElement) -> Box:
    item = listing.add("LI")
    palette = design.palette
    label_style = TextStyle(design.text, design.label, design.label * 1.3, palette.brand, True)
    strong = TextStyle(design.text, design.body, design.leading, palette.ink, not design.mono)
    indent = design.fact_icon + INDENT * design.space.padding if fact.icon else 0.0
    boxes: list[tuple[float, Box]] = []
    if fact.icon:
        boxes.append((0.0, icon_box(fact.icon, design.fact_icon, palette.brand)))
    label = text_box(fact.label, width - indent, label_style, item.add("Lbl"))
    text = text_box(fact.text, width - indent, strong, item.add("LBody"))
    boxes.append((indent, Stack([label, text])))
    return Beside(boxes)
