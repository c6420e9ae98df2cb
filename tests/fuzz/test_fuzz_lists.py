"""Damaged appointment lists, as text and as workbooks: rows are read or refused in words, and nothing else happens."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest
from appointment_lists import appointment_list
from damaged.mutations import damaged_bytes, damaged_text
from damaged.trials import PARTS, Trials, numbers
from openpyxl import Workbook
from small_library import write_library

HEADINGS = ("Patient", "Date", "Arrival time", "Procedure", "Provider", "Location", "Sedation", "Status")


def _text(chance: random.Random) -> bytes:
    rows = appointment_list(chance.randint(0, 6)).replace(",LSB,", ",Knee injection,")
    data = damaged_text(chance, rows.encode("utf-8"))
    encoding = chance.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"))
    if encoding.startswith("utf-8"):
        return data
    return data.decode("utf-8", "replace").encode(encoding, "replace")


def _workbook(chance: random.Random) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    rows = appointment_list(chance.randint(0, 4)).replace(",LSB,", ",Knee injection,")
    for line in damaged_text(chance, rows.encode("utf-8")).decode("utf-8", "replace").split("\n"):
        cells = ["".join(letter for letter in cell if letter.isprintable()) for cell in line.split(",")]
        sheet.append(cells[:40])
    file = io.BytesIO()
    book.save(file)
    return damaged_bytes(chance, file.getvalue()) if chance.random() < 0.5 else file.getvalue()


@pytest.mark.parametrize("part", range(PARTS))
def test_any_damage_to_a_list_is_told_or_harmless(
    part: int, trials: Trials, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    data = write_library(tmp_path / "data")
    for number, chance in numbers(part, request.config.getoption("--fuzz")):
        is_book = number % 8 == 0
        file = tmp_path / ("list.xlsx" if is_book else "list.csv")
        file.write_bytes(_workbook(chance) if is_book else _text(chance))
        out = tmp_path / "out"
        out.mkdir(exist_ok=True)
        command = ["--data", str(data), "batch", str(file), "--clinic", "north"]
        trials.run(f"list {number}", [*command, "--merge", str(out / "all.pdf")], out)
