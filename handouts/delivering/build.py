"""The one entry of delivering: a request goes in; a PDF and everything worth knowing comes out.

The command line and every other front call this, so that they cannot disagree.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handouts.problems import ContentError, Problem, error, has_errors, strictly
from handouts.reading.library import Library, Loaded
from handouts.reading.text import UNPLACED
from handouts.tailoring.request import Request, ResolvedRequest
from handouts.tailoring.tailor import tailor

if TYPE_CHECKING:
    from handouts.composing.compose import Look
    from handouts.graphics.document import ComposedDocument
    from handouts.reading.brand import Brand
    from handouts.reading.models.clinic import Clinic
    from handouts.reading.models.language import Language
    from handouts.reading.models.procedure import Procedure
    from handouts.rendering.render import Renderer
    from handouts.tailoring.handout import Handout

LAST_SECOND = 253402300799
"""The last second of the year 9999, which a PDF's date can still say; since 1970, UTC."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What came of a request: no PDF when a problem is an error. ``name`` is the file's name, without its folder.

    ``html`` is the same handout for a screen, where it was asked for and could be made.
    """

    pdf: bytes | None
    pages: int
    problems: tuple[Problem, ...]
    name: str
    html: str | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that one handout is tailored from."""

    procedure: Procedure
    clinic: Clinic
    brand: Brand
    language: Language
    request: ResolvedRequest


def requests_for(
    library: Library, clinic_ids: Sequence[str], procedure_ids: Sequence[str], language: str | None = None
) -> list[Request]:
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
            requests += [Request(procedure_id, clinic_id, str(code)) for code in wanted]
    return requests


def answers_to_check(library: Library, request: Request) -> list[dict[str, str]]:
    """Return the answers with which *request* must be built so that every text of its procedure is tried.

    Where they cannot be told there is one set, of none: building with it says why.
    """
    from handouts.tailoring.conditions import answers_that_show_all

    try:
        procedure = library.procedure(request.procedure_id, request.language).value
        return answers_that_show_all(procedure) if procedure is not None else [{}]
    except Exception:  # the build that follows meets it again, and tells it
        return [{}]


def build_one(library: Library, request: Request) -> BuildResult:
    """Build one handout; every problem met is in the result, and nothing a user can mend is raised."""
    return Builder(library).build(request)


def build_pdf(procedure_id: str, clinic_id: str, language: str = "en", **wishes: Any) -> bytes:
    """Return the PDF of one handout of the default library; raises ContentError when it cannot be made."""
    from handouts.delivering.places import open_library

    result = build_one(open_library(None), Request(procedure_id, clinic_id, language, **wishes))
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


def compose_one(library: Library, request: Request) -> tuple[ComposedDocument | None, list[Problem], str]:
    """Return the pages of one handout before they become a file; see `Builder.compose`."""
    return Builder(library).compose(request)


class Builder:
    """Builds handouts of *library*, and reads each of its files and opens each brand's fonts and logo once.

    Remembers nothing of a request: what it keeps is the library's, never a patient's. Files that change meanwhile are not
    seen before it is told to forget.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self._read: dict[tuple[str, ...], Loaded[Any]] = {}
        self._looks: dict[tuple[str, str, str], tuple[Look, list[Problem]]] = {}
        self._renderer: Renderer | None = None

    def build(self, request: Request, html: bool = False) -> BuildResult:
        """Build one handout, with *html* as a web page too.

        Every problem met is in the result, faults of the program too, and nothing is raised.
        """
        try:
            handout, look, problems, name = self.tailor(request)
            if handout is None or look is None:
                return BuildResult(None, 0, tuple(problems), name)
            document, problems = self.composed(request, handout, look, problems)
            if document is None:
                return BuildResult(None, 0, tuple(problems), name)
            result = BuildResult(self.render(document), len(document.pages), tuple(problems), name)
            return self._with_page(result, handout, look) if html else result
        except Exception as failure:  # one handout must not cost the others theirs
            from handouts.delivering.barrier import told

            return BuildResult(None, 0, told(failure, "this handout"), request.resolved(None).file_name)

    def _with_page(self, result: BuildResult, handout: Handout, look: Look) -> BuildResult:
        """Return *result* with *handout* as a web page; the PDF is there all the same if that fails."""
        try:
            from handouts.screen.page import html_page

            return replace(result, html=html_page(handout, look))
        except Exception as failure:
            from handouts.delivering.barrier import told

            found = told(failure, f"the web page of {result.name}")
            return replace(result, problems=(*result.problems, *found))

    def compose(self, request: Request) -> tuple[ComposedDocument | None, list[Problem], str]:
        """Return the pages of one handout before they become a file (None for errors), the problems, and its name.

        Raises ContentError for what stops it at once.
        """
        handout, look, problems, name = self.tailor(request)
        if handout is None or look is None:
            return None, problems, name
        document, problems = self.composed(request, handout, look, problems)
        return document, problems, name

    def composed(
        self, request: Request, handout: Handout, look: Look, problems: Sequence[Problem]
    ) -> tuple[ComposedDocument | None, list[Problem]]:
        """Return the pages of *handout*, as *request* was tailored, and *problems* with what the pages show besides."""
        from handouts.checks.cut_words import cut_word_problems
        from handouts.composing.compose import compose

        document = compose(handout, look, created())
        found = cut_word_problems(handout, document)
        told = [*problems, *(strictly(found) if request.strict else found)]
        return None if has_errors(told) else document, told

    def tailor(self, request: Request) -> tuple[Handout | None, Look | None, list[Problem], str]:
        """Return what one handout says and how it looks (None for errors), the problems, and its file's name.

        Raises ContentError for what stops it at once.
        """
        content, problems, name = self.content(request)
        if content is None:
            return None, None, problems, name
        judged = strictly if request.strict else list[Problem]
        handout, found = tailor(content.procedure, content.clinic, content.language, content.request)
        problems += judged(found)
        from handouts.checks.names import with_printable_names
        from handouts.checks.printable import printable_problems

        words = handout.words["logo_of"].format(clinic=content.clinic.name)
        look, found = self._look(request.clinic_id, content.brand, words, content.language, request.language)
        row = content.request.appointment.row
        stand_in = handout.words["list_row"].format(number=row) if row is not None else None
        handout, unnamed = with_printable_names(handout, look.text, stand_in)
        problems += judged([*found, *unnamed, *printable_problems(handout, look.text, look.display)])
        return (None, None, problems, name) if has_errors(problems) else (handout, look, problems, name)

    def content(self, request: Request) -> tuple[Content | None, list[Problem], str]:
        """Return the content that a handout is tailored from (None for errors), its problems, and the file's name.

        Raises ContentError for what stops it at once.
        """
        clinics = self._load("clinic", request.clinic_id)
        try:
            procedures = self._load("procedure", request.procedure_id, request.language)
            languages = self._load("language", request.language)
        except ContentError as failure:
            raise ContentError(_of_the_clinic(failure, clinics.value, request)) from None
        brands = self._load("brand", request.clinic_id)
        judged = strictly if request.strict else list[Problem]
        problems = judged([*procedures.problems, *clinics.problems, *brands.problems, *languages.problems])
        procedure, clinic, brand, language = procedures.value, clinics.value, brands.value, languages.value
        resolved = request.resolved(clinic.defaults if clinic else None)
        name = resolved.file_name
        if procedure is None or clinic is None or brand is None or language is None:
            return None, problems, name
        resolved = replace(resolved, answers=_meant(procedure, request.answers))
        if has_errors(problems):  # what else is wrong is reported in the same go
            with suppress(ContentError):
                problems += judged(tailor(procedure, clinic, language, resolved)[1])
            return None, problems, name
        return Content(procedure, clinic, brand, language, resolved), problems, name

    def forget(self, procedures: Collection[tuple[str, str]] | None = None) -> None:
        """Forget what was read: of these *procedures*, each with its language, or everything."""
        if procedures is None:
            self._read.clear()
            self._looks.clear()
        for procedure_id, language in procedures or ():
            self._read.pop(("procedure", procedure_id, language), None)

    def forget_doubtful(self) -> None:
        """Forget brands with problems: a file that one missed may be there by now, anywhere."""
        if any(key[0] == "brand" and loaded.problems for key, loaded in self._read.items()):
            self.forget()

    def files(self) -> set[Path]:
        """Return the files that the brands read so far are printed with; they may be anywhere."""
        brands = [loaded.value for key, loaded in self._read.items() if key[0] == "brand" and loaded.value]
        return {path for brand in brands for path in brand.files()}

    def render(self, document: ComposedDocument) -> bytes:
        """Return *document* as a PDF file."""
        return self.renderer.render(document)

    @property
    def renderer(self) -> Renderer:
        """What turns pages into files; it remembers pictures, and no text."""
        if self._renderer is None:
            from handouts.rendering.render import Renderer

            self._renderer = Renderer()
        return self._renderer

    def _load(self, kind: str, *names: str) -> Loaded[Any]:
        """Return what *kind* of the library's files holds under *names*; raises ContentError where there is none."""
        key = (kind, *names)
        if key not in self._read:
            self._read[key] = _worded(getattr(self.library, kind)(*names), names[-1])
        return self._read[key]

    def _look(
        self, clinic_id: str, brand: Brand, logo_words: str, language: Language, code: str
    ) -> tuple[Look, list[Problem]]:
        key = (clinic_id, logo_words, code)
        if key not in self._looks:
            from handouts.delivering.looks import look_of

            self._looks[key] = look_of(brand, self.library.fonts, logo_words, language, code)
        return self._looks[key]


def _meant(procedure: Procedure, answers: Mapping[str, str]) -> Mapping[str, str]:
    """Return *answers* as *procedure* calls them; raises ContentError for one that is given twice."""
    if not answers:
        return answers
    from handouts.delivering.meant import answers_meant

    return answers_meant({str(name): option.choices for name, option in procedure.options.items()}, answers)


def _of_the_clinic(failure: ContentError, clinic: Clinic | None, request: Request) -> list[Problem]:
    """Return the problems of *failure*; where the clinic itself offers a language without a file, at its place."""
    offered = [code for code in clinic.languages if code == request.language] if clinic is not None else []
    if not offered or offered[0].place is UNPLACED:
        return list(failure.problems)
    file = f"procedures/{request.procedure_id}/{request.language}.yaml"
    if any(problem.message == f'there is no language "{request.language}"' for problem in failure.problems):
        file = f"languages/{request.language}.yaml"
    hint = f'write the file {file}, or take "{request.language}" out of "languages"'
    return [
        replace(problem, place=offered[0].place, hint=hint) if problem.code == "unknown-language" else problem
        for problem in failure.problems
    ]


def _worded(loaded: Loaded[Any], language: str) -> Loaded[Any]:
    """Return *loaded* with what is nearly right in its texts, which are in *language* if it is a procedure's."""
    from handouts.checks.wording import brand_problems, wording_problems
    from handouts.reading.brand import Brand

    content = loaded.value
    if content is None:
        return loaded
    found = brand_problems(content) if isinstance(content, Brand) else wording_problems(content, language)
    return replace(loaded, problems=(*loaded.problems, *found))
