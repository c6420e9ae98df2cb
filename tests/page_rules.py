"""What a page must be like, measured on composed pages: each rule returns what breaks it, in words.

The numbers are those of the Royal National Institute of Blind People, the UK Association for Accessible Formats
and the American Council of the Blind for print, and WCAG 2.2 for contrast.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handouts.graphics.document import (
    ComposedDocument,
    Drawing,
    LinkArea,
    Mark,
    Page,
    StructureElement,
    TextLine,
)

EDGE = 36.0
LONGEST_LINE = 70
BOUND = re.compile(
    r"\(?\d{3}\)? \d{3}-\d{4}|\d{3}-\d{4}"  # phone numbers
    r"|\d+ (?:hours?|days?|minutes?|weeks?|AM|PM|mg|ml|horas?|días?|minutos?)\b"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}\b"
    r"|\d{1,2} de [a-z]+"
)


@dataclass(frozen=True)
class Placed:
    """A line of text: where it stands, and the elements that it is content of, from the root down."""

    page: int
    column: int
    line: TextLine
    elements: tuple[StructureElement, ...]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.line.runs).replace("\u00a0", " ").strip()

    @property
    def width(self) -> float:
        return sum(run.font.width(run.text, run.size) for run in self.line.runs)

    @property
    def size(self) -> float:
        return max(run.size for run in self.line.runs)

    def within(self, *types: str) -> bool:
        return any(element.type in types for element in self.elements)


def placed_lines(document: ComposedDocument) -> list[Placed]:
    """Return every line of text in painting order, page furniture too (which has no elements)."""
    paths = {id(element): path for path, element in _paths(document.structure, ())}
    lines = []
    for number, page in enumerate(document.pages):
        for mark in page.marks:
            if isinstance(mark, TextLine):
                column = 0 if mark.x < page.width / 2 - 6 else 1
                element = mark.element or next((run.element for run in mark.runs if run.element), None)
                lines.append(Placed(number, column, mark, paths[id(element)] if element else ()))
    return lines


def body_lines(document: ComposedDocument) -> list[Placed]:
    """Return the lines of the sections' text: what a patient reads at length, without headings and labels."""
    sections = {
        id(element)
        for element in document.structure.children
        if element.type == "Sect" and any(below.type == "H2" for below in element.walk())
    }
    return [
        line
        for line in placed_lines(document)
        if any(id(element) in sections for element in line.elements) and not line.within("H1", "H2", "H3")
    ]


def small_type(document: ComposedDocument, large: bool) -> Iterator[str]:
    """Body type is 12 pt or more, 18 in large print; nothing is under 9, or 12 in large print."""
    least, body = (12.0, 18.0) if large else (9.0, 12.0)
    for line in placed_lines(document):
        if min(run.size for run in line.line.runs) < least:
            yield f"{line.size} pt: {line.text}"
    for line in body_lines(document):
        if min(run.size for run in line.line.runs) < body:
            yield f"body of {line.size} pt: {line.text}"
    for line in placed_lines(document):
        if large and line.within("H1", "H2") and line.size < 22:
            yield f"heading of {line.size} pt: {line.text}"


def long_lines(document: ComposedDocument) -> Iterator[str]:
    """No line has more than 70 characters."""
    for line in placed_lines(document):
        if len(line.text) > LONGEST_LINE:
            yield f"{len(line.text)} characters: {line.text}"


def lonely_headings(document: ComposedDocument) -> Iterator[str]:
    """Below each heading, in its column, stands what it heads."""
    ordered = reading_order(document)
    for line, following in zip(ordered, [*ordered[1:], None], strict=True):
        if not line.within("H2", "H3") or line.within("Table"):
            continue
        if following is None:
            continue  # lines to write on follow: tried in a test of its own
        apart = (following.page, following.column) != (line.page, line.column)
        if apart and not _drawn_below(document, line):
            yield f"page {line.page + 1}: {line.text}"


def single_lines(document: ComposedDocument) -> Iterator[str]:
    """No paragraph leaves a single line behind or carries one over."""
    for lines in by_element(document).values():
        columns: dict[tuple[int, int], int] = {}
        for line in lines:
            columns[line.page, line.column] = columns.get((line.page, line.column), 0) + 1
        if len(columns) > 1 and min(columns.values()) < 2:
            yield f"{list(columns.values())}: {lines[0].text}"


def split_items(document: ComposedDocument) -> Iterator[str]:
    """A line to tick stays whole."""
    items: dict[int, set[tuple[int, int]]] = {}
    words: dict[int, str] = {}
    for line in placed_lines(document):
        for parent, element in zip(line.elements, line.elements[1:], strict=False):
            if element.type == "LI" and parent.numbering == "Square":
                items.setdefault(id(element), set()).add((line.page, line.column))
                words.setdefault(id(element), line.text)
    yield from (words[key] for key, columns in items.items() if len(columns) > 1)


def stray_last_page(document: ComposedDocument) -> Iterator[str]:
    """A last page is at least a third full."""
    if len(document.pages) > 1:
        page = document.pages[-1]
        lowest = min(
            bounds(mark)[1]
            for mark in page.marks
            if (isinstance(mark, TextLine) and mark.element) or isinstance(mark, Drawing)
            if bounds(mark)[1] > 80  # the footer's rule
        )
        used = (page.height - EDGE - lowest) / (page.height - 2 * EDGE)
        if used < 1 / 3:
            yield f"{used:.0%} of page {len(document.pages)} is used"


def beyond_edges(document: ComposedDocument) -> Iterator[str]:
    """Every mark lies at least half an inch inside the paper."""
    for number, page in enumerate(document.pages, 1):
        for mark in page.marks:
            left, bottom, right, top = bounds(mark)
            inside = left >= EDGE - 0.01 and right <= page.width - EDGE + 0.01
            if not (inside and bottom >= EDGE - 0.01 and top <= page.height - EDGE + 0.01):
                words = (
                    Placed(number, 0, mark, ()).text if isinstance(mark, TextLine) else type(mark).__name__
                )
                yield f"page {number}: {words} at {left:.1f} {bottom:.1f} {right:.1f} {top:.1f}"


def broken_units(document: ComposedDocument) -> Iterator[str]:
    """Phone numbers, dates, clock times and "6 hours" stand on one line."""
    for lines in by_element(document).values():
        whole = " ".join(line.text for line in lines)
        for found in BOUND.finditer(whole):
            if not any(found.group() in line.text for line in lines):
                yield f'"{found.group()}" in: {whole}'


def overlaps(document: ComposedDocument) -> Iterator[str]:
    """No two lines of text touch each other."""
    for number in range(len(document.pages)):
        lines = [line for line in placed_lines(document) if line.page == number]
        for index, one in enumerate(lines):
            for other in lines[index + 1 :]:
                near = abs(one.line.y - other.line.y) < 0.9 * min(one.size, other.size)  # ascent and descent
                apart = (
                    one.line.x + one.width <= other.line.x + 0.5
                    or other.line.x + other.width <= one.line.x + 0.5
                )
                if near and not apart:
                    yield f'page {number + 1}: "{one.text}" and "{other.text}"'


def by_element(document: ComposedDocument) -> dict[int, list[Placed]]:
    """Return the lines of each element that has text of its own."""
    elements: dict[int, list[Placed]] = {}
    for line in placed_lines(document):
        if line.elements:
            elements.setdefault(id(line.elements[-1]), []).append(line)
    return elements


def reading_order(document: ComposedDocument) -> list[Placed]:
    """Return the lines in the order of the structure tree, without page furniture."""
    lines = by_element(document)
    return [line for element in document.structure.walk() for line in lines.get(id(element), [])]


def bounds(mark: Mark) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of a mark, in points; curves by their control points."""
    if isinstance(mark, TextLine):
        size = max(run.size for run in mark.runs)
        width = sum(run.font.width(run.text, run.size) for run in mark.runs)
        return mark.x, mark.y - 0.24 * size, mark.x + width, mark.y + 0.72 * size
    if isinstance(mark, Drawing):
        xs, ys = [], []
        for path in mark.paths:
            half = path.line_width / 2 if path.stroke is not None else 0.0
            for operator, numbers in path.segments:
                points = list(zip(numbers[::2], numbers[1::2], strict=True))
                if operator == "R":
                    (x, y), (width, height) = points
                    points = [(x, y), (x + width, y + height)]
                for x, y in points:
                    xs += [x - half, x + half]
                    ys += [y - half, y + half]
        ups = [mark.y + (-y if mark.flip else y) * mark.scale for y in ys]
        overs = [mark.x + x * mark.scale for x in xs]
        return min(overs), min(ups), max(overs), max(ups)
    if isinstance(mark, LinkArea):
        # A link's area is not printed; what it lies on is judged as text.
        return mark.x, max(mark.y, EDGE), mark.x + mark.width, mark.y + mark.height
    return mark.x, mark.y, mark.x + mark.width, mark.y + mark.height


def _drawn_below(document: ComposedDocument, line: Placed) -> bool:
    """Return whether a field or picture stands within four lines below *line*, in its column."""
    page: Page = document.pages[line.page]
    for mark in page.marks:
        if isinstance(mark, Drawing) and mark.element is not None:
            left, _, _, top = bounds(mark)
            column = 0 if left < page.width / 2 - 6 else 1
            if column == line.column and 0 < line.line.y - top < 4 * line.size:
                return True
    return False


def _paths(
    element: StructureElement, above: tuple[StructureElement, ...]
) -> Iterator[tuple[tuple[StructureElement, ...], StructureElement]]:
    path = (*above, element)
    yield path, element
    for child in element.children:
        yield from _paths(child, path)
