"""The transcript: what a screen reader meets in a finished PDF, in reading order, with its roles.

It is read from the file alone (structure tree, marked content, ToUnicode maps), never from our own
model, so that a person who reviews it reviews what patients get. It needs ``pikepdf``, which is imported
only here and only when called.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from typing import Any

_BLOCKS = {
    "Note": "note:",
    "Caption": "caption:",
    "Aside": "box:",
}
_FIELDS = {"/cb": "check box", "/tv": "fill in"}
"""What roles of fields on paper (PrintField) are called."""
_SILENT = frozenset({"Document", "Sect", "Div", "THead", "TBody", "P", "LBody"})


class TranscriptUnavailable(Exception):
    """The transcript cannot be made, for the reason that the message gives."""


def transcript(pdf: bytes) -> str:
    """Return the transcript of the PDF: a line for each block, indented in lists, boxes and tables.

    Raises `TranscriptUnavailable` if pikepdf is not installed, or the file is not tagged.
    """
    try:
        import pikepdf
    except ImportError as failure:
        raise TranscriptUnavailable(
            "a transcript needs the package pikepdf: pip install pikepdf"
        ) from failure
    with pikepdf.open(BytesIO(pdf)) as file:
        if "/StructTreeRoot" not in file.Root:
            raise TranscriptUnavailable("the file is not tagged: it has no structure to read")
        reader = _Reader(file)
        title = str(file.docinfo.get("/Title", "")) if file.trailer.get("/Info") is not None else ""
        language = str(file.Root.get("/Lang", ""))
        lines = [f"document: {title} (language {language})", ""]
        lines += reader.block(file.Root.StructTreeRoot.K, 0)
    return "\n".join(lines).rstrip() + "\n"


class _Reader:
    """Reads one file: the text of each piece of marked content, then the tree over them."""

    def __init__(self, file: Any) -> None:
        self._text: dict[tuple[Any, int], str] = {}
        self._addresses: dict[Any, str] = {}
        for page in file.pages:
            for mcid, text in _marked_text(page).items():
                self._text[(page.obj.objgen, mcid)] = text
            for annotation in page.obj.get("/Annots", ()):
                action = annotation.get("/A")
                if action is not None and "/URI" in action:
                    self._addresses[annotation.objgen] = str(action.URI)

    def block(self, element: Any, depth: int) -> list[str]:
        """Return the lines of *element* and all below it."""
        kind = str(element.S)[1:]
        indent = "  " * depth
        if kind == "L":
            items = [kid for kid in _elements(element) if str(kid.S) == "/LI"]
            lines = [f"{indent}list of {len(items)} item{'s' if len(items) != 1 else ''}"]
            for item in items:
                lines += self._item(item, depth + 1, _is_glossary(element))
            return lines
        if kind == "Table":
            return self._table(element, depth)
        if kind == "Figure":
            return [f"{indent}figure: {element.get('/Alt', 'no description')}"]
        if kind in _BLOCKS and any(_is_block(kid) for kid in _elements(element)):
            below = self._blocks_below(element, depth + 1)
            while below and not below[0]:
                del below[0]
            return [f"{indent}{_BLOCKS[kind]}", *below]
        if kind in _BLOCKS:
            return [f"{indent}{_BLOCKS[kind]} {self._said(element)}"]
        if any(_is_block(kid) for kid in _elements(element)):
            return self._blocks_below(element, depth)
        said = self._said(element)
        if not said:
            return []
        if len(kind) == 2 and kind[0] == "H" and kind[1].isdigit():
            return ["", f"{indent}heading level {kind[1]}: {said}"]
        role = "" if kind in _SILENT or kind in ("Span", "Link") else f"{kind}: "
        return [f"{indent}{role}{said}"]

    def _blocks_below(self, element: Any, depth: int) -> list[str]:
        lines: list[str] = []
        for kid in _kids(element):
            if _is_element(kid):
                lines += self.block(kid, depth)
            else:
                text = self._piece(kid, element).strip()
                if text:
                    lines.append("  " * depth + text)
        return lines

    def _item(self, item: Any, depth: int, glossary: bool) -> list[str]:
        label = ""
        lines: list[str] = []
        for kid in _elements(item):
            if str(kid.S) == "/Lbl":
                label = self._said(kid) + (":" if glossary else "")
            else:
                lines += self.block(kid, depth)
        first = lines[0].strip() if lines else ""
        told = [f"{'  ' * depth}- {label + ' ' if label else ''}{first}".rstrip()]
        return told + ["  " + line if line else "" for line in lines[1:]]

    def _table(self, table: Any, depth: int) -> list[str]:
        indent = "  " * depth
        rows = [element for element in _descendants(table) if str(element.S) == "/TR"]
        lines = [f"{indent}table with {len(rows)} row{'s' if len(rows) != 1 else ''}"]
        for row in rows:
            cells = []
            for cell in _elements(row):
                said = " ".join(line.strip() for line in self._blocks_below(cell, 0) if line.strip())
                said = said if any(_is_block(kid) for kid in _elements(cell)) else self._said(cell)
                scope = str(cell.get("/A", {}).get("/Scope", ""))[1:].lower()
                role = f"{scope} header: " if str(cell.S) == "/TH" else ""
                cells.append(role + (said or "(empty)"))
            lines.append(f"{indent}  row: " + " | ".join(cells))
        return lines

    def _said(self, element: Any) -> str:
        return " ".join(self._inline(element).split())

    def _inline(self, element: Any) -> str:
        """Return what is said of an element that stands within a line."""
        if "/ActualText" in element:
            said = str(element.ActualText)
        elif "/Alt" in element:
            said = str(element.Alt)
        else:
            said = "".join(
                self._inline(kid) if _is_element(kid) else self._piece(kid, element) for kid in _kids(element)
            )
        if "/Lang" in element:
            said = f"[in language {element.Lang}: {said.strip()}] "
        if str(element.S) == "/Form":
            role = _FIELDS.get(str(element.get("/A", {}).get("/Role", "")), "form field")
            said = f"[{role}: {said.strip()}] "
        if str(element.S) == "/Link":
            addresses = dict.fromkeys(
                self._addresses.get(kid.Obj.objgen, "nowhere")
                for kid in _kids(element)
                if not isinstance(kid, int) and "/Obj" in kid
            )
            trailing = " " if said.endswith(" ") else ""
            said = f"[link to {', '.join(addresses)}: {said.strip()}]{trailing}"
        return said

    def _piece(self, kid: Any, element: Any) -> str:
        """Return the text of an MCID, a reference to one, or nothing for an annotation."""
        if isinstance(kid, int):
            return self._text.get((element.Pg.objgen, kid), "")
        if "/MCID" in kid:
            return self._text.get((kid.get("/Pg", element.get("/Pg")).objgen, int(kid.MCID)), "")
        return ""


def _kids(element: Any) -> Iterator[Any]:
    import pikepdf

    kids = element.get("/K")
    if kids is None:
        return
    yield from kids if isinstance(kids, pikepdf.Array) else [kids]


def _is_element(kid: Any) -> bool:
    return not isinstance(kid, int) and "/S" in kid


def _is_glossary(listing: Any) -> bool:
    """Return whether the labels of a list are words that its items explain, not marks or numbers."""
    return str(listing.get("/A", {}).get("/ListNumbering", "")) == "/None"


def _is_block(element: Any) -> bool:
    return str(element.S) not in ("/Span", "/Link", "/Lbl", "/Form")


def _elements(element: Any) -> list[Any]:
    return [kid for kid in _kids(element) if _is_element(kid)]


def _descendants(element: Any) -> Iterator[Any]:
    for kid in _elements(element):
        yield kid
        yield from _descendants(kid)


def _marked_text(page: Any) -> dict[int, str]:
    """Return the text of each MCID of *page*, decoded with the fonts' ToUnicode maps, or as /ActualText says it."""
    import pikepdf

    maps: dict[str, _Decoder] = {}
    resources = page.obj.get("/Resources", {})
    for name, font in resources.get("/Font", {}).items():
        maps[name] = _Decoder(font)
    found: dict[int, str] = {}
    stack: list[tuple[int | None, str | None]] = []  # of marked content: its MCID, or what it says instead
    current: _Decoder | None = None
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), instruction.operands
        if operator == "Tf":
            current = maps.get(str(operands[0]))
        elif operator in ("BDC", "BMC"):
            entries: Any = operands[1] if operator == "BDC" else {}
            entries = entries if isinstance(entries, pikepdf.Dictionary) else {}
            mcid = int(entries["/MCID"]) if "/MCID" in entries else None
            says = str(entries["/ActualText"]) if "/ActualText" in entries and mcid is None else None
            owner = _owner(stack)
            if says is not None and owner is not None:
                found[owner] = found.get(owner, "") + _FENCES.sub("", says)
            stack.append((mcid, says))
        elif operator == "EMC" and stack:
            stack.pop()
        elif operator in ("Tj", "TJ"):
            owner = _owner(stack)
            if owner is not None and not any(says is not None for _mcid, says in stack):
                shown = operands[0] if operator == "TJ" else [operands[0]]
                codes = b"".join(bytes(item) for item in shown if isinstance(item, pikepdf.String))
                found[owner] = found.get(owner, "") + (current.text(codes) if current is not None else "")
    return found


def _owner(stack: list[tuple[int | None, str | None]]) -> int | None:
    return next((mcid for mcid, _says in reversed(stack) if mcid is not None), None)


_FENCES = re.compile("[\u200e\u200f\u2060]")
"""Marks of direction, and what a glyph says that stands for nothing: for readers that guess from where glyphs lie."""


class _Decoder:
    """What the codes of one font stand for."""

    def __init__(self, font: Any) -> None:
        self._map = _to_unicode(font.ToUnicode.read_bytes()) if "/ToUnicode" in font else {}
        self._width = 2 if str(font.get("/Subtype")) == "/Type0" else 1

    def text(self, codes: bytes) -> str:
        """Return the text of *codes* in the order of reading: glyphs from right to left lie the other way round."""
        width = self._width
        numbers = [int.from_bytes(codes[at : at + width], "big") for at in range(0, len(codes), width)]
        raw = "".join([self._map.get(number, "\ufffd") for number in numbers])
        text = _FENCES.sub("", raw)
        if text.isascii() and text == raw:
            return text
        kinds = {unicodedata.bidirectional(character) for character in text}
        leftwards = bool(kinds & {"R", "AL"}) or ("\u200f" in raw and "EN" not in kinds)
        return text[::-1] if leftwards and "L" not in kinds else text


def _to_unicode(data: bytes) -> dict[int, str]:
    """Return the map of a ToUnicode CMap (its bfchar entries)."""
    found = {}
    inside = False
    for line in data.decode("ascii", "replace").splitlines():
        if line.endswith("beginbfchar"):
            inside = True
        elif line.startswith("endbfchar"):
            inside = False
        elif inside:
            code, _, text = line.partition(" ")
            found[int(code.strip("<>"), 16)] = bytes.fromhex(text.strip("<> ")).decode("utf-16-be")
    return found
