"""What is asked for: one handout, for whom, and how it is printed. The one type of it, from every front to the page.

What is None is the clinic's choice; `Request.resolved` fills it in once. Knows no files and no pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from handouts.tailoring.handout import Edition, Paper
from handouts.tailoring.moments import Appointment

if TYPE_CHECKING:
    from handouts.reading.models.clinic import Defaults


@dataclass(frozen=True, slots=True)
class Request:
    """One handout; what is None is the clinic's own choice, and what is empty is not said yet.

    A front asks for many at once with one request that names no procedure, clinic or language: what each of them is
    comes from the data folder or from the row of a list.
    """

    procedure_id: str = ""
    clinic_id: str = ""
    language: str = ""
    edition: Edition | None = None
    paper: Paper | None = None
    mono: bool | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    """The choice for each option of the procedure that was asked."""
    appointment: Appointment | None = None
    now: datetime | None = None
    """An aware datetime that the visit is judged by: a day in the past, a deadline gone by. It changes no byte of the
    handout, and without it nothing is compared with the present."""
    strict: bool = False
    """Whether warnings are errors."""

    @property
    def for_visit(self) -> bool:
        """Whether this is for one visit, and no general handout."""
        return bool(self.answers) or self.appointment not in (None, Appointment())

    def resolved(
        self, defaults: Defaults | None, answers: Mapping[str, str] | None = None
    ) -> ResolvedRequest:
        """Return this with the clinic's *defaults*, and the program's where these are not known."""
        return ResolvedRequest(
            self.procedure_id,
            self.clinic_id,
            self.language,
            self.edition or (defaults.edition if defaults else "standard"),
            self.paper or (defaults.paper if defaults else "letter"),
            self.mono if self.mono is not None else bool(defaults and defaults.mono),
            self.answers,
            self.appointment or Appointment(),
            self.now,
            self.strict,
        )


@dataclass(frozen=True, slots=True)
class ResolvedRequest(Request):
    """A request in which every choice is made."""

    edition: Edition = "standard"
    paper: Paper = "letter"
    mono: bool = False
    appointment: Appointment = field(default_factory=Appointment)

    @property
    def file_name(self) -> str:
        """Return ``procedure.language.paper[.large-print][.mono].pdf``."""
        parts = [self.procedure_id, self.language, self.paper]
        parts += ["large-print"] if self.edition == "large-print" else []
        parts += ["mono"] if self.mono else []
        return ".".join([*parts, "pdf"])
