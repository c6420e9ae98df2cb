"""A list is text in many encodings; a quotation mark that is not closed never swallows another patient's row."""

from __future__ import annotations

import pytest
from list_names import people, read

ROWS = ["Patient,Date,Time,Procedure,Comment"]


def listed(*rows: str) -> str:
    return "\n".join([*ROWS, *rows]) + "\n"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-32", "utf-8-sig", "cp1252"])
def test_a_list_is_read_in_its_encoding_with_or_without_a_mark(encoding: str) -> None:
    made = read("Patient,Procedure\r\nZoë Müller,LSB\r\n".encode(encoding))
    assert (people(made), made.problems) == (["Zoë Müller"], ())


def test_a_mark_of_direction_around_a_date_is_no_mistake() -> None:
    assert read("Patient,Date,Procedure\nA B,\u200e12/1/2026\u200f,LSB\n").problems == ()


A, B, C = (
    "{} Sample,2026-12-01,{}:00 AM,LSB,".format(*each) for each in (("Ana", 8), ("Ben", 9), ("Cara", 10))
)


@pytest.mark.parametrize(
    ("rows", "good", "bad"),
    [
        # what was meant to be one name takes three rows
        ([f'"{A}', B, 'Cara Sample",2026-12-01,10:00 AM,LSB,'], ["Ben Sample"], [2, 4]),
        # … or a comment does, in the last column, where a cell may span lines
        ([f'{A}"call first', B, f'{C}"'], ["Ben Sample"], [2, 4]),
        # the mark is never closed
        ([f'"{A}', B, C], ["Ben Sample", "Cara Sample"], [2]),
        # a name, a date, a time and a procedure never span lines, though the marks are closed
        (['"Ana\nSample",2026-12-01,8:00 AM,LSB,', B], ["Ben Sample"], [2, 3]),
        (['Ana Sample,"2026-12-01\n",8:00 AM,LSB,', B], ["Ben Sample"], [2, 3]),
        (['Ana Sample,2026-12-01,"8:00\nAM",LSB,', B], ["Ben Sample"], [2, 3]),
        (['Ana Sample,2026-12-01,8:00 AM,"LSB\n",', B], ["Ben Sample"], [2, 3]),
    ],
)
def test_a_quotation_mark_costs_its_own_row_alone(rows: list[str], good: list[str], bad: list[int]) -> None:
    made = read(listed(*rows), ignored=["Comment"])
    assert people(made) == good
    assert sorted({problem.place.line for problem in made.problems if problem.place}) == bad
    assert made.total == len(good) + len(bad)
    assert "Sample" not in "".join(problem.describe() for problem in made.problems)


def test_a_comment_may_span_lines() -> None:
    made = read(listed(f'{A}"call first, then\nwrite, or both"', B), ignored=["Comment"])
    assert (people(made), made.problems) == (["Ana Sample", "Ben Sample"], ())
    assert [(visit.number, visit.place.line) for visit in made.visits] == [(2, 2), (3, 4)]


def test_many_open_marks_are_told_in_linear_time() -> None:
    made = read(listed(*[f'"{A}'] * 3000))
    assert (len(made.visits), made.total) == (0, 3000)


def test_a_row_with_a_mark_inside_a_name_is_refused_and_with_two_read() -> None:
    made = read(
        listed('Ana "Annie" Sample,2026-12-01,8:00 AM,LSB,', 'Ben 6" Sample,2026-12-01,9:00 AM,LSB,'),
        ignored=["Comment"],
    )
    assert people(made) == ['Ana "Annie" Sample']
