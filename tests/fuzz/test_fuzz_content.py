"""Damaged content files: each is read or refused in words, and what comes of it is a sound file."""

from __future__ import annotations

from pathlib import Path

import pytest
from damaged.mutations import damaged_text
from damaged.trials import PARTS, Trials, numbers
from every_block import NAME, write_every_block


@pytest.mark.parametrize("part", range(PARTS))
def test_any_damage_to_a_content_file_is_told_or_harmless(
    part: int, trials: Trials, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    data = write_every_block(tmp_path / "data")
    clinic = data / "clinics" / "parkview"
    files = [
        data / "procedures" / NAME / "en.yaml",
        data / "procedures" / NAME / "en.yaml",
        clinic / "clinic.yaml",
        clinic / "_brand.yml",
        data / "languages" / "en.yaml",
    ]
    whole = {file: file.read_bytes() for file in files}
    visit = ["--date", "2030-12-03", "--time", "10:15 AM", "--patient", "Sample Person"]
    for number, chance in numbers(part, request.config.getoption("--fuzz")):
        file = chance.choice(files)
        file.write_bytes(damaged_text(chance, whole[file]))
        out = tmp_path / "out"
        command = [
            "--data",
            str(data),
            "build",
            "--clinic",
            "parkview",
            "--language",
            "en",
            "--out",
            str(out),
        ]
        trials.run(f"content {number} ({file.name})", command + (visit if number % 3 == 0 else []), out)
        file.write_bytes(whole[file])
