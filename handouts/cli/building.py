"""Builds and checks for the command line: runs requests, writes files, and prints what came of it.

Knows delivering's entry and nothing of how a handout is made.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from handouts.cli.progress import Progress
from handouts.delivering.barrier import told
from handouts.problems import Problem, has_errors, strictly

if TYPE_CHECKING:
    from handouts.delivering.build import BuildResult
    from handouts.delivering.files import Access
    from handouts.delivering.outputs import Outputs
    from handouts.reading.library import Library
    from handouts.tailoring.moments import Appointment
    from handouts.tailoring.request import Request

STANDARD_OUTPUT = Path("-")
"""What stands for the standard output where a file is asked for."""


def is_file_name(out: Path) -> bool:
    """Return whether *out* names one file, and no folder."""
    return out == STANDARD_OUTPUT or out.suffix.lower() == ".pdf"


@dataclass(frozen=True, slots=True)
class Order:
    """What a person asked to be built; nothing given means all, or the clinic's own choice."""

    procedures: tuple[str, ...] = ()
    clinics: tuple[str, ...] = ()
    language: str | None = None
    edition: str | None = None
    paper: str | None = None
    mono: bool | None = None
    options: dict[str, str] = field(default_factory=dict)
    appointment: Appointment | None = None
    out: Path | None = None
    show: bool = False
    as_json: bool = False
    transcript: bool = False
    preview: bool = False
    strict: bool = False
    packet: bool = False
    cover: bool = False

    @property
    def for_visit(self) -> bool:
        """Whether what is made is for one visit and no general handout."""
        return self.appointment is not None or bool(self.options)

    @property
    def folder(self) -> Path:
        """Where a folder for each clinic is made."""
        return self.out or Path("build")

    @property
    def file(self) -> Path | None:
        """The one file that was asked for, ``-`` for the standard output; None for a folder."""
        return self.out if self.out is not None and is_file_name(self.out) else None


@dataclass(frozen=True, slots=True)
class Made:
    """What came of one request, or of several for a packet; ``file`` is missing when it was not made.

    ``seconds`` is wall-clock time.
    ``transcript`` is there when one was asked for and made.
    """

    requests: tuple[Request, ...]
    result: BuildResult
    file: Path | None
    transcript: Path | None
    seconds: float


def build(library: Library, order: Order) -> int:
    """Build what *order* says, print a summary, and return 1 if anything was not made, else 0.

    Raises `ContentError` when an id is unknown, and `click.UsageError` when the order contradicts itself.
    """
    from handouts.delivering.outputs import Kind, Outputs

    works = works_of(library, order)
    if order.file is not None and len(works) != 1:
        what = "packets" if order.packet else "handouts"
        raise click.UsageError(f"{len(works)} {what} do not fit one file: give a folder with --out.")
    if order.file == STANDARD_OUTPUT and (order.as_json or order.show or order.preview or order.transcript):
        raise click.UsageError(
            "--out - is for the PDF alone: leave out --json, --open, --preview and --transcript."
        )
    outputs = Outputs(library)
    if order.file is None:
        return _build(library, works, order, outputs)
    kind = Kind.VISIT if order.for_visit else Kind.HANDOUT
    with outputs.claimed(order.file, kind, outputs.access(kind, [works[0][0].clinic_id])):
        return _build(library, works, order, outputs)


def _build(library: Library, works: Sequence[tuple[Request, ...]], order: Order, outputs: Outputs) -> int:
    made: list[Made] = []
    shown: set[str] = set()
    for work, result, seconds in _run(library, works, order):
        problems = list(result.problems)
        file = transcript = None
        if result.pdf is not None:
            try:
                file, access = _write(
                    result.pdf, target(order, work[0], result.name), work[0], order, outputs
                )
                if order.preview:
                    _write_previews(result.pdf, file, outputs, access)
                if order.transcript:
                    transcript = _write_transcript(result.pdf, file, outputs, access)
            except Exception as failure:  # the others are written all the same
                problems += told(failure, f"what goes with {result.name}")
                result = replace(result, problems=tuple(problems))
        if file is None:
            outputs.leave(target(order, work[0], result.name))
        tell(problems, shown)
        made.append(Made(work, result, file, transcript, seconds))
    if not made:
        click.echo("There is nothing to build: no procedure is written for a clinic's language.", err=True)
    _print(made, order)
    tell(outputs.told(), shown)
    if order.show:
        for each in made:
            if each.file is not None:
                click.launch(str(each.file))
    whole = all(each.file is not None and not has_errors(each.result.problems) for each in made)
    return 0 if made and whole else 1


def works_of(library: Library, order: Order) -> list[tuple[Request, ...]]:
    """Return the requests that *order* means, those together that go into one file."""
    works: dict[object, list[Request]] = {}
    for number, request in enumerate(requests_of(library, order)):
        key = (request.clinic_id, request.language) if order.packet else number
        works.setdefault(key, []).append(request)
    return [tuple(work) for work in works.values()]


def check(library: Library, strict: bool, as_json: bool) -> int:
    """Build everything without writing it, say every problem, and return 1 for errors, else 0.

    Each handout is built with answers that show every text, also what few patients need.
    With *strict* a warning counts as an error.
    """
    from handouts.delivering.build import answers_to_check
    from handouts.reading.unread import unread_files

    problems = [*library.id_problems(), *unread_files(library.data)]
    problems = strictly(problems) if strict else problems
    shown: set[str] = set()
    if not as_json:
        tell(problems, shown)
    order = Order(strict=strict)
    works = [
        (replace(request, answers=answers),)
        for request in requests_of(library, order)
        for answers in answers_to_check(library, request)
    ]
    for _work, result, _seconds in _run(library, works, order):
        fresh = [problem for problem in result.problems if problem.describe() not in shown]
        shown.update(problem.describe() for problem in fresh)
        problems += fresh
        if not as_json:
            tell(fresh, set())
    fresh = _clinic_problems(library, strict)
    problems += fresh
    if not as_json:
        tell(fresh, shown)
    errors = sum(problem.is_error for problem in problems)
    if as_json:
        click.echo(json.dumps([problem_record(problem) for problem in problems], indent=2))
    else:
        count = f"errors {errors}, warnings {len(problems) - errors}"
        click.echo(f"{len(works)} handouts checked: {count}")
    return 1 if has_errors(problems) else 0


def _clinic_problems(library: Library, strict: bool) -> list[Problem]:
    """Return what a clinic should know of its colours, its clock and its hours.

    Only checks say it of every clinic: at the desk it would be noise.
    """
    from handouts.delivering.looks import brand_problems
    from handouts.tailoring.visits import unstated

    found: list[Problem] = []
    for clinic_id in library.clinic_ids():
        try:
            brand = library.brand(clinic_id).value
            found += brand_problems(brand) if brand is not None else []
            clinic = library.clinic(clinic_id).value
            found += unstated(clinic) if clinic is not None else []
        except Exception as failure:  # the other clinics' are judged all the same
            found += told(failure, f'the judgement on "{clinic_id}"')
    return strictly(found) if strict else found


def requests_of(library: Library, order: Order) -> list[Request]:
    """Return a request for every handout that *order* means; raises `ContentError` for unknown ids."""
    from handouts.delivering.build import requests_for

    procedures = library.procedure_ids()
    if order.procedures:
        from handouts.delivering.meant import procedures_meant

        procedures = procedures_meant(library, order.procedures)
    requests = requests_for(
        library,
        list(order.clinics) or library.clinic_ids(),
        procedures,
        order.language,
    )
    now = datetime.now(UTC)
    return [
        replace(
            request,
            edition=cast(Any, order.edition),
            paper=cast(Any, order.paper),
            mono=order.mono,
            answers=dict(order.options),
            appointment=order.appointment,
            now=now,
            strict=order.strict,
        )
        for request in requests
    ]


def target(order: Order, request: Request, name: str) -> Path:
    """Return the file that a handout is written to.

    What is made for one visit never lies among the general handouts, nor replaces one of them.
    """
    if order.file is not None:
        return order.file
    return Path(order.folder, *(["visits"] if order.for_visit else []), request.clinic_id, name)


def tell(problems: Sequence[Problem], shown: set[str]) -> None:
    """Print *problems* to stderr, each once: what is in *shown* is not said again."""
    for problem in problems:
        words = problem.describe()
        if words not in shown:
            shown.add(words)
            click.echo(words, err=True)


def _write(pdf: bytes, file: Path, request: Request, order: Order, outputs: Outputs) -> tuple[Path, Access]:
    """Write *pdf*, and return where, and who may read it and what is made of it."""
    from handouts.delivering.outputs import Kind

    kind = Kind.VISIT if order.for_visit else Kind.HANDOUT
    access = outputs.access(kind, [request.clinic_id])
    if order.for_visit and order.file is None:
        return outputs.write_visit(pdf, file, access, order.folder), access
    return outputs.write(pdf, file, kind, access), access


def _write_previews(pdf: bytes, file: Path, outputs: Outputs, access: Access) -> None:
    from handouts.delivering.preview import write_previews

    write_previews(pdf, file, outputs, access)


def _write_transcript(pdf: bytes, file: Path, outputs: Outputs, access: Access) -> Path:
    from handouts.delivering.transcripts import write_transcript

    return write_transcript(pdf, file, outputs, access)


def _run(
    library: Library, works: Sequence[tuple[Request, ...]], order: Order
) -> Iterator[tuple[tuple[Request, ...], BuildResult, float]]:
    """Yield the requests of each file with its result and the seconds it took; a terminal sees progress if slow."""
    from handouts.delivering.build import Builder

    builder = Builder(library)
    with Progress(len(works)) as progress:
        for work in works:
            start = time.perf_counter()
            if order.packet:
                from handouts.delivering.packet import build_packet

                result = build_packet(builder, work, order.cover)
            else:
                result = builder.build(work[0])
            seconds = time.perf_counter() - start
            if result.problems:
                progress.pause()
            yield work, result, seconds
            progress.advance()


def _print(made: Sequence[Made], order: Order) -> None:
    if order.as_json:
        click.echo(json.dumps([_record(each) for each in made], indent=2))
        return
    rows = [("file", "pages", "size", "time")]
    for each in made:
        size = f"{len(each.result.pdf or b'') / 1000:.0f} kB"
        duration = f"{each.seconds:.2f} s"
        rows.append(
            (
                "(standard output)" if each.file == STANDARD_OUTPUT else str(each.file),
                str(each.result.pages),
                size,
                duration,
            )
            if each.file is not None
            else (f"{each.requests[0].clinic_id}: {each.result.name}", "not made", "", duration)
        )
    if made:
        width = max(len(row[0]) for row in rows)
        for row in rows:
            words = f"{row[0]:<{width}}  {row[1]:>8}  {row[2]:>8}  {row[3]:>8}"
            click.echo(words, err=order.file == STANDARD_OUTPUT)


def _record(each: Made) -> dict[str, Any]:
    return {
        "file": str(each.file) if each.file is not None else None,
        "transcript": str(each.transcript) if each.transcript is not None else None,
        "procedure": ", ".join(request.procedure_id for request in each.requests),
        "clinic": each.requests[0].clinic_id,
        "language": each.requests[0].language,
        "pages": each.result.pages,
        "bytes": len(each.result.pdf or b""),
        "seconds": round(each.seconds, 3),
        "problems": [problem_record(problem) for problem in each.result.problems],
    }


def problem_record(problem: Problem) -> dict[str, Any]:
    """Return *problem* as ``--json`` prints it."""
    place = problem.place
    return {
        "severity": problem.severity.value,
        "code": problem.code,
        "message": problem.message,
        "file": place.source.name if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "cell": (place.cell or None) if place else None,
        "hint": problem.hint,
    }
