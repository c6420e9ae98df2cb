"""Small inputs that were once printed wrongly, or ended in a fault, kept as they were found: each is told now."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from small_library import CLINIC_FILE, PROCEDURE_FILE, change, write_library

from handouts.cli.main import main

CASES = Path(__file__).resolve().parents[1] / "cases"
HASHES = re.findall(r"(?:text:|  - )\s*(.+?)\s+->", (CASES / "text" / "hash.txt").read_text(encoding="utf-8"))
ADDRESSES = re.findall(
    r'^\d "(.+?)"', (CASES / "urls" / "README.txt").read_text(encoding="utf-8"), re.MULTILINE
)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_library(tmp_path / "data")


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize("written", HASHES)
def test_no_text_behind_a_hash_is_lost(
    written: str, command: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(data / PROCEDURE_FILE, "- We clean your knee.", f"- {written}")
    change(data / CLINIC_FILE, "address: 1 Example Road", f"address:\n  - {written}")
    assert main(["--data", "data", command]) == 1
    said = capsys.readouterr().err
    assert len(re.findall(r"error: the text ends before this", said)) == 2


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_no_address_ends_a_command_and_each_is_told_on_its_line(
    address: str, command: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(data / CLINIC_FILE, "https://north.example.com/visit?for={procedure}", address)
    assert main(["--data", "data", command]) == 1
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert re.match(r"data/clinics/north/clinic\.yaml:6:\d+: error: .*\n.*\n.*\n    hint: write ", said)


def test_the_cases_are_all_there() -> None:
    assert (len(HASHES), len(ADDRESSES)) == (3, 6)


def test_a_plain_handout_loads_nothing_for_mistakes(data: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys; from handouts.cli.main import main; main(['--data', 'data', 'build']); "
        "print([m for m in ('ftfy', 'idna', 'difflib') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]", done.stderr
