"""The one service: build, check, batch, packet, proof and list, over one opened library. Every front calls this.

What decides (which handouts, where they go, who may read them, what is left of earlier runs) is decided here, so that
fronts cannot disagree; they only ask and show. Everything is a value or an iterator; nothing is printed.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from handouts.delivering.barrier import told
from handouts.delivering.build import Builder, answers_to_check, requests_for
from handouts.delivering.writing import Destination, write_handout
from handouts.problems import Problem, has_errors, strictly
from handouts.reading.library import Library
from handouts.tailoring.request import Request

if TYPE_CHECKING:
    from handouts.delivering.build import BuildResult
    from handouts.delivering.mail_merge.list_run import ListOrder, ListRun
    from handouts.delivering.proof_run import ProofRun
    from handouts.delivering.stamps import Watched
    from handouts.tailoring.handout import Paper


class DoesNotFit(ValueError):
    """What was asked for contradicts itself; the message says how, for whoever asked."""


@dataclass(frozen=True, slots=True)
class Made:
    """What came of one request, or of several for a packet; ``file`` is missing when it was not made.

    ``transcript`` and ``page`` (HTML) are there when they were asked for and made. ``seconds`` is wall-clock time.
    """

    requests: tuple[Request, ...]
    result: BuildResult
    file: Path | None
    transcript: Path | None
    page: Path | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture (PNG) of one page, None if it could not be made; how many ``pages`` there are; and the problems."""

    png: bytes | None
    pages: int
    problems: tuple[Problem, ...]


class Service:
    """Makes handouts of *library*. One thread at a time.

    A *lasting* one, for a program that goes on, keeps what it read until the files change, and looks at them at each
    call; one for a single run reads each file once.
    """

    def __init__(self, library: Library, lasting: bool = False) -> None:
        self.library = library
        self.builder = Builder(library)
        self._lasting = lasting
        self._watched: Watched | None = None

    # what there is

    def list(self) -> tuple[dict[str, Any], Sequence[Problem]]:
        """Return what there is to choose from, as plain data, and the problems of what cannot be read."""
        from handouts.delivering.inventory import inventory

        return inventory(self.library)

    def requests(
        self, request: Request, procedures: Sequence[str] = (), clinics: Sequence[str] = ()
    ) -> Sequence[Request]:
        """Return *request* for every handout that is meant: these *procedures*, of these *clinics*; none means all.

        Raises `ContentError` for unknown ids.
        """
        ids = self.library.procedure_ids()
        if procedures:
            from handouts.delivering.meant import procedures_meant

            ids = procedures_meant(self.library, procedures)
        meant = requests_for(
            self.library, [*clinics] or self.library.clinic_ids(), ids, request.language or None
        )
        return [
            replace(request, procedure_id=each.procedure_id, clinic_id=each.clinic_id, language=each.language)
            for each in meant
        ]

    # what is made

    def build(
        self,
        request: Request,
        procedures: Sequence[str] = (),
        clinics: Sequence[str] = (),
        destination: Destination | None = None,
    ) -> BuildRun:
        """Return a run that makes *request* for each of *procedures* and *clinics*, a file each.

        Raises `ContentError` for unknown ids, and `DoesNotFit` for several handouts that one file was named for.
        """
        works = [(each,) for each in self._meant(request, procedures, clinics)]
        return BuildRun(self, works, request, destination or Destination())

    def packet(
        self,
        request: Request,
        procedures: Sequence[str] = (),
        clinics: Sequence[str] = (),
        destination: Destination | None = None,
        cover: bool = False,
    ) -> BuildRun:
        """Return a run that makes one file for each clinic and language, with *cover* a page that says what follows.

        Raises as `build` does.
        """
        works: dict[tuple[str, str], tuple[Request, ...]] = {}
        for each in self._meant(request, procedures, clinics):
            key = (each.clinic_id, each.language)
            works[key] = (*works.get(key, ()), each)
        return BuildRun(
            self, [*works.values()], request, destination or Destination(), packet=True, cover=cover
        )

    def check(self, strict: bool = False) -> CheckRun:
        """Return a run that builds everything without writing it; with *strict* a warning counts as an error.

        Each handout is built with answers that show every text, also what few patients need.
        """
        works = [
            replace(request, answers=answers)
            for request in self._meant(Request(strict=strict))
            for answers in answers_to_check(self.library, request)
        ]
        return CheckRun(self, works, strict)

    def batch(self, order: ListOrder) -> ListRun:
        """Return a run that makes a handout for each row of a list; raises `ContentError` when it cannot be read."""
        from handouts.delivering.mail_merge.list_run import ListRun

        self.refresh()
        return ListRun(self.library, replace(order, request=_now(order.request)))

    def proof(
        self,
        clinics: Sequence[str] = (),
        paper: Paper | None = None,
        destination: Destination | None = None,
    ) -> ProofRun:
        """Return a run that makes the proof of the brand of each of *clinics*; raises as `build` does."""
        from handouts.delivering.proof_run import ProofRun

        self.refresh()
        named = [*clinics] or self.library.clinic_ids()
        target = destination or Destination()
        if target.file is not None and len(named) != 1:
            raise DoesNotFit(f"{len(named)} proofs do not fit one file: give a folder with --out.")
        return ProofRun(self.library, named, paper, target)

    def result(self, request: Request, html: bool = False) -> BuildResult:
        """Return one handout, which is written nowhere; every problem is in the result."""
        self.refresh()
        return self.builder.build(request, html)

    def picture(self, request: Request, page: int = 1, resolution: float = 96) -> Picture:
        """Return a picture of one *page*, from 1, at *resolution* dots an inch: only that page is drawn.

        Every problem is in the picture, faults of the program too. A page that is not there is the last one.
        """
        self.refresh()
        try:
            document, problems, _name = self.builder.compose(request)
            if document is None:
                return Picture(None, 0, tuple(problems))
            from handouts.delivering.preview import page_picture

            count = len(document.pages)
            alone = replace(document, pages=(document.pages[min(max(page, 1), count) - 1],))
            return Picture(
                page_picture(self.builder.renderer.render(alone, False), resolution), count, tuple(problems)
            )
        except Exception as failure:  # whoever looks goes on typing
            return Picture(None, 0, told(failure, "this picture"))

    # what is known

    def show(self, texts: Mapping[Path, str]) -> None:
        """Take *texts*, and nothing given before, in the place of files of these names: what somebody is editing."""
        before = self.library
        self.library = before.with_texts(texts)
        self.builder.library = self.library
        now = self.library.texts
        changed = {
            path for path in before.texts.keys() | now.keys() if before.texts.get(path) != now.get(path)
        }
        listed = {
            path for path in changed if (path in before.texts) != (path in now) and not Path(path).is_file()
        }
        self._forget({str(Path(path).parent) for path in listed} | changed)

    def refresh(self) -> None:
        """Forget what has changed on the disk since it was read."""
        if not self._lasting:
            return
        if self._watched is None:
            from handouts.delivering.places import home
            from handouts.delivering.stamps import Watched

            folders = [self.library.data, self.library.fonts]
            for each in dict.fromkeys((self.library.home, home())):
                folders += [each / "data" / "languages", each / "fonts"] if each is not None else []
            self._watched = Watched(tuple(dict.fromkeys(folders)))
        self._forget(self._watched.changed(self.builder.files()))
        self.builder.forget_doubtful()

    def _forget(self, changed: set[str]) -> None:
        """Forget what was read of the files *changed*: of a procedure's own text nothing else depends on it."""
        texts = self.library.data / "procedures"
        procedures = []
        for path in map(Path, changed):
            if path.suffix != ".yaml" or path.parent.parent not in (texts, texts.absolute()):
                self.builder.forget()
                return
            procedures.append((path.parent.name, path.stem))
        self.builder.forget(procedures)

    def _meant(
        self, request: Request, procedures: Sequence[str] = (), clinics: Sequence[str] = ()
    ) -> Sequence[Request]:
        self.refresh()
        return self.requests(_now(request), procedures, clinics)


class BuildRun:
    """Makes handouts as it is gone through, and writes them; ``total`` is how many files that is.

    Afterwards ``left`` says what lies there still of earlier runs, and ``is_whole`` whether everything was made.
    """

    def __init__(
        self,
        service: Service,
        works: Sequence[tuple[Request, ...]],
        request: Request,
        destination: Destination,
        packet: bool = False,
        cover: bool = False,
    ) -> None:
        from handouts.delivering.outputs import Kind, Outputs

        if destination.file is not None and len(works) != 1:
            what = "packets" if packet else "handouts"
            raise DoesNotFit(f"{len(works)} {what} do not fit one file: give a folder with --out.")
        self.service, self.works, self.destination = service, works, destination
        self.packet, self.cover = packet, cover
        self.kind = Kind.VISIT if request.for_visit else Kind.HANDOUT
        self.outputs = Outputs(service.library)
        self.total = len(works)
        self.left: list[Problem] = []
        self.is_whole = bool(works)

    def __iter__(self) -> Iterator[Made]:
        """Yield what came of each work; raises `ContentError` when the one file that was named cannot be written."""
        file = self.destination.file
        if file is None:
            yield from map(self._made, self.works)
        else:
            access = self.outputs.access(self.kind, [self.works[0][0].clinic_id])
            with self.outputs.claimed(file, self.kind, access):
                yield from map(self._made, self.works)
        self.left = self.outputs.told()

    def _made(self, work: tuple[Request, ...]) -> Made:
        start = time.perf_counter()
        if self.packet:
            from handouts.delivering.packet import build_packet

            result = build_packet(self.service.builder, work, self.cover)
        else:
            result = self.service.builder.build(work[0], self.destination.html)
        seconds = time.perf_counter() - start
        written, problems = write_handout(result, work[0], self.kind, self.destination, self.outputs)
        result = replace(result, problems=(*result.problems, *problems))
        self.is_whole &= written.file is not None and not has_errors(result.problems)
        return Made(work, result, written.file, written.transcript, written.page, seconds)


class CheckRun:
    """Checks as it is gone through, and yields problems that nobody has been told yet; ``total`` counts handouts."""

    def __init__(self, service: Service, works: Sequence[Request], strict: bool) -> None:
        self.service, self.works = service, works
        self.judged = strictly if strict else list[Problem]
        self.total = len(works)
        self._seen: set[str] = set()

    def __iter__(self) -> Iterator[list[Problem]]:
        """Yield the fresh problems of the folder, of each handout in turn, and of the clinics."""
        from handouts.reading.unread import unread_files

        library = self.service.library
        yield self._fresh(self.judged([*library.id_problems(), *unread_files(library.data)]))
        for request in self.works:
            yield self._fresh(self.service.builder.build(request).problems)
        yield self._fresh(self.judged(self._clinic_problems()))

    def _fresh(self, problems: Sequence[Problem]) -> list[Problem]:
        fresh = {problem.describe(): problem for problem in problems if problem.describe() not in self._seen}
        self._seen |= fresh.keys()
        return list(fresh.values())

    def _clinic_problems(self) -> list[Problem]:
        """Return what a clinic should know of its colours, its clock and its hours.

        Only checks say it of every clinic: at the desk it would be noise.
        """
        from handouts.delivering.looks import brand_problems
        from handouts.tailoring.visits import unstated

        library = self.service.library
        found: list[Problem] = []
        for clinic_id in library.clinic_ids():
            try:
                brand = library.brand(clinic_id).value
                found += brand_problems(brand) if brand is not None else []
                clinic = library.clinic(clinic_id).value
                found += unstated(clinic) if clinic is not None else []
            except Exception as failure:  # the other clinics' are judged all the same
                found += told(failure, f'the judgement on "{clinic_id}"')
        return found


def _now(request: Request) -> Request:
    """Return *request* judged by the present, unless it names another time."""
    return request if request.now is not None else replace(request, now=datetime.now(UTC))
