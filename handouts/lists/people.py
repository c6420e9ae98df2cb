"""Names of people as lists write them. Pure."""

from __future__ import annotations

import re

from handouts.lists.cell_values import normal

_BEHIND = re.compile(r"(jr|sr|ii|iii|iv|v|md|do|phd|dds|dmd|rn|np|pa|esq|dr)\.?", re.IGNORECASE)
"""What stands behind a comma and is no first name."""


def first_name_first(name: str) -> str:
    """Return ``LAST, FIRST`` as ``FIRST LAST``, each word as it was written; any other name as it is."""
    parts = [part.strip() for part in name.split(",")]
    behind = [part for part in parts[1:] if _BEHIND.fullmatch(part)]
    names = [parts[0], *(part for part in parts[1:] if part not in behind)]
    if len(names) != 2 or not all(any(letter.isalpha() for letter in part) for part in names):
        return name
    last, first = names
    ends = re.fullmatch(r"(.+?)\s+((?:jr|sr|ii|iii|iv)\.?)", last, re.IGNORECASE)
    if ends:
        last, behind = ends[1], [ends[2], *behind]
    return " ".join([first, last, *behind])


def same_person(name: str) -> str:
    """Return what two ways to write one name have in common."""
    return normal(first_name_first(name))


def looks_like_last_first(text: str) -> bool:
    """Return whether *text* is written like ``Last, First``."""
    return bool(re.fullmatch(r"[^\W\d_][^\d,@/:;]*,\s*[^\W\d_][^\d,@/:;]*", text))


def looks_like_name(text: str) -> bool:
    """Return whether *text* is two to four words with capitals, as names are."""
    return (
        bool(re.fullmatch(r"[^\W\d_][\w'’.-]*( [^\W\d_][\w'’.-]*){1,3}", text))
        and not re.search(r"\d|_", text)
        and all(word[0].isupper() for word in (text.split()[0], text.split()[-1]))
    )
