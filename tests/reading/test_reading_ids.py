"""An id is one on every system: no device of Windows, no other's twin, and nothing goes by it twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_library import CLINIC_FILE, PROCEDURE, PROCEDURE_FILE, change, write_library

from handouts.cli.main import main
from handouts.reading.ids import id_fault

BAD = [
    "CON",
    "nul",
    "aux.txt",
    "Com1",
    "lpt9.en",
    "COM²",
    "conin$",
    "a:b",
    'a"b',
    "a?",
    "tab\tb",
    "end.",
    " a",
    "x" * 81,
]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_library(tmp_path / "data")


def add(data: Path, procedure: str) -> None:
    file = data / "procedures" / procedure / "en.yaml"
    file.parent.mkdir()
    file.write_text(PROCEDURE, encoding="utf-8")


@pytest.mark.parametrize("name", BAD)
def test_a_name_that_some_system_cannot_have_is_no_id(name: str) -> None:
    assert id_fault(name) is not None


def test_usual_names_are_ids() -> None:
    for name in ("knee-injection", "console", "auxiliary-block", "com", "com10", "l4-l5", "épidurale", "a.b"):
        assert id_fault(name) is None


@pytest.mark.parametrize("name", ["nul", "AUX.old", "x" * 81])
def test_a_folder_with_such_a_name_is_told_by_check_and_not_built_and_the_others_are(
    name: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(data, name)
    assert main(["--data", "data", "check"]) == 1
    assert f'the procedure "{name}" cannot be called so' in capsys.readouterr().err
    assert main(["--data", "data", "build"]) == 1
    assert [file.name for file in Path("build").rglob("*.pdf")] == ["knee-injection.en.letter.pdf"]


def test_names_that_capitals_alone_tell_apart_are_refused(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(data, "Knee-Injection")
    assert main(["--data", "data", "check"]) == 1
    said = capsys.readouterr().err
    assert said.count('names "Knee-Injection" and "knee-injection" are one name on Windows and macOS') == 1
    assert main(["--data", "data", "build"]) == 1
    assert list(Path().rglob("*.pdf")) == []


@pytest.mark.parametrize("kind", ["procedure", "clinic"])
def test_new_refuses_the_names_of_devices_and_twins(
    kind: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("CON", "Nul", "com1", "x" * 100):
        assert main(["--data", "data", "new", kind, name]) == 1
        assert "which is" in capsys.readouterr().err
    (data / f"{kind}s" / "Lakeside").mkdir()
    assert main(["--data", "data", "new", kind, "lakeside"]) == 1
    assert "is already there" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [("id: get-ready", "id: what-it-is", 'section "what-it-is" is there twice: see line 8'),
     ("id: get-ready", "id: What-it-is", 'section "What-it-is" is there twice'),
     ("id: list", "id: clothes", 'item "clothes" is there twice'),
     ("id: get-ready", "id: aux.txt", 'the id "aux.txt" is a name that Windows keeps'),
     ("id: list", "id: nul", 'the id "nul" is a name that Windows keeps')],
)  # fmt: skip
def test_sections_and_items_have_ids_of_their_own(
    old: str, new: str, said: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(data / PROCEDURE_FILE, old, new)
    for command in ("check", "build"):
        assert main(["--data", "data", command]) == 1
        assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("key", "said"),
    [("defaults: {language: xx}", 'the language "xx" is none of this clinic'),
     ("languages: [en, en]", 'the language "en" is there twice'),
     ("procedures: {nee-injection: {code: K}}", 'there is no procedure "nee-injection"'),
     ("policy: {unreviewed: refuse}", '"unreviewed" should be "mark": nothing else is carried out yet'),
     ("policy: {overdue: refuse}", '"overdue" should be "mark"'),
     ("policy: {untranslated: mark}", '"untranslated" should be "refuse"'),
     ('settings: {a: {value: "1", on: tomorrow}}', '"on" should be a day'),
     ('settings: {a: {value: "1", on: "2026-02-30"}}', "is not a day that the calendar has")],
)  # fmt: skip
def test_what_a_clinic_says_of_things_that_are_not_there_is_refused(
    key: str, said: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (data / CLINIC_FILE).open("a", encoding="utf-8") as file:
        file.write(key + "\n")
    for command in ("check", "build"):
        assert main(["--data", "data", command]) == 1
        assert said in capsys.readouterr().err


def test_an_icon_where_none_is_printed_is_told(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(data / PROCEDURE_FILE, "- You lie down.", "- {icon: bed, text: You lie down.}")
    assert main(["--data", "data", "check"]) == 0
    assert "warning: no icon is printed here" in capsys.readouterr().err
