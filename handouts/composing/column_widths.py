"""Widths of columns that stand side by side: pure numbers, from what each column needs.

The algorithm is automatic table layout as CSS has it (CSS 2.1, section 17.5.2.2; CSS Tables 3, "Distributing excess
width"), which took it from RFC 1942 (1996), "Recommended Layout Algorithms": every column has a least width, its
longest word, and a most, its longest cell on one line. Where all fit on one line, what is left is shared in
proportion to the most widths; else each gets its least, and what is left is shared in proportion to most minus least.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Need:
    """What a column needs, in points: its longest word, and its longest text on one line."""

    least: float
    most: float


def column_widths(needs: Sequence[Need], room: float) -> list[float] | None:
    """Return a width for each column, which together are *room* points; None where the longest words do not fit."""
    least, most = sum(need.least for need in needs), sum(need.most for need in needs)
    if least > room + 0.01:
        return None
    if most <= room:
        return [need.most * room / most if most else room / len(needs) for need in needs]
    spread = most - least
    return [need.least + (room - least) * (need.most - need.least) / spread for need in needs]
