"""What the library and a clinic say about appointment lists: names that cells may use, headings, statuses, times.

Plain data; the only part of the library that this room knows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from handouts.lists.list_times import ClinicClock, clock_of
from handouts.reading.models.clinic import Clinic


@dataclass(frozen=True, slots=True)
class Names:
    """What the library has, as lists may write it: for each id, language code or option the words that mean it."""

    procedures: Mapping[str, Sequence[str]]
    languages: Mapping[str, Sequence[str]]
    clinics: Mapping[str, Sequence[str]]
    options: Mapping[str, Mapping[str, Sequence[str]]]
    """For each procedure its options, each with its choices."""


@dataclass(frozen=True, slots=True)
class ListRules:
    """What a clinic says of its lists; ``file`` is what messages call the file where it says so.

    ``columns`` are its own headings by the names of `HEADINGS` or of options, ``clock`` what it states that times
    are read by, ``ignored`` headings that need no word, ``not_coming`` and ``coming`` words of a status.
    ``arrive_before``: how many minutes before the start patients arrive, by the procedure's id; None is any other's.
    """

    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    clock: ClinicClock = field(default_factory=ClinicClock)
    ignored: Sequence[str] = ()
    not_coming: Sequence[str] = ()
    coming: Sequence[str] = ()
    arrive_before: Mapping[str | None, int] = field(default_factory=dict)
    file: str = "clinic.yaml"

    def lead(self, procedure: str) -> int | None:
        """Return how many minutes before its start a patient should arrive; None where nobody said."""
        return self.arrive_before.get(procedure, self.arrive_before.get(None))


def rules_of(clinic: Clinic, clinic_id: str) -> ListRules:
    """Return what *clinic* says of its lists."""
    before: dict[str | None, int] = {}
    if clinic.arrive_before_minutes is not None:
        before[None] = clinic.arrive_before_minutes
    for procedure, here in clinic.procedures.items():
        if here.arrive_before_minutes is not None:
            before[str(procedure)] = here.arrive_before_minutes
    columns: dict[str, Sequence[str]] = {}
    columns.update(clinic.appointment_columns.items())
    return ListRules(
        columns,
        clock_of(clinic),
        clinic.appointment_ignored,
        clinic.appointment_not_coming,
        clinic.appointment_coming,
        before,
        f"clinics/{clinic_id}/clinic.yaml",
    )
