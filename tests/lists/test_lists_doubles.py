"""Rows that say the same print once; rows for one visit that differ are refused, because one of them is wrong."""

from __future__ import annotations

from list_names import people, read

HEAD = "Patient,Date,Time,Procedure,Side,Number\n"


def test_rows_alike_in_every_cell_print_once_and_the_rest_are_told() -> None:
    row = "Ana Sample,2026-12-02,8:30 AM,LSB,left,1\n"
    made = read(HEAD + row + row.replace(",", " ,") + row, ignored=["Number"])
    assert (people(made), made.total, made.problems) == (["Ana Sample"], 1, ())
    assert "rows 3 and 4: left out, because a row above says the same in every cell" in made.notes


def test_nameless_rows_that_are_alike_are_all_printed_and_told() -> None:
    row = ",2026-12-02,8:30 AM,LSB,left,1\n"
    made = read(HEAD + row + row, ignored=["Number"])
    assert (len(made.visits), made.total) == (2, 2)
    assert "rows 2 and 3: alike, and naming nobody; all are printed" in made.notes


def test_rows_for_one_visit_that_differ_are_all_refused_with_the_columns_that_differ() -> None:
    made = read(
        HEAD
        + "Ana Sample,2026-12-02,8:30 AM,LSB,left,1\n"
        + 'Ben Sample,2026-12-02,8:30 AM,LSB,left,1\n"SAMPLE, ANA",12/2/2026,8:30,LSB,right,1\n'
    )
    assert people(made) == ["Ben Sample"]
    wrong = [problem for problem in made.problems if problem.code == "differing-rows"]
    assert [problem.place.line for problem in wrong if problem.place] == [2, 4]
    assert all("columns A, B, C, E" in problem.message for problem in wrong)
    assert not any("Ana" in problem.describe() or "ANA" in problem.describe() for problem in wrong)


def test_a_column_that_the_clinic_ignores_makes_no_difference() -> None:
    rows = "Ana Sample,2026-12-02,8:30 AM,LSB,left,1\nAna Sample,2026-12-02,8:30 AM,LSB,left,2\n"
    assert people(read(HEAD + rows, ignored=["Number"])) == ["Ana Sample"]
    assert people(read(HEAD + rows)) == []


def test_two_procedures_or_two_times_of_one_patient_are_two_visits() -> None:
    made = read(
        HEAD
        + "Ana Sample,2026-12-02,8:30 AM,LSB,left,\nAna Sample,2026-12-02,8:30 AM,Facet injection,,\n"
        + "Ana Sample,2026-12-02,1:30 PM,LSB,left,\n",
        ignored=["Number"],
    )
    assert (len(made.visits), made.problems) == (3, ())
