"""A file that is never read, because of its name or its place, is named: a change to it must not go unnoticed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from small_library import BRAND_FILE, CLINIC_FILE, PROCEDURE_FILE, ROOT, write_library

from handouts.reading.unread import unread_files


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_library(tmp_path / "data")


def test_nothing_of_the_samples_is_unread(data: Path) -> None:
    assert unread_files(ROOT / "data") == unread_files(data) == []


@pytest.mark.parametrize(
    ("old", "new", "named", "hint"),
    [
        (
            PROCEDURE_FILE,
            "procedures/knee-injection/en.yml",
            "procedures/knee-injection/en.yml",
            "call it en.yaml",
        ),
        (PROCEDURE_FILE, "procedures/knee.yaml", "procedures/knee.yaml", "move it to knee/en.yaml"),
        (CLINIC_FILE, "clinics/north/clinic.yml", "clinics/north/clinic.yml", "clinic.yaml and _brand.yml"),
        (CLINIC_FILE, "clinics/south.yaml", "clinics/south.yaml", "give each clinic a folder"),
        (BRAND_FILE, "clinics/north/_brand.yaml", "clinics/north/_brand.yaml", "clinic.yaml and _brand.yml"),
        ("languages/en.yaml", "languages/en.YML", "languages/en.YML", "call it en.yaml"),
    ],
)
def test_a_name_that_is_nearly_right_is_said(data: Path, old: str, new: str, named: str, hint: str) -> None:
    shutil.move(data / old, data / new)
    said = {str(problem.place).replace("\\", "/"): problem for problem in unread_files(data)}
    (problem,) = [problem for place, problem in said.items() if place.endswith(f"data/{named}:1:1")]
    assert not problem.is_error
    assert hint in str(problem.hint)


def test_a_clinic_or_procedure_without_its_file_is_said(data: Path) -> None:
    (data / CLINIC_FILE).unlink()
    (data / PROCEDURE_FILE).unlink()
    hints = [str(problem.hint) for problem in unread_files(data)]
    assert [hint.split(" needs ")[0] for hint in hints] == ["a clinic", "a procedure"]
