"""Why a cell names no procedure that is known, and which one it may mean. Quotes the library's words, never the cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from handouts.lists.cell_values import normal

_BETWEEN = re.compile(r"\s*(?:[,;:|/+&\n]|\s[-–—]\s|\band\b|\bwith\b)\s*|\s[-–—]|[–—]\s")
FEW = 8
"""So many procedures are all named when none is like the cell."""


def explain(text: str, procedures: Mapping[str, Sequence[str]]) -> tuple[str, str]:
    """Return what is wrong with the procedure cell *text*, as a sentence, and a hint; *procedures* by id.

    Every such cell gets a suggestion, however little it resembles.
    """
    found, others = _parts(text, procedures)
    if len({identifier for _, identifier in found}) > 1:
        named = " and ".join(f'"{word}"' for word in dict.fromkeys(word for word, _ in found))
        message = f"two procedures are in one cell, {named}"
        return message, "give each a row of its own, with the same patient and time"
    if found and others:
        message = f'the procedure "{found[0][0]}" is in this cell with something else, such as a name'
        return (
            message,
            "give the procedure a column of its own, and what is beside it another, such as Patient",
        )
    hint = suggestion(text, procedures)
    return (
        "this procedure is not known",
        f"{hint}; if nobody comes for it, appointment_not_coming leaves it out",
    )


def holds_more(text: str, procedures: Mapping[str, Sequence[str]]) -> bool:
    """Return whether *text* is a procedure together with something that is none."""
    found, others = _parts(text, procedures)
    return len({identifier for _, identifier in found}) == 1 and others > 0


def _parts(text: str, procedures: Mapping[str, Sequence[str]]) -> tuple[list[tuple[str, str]], int]:
    """Return the procedures that *text* names, each as the library writes it with its id, and how many parts are none."""
    words = {
        _key(word): (word, identifier)
        for identifier, names in procedures.items()
        for word in (identifier, *names)
    }
    parts = [part for part in _BETWEEN.split(text) if part and part.strip()]
    found = [words[_key(part)] for part in parts if _key(part) in words]
    return found, len(parts) - len(found)


def suggestion(text: str, procedures: Mapping[str, Sequence[str]]) -> str:
    """Return a hint that names the procedure most like *text*, by its id, its title or another name."""
    if not procedures:
        return "there is no procedure in the data folder"
    wanted = _sorted(text)[:80]
    scored = [
        (_likeness(wanted, _sorted(word)[:80]), word, identifier)
        for identifier, names in procedures.items()
        for word in (identifier, *names)
    ]
    best, word, identifier = max(scored, key=lambda each: (each[0], -len(each[1])))
    if best < 0.45 and len(procedures) <= FEW:
        return "known: " + ", ".join(_shown(each, names) for each, names in procedures.items())
    title = next(iter(procedures[identifier]), identifier)
    also = f" ({title})" if normal(title) != normal(word) else ""
    return f'did you mean "{word}"{also}?'


def _shown(identifier: str, names: Sequence[str]) -> str:
    return str(next(iter(names), identifier))


def _likeness(one: str, other: str) -> float:
    if one and other and (one in other or other in one) and min(len(one), len(other)) > 2:
        return 0.75 + 0.25 * min(len(one), len(other)) / max(len(one), len(other))
    return SequenceMatcher(None, one, other).ratio()


def _sorted(text: str) -> str:
    return " ".join(sorted(normal(text).split()))


def _key(text: str) -> str:
    return normal(text).replace(" ", "")
