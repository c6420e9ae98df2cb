"""When a visit is, in words: understood where one day and one time can be meant, else refused with both."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from small_library import ROOT, write_library

from handouts.cli.arguments import appointment_of
from handouts.cli.visit_words import read_visit, visit_words
from handouts.lists.list_times import ClinicClock
from handouts.reading.library import Library

WEEK = ("mon", "tue", "wed", "thu", "fri")
CLINIC = ClinicClock({day: [(time(8), time(17))] for day in WEEK}, "America/Chicago", "month-first")
UNSTATED = ClinicClock()
WEDNESDAY = datetime(2026, 11, 25, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("today", date(2026, 11, 25)),
        ("Tomorrow", date(2026, 11, 26)),
        ("next Tuesday", date(2026, 12, 1)),
        ("next wed", date(2026, 12, 2)),
        ("Friday", date(2026, 11, 27)),
        ("tues", date(2026, 12, 1)),
        ("3/9", date(2027, 3, 9)),
        ("11/25", date(2026, 11, 25)),
        ("11-24", date(2027, 11, 24)),
        ("2/29", date(2028, 2, 29)),
        ("Mar 9", date(2027, 3, 9)),
        ("9th March", date(2027, 3, 9)),
        ("3.9.", date(2027, 3, 9)),
        ("2027-03-09", date(2027, 3, 9)),
    ],
)
def test_a_day_in_words_is_understood(words: str, day: date) -> None:
    assert read_visit(words, None, CLINIC, WEDNESDAY) == (day, None)


@pytest.mark.parametrize(
    ("words", "clinic", "said"),
    [
        ("next Friday", CLINIC, "may be Friday, November 27, 2026 or Friday, December 4, 2026"),
        ("Wednesday", CLINIC, "write 2026-11-25 or 2026-12-02"),
        ("3/9", UNSTATED, "write 2027-03-09 or 2027-09-03"),
        ("2/30", CLINIC, "not a day"),
        ("13/4", CLINIC, "not a day"),
        ("someday", CLINIC, "is not a date"),
        ("next", CLINIC, "is not a date"),
        ("March", CLINIC, "is not a date"),
        ("27-03-09", CLINIC, "year"),
    ],
)
def test_a_day_that_may_be_two_or_none_is_refused(words: str, clinic: ClinicClock, said: str) -> None:
    with pytest.raises(click.BadParameter, match=said):
        read_visit(words, None, clinic, WEDNESDAY)


def test_what_the_refusal_suggests_works() -> None:
    for day in ("2026-11-27", "2026-12-04"):
        assert read_visit(day, None, CLINIC, WEDNESDAY)[0] == date.fromisoformat(day)


def test_today_is_the_day_at_the_clinic() -> None:
    late = datetime(2026, 11, 26, 3, tzinfo=UTC)  # still Wednesday evening in Chicago
    assert read_visit("tomorrow", None, CLINIC, late)[0] == date(2026, 11, 26)


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("9", time(9)),
        ("930", time(9, 30)),
        ("9:30", time(9, 30)),
        ("9am", time(9)),
        ("14", time(14)),
        ("230", time(14, 30)),
        ("2", time(14)),
        ("12", time(12)),
        ("1415", time(14, 15)),
        ("8:30a", time(8, 30)),
    ],
)
def test_a_short_time_is_understood(words: str, at: time) -> None:
    assert read_visit("2027-03-09", words, CLINIC, WEDNESDAY) == (date(2027, 3, 9), at)


@pytest.mark.parametrize("words", ["2:30", "2", "230", "0", "6:59"])
def test_a_time_that_may_be_night_is_asked_where_the_clinic_states_no_hours(words: str) -> None:
    with pytest.raises(click.BadParameter, match=r"write .* AM or .* PM"):
        read_visit("2027-03-09", words, UNSTATED, WEDNESDAY)


def test_a_time_without_a_day_is_read_by_the_hours_of_any_day() -> None:
    assert read_visit(None, "2:30", CLINIC, WEDNESDAY) == (None, time(14, 30))


def test_a_time_behind_the_date_is_read_and_named_if_it_is_wrong() -> None:
    assert read_visit("2027-03-09 2:30", None, CLINIC, WEDNESDAY) == (date(2027, 3, 9), time(14, 30))
    with pytest.raises(click.BadParameter) as failure:
        read_visit("2027-03-09 25:00", None, CLINIC, WEDNESDAY)
    assert failure.value.param_hint == "--date"


def test_what_was_understood_is_said_with_its_weekday() -> None:
    assert (
        visit_words(date(2027, 3, 9), time(14, 30))
        == "The visit: Tuesday, March 9, 2027, arriving at 2:30 PM"
    )
    assert visit_words(None, time(1, 5, fold=1)).endswith("at 1:05 AM, the second time that clocks show it")
    assert visit_words(None, time(0, 5)) == "The visit: arriving at 12:05 AM"
    assert visit_words(date(2027, 3, 9), None) == "The visit: Tuesday, March 9, 2027"


def test_the_command_says_what_it_understood_and_nothing_of_the_patient(tmp_path: Path) -> None:
    data = write_library(tmp_path / "data")

    @click.command()
    def say() -> None:
        library = Library(data, ROOT / "fonts")
        made = appointment_of(library, ("north",), "2027-03-09", "2:30", "Marked Name", "Marked", "Marked")
        assert made is not None
        assert (made.date, made.arrive) == (date(2027, 3, 9), time(14, 30))

    run = CliRunner().invoke(say, catch_exceptions=False)
    assert run.stderr == "The visit: Tuesday, March 9, 2027, arriving at 2:30 PM\n"
    assert run.stdout == ""


def _typed(tmp_path: Path, patient: str) -> str | None:
    write_library(tmp_path)
    made = appointment_of(Library(tmp_path, ROOT / "fonts"), (), None, None, patient, None, None)
    return made.patient if made else None


@pytest.mark.parametrize("name", ["Zoë Müller", "Łukasz", "O’Neil", "Ng Thị Ánh"])
def test_a_name_is_whole_where_the_locale_of_the_terminal_knows_no_accents(tmp_path: Path, name: str) -> None:
    assert _typed(tmp_path, name.encode().decode("ascii", "surrogateescape")) == name


@pytest.mark.parametrize("name", [b"Zo\xeb M\xfcller", b"\xff\xfe", b"Ren\xc3", b"\x80x"])
def test_a_name_in_another_encoding_is_refused_and_not_printed_without_its_letters(
    tmp_path: Path, name: bytes
) -> None:
    with pytest.raises(click.BadParameter, match="not in UTF-8") as refused:
        _typed(tmp_path, name.decode("utf-8", "surrogateescape"))
    assert "Zo" not in refused.value.message
