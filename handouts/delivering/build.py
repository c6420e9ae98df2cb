"""The one entry of delivering: a request goes in; a PDF and everything worth knowing comes out.

The command line and every other front call this, so that they cannot disagree.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from handouts.problems import ContentError, Problem, error, has_errors, strictly
from handouts.reading.library import Library
from handouts.tailoring.moments import Appointment
from handouts.tailoring.tailor import Order, tailor

if TYPE_CHECKING:
    from handouts.rendering.document import ComposedDocument

LAST_SECOND = 253402300799
"""The last second of the year 9999, which a PDF's date can still say; since 1970, UTC."""


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """One handout; what is None is the clinic's own choice.

    ``now`` is an aware datetime that the visit is judged by: a day in the past, a deadline gone by. It changes no
    byte of the handout, and without it nothing is compared with the present. ``strict``: warnings are errors.
    """

    procedure_id: str
    clinic_id: str
    language: str
    edition: str | None = None
    paper: str | None = None
    mono: bool | None = None
    options: dict[str, str] = field(default_factory=dict)
    appointment: Appointment | None = None
    now: datetime | None = None
    strict: bool = False


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What came of a request: no PDF when a problem is an error. ``name`` is the file's name, without its folder."""

    pdf: bytes | None
    pages: int
    problems: tuple[Problem, ...]
    name: str


def requests_for(
    library: Library, clinic_ids: Sequence[str], procedure_ids: Sequence[str], language: str | None = None
) -> list[BuildRequest]:
    """Return a request for every procedure in every language of each clinic, or in *language*.

    A language that a procedure is not written in is requested all the same: building it says what is missing,
    because a clinic that offers a language must never find out at the desk that it does not.
    """
    requests = []
    for clinic_id in clinic_ids:
        clinic = library.clinic(clinic_id).value
        for procedure_id in procedure_ids:
            offered = clinic.languages if clinic else library.languages_of(procedure_id)
            wanted = [language] if language is not None else offered
            requests += [BuildRequest(procedure_id, clinic_id, str(code)) for code in wanted]
    return requests


def build_one(library: Library, request: BuildRequest) -> BuildResult:
    """Build one handout; every problem met is in the result, and nothing a user can mend is raised."""
    try:
        return _build(library, request)
    except ContentError as failure:
        return BuildResult(None, 0, failure.problems, _name(request, "letter", "standard", False))


def build_pdf(procedure_id: str, clinic_id: str, language: str = "en", **wishes: Any) -> bytes:
    """Return the PDF of one handout of the default library; raises ContentError when it cannot be made."""
    from handouts.delivering.places import data_folder

    result = build_one(Library(*data_folder(None)), BuildRequest(procedure_id, clinic_id, language, **wishes))
    if result.pdf is None:
        raise ContentError(result.problems)
    return result.pdf


def created() -> int:
    """Return the time that files are dated: SOURCE_DATE_EPOCH, or 0 so that the same input gives the same bytes."""
    value = os.environ.get("SOURCE_DATE_EPOCH", "0")
    if not re.fullmatch("[0-9]{1,12}", value) or int(value) > LAST_SECOND:
        message = f'SOURCE_DATE_EPOCH should be whole seconds since 1970, not "{value}"'
        hint = "set it to a number such as 1767225600, or not at all"
        raise ContentError([error("bad-epoch", message, hint=hint)])
    return int(value)


def _build(library: Library, request: BuildRequest) -> BuildResult:
    document, problems, name = compose_one(library, request)
    if document is None:
        return BuildResult(None, 0, tuple(problems), name)
    from handouts.rendering.render import render

    return BuildResult(render(document), len(document.pages), tuple(problems), name)


def compose_one(
    library: Library, request: BuildRequest
) -> tuple[ComposedDocument | None, list[Problem], str]:
    """Return the pages of one handout before they become a file (None for errors), the problems, and the file's name.

    Raises ContentError for what stops it at once.
    """
    procedures = library.procedure(request.procedure_id, request.language)
    clinics = library.clinic(request.clinic_id)
    brands = library.brand(request.clinic_id)
    languages = library.language(request.language)
    judged = strictly if request.strict else list[Problem]
    problems = judged([*procedures.problems, *clinics.problems, *brands.problems, *languages.problems])
    procedure, clinic, brand, language = procedures.value, clinics.value, brands.value, languages.value
    defaults = clinic.defaults if clinic else None
    edition = request.edition or (defaults.edition if defaults else "standard")
    paper = request.paper or (defaults.paper if defaults else "letter")
    mono = request.mono if request.mono is not None else bool(defaults and defaults.mono)
    name = _name(request, paper, edition, mono)
    if procedure is None or clinic is None or brand is None or language is None or has_errors(problems):
        return None, problems, name
    order = Order(
        request.procedure_id,
        request.clinic_id,
        request.language,
        cast(Any, edition),
        cast(Any, paper),
        mono,
        request.options,
        request.appointment or Appointment(),
        request.now,
    )
    handout, found = tailor(procedure, clinic, language, order)
    problems += judged(found)
    from handouts.checks.printable import printable_problems
    from handouts.composing.compose import compose
    from handouts.delivering.looks import look_of

    look, found = look_of(brand, library.fonts, handout.words["logo_of"].format(clinic=clinic.name))
    problems += judged([*found, *printable_problems(handout, look.text, look.display)])
    if has_errors(problems):
        return None, problems, name
    return compose(handout, look, created()), problems, name


def _name(request: BuildRequest, paper: str, edition: str, mono: bool) -> str:
    """Return ``procedure.language.paper[.large-print][.mono].pdf``."""
    parts = [request.procedure_id, request.language, paper]
    parts += ["large-print"] if edition == "large-print" else []
    parts += ["mono"] if mono else []
    return ".".join([*parts, "pdf"])
