"""What the breaker of pages must never choose."""

from __future__ import annotations

import pytest

from handouts.composing.boxes import PictureBox
from handouts.composing.page_breaks import Piece, break_into


@pytest.mark.parametrize("height", [40.0, 150.0, 240.0])
def test_a_last_page_is_not_empty_while_the_page_before_has_what_it_could_hold(height: float) -> None:
    pieces = [Piece(PictureBox((), 1.0, 100.0, tall), 10.0, 2) for tall in (300.0, height)]
    broken = break_into(pieces, [600.0, 580.0], 580.0, [0.0, 290.0])
    assert broken is not None
    assert broken[1] == [1, 2]
