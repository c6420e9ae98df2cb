"""A small data folder for tests to spoil: one clinic, one procedure, a logo. Its texts are part of the references."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

PROCEDURE = """\
title: Knee injection
summary: A shot in your knee that may ease pain for a time.
options:
  sedation: {ask: "Will there be sedation?", choices: ["yes", "no"]}
facts:
  - {icon: clock, label: How long, text: 20 minutes}
sections:
  - id: what-it-is
    heading: What is it?
    blocks:
      - text: "Call {{ clinic.phone }} with questions."
  - id: get-ready
    heading: Get ready
    blocks:
      - checklist:
          - group: On the day
            items:
              - {id: clothes, icon: clothes, text: Wear loose clothes.}
              - {id: list, when: {sedation: "yes"}, text: Bring a driver., otherwise: ""}
  - id: what-happens
    heading: What happens
    blocks:
      - steps:
          - You lie down.
          - We clean your knee.
invitation: {heading: Is it right for you?, text: Ask us.}
"""
CLINIC = """\
name: North Clinic
phones:
  - {label: Desk, number: 555-0100}
address: 1 Example Road
scheduling:
  url: "https://north.example.com/visit?for={procedure}"
time_zone: America/Chicago
hours: {mon: "8:00–17:00", tue: "8:00–17:00", wed: "8:00–17:00", thu: "8:00–17:00", fri: "8:00–17:00"}
"""
BRAND = """\
meta: {name: North Clinic}
logo: logo.svg
color:
  palette: {teal: "#0B5A5E"}
  primary: teal
typography: {base: Source Sans 3}
"""
LOGO = '<svg viewBox="0 0 60 20"><path d="M0 0H60V20H0Z" fill="#0B5A5E"/></svg>\n'

PROCEDURE_FILE = "procedures/knee-injection/en.yaml"
CLINIC_FILE = "clinics/north/clinic.yaml"
BRAND_FILE = "clinics/north/_brand.yml"
LOGO_FILE = "clinics/north/logo.svg"


def write_library(data: Path) -> Path:
    """Write the small library into the folder *data*, and return the folder."""
    files = {PROCEDURE_FILE: PROCEDURE, CLINIC_FILE: CLINIC, BRAND_FILE: BRAND, LOGO_FILE: LOGO}
    for name, text in files.items():
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_text(text, encoding="utf-8")
    (data / "languages").mkdir(exist_ok=True)
    shutil.copy(ROOT / "data" / "languages" / "en.yaml", data / "languages" / "en.yaml")
    return data


def change(file: Path, old: str, new: str) -> None:
    """Replace *old*, which must stand in *file* exactly once, by *new*."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    file.write_text(text.replace(old, new), encoding="utf-8")
