"""What a person sees on a terminal, and what a script reads instead."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from small_library import PROCEDURE_FILE, change, write_library

ROOT = Path(__file__).resolve().parents[2]
BUILD = """\
import sys
from handouts.cli import progress
from handouts.cli.main import main
progress.AFTER = {after}
sys.exit(main(["--data", "data"]))
"""


def seen_on_a_terminal(folder: Path, after: float, **environment: str) -> str:
    """Return what building in *folder* writes to stderr when that is a terminal."""
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
    ours, theirs = pty.openpty()
    settings = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
    settings.update(TERM="xterm-256color", COLUMNS="100", PYTHONPATH=str(ROOT), **environment)
    command = [sys.executable, "-c", BUILD.format(after=after)]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=theirs, cwd=folder, env=settings
    ) as process:
        os.close(theirs)
        seen = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # Linux says so when the other side has closed
                break
            if not piece:
                break
            seen += piece
        process.wait()
    os.close(ours)
    return seen.decode("utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    data = write_library(tmp_path / "data")
    for name in ("ankle", "hip"):
        file = data / "procedures" / name / "en.yaml"
        file.parent.mkdir()
        file.write_text((data / PROCEDURE_FILE).read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path


def test_a_terminal_sees_progress_when_it_takes_long_and_nothing_when_it_does_not(folder: Path) -> None:
    slow = seen_on_a_terminal(folder, after=0)
    assert re.search(r"handouts .*100%", slow)
    assert slow.endswith("\x1b[2K"), "the bar is gone at the end"
    assert seen_on_a_terminal(folder, after=3600) == ""


def test_a_problem_stays_readable_beside_the_progress(folder: Path) -> None:
    change(folder / "data" / PROCEDURE_FILE, "title:", "titel:")
    seen = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen_on_a_terminal(folder, after=0)).replace("\r", "\n")
    line = 'data/procedures/knee-injection/en.yaml:1:1: error: unknown key "titel"'
    assert line in seen.splitlines()


def test_no_color_takes_the_colours_away(folder: Path) -> None:
    colour = re.compile(r"\x1b\[[0-9;]*[34][0-9](;[0-9;]*)?m")
    assert colour.search(seen_on_a_terminal(folder, after=0))
    assert not colour.search(seen_on_a_terminal(folder, after=0, NO_COLOR="1"))


def as_json(folder: Path, *arguments: str) -> tuple[int, object]:
    command = [sys.executable, str(ROOT / "generate.py"), "--data", "data", *arguments, "--json"]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=folder)
    return run.returncode, json.loads(run.stdout)


PROBLEM = {"severity", "code", "message", "file", "line", "column", "cell", "hint"}


def test_build_tells_a_script_what_came_of_each_handout(folder: Path) -> None:
    change(folder / "data" / PROCEDURE_FILE, "title:", "titel:")
    status, records = as_json(folder, "build")
    assert status == 1
    assert isinstance(records, list)
    made = {record["procedure"]: record for record in records}
    assert set(made) == {"ankle", "hip", "knee-injection"}
    hip, knee = made["hip"], made["knee-injection"]
    assert {"file", "procedure", "clinic", "language", "pages", "bytes", "seconds", "problems"} <= set(hip)
    assert (folder / hip["file"]).stat().st_size == hip["bytes"]
    assert (hip["pages"], hip["problems"]) == (1, [])
    assert (knee["file"], knee["pages"], knee["bytes"]) == (None, 0, 0)
    (problem,) = knee["problems"]
    assert set(problem) == PROBLEM
    assert (problem["severity"], problem["code"], problem["line"], problem["column"]) == (
        "error",
        "unknown-key",
        1,
        1,
    )


def test_check_tells_a_script_every_problem_once(folder: Path) -> None:
    assert as_json(folder, "check") == (0, [])
    change(folder / "data" / PROCEDURE_FILE, "title:", "titel:")
    status, problems = as_json(folder, "check")
    assert status == 1
    assert isinstance(problems, list)
    assert [set(problem) for problem in problems] == [PROBLEM]


@pytest.mark.parametrize(("strict", "status"), [([], 0), (["--strict"], 1)])
def test_check_names_a_file_that_nothing_reads(folder: Path, strict: list[str], status: int) -> None:
    (folder / "data/clinics/north/_brand.yaml").write_text("color: {primary: teal}", encoding="utf-8")
    ended, problems = as_json(folder, "check", *strict)
    assert ended == status
    assert isinstance(problems, list)
    assert [(problem["code"], problem["file"]) for problem in problems] == [
        ("unread-file", "data/clinics/north/_brand.yaml")
    ]
