"""Who does not come gets no sheet, however the booking system spells it; a status that is not known is told."""

from __future__ import annotations

import pytest
from list_names import people, read

from handouts.lists.statuses import Meaning, Statuses


@pytest.mark.parametrize(
    "status",
    [
        *(
            "Cancelled",
            "canceled",
            "CANCEL",
            "x-Cancelled",
            "x Canceled",
            "% Canceled < 24h",
            "Cancelled by patient",
        ),
        *(
            "Patient cancelled",
            "Late cancel",
            "CXL",
            "No Show",
            "? No show",
            "no-show",
            "NoShow",
            "No Showed",
            "DNA",
        ),
        *(
            "Rescheduled",
            "resched",
            "To be rescheduled",
            "Rescheduled to 12/5",
            "Left without being seen",
            "! Left w/o visit",
        ),
        *(
            "Did not attend",
            "entered-in-error",
            "waitlist",
            "Wait List",
            "Deleted",
            "Bumped",
            "Missed",
            "Deceased",
        ),
        *("Cancelado", "Cancelada", "No asistió", "Storniert", "abgesagt", "Annulé", "No Show - charged"),
    ],
)
def test_nobody_comes_with(status: str) -> None:
    assert Statuses().meaning(status) is Meaning.NOT_COMING


@pytest.mark.parametrize(
    "status",
    [
        *(
            "",
            "Booked",
            "2-Booked",
            "Scheduled",
            "Confirmed",
            "- None",
            "@ Arrived",
            "checked-in",
            "> Checked out",
            "Pending",
        ),
        *(
            "* Reminder done",
            "AVM Confirmed",
            "Unconfirmed",
            "Not confirmed",
            "LMOM",
            "f - filled",
            "Active",
            "fulfilled",
        ),
    ],
)
def test_somebody_comes_with(status: str) -> None:
    assert Statuses().meaning(status) is Meaning.COMING


@pytest.mark.parametrize(
    "status",
    [
        "Not cancelled",
        "Rescheduled from 12/1",
        "On cancellation list",
        "x",
        "?",
        "Bring cash",
        "if not cancelled",
    ],
)
def test_what_may_mean_either_is_not_known(status: str) -> None:
    assert Statuses().meaning(status) is Meaning.UNKNOWN


def test_a_clinics_own_words_come_first() -> None:
    own = Statuses(not_coming=["Snowed in", "x"], coming=["Rescheduled"])
    assert own.meaning("snowed in - called") is Meaning.NOT_COMING
    assert own.meaning("X") is Meaning.NOT_COMING
    assert own.meaning("Rescheduled") is Meaning.COMING


LIST = """\
Patient,Date,Time,Procedure,Status
Ana Sample,2026-12-02,8:30 AM,LSB,Cancelled
Ben Sample,2026-12-02,9:30 AM,LSB,Booked
Cara Sample,2026-12-02,10:30 AM,LSB,? No show
Dan Sample,2026-12-02,11:30 AM,LSB,Snowed in
"""


def test_rows_of_those_who_do_not_come_are_left_out_and_told() -> None:
    made = read(LIST, not_coming=["Snowed in"])
    assert people(made) == ["Ben Sample"]
    assert (made.total, [(each.number, each.why) for each in made.left_out]) == (
        1,
        [(2, "not-coming"), (4, "not-coming"), (5, "not-coming")],
    )
    assert "rows 2, 4 and 5: left out, because nobody comes" in made.notes
    assert made.problems == ()


def test_a_status_that_is_not_known_is_printed_and_told_once_without_quoting_it() -> None:
    made = read(LIST.replace("Booked", "Snowed in"))
    assert people(made) == ["Ben Sample", "Dan Sample"]
    [problem] = made.problems
    assert (problem.code, problem.is_error) == ("unknown-status", False)
    assert "rows 3 and 5" in problem.message and "Snowed" not in problem.describe()
    assert "appointment_coming" in str(problem.hint)
    assert read(LIST.replace("Booked", "Snowed in"), coming=["Snowed in"]).problems == ()


def test_a_meeting_in_the_column_of_procedures_is_left_out_by_a_rule_of_the_clinic() -> None:
    text = "Patient,Procedure\nAna Sample,LSB\n,Staff meeting\n,Lunch - all\n"
    assert len(read(text).problems) == 2
    made = read(text, not_coming=["Staff meeting", "Lunch"])
    assert (people(made), made.problems, made.total) == (["Ana Sample"], (), 1)


def test_a_list_of_cancelled_rows_alone_is_no_mistake() -> None:
    made = read("Patient,Procedure,Status\nAna Sample,LSB,Cancelled\n")
    assert (made.visits, made.problems, made.total) == ((), (), 0)


@pytest.mark.parametrize(
    "name",
    [
        *("***CANCELLED*** Amber Invented", "Amber Invented (canceled)", "Amber Invented - NO SHOW"),
        *("cancelled", "Invented (resched.), Amber", "Amber Invented [CXLD]", "Invented, Amber - no-showed"),
        *("Amber Invented DECEASED", "Amber Invented / waitlist", "Amber Invented (cancelada)"),
    ],
)
def test_words_beside_a_name_that_say_that_nobody_comes_are_asked_about_and_never_printed(name: str) -> None:
    made = read(f'Patient,Procedure\n"{name}",LSB\nBoris Madeup,LSB\n')
    assert people(made) == ["Boris Madeup"]
    [problem] = made.problems
    assert problem.is_error and "say that nobody comes" in problem.message and "Invented" not in str(problem)
    moved = read(
        "Patient,Procedure,Status\nAmber Invented,LSB,Cancelled\nBoris Madeup,LSB,\n"
    )  # as the hint says
    assert (people(moved), moved.problems) == (["Boris Madeup"], ())


@pytest.mark.parametrize(
    "name", ["Amber Cancel", "Ansel Moved", "Dana Block", "N. S. Madeup", "Noshi Owen", "Cx Dna"]
)
def test_a_surname_that_looks_like_such_a_word_is_a_name(name: str) -> None:
    assert people(read(f"Patient,Procedure\n{name},LSB\n")) == [name]
