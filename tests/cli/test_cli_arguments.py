"""The command line itself: its exit statuses, its help, and what it must not load."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def handouts(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "generate.py"), *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=ROOT)


@pytest.mark.parametrize("command", ["", "build", "check", "schema", "new", "watch"])
def test_help_says_how_and_ends_with_0(command: str) -> None:
    run = handouts(*command.split(), "--help")
    assert run.returncode == 0
    assert run.stdout.startswith("Usage: python3 generate.py")
    assert run.stderr == ""


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from handouts.cli.main import main; main(['build', '--help']);"
        "print([m for m in ('reportlab', 'jinja2', 'pydantic', 'yaml', 'babel', 'rich') if m in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, cwd=ROOT
    )
    assert run.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "arguments",
    [
        ["bild"],
        ["build", "--paper", "a5"],
        ["build", "--option", "sedation"],
        ["build", "--option", "side=left", "--option", "side=right"],
        ["build", "--date", "tomorrow"],
        ["build", "--date", "2026-02-29"],
        ["build", "--time", "25:00"],
        ["build", "--time", "9"],
        ["--data", "no-such-folder"],
    ],
)
def test_a_wrong_command_line_ends_with_2_and_without_a_traceback(arguments: list[str]) -> None:
    run = handouts(*arguments)
    assert run.returncode == 2
    assert "Error: " in run.stderr
    assert "Traceback" not in run.stderr
    assert run.stdout == ""
