"""What somebody probably meant to write. Knows only words."""

from __future__ import annotations

from collections.abc import Iterable

_LIKENESS = 0.6
_SHORT = 4


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the one of *known* that is most like *word*, or None when none is like it.

    A short word has many that look alike and mean something else: of four letters or fewer, the first must agree.
    """
    from difflib import get_close_matches  # only when a person has mistyped

    folded = _folded(word)[:200]
    by_folded = {_folded(candidate): candidate for candidate in known}
    if len(folded) <= _SHORT:
        by_folded = {name: each for name, each in by_folded.items() if name[:1] == folded[:1]}
    matches = get_close_matches(folded, by_folded, n=1, cutoff=_LIKENESS)
    return by_folded[matches[0]] if matches else None


def likeness(one: str, other: str) -> float:
    """Return how much alike two words are, from 0 to 1."""
    from difflib import SequenceMatcher

    return SequenceMatcher(None, _folded(one)[:200], _folded(other)[:200]).ratio()


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return a hint naming the closest of *known*, else all of them when they are few, else None."""
    candidates = list(known)
    match = closest(word, candidates)
    if match is not None:
        return f'did you mean "{match}"?'
    if 0 < len(candidates) <= 16:
        return "known: " + ", ".join(candidates)
    return None


def _folded(word: str) -> str:
    return word.casefold().replace("-", "_").replace(" ", "_")
