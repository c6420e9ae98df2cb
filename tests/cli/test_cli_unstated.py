"""A clinic that does not state its clock or its hours is told by check, and what the hints add is accepted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from small_library import CLINIC_FILE, ROOT, change, write_library

from handouts.cli.reports import report_check
from handouts.delivering.service import Service
from handouts.reading.library import Library


def said(data: Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert report_check(Service(Library(data, ROOT / "fonts")).check(), as_json=False) == 0
    return capsys.readouterr().err


def test_check_tells_a_clinic_what_it_does_not_state_and_the_hint_works(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = write_library(tmp_path / "data")
    assert "no time zone" not in said(data, capsys)
    file = data / CLINIC_FILE
    change(file, "time_zone: America/Chicago\n", "")
    file.write_text(file.read_text(encoding="utf-8").partition("hours: {mon")[0], encoding="utf-8")
    told = said(data, capsys)
    assert "states no time zone" in told
    assert "states no hours" in told
    lines = re.findall(r"add a line such as (\"|')(.*)\1 to clinic.yaml", told)
    assert len(lines) == 2
    file.write_text(
        file.read_text(encoding="utf-8") + "".join(f"{line}\n" for _, line in lines), encoding="utf-8"
    )
    assert "states no" not in said(data, capsys)
