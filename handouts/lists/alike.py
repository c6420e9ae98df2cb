"""Rows that say the same: printed once, or refused where they say the same visit in two ways. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from handouts.lists.cells import Row, letters


@dataclass(frozen=True, slots=True)
class Alike:
    """What was found among rows: ``once`` are those left out because one above says all the same, each with it;
    ``nameless`` those that are alike and name nobody; ``differing`` those for one visit that differ, each with the
    first of them and the columns in which it differs."""

    once: tuple[tuple[Row, Row], ...]
    nameless: tuple[Row, ...]
    differing: tuple[tuple[Row, Row, str], ...]


def find_alike(
    rows: Sequence[Row], ignored: frozenset[int], person: Callable[[Row], str], visit: Callable[[Row], object]
) -> Alike:
    """Compare *rows*, but for their columns *ignored*.

    *person* returns whom a row names, empty for nobody; *visit* what makes two rows of one person the same visit,
    None where that is not known.
    """
    first: dict[tuple[str, ...], Row] = {}
    visits: dict[object, Row] = {}
    once: list[tuple[Row, Row]] = []
    nameless: dict[int, Row] = {}
    differing: list[tuple[Row, Row, str]] = []
    for row in rows:
        texts = _texts(row, ignored)
        named = person(row)
        if texts in first:
            if named:
                once.append((row, first[texts]))
                continue
            nameless.setdefault(first[texts].number, first[texts])
            nameless[row.number] = row
        first.setdefault(texts, row)
        what = visit(row) if named else None
        if what is None:
            continue
        other = visits.setdefault((named, what), row)
        if other is not row:
            differing.append((row, other, _where(texts, _texts(other, ignored))))
    return Alike(tuple(once), tuple(nameless.values()), tuple(differing))


def _texts(row: Row, ignored: frozenset[int]) -> tuple[str, ...]:
    texts = ["" if number in ignored else cell.text for number, cell in enumerate(row.cells)]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _where(one: Sequence[str], other: Sequence[str]) -> str:
    width = max(len(one), len(other))
    padded = [[*texts, *[""] * (width - len(texts))] for texts in (one, other)]
    return ", ".join(letters(number) for number in range(width) if padded[0][number] != padded[1][number])
