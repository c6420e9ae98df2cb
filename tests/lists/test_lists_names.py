"""A name in a list means one thing; a name that means two is asked for, never guessed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from list_names import HOURS, NAMES

from handouts.lists.appointments import AppointmentList, read_appointments
from handouts.lists.list_times import ClinicClock
from handouts.lists.rules import ListRules, Names

SHARED = replace(
    NAMES,
    procedures={
        "nerve-block": ["Nerve block", "Block"],
        "facet-block": ["Facet block", "block"],
        "medial-block": ["BLOCK", "Medial branch block", "MBB"],
        "block-of-two": ["MBB", "Two blocks"],
    },
    options={},
)


def read(cell: str, names: Names = SHARED) -> AppointmentList:
    rows = f"Patient,Date,Time,Procedure\nAna Sample,2026-12-02,8:30 AM,{cell}\nBen Sample,2026-12-02,9:30 AM,Nerve block\n"
    rules = ListRules(clock=ClinicClock(HOURS, "America/Chicago", "month-first"))
    return read_appointments(rows.encode(), "list.csv", names, rules, None)


@pytest.mark.parametrize("cell", ["Block", "block", "BLOCK", "MBB", "mbb"])
def test_a_name_that_two_or_more_procedures_have_means_none_of_them(cell: str) -> None:
    made = read(cell)
    assert [visit.appointment.patient for visit in made.visits] == ["Ben Sample"]
    [problem] = [problem for problem in made.problems if problem.is_error]
    assert problem.place is not None and problem.place.line == 2


@pytest.mark.parametrize(
    ("cell", "procedure"),
    [
        ("Nerve block", "nerve-block"),
        ("nerve-block", "nerve-block"),
        ("FACET  BLOCK", "facet-block"),
        ("medial branch block", "medial-block"),
        ("two blocks", "block-of-two"),
    ],
)
def test_a_name_that_one_procedure_has_means_it_though_others_share_names(cell: str, procedure: str) -> None:
    made = read(cell)
    assert [visit.procedure for visit in made.visits] == [procedure, "nerve-block"]
    assert not [problem for problem in made.problems if problem.is_error]


def test_a_name_that_one_procedure_has_twice_is_not_ambiguous() -> None:
    names = replace(SHARED, procedures={"nerve-block": ["Nerve block", "NERVE BLOCK", "nerve-block"]})
    assert [visit.procedure for visit in read("nerve block", names).visits] == ["nerve-block"] * 2
