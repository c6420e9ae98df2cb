"""Ids: names of folders, files and parts that must mean the same on every system. Pure; reads no files.

Facts on names: Microsoft, "Naming Files, Paths, and Namespaces".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from handouts.problems import Problem, error
from handouts.reading.text import Text

LONGEST_ID = 80
"""Characters: names of files say the id, the language, the paper and more, and most systems allow 255 bytes."""

_RESERVED = re.compile(
    r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³])\s*(\..*)?", re.IGNORECASE | re.DOTALL
)
"""Names that Windows keeps for devices, with anything after a dot: what is written there is lost."""
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')


def id_fault(name: str) -> tuple[str, str] | None:
    """Return what is wrong with *name* as an id (to follow "…"), and the hint; None when nothing is."""
    if _RESERVED.fullmatch(name):
        return "is a name that Windows keeps for itself", "choose another one, such as a word more"
    found = _NOT_IN_NAMES.search(name)
    if found:
        shown = f'"{found[0]}"' if found[0].isprintable() else "a character that cannot be seen"
        return (
            f"holds {shown}, which names of files cannot have everywhere",
            "use letters, digits and hyphens",
        )
    if name != name.strip() or name.endswith(".") or name.startswith("."):
        return "begins or ends with a space or a dot", "take it out"
    if len(name) > LONGEST_ID:
        return f"is longer than {LONGEST_ID} characters", "shorten it"
    return None


def folded(name: str) -> str:
    """Return *name* as systems compare names that do not tell small letters from capitals (macOS, Windows)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def twin(name: str, others: Iterable[str]) -> str | None:
    """Return which of *others* is the same name as *name* on some systems, though not letter by letter."""
    key = folded(name)
    return next((other for other in others if other != name and folded(other) == key), None)


def repeated(what: str, ids: Iterable[Text | None]) -> list[Problem]:
    """Return a problem for each of *ids* that was there before, also where capitals alone tell the two apart."""
    first: dict[str, Text] = {}
    problems = []
    for each in ids:
        if each is None:
            continue
        earlier = first.setdefault(folded(each), each)
        if earlier is not each:
            message = f'the {what} "{each}" is there twice: see line {earlier.place.line}'
            problems.append(
                error(
                    "same-id",
                    message,
                    each.place,
                    f"give each {what} a name of its own" if what != "language" else "take it out",
                )
            )
    return problems
