"""Procedures go by any of their names, answers as people type them, and `list` shows what there is to choose."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small_library import CLINIC_FILE, PROCEDURE, PROCEDURE_FILE, change, write_library

from handouts.cli.main import main

OPTIONS = """\
options:
  sedation: {ask: "Will there be sedation?", choices: ["yes", "no"]}
  which-side: {ask: "Which side?", choices: [Left, Right, Both]}
"""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a library of two procedures, one with other names and two options, in the current folder."""
    library = write_library(tmp_path / "data")
    text = PROCEDURE.replace("summary:", "also_known_as: [KI, Knee shot]\nsummary:", 1)
    old = text[text.index("options:") : text.index("facts:")]
    (library / PROCEDURE_FILE).write_text(text.replace(old, OPTIONS), encoding="utf-8")
    other = library / "procedures" / "hip-injection" / "en.yaml"
    other.parent.mkdir()
    hip = PROCEDURE.replace("Knee", "Hip").replace("summary:", "also_known_as: [Joint shot]\nsummary:", 1)
    other.write_text(hip, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return library


def built() -> list[str]:
    return sorted(file.name.partition(".")[0] for file in Path("out").rglob("*.pdf"))


@pytest.mark.parametrize(
    "name", ["knee-injection", "Knee injection", "KNEE INJECTION", "ki", "knee shot", "Knee-Shot"]
)
def test_a_procedure_is_built_by_any_of_its_names(name: str, data: Path) -> None:
    assert main(["--data", "data", "build", name, "--out", "out"]) == 0
    assert built() == ["knee-injection"]


@pytest.mark.parametrize(
    ("name", "said"),
    [("knee injecton", 'did you mean "knee-injection"?'), ("kne shot", 'did you mean "Knee shot"?'),
     ("zzz", "known: hip-injection, knee-injection"), ("", "known: ")],
)  # fmt: skip
def test_a_name_that_nothing_has_is_answered_by_the_nearest(
    name: str, said: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", "data", "build", "hip-injection", name, "--out", "out"]) == 1
    assert said in capsys.readouterr().err
    assert not Path("out").exists()


def test_a_name_of_two_procedures_is_asked(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(data / PROCEDURE_FILE, "Knee shot", "Joint shot")
    assert main(["--data", "data", "build", "joint shot", "--out", "out"]) == 1
    assert "hint: write the id of one of them: hip-injection, knee-injection" in capsys.readouterr().err


@pytest.mark.parametrize(
    "answers", [["sedation=Y"], ["Sedation=YES"], ["sedation=true", "Which side=l"], ["which_side=LEFT"]]
)
def test_answers_are_understood_as_people_type_them(answers: list[str], data: Path) -> None:
    options = [word for answer in answers for word in ("--option", answer)]
    assert main(["--data", "data", "build", "KI", *options, "--out", "out"]) == 0
    (file,) = Path("out").rglob("*.pdf")
    exact = {"sedation": "yes"} if "edation" in answers[0] else {}
    exact |= {"which-side": "Left"} if "hich" in answers[-1] else {}
    plain = [word for key, choice in exact.items() for word in ("--option", f"{key}={choice}")]
    typed = file.read_bytes()
    file.unlink()
    assert main(["--data", "data", "build", "KI", *plain, "--out", "out"]) == 0
    (file,) = Path("out").rglob("*.pdf")
    assert file.read_bytes() == typed


@pytest.mark.parametrize("answer", ["sedation=perhaps", "sedation=ye", "sed=yes", "which-side=lef"])
def test_half_an_answer_is_refused(answer: str, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", "data", "build", "KI", "--option", answer, "--out", "out"]) == 1
    assert "hint: " in capsys.readouterr().err


def test_one_question_answered_in_two_ways_is_refused(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = ["--option", "sedation=yes", "--option", "Sedation=n"]
    assert main(["--data", "data", "build", "KI", *answers, "--out", "out"]) == 1
    assert '"sedation" is answered twice' in capsys.readouterr().err


def test_lists_and_packets_understand_the_same(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("list.csv").write_text("Patient\nAlex Sample\n", encoding="utf-8")
    words = ["--procedure", "knee shot", "--option", "SEDATION=y", "--merge", "out/list.pdf"]
    assert main(["--data", "data", "batch", "list.csv", *words]) == 0, capsys.readouterr().err
    packet = ["build", "KI", "joint shot", "--packet", "--option", "which side=R", "--out", "out"]
    assert main(["--data", "data", *packet]) == 0, capsys.readouterr().err


def test_list_shows_names_options_and_questions(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", "data", "list"]) == 0
    said = capsys.readouterr().out
    for words in (
        "knee-injection\n",
        "en: Knee injection",
        "also: KI, Knee shot",
        "north: North Clinic (en)",
    ):
        assert words in said
    assert "--option which-side=Left|Right|Both  Which side?" in said
    assert "--option sedation=yes|no             Will there be sedation?" in said


def test_list_as_json_holds_what_programs_need(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (data / CLINIC_FILE).open("a", encoding="utf-8") as file:
        file.write(
            "settings: {dose: {value: '5', unit: mg, source: Label, approved_by: Dr. A, on: '2026-01-02'}}\n"
        )
    assert main(["--data", "data", "list", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    knee = next(each for each in found["procedures"] if each["id"] == "knee-injection")
    assert knee["options"]["sedation"] == {"ask": "Will there be sedation?", "choices": ["yes", "no"]}
    assert {"id": "get-ready", "heading": "Get ready", "items": ["clothes", "list"]} in knee["sections"]
    dose = {"value": "5", "unit": "mg", "source": "Label", "approved_by": "Dr. A", "on": "2026-01-02"}
    assert found["clinics"][0]["settings"] == {"dose": dose}


def test_list_goes_on_past_a_file_that_cannot_be_read(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (data / PROCEDURE_FILE).write_text("title: [", encoding="utf-8")
    assert main(["--data", "data", "list"]) == 1
    said = capsys.readouterr()
    assert "hip-injection" in said.out and "knee-injection/en.yaml:" in said.err
