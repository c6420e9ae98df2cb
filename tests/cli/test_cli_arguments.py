"""The command line itself: its exit statuses, its help, and what it must not load."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

from handouts.cli.commands import handouts as command_line

ROOT = Path(__file__).resolve().parents[2]


def handouts(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "generate.py"), *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=ROOT)


def test_help_says_how_and_ends_with_0() -> None:
    run = handouts("build", "--help")
    assert run.returncode == 0
    assert run.stdout.startswith("Usage: python3 generate.py build [OPTIONS] [PROCEDURE]...")
    assert run.stderr == ""


@pytest.mark.parametrize("name", ["", *command_line.commands])
def test_every_command_says_what_it_does_with_an_example_and_explains_each_option(name: str) -> None:
    command = command_line.commands[name] if name else command_line
    words = command.get_help(click.Context(command, info_name="generate.py"))
    assert "Example" in words
    assert f"python3 generate.py {name}".rstrip() in words
    assert command.get_short_help_str().strip()
    unexplained = [each.name for each in command.params if isinstance(each, click.Option) and not each.help]
    assert unexplained == []


@pytest.mark.parametrize("name", command_line.commands)
def test_the_readme_speaks_of_every_command(name: str) -> None:
    assert f"generate.py {name}" in (ROOT / "README.md").read_text(encoding="utf-8")


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
        ["build", "--clinic", "parkview", "--date", "someday"],
        ["build", "--clinic", "parkview", "--date", "2026-02-29"],
        ["build", "--clinic", "parkview", "--time", "25:00"],
        ["build", "--clinic", "parkview", "--time", "6:15"],
        ["build", "--date", "2027-03-09"],
        ["--data", "no-such-folder"],
        ["build", "--out", ""],
        ["build", "--clinic", "parkview", "--out", "generate.py"],
        ["proof", "--out", ""],
        ["batch", "data/appointments/sample.csv", "--merge", ""],
        ["batch", "data/appointments/sample.csv", "--out", ""],
    ],
)
def test_a_wrong_command_line_ends_with_2_and_without_a_traceback(arguments: list[str]) -> None:
    run = handouts(*arguments)
    assert run.returncode == 2
    assert "Error: " in run.stderr
    assert "Traceback" not in run.stderr
    assert run.stdout == ""


def test_one_handout_loads_nothing_that_looks_for_plugins(tmp_path: Path) -> None:
    code = (
        "import sys; from handouts.cli.main import main; "
        f"status = main(['build', '--clinic', 'parkview', '--out', {str(tmp_path / 'one.pdf')!r}]); "
        "loaded = [m for m in ('email', 'importlib.metadata', 'http', 'ssl') if m in sys.modules]; "
        "print(status, loaded, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert done.stderr.strip() == "0 []"


@pytest.mark.skipif(sys.platform != "linux", reason="arguments are text elsewhere")
@pytest.mark.parametrize("kind", ["clinic", "procedure"])
def test_a_name_for_something_new_that_is_not_in_utf8_is_refused(kind: str, tmp_path: Path) -> None:
    run = handouts("--data", str(tmp_path), "new", kind, "Zo\udceb")
    assert run.returncode == 2 and "not in UTF-8" in run.stderr
