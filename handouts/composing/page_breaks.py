"""Where columns and pages break. Pure numbers: chunks with heights go into frames with heights.

The best set of breaks is found by dynamic programming over all places where a break is allowed, as Knuth and
Plass (1981) do for lines: every break has a cost, and the sum is made least.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

INSIDE_SECTION = 400.0
INSIDE_GROUP = 300.0
EMPTY_FRAME = 5000.0
"""What a frame costs that stays empty because the next chunk does not fit it."""
TOO_LITTLE = 4000.0
"""What a frame costs of which less is used than should be."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Something that is never split. ``gap`` is the space before it, dropped at the head of a frame.

    ``starts``: 2 when a section starts here, 1 when a group within one does, 0 otherwise.
    ``keep_with_next``: no break may follow it.
    """

    height: float
    gap: float
    starts: int = 0
    keep_with_next: bool = False


def released(chunks: Sequence[Chunk], most: float) -> list[Chunk]:
    """Return *chunks*, those let go that should be kept with what follows but together exceed *most* points.

    Several headings in a row, each of many lines, can be taller than any frame; then they must part somewhere.
    """
    result = list(chunks)
    height = 0.0
    for index in range(len(chunks) - 1, -1, -1):
        chunk = chunks[index]
        following = (
            height + chunks[index + 1].gap if chunk.keep_with_next and index + 1 < len(chunks) else 0.0
        )
        height = chunk.height + following
        if height > most:
            result[index] = replace(chunk, keep_with_next=False)
            height = chunk.height
    return result


def break_into(
    chunks: Sequence[Chunk], frames: Sequence[float], least: Sequence[float] = ()
) -> tuple[float, list[int]] | None:
    """Return the cost, and for each frame the index after its last chunk; None when they do not fit.

    ``frames`` are heights in points, in order; ``least`` are the heights that should be used of each, where
    that matters (of a last page, so that it does not look forgotten). A frame stays empty at the end, or
    where the next chunk is too tall for it.
    """
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
                total += EMPTY_FRAME if start == end < count else 0.0
                if end not in reached or total < reached[end][0]:
                    reached[end] = (total, [*ends, end])
        best.append(reached)
    return best[-1].get(count)


def _fills(chunks: Sequence[Chunk], start: int, room: float) -> list[tuple[int, float]]:
    """Return the (end, used height) of every way to fill a frame from *start*."""
    fills = [(start, 0.0)]
    used = 0.0
    for index in range(start, len(chunks)):
        used += chunks[index].height + (chunks[index].gap if index > start else 0.0)
        if used > room + 0.01:
            break
        if not chunks[index].keep_with_next or index == len(chunks) - 1:
            fills.append((index + 1, used))
    return fills


def _cost(chunks: Sequence[Chunk], end: int, unused: float, last: bool) -> float:
    cost = 0.0 if last else (unused / 10) ** 2
    if end < len(chunks):
        cost += {2: 0.0, 1: INSIDE_SECTION, 0: INSIDE_SECTION + INSIDE_GROUP}[chunks[end].starts]
    return cost
