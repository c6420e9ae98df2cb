"""Words in a logo: what they should be set in, and which font files set exactly that.

A logo set in another face is another logo. So words are drawn only in a family that is here, in the weight and slant that
they ask for; otherwise somebody must convert them to outlines. Facts of font files are from OpenType 1.9 (``name``,
``OS/2``). It knows no brand and opens no file that it is not given.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from handouts.pictures.svg.flat import NotFlat
from handouts.pictures.svg.style import PLAIN, Rule, Style, read_rules, style_of
from handouts.pictures.svg.tree import SvgElement

_HEAVY = 600  # from this weight on a face counts as bold
_WEIGHTS = {"normal": 400, "bold": 700, "bolder": 700, "lighter": 300, "": 400}
_WORDED = frozenset(("text", "tspan", "textPath", "a"))


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: what it is called and how it looks."""

    path: Path
    families: frozenset[str]
    weight: int
    slanted: bool


def face_of(path: Path) -> Face | None:
    """Return the face in the font file at *path*, None when it cannot be read."""
    try:
        data = path.read_bytes()
        tables = {
            data[at : at + 4]: struct.unpack_from(">LL", data, at + 8)
            for at in range(12, 12 + 16 * struct.unpack_from(">H", data, 4)[0], 16)
        }
        style = tables[b"OS/2"][0]
        (weight,) = struct.unpack_from(">H", data, style + 4)
        (selection,) = struct.unpack_from(">H", data, style + 62)
        return Face(path, frozenset(_names(data, tables[b"name"][0])), weight, bool(selection & 1))
    except (OSError, struct.error, KeyError, ValueError):
        return None


def _names(data: bytes, start: int) -> Iterator[str]:
    """Yield the names of the family: of name identifiers 1 and 16, in any language."""
    _version, count, strings = struct.unpack_from(">HHH", data, start)
    for at in range(start + 6, start + 6 + 12 * count, 12):
        platform, _encoding, _language, identifier, length, offset = struct.unpack_from(">6H", data, at)
        if identifier in (1, 16):
            raw = data[start + strings + offset : start + strings + offset + length]
            yield raw.decode("utf-16-be" if platform in (0, 3) else "latin-1", "replace").casefold()


def missing_face(root: SvgElement, faces: Iterable[Face]) -> tuple[str, SvgElement] | None:
    """Return the face that words below *root* should be set in and that is none of *faces*, and the words' element.

    Style sheets beyond what the reader of paths knows are passed over: resvg tells what it does not find.
    """
    known = list(faces)
    try:
        rules = read_rules(root)
        return next(_missing(root, style_of(root, PLAIN, rules), rules, known), None)
    except NotFlat:
        return None


def _missing(
    element: SvgElement, style: Style, rules: tuple[Rule, ...], known: list[Face]
) -> Iterator[tuple[str, SvgElement]]:
    for child in element.children:
        try:
            own = style_of(child, style, rules)
        except NotFlat:
            own = style
        if own["display"] == "none" or child.name in ("defs", "title", "desc", "metadata"):
            continue
        if child.name in _WORDED and child.text.strip():
            fault = _fault(own, known)
            if fault is not None:
                yield fault, child
        yield from _missing(child, own, rules, known)


def _fault(style: Style, known: list[Face]) -> str | None:
    family = first_family(style["font-family"]).strip("'")
    own = [face for face in known if family.casefold() in face.families]
    if not own:
        return family or "no typeface"
    words = style["font-weight"].strip().lower()
    weight = int(words) if words.isdigit() else _WEIGHTS.get(words, 400)
    slanted = style["font-style"].strip().lower().startswith(("italic", "oblique"))
    if not any((face.weight >= _HEAVY) == (weight >= _HEAVY) and face.slanted == slanted for face in own):
        look = " ".join(
            word for word in ("bold" if weight >= _HEAVY else "", "italic" if slanted else "") if word
        )
        return f"{family} {look or 'regular'}"
    return None


def first_family(value: str) -> str:
    """Return the first of the families that CSS's *value* lists, in quotes: another one would be another logo."""
    value = value.strip()
    first = value[1:].partition(value[0])[0] if value[:1] in ("'", '"') else value.partition(",")[0]
    first = first.replace("'", "").replace('"', "").strip()
    return first if first in ("", "inherit") else f"'{first}'"
