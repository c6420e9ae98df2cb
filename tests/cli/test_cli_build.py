"""Building from the command line: real files in a folder of their own, and what is said of them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from small_library import CLINIC_FILE, PROCEDURE_FILE, change, write_library

ROOT = Path(__file__).resolve().parents[2]


def handouts(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "generate.py"), "--data", str(ROOT / "data"), *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=folder)


def test_one_handout_is_written_and_told(tmp_path: Path) -> None:
    run = handouts(
        tmp_path, "build", "lumbar-sympathetic-block", "--clinic", "parkview", "--language", "en", "--json"
    )
    assert run.returncode == 0, run.stderr
    (record,) = json.loads(run.stdout)
    file = tmp_path / record["file"]
    assert file.parent == tmp_path / "build" / "parkview"
    assert file.read_bytes().startswith(b"%PDF-")
    assert record["bytes"] == file.stat().st_size


def test_a_visit_lies_apart_and_its_patient_is_in_no_name_or_message(tmp_path: Path) -> None:
    run = handouts(
        tmp_path, "build", "--clinic", "parkview", "--language", "en", "--date", "2026-03-09",
        "--time", "07:30", "--patient", "Zzyzx Sample",
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    made = [file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*") if file.is_file()]
    assert made and all(name.startswith("build/visits/parkview/") for name in made)
    assert "Zzyzx" not in run.stdout + run.stderr + "".join(made)


def test_a_visit_in_the_past_is_told_and_refused_when_strict(tmp_path: Path) -> None:
    visit = ("build", "--clinic", "parkview", "--date", "3/9/2020", "--time", "7:30 AM")
    lenient, strict = handouts(tmp_path, *visit), handouts(tmp_path, *visit, "--strict", "--out", "strict")
    assert lenient.returncode == 0, lenient.stderr
    assert "warning: the visit is in the past: 7:30\u00a0AM, Monday, March\u00a09, 2020" in lenient.stderr
    assert strict.returncode == 1
    assert "error: the visit is in the past" in strict.stderr
    assert not (tmp_path / "strict").exists()


def test_strict_counts_the_warnings_of_a_file_as_errors(tmp_path: Path) -> None:
    data = write_library(tmp_path / "data")
    change(data / PROCEDURE_FILE, "      - text: ", '      - when: {sedation: ["yes"]}\n        bullets:\n'
           '          - {when: {sedation: "no"}, text: Never shown}\n      - text: ')  # fmt: skip
    for command, status in (["check"], 0), (["check", "--strict"], 1), (["build", "--strict"], 1):
        run = handouts(tmp_path, "--data", str(data), *command)
        assert run.returncode == status, run.stderr
        assert f"{'error' if status else 'warning'}: no answer to" in run.stderr


def test_a_day_that_could_be_two_is_read_as_the_clinic_writes_it_or_refused(tmp_path: Path) -> None:
    data = write_library(tmp_path / "data")
    visit = ("--data", str(data), "build", "--date", "3/9/2099", "--strict")
    run = handouts(tmp_path, *visit)
    assert run.returncode == 2
    assert "month first" in run.stderr
    with (data / CLINIC_FILE).open("a", encoding="utf-8") as file:
        file.write("appointment_dates: day-first\n")
    assert "Thursday, September\u00a03, 2099" in handouts(tmp_path, *visit).stderr


def test_a_visit_needs_one_clinic(tmp_path: Path) -> None:
    run = handouts(tmp_path, "build", "--date", "2026-03-09")
    assert run.returncode == 2
    assert "--clinic" in run.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_procedure_ends_with_1_and_a_hint(tmp_path: Path) -> None:
    run = handouts(tmp_path, "build", "lumbar-sympathetic-blok")
    assert run.returncode == 1
    assert "lumbar-sympathetic-block" in run.stderr
    assert "Traceback" not in run.stderr
    assert list(tmp_path.iterdir()) == []


def test_many_handouts_do_not_fit_one_file(tmp_path: Path) -> None:
    run = handouts(tmp_path, "build", "--out", "all.pdf")
    assert run.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_check_writes_nothing(tmp_path: Path) -> None:
    run = handouts(tmp_path, "check")
    assert run.returncode == 0, run.stderr
    assert "handouts checked" in run.stdout
    assert list(tmp_path.iterdir()) == []


def test_what_is_started_new_builds_at_once(tmp_path: Path) -> None:
    data = tmp_path / "data"
    for kind in ("clinics", "procedures", "languages"):
        (data / kind).mkdir(parents=True)
    words = (ROOT / "data" / "languages" / "en.yaml").read_text(encoding="utf-8")
    (data / "languages" / "en.yaml").write_text(words, encoding="utf-8")
    for what in (["new", "procedure", "Facet joint injection"], ["new", "clinic", "Lakeside"], ["build"]):
        run = handouts(tmp_path, "--data", str(data), *what)
        assert run.returncode == 0, run.stderr
    assert list((tmp_path / "build" / "lakeside").glob("facet-joint-injection*.pdf"))
