"""Breaking finds the best pages: held against a judge that tries every way to fill the frames."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.composing.boxes import Canvas
from handouts.composing.page_breaks import (
    EMPTY_FRAME,
    INSIDE_GROUP,
    INSIDE_SECTION,
    TOO_LITTLE,
    Piece,
    break_into,
)

MOST = 100.0


@dataclass
class Blank:
    """A box of which only the height matters."""

    height: float

    def paint(self, canvas: Canvas, x: float, top: float) -> None:
        raise AssertionError("breaking paints nothing")


def piece(
    height: float, gap: float = 0.0, starts: int = 0, keep: bool = False, again: float | None = None
) -> Piece:
    return Piece(Blank(height), gap, starts, keep, None if again is None else Blank(again))


def kept(pieces: Sequence[Piece], most: float, tightening: float) -> list[bool]:
    """Return after which pieces no break may come: a chain of kept pieces is let go where it exceeds *most*."""
    result = []
    for index, first in enumerate(pieces):
        chain, end = first.box.height, index
        while (
            end + 1 < len(pieces)
            and pieces[end].keep
            and (end == index or kept_from(pieces, end, most, tightening))
        ):
            end += 1
            chain += pieces[end].gap * tightening + pieces[end].box.height
        result.append(first.keep and index + 1 < len(pieces) and chain <= most)
    return result


def kept_from(pieces: Sequence[Piece], index: int, most: float, tightening: float) -> bool:
    return kept(pieces[index:], most, tightening)[0]


def ways(count: int, frames: int, start: int = 0) -> Iterator[tuple[int, ...]]:
    """Return every way to cut *count* pieces into *frames*, by the ends of the frames."""
    if frames == 1:
        yield (count,)
        return
    for end in range(start, count + 1):
        for others in ways(count, frames - 1, end):
            yield (end, *others)


def judged(
    pieces: Sequence[Piece],
    frames: Sequence[float],
    most: float,
    least: Sequence[float],
    tightening: float,
    ends: Sequence[int],
) -> float | None:
    """Return what the breaks *ends* cost, None where they are not allowed."""
    bound = kept(pieces, most, tightening)
    cost = 0.0
    for number, (start, end) in enumerate(pairwise((0, *ends))):
        last = number == len(frames) - 1
        used = sum(each.box.height for each in pieces[start:end])
        used += sum(each.gap * tightening for each in pieces[start + 1 : end])
        if start < end and (again := pieces[start].again) is not None:
            used += again.height
        if used > frames[number] or (start < end and bound[end - 1]):
            return None
        if not last:
            cost += ((frames[number] - used) / 10) ** 2
        if number < len(least) and used < least[number]:
            cost += TOO_LITTLE + least[number] - used
        if end < len(pieces):
            cost += {2: 0.0, 1: INSIDE_SECTION, 0: INSIDE_SECTION + INSIDE_GROUP}[pieces[end].starts]
        should_be_used = number < len(least) and least[number] > 0
        cost += EMPTY_FRAME if start == end and (end < len(pieces) or should_be_used) else 0.0
    return cost


halves = st.integers(0, 60).map(lambda number: number / 2)
any_pieces = st.lists(
    st.builds(
        piece,
        halves,
        halves,
        st.integers(0, 2),
        st.sampled_from([False, False, True]),
        st.none() | halves,
    ),
    max_size=6,
)


@given(
    any_pieces,
    st.lists(st.integers(0, 160).map(lambda number: number / 2), min_size=1, max_size=4),
    halves.map(lambda height: 2 * height),
    st.lists(halves, max_size=4),
    st.sampled_from([1.0, 0.5]),
)
def test_the_breaks_found_are_the_best_of_all(
    pieces: list[Piece], frames: list[float], most: float, least: list[float], tightening: float
) -> None:
    least = least[: len(frames)]
    found = break_into(pieces, frames, most, least, tightening)
    costs = [
        cost
        for ends in ways(len(pieces), len(frames))
        if (cost := judged(pieces, frames, most, least, tightening, ends)) is not None
    ]
    if not costs:
        assert found is None
        return
    assert found is not None
    assert found[0] == pytest.approx(min(costs))
    assert judged(pieces, frames, most, least, tightening, found[1]) == pytest.approx(found[0])


def test_what_fills_a_frame_to_its_last_point_fits_and_what_exceeds_it_does_not() -> None:
    assert break_into([piece(60), piece(30, 10)], [100.0], MOST) == (0.0, [2])
    assert break_into([piece(60), piece(30, 10)], [99.9], MOST) is None
    assert break_into([piece(100.005)], [100.0], MOST) is not None, "sums of heights are not exact"


def test_the_gap_before_a_piece_is_dropped_at_the_head_of_a_frame() -> None:
    assert break_into([piece(100, 50)], [100.0], MOST) == (0.0, [1])


def test_a_frame_is_left_empty_only_where_the_next_piece_does_not_fit_it() -> None:
    pieces = [piece(80, starts=2), piece(80, 5)]
    cost, ends = break_into(pieces, [50.0, 100.0, 100.0], MOST) or (0.0, [])
    assert ends == [0, 1, 2]
    assert cost >= EMPTY_FRAME
    assert (break_into(pieces, [90.0, 100.0, 100.0], MOST) or (0, []))[1] == [1, 2, 2], (
        "the last may be empty"
    )


def test_empty_frames_cost_more_than_any_break_inside_a_group() -> None:
    lines = [piece(40) for _ in range(4)]
    assert (break_into(lines, [80.0, 160.0], MOST) or (0, []))[1] == [2, 4]


def test_a_lead_in_stays_with_its_list() -> None:
    """The line that says what a list is of goes to the next frame with it, though it would fit this one."""
    text, lead_in, first, second = piece(60, starts=2), piece(20, 5, keep=True), piece(30, 5), piece(30, 5)
    found = break_into([text, lead_in, first, second], [90.0, 100.0], MOST)
    assert found is not None and found[1] == [1, 4]


def test_a_lead_in_stays_with_a_list_that_fills_all_that_is_kept_together_and_parts_from_a_taller_one() -> (
    None
):
    lead_in = piece(20, keep=True)
    assert break_into([lead_in, piece(75, 5)], [30.0, 100.0], 100.0) == (EMPTY_FRAME + 9 + 700, [0, 2])
    parted = break_into([lead_in, piece(75.5, 5)], [30.0, 100.0], 100.0)
    assert parted is not None and parted[1] == [1, 2]


def test_headings_in_a_row_are_let_go_only_as_far_as_they_exceed_what_is_kept_together() -> None:
    """Three of 40 points above a text: the last two and the text make 100 with their gaps, all three do not fit."""
    pieces = [piece(40, keep=True), piece(40, 5, keep=True), piece(40, 5, keep=True), piece(10, 5)]
    found = break_into(pieces, [45.0, 100.0, 100.0], 100.0)
    assert found is not None and found[1][0] == 1
    assert break_into(pieces, [90.0, 60.0], 100.0) is None, "the second is kept with the third"


def test_a_last_piece_that_is_to_be_kept_has_nothing_to_be_kept_with() -> None:
    assert break_into([piece(20), piece(20, 5, keep=True)], [50.0], MOST) == (0.0, [2])


def test_headings_that_are_painted_again_take_their_room_at_the_head_of_a_frame_alone() -> None:
    rows = [piece(30, again=20), piece(30, again=20)]
    assert break_into(rows, [80.0], MOST) == (0.0, [2])
    assert break_into(rows, [79.0, 49.0], MOST) is None


def test_a_page_with_too_little_on_it_costs_what_it_lacks() -> None:
    assert break_into([piece(40)], [100.0], MOST, [50.0]) == (TOO_LITTLE + 10, [1])
    assert break_into([piece(50)], [100.0], MOST, [50.0]) == (0.0, [1])
