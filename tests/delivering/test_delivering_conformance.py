"""Every kind of file that a command writes is well formed, conforms to both profiles, and asks to be printed as it is."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from judges import assert_conforms
from small_library import PROCEDURE, PROCEDURE_FILE, write_library

from handouts.cli.main import main

LINKS = "Read [one page](https://one.example.com/a), [a second](https://two.example.com/b) and [a third](tel:555-0101)"
LIST = """\
Patient,Date,Arrival time,Procedure
Alex Sample,2030-03-12,9:30 AM,knee-injection
Robin Sample,2030-03-12,10:30 AM,knee-injection
Kim Sample,2030-03-12,11:30 AM,hip-injection
"""
VISIT = ["--date", "2030-03-12", "--time", "9:30 AM", "--patient", "Alex Sample"]

WRITTEN: dict[str, list[str]] = {
    "general": ["build"],
    "one file": ["build", "knee-injection", "--out", "one.pdf"],
    "large print": ["build", "--edition", "large-print"],
    "mono": ["build", "--mono", "--paper", "a4"],
    "visit": ["build", *VISIT],
    "packet": ["build", "--packet"],
    "packet with a cover": ["build", "--packet", "--cover", *VISIT],
    "separate files": ["batch", "list.csv", "--jobs", "1"],
    "merged": ["batch", "list.csv", "--merge", "list.pdf"],
    "merged in large print": ["batch", "list.csv", "--edition", "large-print", "--merge", "list.pdf"],
    "proof": ["proof"],
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder, with a library of two procedures with links, and a list."""
    data = write_library(tmp_path / "data")
    linked = PROCEDURE.replace("with questions.", f"with questions. {LINKS}.")
    linked = linked.replace("- You lie down.", "- You lie down. See [our page](https://three.example.com/c).")
    (data / PROCEDURE_FILE).write_text(linked, encoding="utf-8")
    other = data / "procedures" / "hip-injection" / "en.yaml"
    other.parent.mkdir()
    other.write_text(linked.replace("Knee", "Hip").replace("knee", "hip"), encoding="utf-8")
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("kind", WRITTEN)
def test_what_is_written_conforms_and_is_to_be_printed_on_both_sides_unscaled(
    kind: str, folder: Path
) -> None:
    assert main(["--data", "data", *WRITTEN[kind]]) == 0
    made = sorted(folder.rglob("*.pdf"))
    assert made
    for file in made:
        pdf = file.read_bytes()
        assert_conforms(pdf)
        with pikepdf.open(BytesIO(pdf)) as opened:
            wishes = opened.Root.ViewerPreferences
            assert (str(wishes.Duplex), str(wishes.PrintScaling)) == ("/DuplexFlipLongEdge", "/None")
