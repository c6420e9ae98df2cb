"""Where columns and pages break: pieces with heights go into frames with heights. One breaker for all that flows.

The best set of breaks is found by dynamic programming over all places where a break is allowed, as Knuth and
Plass (1981) do for lines: every break has a cost, and the sum is made least. Knows no handouts and paints nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handouts.composing.boxes import Box

INSIDE_SECTION = 400.0
INSIDE_GROUP = 300.0
EMPTY_FRAME = 5000.0
"""What a frame costs that stays empty because the next piece does not fit it, or although it should be used."""
TOO_LITTLE = 4000.0
"""What a frame costs of which less is used than should be."""


@dataclass(slots=True, eq=False, repr=False)
class Piece:
    """A box that is never split, and how it may be broken from its neighbours. Units are points.

    ``gap`` is the space before it, dropped at the head of a frame. ``starts``: 2 when a section starts here, 1 when
    a group within one does, 0 otherwise. ``keep``: no break may follow it. ``again``: what is painted once more
    above it where it begins a frame, such as the headings of its table.
    """

    box: Box
    gap: float
    starts: int = 0
    keep: bool = False
    again: Box | None = None

    @property
    def height_at_head(self) -> float:
        """How much of a frame it takes that it begins."""
        return self.box.height + (self.again.height if self.again is not None else 0.0)


@dataclass(frozen=True, slots=True)
class _Chunk:
    """What breaking asks of a piece."""

    height: float
    at_head: float
    gap: float
    starts: int
    keep: bool


def _chunks(pieces: Sequence[Piece], most: float, tightening: float) -> list[_Chunk]:
    """Return *pieces* as numbers; let go are those that should be kept with what follows but together exceed *most*.

    Several headings in a row, each of many lines, can be taller than any frame; then they must part somewhere.
    """
    result: list[_Chunk] = []
    height = following = 0.0
    for piece in reversed(pieces):
        own, gap = piece.box.height, piece.gap * tightening
        together = own + following
        keep = piece.keep and bool(result) and together <= most
        height = together if keep else own
        following = height + gap
        result.append(_Chunk(own, piece.height_at_head, gap, piece.starts, keep))
    return result[::-1]


def break_into(
    pieces: Sequence[Piece],
    frames: Sequence[float],
    most: float,
    least: Sequence[float] = (),
    tightening: float = 1.0,
) -> tuple[float, list[int]] | None:
    """Return the cost, and for each frame the index after its last piece; None when they do not fit.

    ``frames`` are heights in points, in order; ``most`` is the height beyond which pieces are not kept together;
    ``least`` are the heights that should be used of each frame, where that matters (of a last page, so that it does
    not look forgotten); all gaps are multiplied by ``tightening``. A frame stays empty at the end, or where the next
    piece is too tall for it.
    """
    chunks = _chunks(pieces, most, tightening)
    count = len(chunks)
    least = [*least, *[0.0] * (len(frames) - len(least))]
    best: list[dict[int, tuple[float, list[int]]]] = [{0: (0.0, [])}]
    for number, room in enumerate(frames):
        reached: dict[int, tuple[float, list[int]]] = {}
        last = number == len(frames) - 1
        for start, (cost, ends) in best[-1].items():
            for end, used in _fills(chunks, start, room):
                if last and end != count:
                    continue
                total = cost + _cost(chunks, end, room - used, last)
                total += TOO_LITTLE + least[number] - used if used < least[number] else 0.0
                total += EMPTY_FRAME if start == end and (end < count or least[number]) else 0.0
                if end not in reached or total < reached[end][0]:
                    reached[end] = (total, [*ends, end])
        best.append(reached)
    return best[-1].get(count)


def _fills(chunks: Sequence[_Chunk], start: int, room: float) -> list[tuple[int, float]]:
    """Return the (end, used height) of every way to fill a frame from *start*."""
    fills = [(start, 0.0)]
    used = 0.0
    for index in range(start, len(chunks)):
        used += chunks[index].at_head if index == start else chunks[index].height + chunks[index].gap
        if used > room + 0.01:
            break
        if not chunks[index].keep or index == len(chunks) - 1:
            fills.append((index + 1, used))
    return fills


def _cost(chunks: Sequence[_Chunk], end: int, unused: float, last: bool) -> float:
    cost = 0.0 if last else (unused / 10) ** 2
    if end < len(chunks):
        cost += {2: 0.0, 1: INSIDE_SECTION, 0: INSIDE_SECTION + INSIDE_GROUP}[chunks[end].starts]
    return cost
