"""Batches for the command line: a list goes in, a PDF for each row or one for all comes out, and what came of each.

Everything printed may be kept in a log: it names rows by their number and their line, and no patient.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handouts.cli.building import problem_record, tell
from handouts.cli.progress import Progress
from handouts.opening import MEBIBYTE, read_regular
from handouts.problems import ContentError, Problem, error

if TYPE_CHECKING:
    from handouts.delivering.lists import Plan, Wishes
    from handouts.delivering.rows import Outcome
    from handouts.lists.appointments import LeftOut
    from handouts.reading.library import Library


MOST_LIST_BYTES = 16 * MEBIBYTE
"""A hundred thousand visits have less."""


@dataclass(frozen=True, slots=True)
class BatchOrder:
    """What a person asked to be made of a list. *out* is a folder for separate files, *merge* one file for all."""

    list: Path
    wishes: Wishes
    out: Path | None = None
    merge: Path | None = None
    name_files: bool = False
    resume: bool = False
    processes: int | None = None
    as_json: bool = False
    show: bool = False


@dataclass(slots=True)
class _Report:
    """What has come of the rows so far."""

    total: int
    target: Path
    problems: list[Problem] = field(default_factory=list)
    made: int = 0
    there: int = 0  # of these, how many lay there already
    removed: int = 0
    files: list[Path] = field(default_factory=list)  # what belongs to the list, if others are to be removed
    records: list[dict[str, Any]] = field(default_factory=list)  # for --json
    left_out: tuple[LeftOut, ...] = ()

    def count(self, outcome: Outcome, order: BatchOrder) -> None:
        """Note *outcome*, and no more of it than will be asked for: lists may be long."""
        if outcome.file is not None:
            self.made += 1
            self.there += not outcome.fresh
            if order.resume:
                self.files.append(outcome.file)
        if order.as_json:
            self.records.append(_outcome_record(outcome))


def batch(library: Library, order: BatchOrder) -> int:
    """Make what *order* says, say what came of it, and return 1 if any row was not made, 0 if all were.

    Raises ContentError when the list cannot be read or the target not be used, KeyboardInterrupt when stopped.
    """
    from handouts.delivering.lists import plan
    from handouts.reading.library import shown_name

    try:
        data = read_regular(order.list, MOST_LIST_BYTES)
    except OSError as failure:
        message = f"{order.list} cannot be read: {failure.strerror or failure}"
        raise ContentError(
            [error("cannot-read", message, hint="name a list saved as CSV or as an Excel workbook (.xlsx)")]
        ) from failure
    wishes = replace(order.wishes, now=datetime.now(UTC))
    made = plan(library, data, shown_name(order.list), wishes)
    target = order.merge or order.out or Path("build", "batch", order.list.stem)
    report = _Report(made.total, target, problems=list(made.problems), left_out=made.left_out)
    with Progress(len(made.jobs)) as progress:
        shown: set[str] = set()
        tell(made.problems, shown)
        for note in made.notes:
            click.echo(f"{shown_name(order.list)}: note: {note}", err=True)
        try:
            for outcome in _outcomes(library, order, made, report):
                report.count(outcome, order)
                if outcome.problems:
                    progress.pause()
                    tell(outcome.problems, shown)
                progress.advance()
        except KeyboardInterrupt:
            progress.pause()
            click.echo(_stopped(order, report), err=True)
            raise
    _finish(order, report)
    return 0 if report.made == report.total else 1


def _outcomes(library: Library, order: BatchOrder, made: Plan, report: _Report) -> Iterable[Outcome]:
    from handouts.delivering.batch import FilesOrder, make_files, prepare_folder, remove_strangers

    if order.merge is not None:
        from handouts.delivering.merging import make_merged

        yield from make_merged(library, order.merge, made.jobs)
        return
    prepare_folder(report.target, order.resume)
    files = FilesOrder(library.data, library.fonts, report.target, order.resume, order.name_files)
    yield from make_files(files, made.jobs, order.processes)
    if order.resume:
        report.removed = remove_strangers(report.target, report.files)


def _stopped(order: BatchOrder, report: _Report) -> str:
    if order.merge is not None:
        return f"Stopped. {order.merge} was not written; start again to make it."
    finished = sum(1 for _ in report.target.glob("row-*.pdf"))
    return (
        f"Stopped. {finished} handouts lie finished in {report.target}; every one is whole.\n"
        "To make the rest, give the same command again with --resume."
    )


def _finish(order: BatchOrder, report: _Report) -> None:
    """Print the summary, or the JSON, and open what was made if that is wished."""
    if order.as_json:
        click.echo(json.dumps(_record(report), indent=2))
    else:
        words = f"{report.made} of {report.total} handouts are in {report.target}"
        words += f" ({report.there} were there already)" if report.there else ""
        click.echo(words)
        if report.removed:
            click.echo(f"{report.removed} that no row asks for any more were removed")
        if missing := report.total - report.made:
            rows = "row was" if missing == 1 else "rows were"
            click.echo(f"{missing} {rows} not made; see above for line and column", err=True)
    if order.show and report.made:
        click.launch(str(report.target))


def _record(report: _Report) -> dict[str, Any]:
    return {
        "target": str(report.target),
        "rows": report.total,
        "made": report.made,
        "removed": report.removed,
        "left_out": [{"row": each.number, "why": each.why} for each in report.left_out],
        "problems": [problem_record(problem) for problem in report.problems],
        "handouts": report.records,
    }


def _outcome_record(outcome: Outcome) -> dict[str, Any]:
    return {
        "row": outcome.number,
        "line": outcome.place.line,
        "file": str(outcome.file) if outcome.file is not None else None,
        "pages": outcome.pages,
        "bytes": outcome.size,
        "fresh": outcome.fresh,
        "problems": [problem_record(problem) for problem in outcome.problems],
    }
