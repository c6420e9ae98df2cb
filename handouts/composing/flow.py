"""Flow: pieces go into the columns of as few pages as hold them, and are painted there. Body, logs and proof use it.

Knows pieces and canvases; no handouts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from handouts.composing.boxes import Canvas
from handouts.composing.page_breaks import Piece, break_into

MOST_PAGES = 60
COST_OF_TIGHTENING = 90.0
"""What each step of tightening costs against a worse break (see page_breaks)."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A column of a page: page number from 0, x, top and height, and the height that should be used of it."""

    page: int
    x: float
    top: float
    height: float
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class Fitted:
    """Pieces in their frames: for each frame the index after its last piece; gaps are multiplied by ``tightening``."""

    pieces: Sequence[Piece]
    frames: Sequence[Frame]
    ends: Sequence[int]
    tightening: float

    @property
    def pages(self) -> int:
        return self.frames[-1].page + 1

    def filled(self) -> list[tuple[Frame, Sequence[Piece]]]:
        """Return each frame with its pieces."""
        starts = [0, *self.ends]
        return [
            (frame, self.pieces[start:end])
            for frame, start, end in zip(self.frames, starts, self.ends, strict=False)
        ]

    def paint(self, canvases: Sequence[Canvas], looseness: Sequence[float] | None = None) -> list[float]:
        """Paint all pieces; ``looseness`` multiplies the gaps of each page. Return how low each frame is used."""
        lowest = []
        for frame, pieces in self.filled():
            factor = looseness[frame.page] if looseness is not None else self.tightening
            top = frame.top
            for number, piece in enumerate(pieces):
                canvas = canvases[frame.page]
                if number:
                    top -= piece.gap * factor
                elif piece.again is not None:
                    piece.again.paint(canvas, frame.x, top)
                    top -= piece.again.height
                piece.box.paint(canvas, frame.x, top)
                top -= piece.box.height
            lowest.append(top)
        return lowest


def fit(
    pieces: Sequence[Piece],
    frames_of: Callable[[int], Sequence[Frame]],
    most: float,
    tightenings: Sequence[float] = (1.0,),
) -> Fitted | None:
    """Return *pieces* on the fewest pages, as loose as they allow; None where ``MOST_PAGES`` do not hold them.

    ``frames_of`` returns the frames of so many pages; ``most`` and the factors ``tightenings`` are as in `break_into`.
    """
    height = sum(piece.box.height for piece in pieces)
    for pages in range(1, MOST_PAGES + 1):
        frames = frames_of(pages)
        if sum(frame.height for frame in frames) < height:
            continue
        heights, least = [frame.height for frame in frames], [frame.least for frame in frames]
        found: list[tuple[float, float, list[int]]] = []
        for step, tightening in enumerate(tightenings):
            broken = break_into(pieces, heights, most, least, tightening)
            if broken is not None:
                found.append((broken[0] + step * COST_OF_TIGHTENING, tightening, broken[1]))
        if found:
            _, tightening, ends = min(found)
            return Fitted(pieces, frames, ends, tightening)
    return None
