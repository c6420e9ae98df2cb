"""A language's dates are in that language: Babel's names are proved to be its own, or its own file gives them."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from small_library import ROOT, change, write_library

from handouts.delivering.build import build_one
from handouts.problems import Problem
from handouts.reading.library import Library
from handouts.reading.models.language import is_of_language
from handouts.tailoring.date_words import PROVED, missing_names
from handouts.tailoring.moments import Appointment, Clock
from handouts.tailoring.request import Request

DATES = (
    'dates: {locale: en_US, day: "EEEE, MMMM\\u00a0d", card: "EEEE, MMMM\\u00a0d, y", time: "h:mm\\u00a0a"}'
)
CREOLE = """\
dates:
  names:
    weekdays: [lendi, madi, mèkredi, jedi, vandredi, samdi, dimanch]
    months: [janvye, fevriye, mas, avril, me, jen, jiyè, out, septanm, oktòb, novanm, desanm]
    am: AM
    pm: PM
    day: {one: "{count} jou", other: "{count} jou"}
    hour: {one: "{count} èdtan", other: "{count} èdtan"}
    minute: {one: "{count} minit", other: "{count} minit"}
  day: "EEEE d\\u00a0MMMM"
  card: "EEEE d\\u00a0MMMM y"
  time: "h:mm\\u00a0a"
"""
VISIT = Appointment(date(2027, 3, 9), time(10))


def creole(folder: Path, dates: str) -> Library:
    """The small library in Creole: its words are English here, and its dates are *dates*."""
    data = write_library(folder)
    english = (data / "languages" / "en.yaml").read_text(encoding="utf-8")
    assert DATES in english
    (data / "languages" / "ht.yaml").write_text(english.replace(DATES, dates.rstrip()), encoding="utf-8")
    procedure = data / "procedures" / "knee-injection" / "en.yaml"
    text = procedure.read_text(encoding="utf-8").replace(
        "Wear loose clothes.", '"Fast from {{ before(hours=6) }}."'
    )
    (procedure.parent / "ht.yaml").write_text(text, encoding="utf-8")
    change(data / "clinics" / "north" / "clinic.yaml", "address: 1", "languages: [en, ht]\naddress: 1")
    return Library(data, ROOT / "fonts")


def errors(library: Library, visit: Appointment | None = None) -> list[Problem]:
    return [
        problem
        for problem in build_one(
            library, Request("knee-injection", "north", "ht", appointment=visit)
        ).problems
        if problem.is_error
    ]


@pytest.mark.parametrize("visit", [None, VISIT])
@pytest.mark.parametrize("locale", ["ht", "ht_HT"])
def test_names_that_babel_takes_from_another_language_are_refused(
    tmp_path: Path, locale: str, visit: Appointment | None
) -> None:
    found = errors(creole(tmp_path, DATES.replace("en_US", locale)), visit)
    assert [problem.code for problem in found] == ["bad-dates"]
    assert str(found[0].place).endswith("languages/ht.yaml:6:17")
    assert '"names"' in str(found[0].hint)


@pytest.mark.parametrize("locale", ["fr", "en_US", "es"])
def test_the_dates_of_another_language_are_refused_by_name(tmp_path: Path, locale: str) -> None:
    found = errors(creole(tmp_path, DATES.replace("en_US", locale)))
    assert [problem.code for problem in found] == ["other-language"]
    assert f'"{locale}"' in found[0].message


def test_names_of_its_own_file_are_printed(tmp_path: Path) -> None:
    library = creole(tmp_path, CREOLE)
    assert errors(library, VISIT) == []
    language = library.language("ht").require()
    words = {name: str(word) for name, word in language.words}
    clock = Clock(VISIT, "America/Chicago", language.dates, words)
    assert clock.day() == "madi 9\u00a0mas 2027"
    assert clock.before(hours=6) == "4:00\u00a0AM on madi 9\u00a0mas"
    assert clock.arrival() == "10:00\u00a0AM"
    assert Clock(Appointment(), "UTC", language.dates, words).before(days=1, hours=6) == (
        "1\u00a0jou 6\u00a0èdtan before you arrive"
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("lendi, ", "", '"weekdays" should have at least 7 entries'),
        ("EEEE d\\u00a0MMMM y", "EEEE d MMMM", '"card" should hold y, the year'),
        ("EEEE d\\u00a0MMMM y", "EEEE d 'y'", '"card" should hold y, the year'),
        ("h:mm\\u00a0a", "h:mm B", 'has a part "B" that names cannot fill in'),
        ("{count} minit", "minit", '"other" should hold {count}, the number'),
        ("dates:\n", "dates:\n  locale: ht\n", 'needs either "locale" or "names"'),
    ],
)
def test_names_that_cannot_be_used_are_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    library = creole(tmp_path, CREOLE.replace(old, new))
    assert any(said in problem.message and problem.place for problem in library.language("ht").problems)


def test_every_language_of_the_program_has_its_own_names() -> None:
    library = Library(ROOT / "data", ROOT / "fonts")
    for code in library.language_codes():
        dates = library.language(code).require().dates
        if dates.locale is not None:
            assert missing_names(str(dates.locale), str(dates.time)) is None
            assert is_of_language(dates.locale, code)
    assert all(missing_names(locale, "h:mm a") is None for locale in PROVED)


@pytest.mark.parametrize("locale", ["hmn", "prs", "sm", "ht", "hi_Latn", "pa_Arab", "xx"])
def test_languages_of_which_babel_lacks_names_are_known(locale: str) -> None:
    assert missing_names(locale, "H:mm") is not None


@pytest.mark.parametrize(
    "locale", ["fr", "vi", "zh_Hant", "nb", "nn", "fil", "so", "ar", "ru", "pt_BR", "sr_Latn", "es_419"]
)
def test_languages_of_which_babel_has_the_names_are_known(locale: str) -> None:
    assert missing_names(locale, "H:mm 'a'") is None


def test_asking_babel_for_its_own_names_spoils_nothing() -> None:
    from babel.dates import format_date

    missing_names("fr_CA", "H:mm")
    assert format_date(date(2027, 3, 9), "EEEE d MMMM", "fr_CA") == "mardi 9 mars"


@pytest.mark.parametrize(
    ("locale", "code", "is_so"),
    [
        ("es_US", "es", True),
        ("pt_PT", "pt-BR", True),
        ("fil", "tl", True),
        ("zh_Hant", "zh-Hant", True),
        ("zh_Hans", "zh-Hant", False),
        ("sr", "sr-Latn", False),
        ("fr", "ht", False),
        ("en", "es", False),
    ],
)
def test_a_locale_is_of_a_language(locale: str, code: str, is_so: bool) -> None:
    assert is_of_language(locale, code) is is_so
