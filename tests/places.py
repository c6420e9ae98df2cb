"""Where each word of a finished page stands, as a text that people can read and compare block by block.

Words and their places are read out of the PDF itself; a block is a paragraph, a heading, an entry of a list or a
row of a table, or the words outside the structure, as the file's tags say. Small shifts are no difference.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

TOLERANCE = 0.75
"""Points by which a word may stand elsewhere: less than anybody sees, more than rounding makes."""

BLOCKS = {"H1", "H2", "H3", "H4", "P", "LI", "TR", "Caption", "Figure", "Note"}
OUTSIDE = "outside"


@dataclass(slots=True)
class Word:
    """A word and the left end of its baseline, in points from the page's lower left corner."""

    text: str
    x: float
    y: float


@dataclass(slots=True)
class Block:
    """Words that belong together; ``page`` counts from 1."""

    page: int
    kind: str
    words: list[Word] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def name(self) -> str:
        """What a message calls the block."""
        start = self.text if len(self.text) <= 40 else self.text[:39] + "…"
        return f"page {self.page}, {self.kind} {start!r}"


def places_of(pdf: bytes) -> list[Block]:
    """Return the blocks of every page, in the order of painting."""
    blocks: list[Block] = []
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, 1):
            owners = _owners(page)
            last: object = None
            word: Word | None = None
            for character, content, x, y in _characters(page):
                owner, kind = owners.get(content, (OUTSIDE, OUTSIDE))
                if owner != last:
                    blocks.append(Block(number, kind))
                    last, word = owner, None
                if not character.strip():
                    word = None
                elif word is None or abs(word.y - y) > 0.01:  # the next line, where no space ends one
                    word = Word(character, x, y)
                    blocks[-1].words.append(word)
                else:
                    word.text += character
    return [block for block in blocks if block.words]


def written(blocks: list[Block]) -> str:
    """Return *blocks* as a text: a line for each line on the page, with the x of each word before it."""
    lines: list[str] = []
    page = 0
    for block in blocks:
        if block.page != page:
            page = block.page
            lines.append(f"page {page}")
        lines.append(f"  {block.kind}")
        y: float | None = None
        for word in block.words:
            if word.y != y:
                y = word.y
                lines.append(f"    {y:.1f}:")
            lines[-1] += f" {word.x:.1f} {word.text}"
    return "\n".join(lines) + "\n"


def read(text: str) -> list[Block]:
    """Return the blocks that `written` wrote."""
    blocks: list[Block] = []
    page = 0
    for line in text.splitlines():
        if line.startswith("page "):
            page = int(line[5:])
        elif not line.startswith("    "):
            blocks.append(Block(page, line.strip()))
        else:
            y, _, words = line.strip().partition(":")
            pieces = words.split()
            blocks[-1].words += [
                Word(word, float(x), float(y)) for x, word in zip(pieces[::2], pieces[1::2], strict=True)
            ]
    return blocks


def differences(expected: list[Block], found: list[Block], tolerance: float = TOLERANCE) -> list[str]:
    """Return what differs, block by block: blocks that came, went or say something else, and words that moved."""
    keys = [[(block.page, block.kind, block.text) for block in blocks] for blocks in (expected, found)]
    said: list[str] = []
    for kind, first, last, start, end in SequenceMatcher(
        None, keys[0], keys[1], autojunk=False
    ).get_opcodes():
        if kind == "equal":
            for one, other in zip(expected[first:last], found[start:end], strict=True):
                said += _moves(one, other, tolerance)
            continue
        said += [f"{block.name} is gone" for block in expected[first:last]]
        said += [f"{block.name} is new" for block in found[start:end]]
    return said


def _moves(expected: Block, found: Block, tolerance: float) -> Iterator[str]:
    """Yield the first word of a block that moved, which says enough: what follows it moves along."""
    for one, other in zip(expected.words, found.words, strict=True):
        if max(abs(one.x - other.x), abs(one.y - other.y)) > tolerance:
            yield (
                f"{expected.name}: {one.text!r} moved from {one.x:.1f} {one.y:.1f} to {other.x:.1f} {other.y:.1f}"
            )
            return


def _characters(page: Any) -> Iterator[tuple[str, int, float, float]]:
    """Yield each painted character with its marked content (-1 for none) and its place."""
    text = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        if pdfium.FPDFText_IsGenerated(text, index) == 1:  # a line end that the reader thought of
            continue
        painted = pdfium.FPDFText_GetTextObject(text, index)
        content = pdfium.FPDFPageObj_GetMarkedContentID(painted) if painted else -1
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        # PDFium reads a hyphen at the end of a line as U+0002 or U+FFFE.
        character = re.sub("[\x02\ufffe]", "-", chr(pdfium.FPDFText_GetUnicode(text, index)))
        yield character, content, round(x.value, 1), round(y.value, 1)


def _owners(page: Any) -> dict[int, tuple[object, str]]:
    """Return the block that each marked content belongs to: something that tells blocks apart, and its kind."""
    owners: dict[int, tuple[object, str]] = {}
    count = 0

    def visit(element: Any, owner: tuple[object, str]) -> None:
        nonlocal count
        kind = _type(element)
        if kind in BLOCKS:
            count += 1
            owner = (count, kind)
        for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
            below = pdfium.FPDF_StructElement_GetChildAtIndex(element, index)
            if below:
                visit(below, owner)
            else:
                content = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index)
                if content >= 0:
                    owners[content] = owner

    tree = pdfium.FPDF_StructTree_GetForPage(page)
    try:
        for index in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            visit(pdfium.FPDF_StructTree_GetChildAtIndex(tree, index), (OUTSIDE, OUTSIDE))
    finally:
        pdfium.FPDF_StructTree_Close(tree)
    return owners


def _type(element: Any) -> str:
    length = pdfium.FPDF_StructElement_GetType(element, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDF_StructElement_GetType(element, buffer, length)
    return buffer.raw.decode("utf-16-le").rstrip("\0")
