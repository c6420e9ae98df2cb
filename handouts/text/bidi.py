"""The Unicode Bidirectional Algorithm (UAX 9): which way each character of a paragraph runs, and the order on a line.

Isolates are followed; the older embeddings and overrides (U+202A to U+202E) count as nothing, and no text that has one
is printed. A caller may also name stretches to isolate: a drug's name followed by a number within Hebrew would take
the number to its wrong side. Names of rules (W1, N0, L2) are the standard's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
_OPENERS = LRI + RLI + FSI
_OPENING, _CLOSING = "([{", ")]}"
_STRONG = {"L": "L", "R": "R", "EN": "R", "AN": "R"}
"""As what a resolved type counts for the neutrals beside it (N0 to N2)."""

# What stays together and is read from left to right within a text from right to left.
_LATIN = r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"
_SPAN = re.compile(
    rf"{_LATIN}[\w'’.&/+-]*(?: (?:\d+(?:[.,]\d+)? ?(?=(?:mg|mcg|ml|mL|g|kg|%)\b))?{_LATIN}[\w'’.&/+-]*)*"
    rf"(?: \([^()\u0590-\u08ff]*\))?(?<![.,'’/+-])"  # Tylenol Extra Strength (500 mg)
    r"|\+?\(?\d[\d()]*(?:[ \u00a0-]\(?\d[\d()]*)+"  # (503) 555-0123
    rf"|\d+(?:[.,:]\d+)*[ \u00a0]?{_LATIN}+"  # 500 mg, 8:30 AM
)


def isolated_spans(text: str) -> list[tuple[int, int]]:
    """Return start and end of what runs from left to right on its own in a text from right to left."""
    return [found.span() for found in _SPAN.finditer(text)]


def first_strong(text: str) -> str | None:
    """Return "L" or "R", the direction of the first letter outside of isolates (P2, P3); None if there is none."""
    depth = 0
    for character in text:
        if character in _OPENERS:
            depth += 1
        elif character == PDI:
            depth = max(0, depth - 1)
        elif not depth:
            kind = unicodedata.bidirectional(character)
            if kind in ("L", "R", "AL"):
                return "L" if kind == "L" else "R"
    return None


def runs_rightwards(text: str, rightwards: bool) -> bool:
    """Return whether a paragraph runs from left to right, of a language that does as *rightwards* says.

    In a language from left to right a paragraph runs the other way if most of its words do, or as many and the first:
    one of Arabic in an English handout, a drug's name and all. In a language from right to left it does not if none
    of its words does.
    """
    words = [first_strong(word) for word in text.split()]
    left, right = words.count("L"), words.count("R")
    if rightwards:
        return left > right or (left == right and first_strong(text) != "R")
    return not right and left > 0


def levels(text: str, base: int, isolates: Sequence[tuple[int, int]] = ()) -> list[int]:
    """Return the embedding level of every character of a paragraph whose own level is *base* (0, or 1 for right to
    left); even levels run from left to right. Each stretch of *isolates* counts as isolated from left to right."""
    if not isolates:
        return _levels(text, base)
    pieces, kept, at = [], [], 0
    for start, end in isolates:
        pieces += [text[at:start], LRI, text[start:end], PDI]
        kept += [*[True] * (start - at), False, *[True] * (end - start), False]
        at = end
    pieces.append(text[at:])
    kept += [True] * (len(text) - at)
    return [
        level for level, keep in zip(_levels("".join(pieces), base), kept, strict=True) if keep
    ]  # fmt: skip


def _levels(text: str, base: int) -> list[int]:
    found = [base] * len(text)
    own: list[int] = []
    types: list[str] = []
    index = 0
    while index < len(text):
        character = text[index]
        own.append(index)
        if character in _OPENERS:  # seen from outside, an isolate is one neutral (BD9, X5a to X5c)
            types.append("ON")
            end = _matching(text, index)
            inner = text[index + 1 : end]
            leftwards = character == RLI or (character == FSI and first_strong(inner) == "R")
            inner_base = base + 1 if (base + 1) % 2 == leftwards else base + 2
            found[index + 1 : end] = _levels(inner, inner_base)
            index = end
        else:
            kind = unicodedata.bidirectional(character) or "L"
            types.append("ON" if character == PDI else kind)
            index += 1
    resolved = _resolved(types, [text[at] for at in own], "R" if base % 2 else "L")
    for at, kind in zip(own, resolved, strict=True):  # I1, I2
        if base % 2 == 0:
            found[at] = base + (1 if kind == "R" else 2 if kind in ("EN", "AN") else 0)
        else:
            found[at] = base + (0 if kind == "R" else 1)
    return found


def _matching(text: str, opener: int) -> int:
    """Return the index of the PDI that ends the isolate begun at *opener*, or of the end of *text*."""
    depth = 0
    for index in range(opener, len(text)):
        if text[index] in _OPENERS:
            depth += 1
        elif text[index] == PDI:
            depth -= 1
            if not depth:
                return index
    return len(text)


def _resolved(types: list[str], characters: Sequence[str], embedding: str) -> list[str]:
    """Return the resolved type (L, R, EN or AN) of each character of one isolating run."""
    kinds = list(types)
    _weak(kinds, embedding)
    _brackets(kinds, types, characters, embedding)
    _neutral(kinds, embedding)
    return kinds


def _weak(kinds: list[str], embedding: str) -> None:
    """Numbers, their signs and marks (W1 to W7), in place."""
    previous = strong = embedding
    for index, kind in enumerate(kinds):
        if kind == "NSM":
            kind = previous
        previous = kind
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            kind = "AN"
        kinds[index] = kind
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]
    for index in range(1, len(kinds) - 1):
        before, after = kinds[index - 1], kinds[index + 1]
        if before == after and (
            (kinds[index] == "ES" and before == "EN") or (kinds[index] == "CS" and before in ("EN", "AN"))
        ):
            kinds[index] = before
    index = 0
    while index < len(kinds):
        end = index
        while end < len(kinds) and kinds[end] == "ET":
            end += 1
        if end > index and "EN" in (
            kinds[index - 1] if index else "",
            kinds[end] if end < len(kinds) else "",
        ):
            kinds[index:end] = ["EN"] * (end - index)
        index = max(end, index + 1)
    strong = embedding
    for index, kind in enumerate(kinds):
        if kind in ("ES", "ET", "CS"):
            kinds[index] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[index] = "L"


def _brackets(kinds: list[str], types: Sequence[str], characters: Sequence[str], embedding: str) -> None:
    """Brackets take the direction of what they hold (N0), in place."""
    waiting: list[tuple[str, int]] = []
    pairs = []
    for index, character in enumerate(characters):
        if kinds[index] != "ON":
            continue
        if character in _OPENING:
            waiting.append((_CLOSING[_OPENING.index(character)], index))
        elif character in _CLOSING:
            for place in range(len(waiting) - 1, -1, -1):
                if waiting[place][0] == character:
                    pairs.append((waiting[place][1], index))
                    del waiting[place:]
                    break
    for start, end in sorted(pairs):
        inside = {_STRONG.get(kind) for kind in kinds[start + 1 : end]} - {None}
        if not inside:
            continue
        direction = embedding
        if embedding not in inside:
            before = next((_STRONG[kind] for kind in reversed(kinds[:start]) if kind in _STRONG), embedding)
            direction = before
        for bracket in (start, end):
            kinds[bracket] = direction
            mark = bracket + 1
            while mark < len(kinds) and types[mark] == "NSM":  # marks on a bracket follow it
                kinds[mark] = direction
                mark += 1


def _neutral(kinds: list[str], embedding: str) -> None:
    """What has no direction takes that of its neighbours where they agree, and else the paragraph's (N1, N2)."""
    index = 0
    while index < len(kinds):
        end = index
        while end < len(kinds) and kinds[end] not in _STRONG:
            end += 1
        if end > index:
            before = _STRONG[kinds[index - 1]] if index else embedding
            after = _STRONG[kinds[end]] if end < len(kinds) else embedding
            kinds[index:end] = [before if before == after else embedding] * (end - index)
        index = max(end, index + 1)


def visual_order(levels: Sequence[int]) -> list[int]:
    """Return the indices of what has these *levels*, from left to right as it is displayed (L2)."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = max(end, start + 1)
    return order
