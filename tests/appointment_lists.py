"""Appointment lists for tests: as many rows as asked for, of invented people with names that can be looked for."""

from __future__ import annotations

import re
from collections.abc import Sequence

HEADINGS = "Patient,Date,Arrival time,Procedure,Provider,Location,Sedation,Steroid,Side"
FIRST = ("Amber", "Boris", "Chloë", "Dolores", "Étienne", "Günther", "Héctor", "Katarzyna", "Noël", "Søren")
LAST = ("Sample", "Example", "Invented", "Madeup", "Specimen", "Placeholder", "Muster", "Ejemplo")
MARK = re.compile(r"Qz\d{5}x")
"""What every name of a list holds and nothing else does, so that a search for it finds any trace of a patient."""
BAD_DATES = ("2026-13-01", "31.2.2026", "soon", "Friday 2026-12-01")


def mark(row: int) -> str:
    """Return the mark in the name of the patient of *row* (from 1)."""
    return f"Qz{row:05d}x"


def appointment_list(rows: int, bad: Sequence[int] = ()) -> str:
    """Return a list of so many rows on working days and hours; those numbered in *bad* have no readable date."""
    lines = [HEADINGS]
    for row in range(1, rows + 1):
        day = BAD_DATES[row % 4] if row in bad else f"2030-12-{2 + row // 16 % 4 + 7 * (row // 64 % 4):02d}"
        lines.append(
            ",".join(
                [
                    f"{FIRST[row % 10]} {LAST[row // 10 % 8]} {mark(row)}",
                    day,
                    f"{8 + row // 4 % 8}:{row % 4 * 15:02d}",
                    "LSB",
                    "Dr. Example",
                    f"Suite {200 + row % 3}",
                    ("yes", "no", "")[row % 3],
                    ("yes", "no")[row % 2],
                    ("left", "right", "both", "")[row % 4],
                ]
            )
        )
    return "\n".join(lines) + "\n"
