"""Batches for the command line: a list goes in, a PDF for each row or one for all comes out, and what came of each.

Everything printed may be kept in a log: it names rows by their number and their line, and no patient.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handouts.cli.building import STANDARD_OUTPUT, problem_record, tell
from handouts.cli.progress import Progress
from handouts.opening import MEBIBYTE, read_regular
from handouts.problems import ContentError, Problem, error, warning

if TYPE_CHECKING:
    from handouts.delivering.mail_merge.jobs import Plan
    from handouts.delivering.mail_merge.rows import Outcome
    from handouts.lists.appointments import LeftOut
    from handouts.reading.library import Library
    from handouts.tailoring.request import Request

STANDARD_INPUT = Path("-")
"""What stands for the standard input where a list is asked for."""

MOST_LIST_BYTES = 16 * MEBIBYTE
"""A hundred thousand visits have less."""


@dataclass(frozen=True, slots=True)
class BatchOrder:
    """What a person asked to be made of a list. *out* is a folder for separate files, *merge* one file for all."""

    list: Path
    request: Request
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
    made: int = 0  # by this run
    there: int = 0  # found as they would be made
    removed: int = 0
    left: list[Problem] = field(default_factory=list)  # what of earlier runs is there still
    names: set[str] = field(default_factory=set)  # of the files that the rows came to
    rows: set[int] = field(default_factory=set)  # that came to one
    records: list[dict[str, Any]] = field(default_factory=list)  # for --json
    left_out: tuple[LeftOut, ...] = ()

    def count(self, outcome: Outcome, order: BatchOrder) -> None:
        """Note *outcome*, and no more of it than will be asked for: lists may be long."""
        if outcome.file is not None:
            self.made += outcome.fresh
            self.there += not outcome.fresh
            self.names.add(outcome.file.name)
            self.rows.add(outcome.number)
        if order.as_json:
            self.records.append(_outcome_record(outcome))


def batch(library: Library, order: BatchOrder) -> int:
    """Make what *order* says, say what came of it, and return 1 if any row was not made, 0 if all were.

    Raises ContentError when the list cannot be read or the target not be used, KeyboardInterrupt when stopped.
    """
    from handouts.delivering.build import created
    from handouts.delivering.mail_merge.jobs import plan
    from handouts.reading.library import shown_name

    created()  # a wrong date of the files is no mistake of a row
    data = _read(order.list)
    request = replace(order.request, now=datetime.now(UTC))
    name = "standard input" if order.list == STANDARD_INPUT else shown_name(order.list)
    made = plan(library, data, name, request)
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
    return 0 if report.made + report.there == report.total else 1


def _read(file: Path) -> bytes:
    """Return the list's bytes; raises ContentError when it cannot be read."""
    try:
        if file != STANDARD_INPUT:
            return read_regular(file, MOST_LIST_BYTES)
        if sys.stdin is None or sys.stdin.closed:
            raise OSError("it is closed")
        data = sys.stdin.buffer.read(MOST_LIST_BYTES + 1)
        if len(data) > MOST_LIST_BYTES:
            raise OSError(f"it has more than {MOST_LIST_BYTES // MEBIBYTE} MiB")
        return data
    except OSError as failure:
        shown = "the standard input" if file == STANDARD_INPUT else file
        message = f"{shown} cannot be read: {failure.strerror or failure}"
        raise ContentError(
            [error("cannot-read", message, hint="name a list saved as CSV or as an Excel workbook (.xlsx)")]
        ) from failure


def _outcomes(library: Library, order: BatchOrder, made: Plan, report: _Report) -> Iterable[Outcome]:
    """Yield what comes of the rows, and settle in *report* what is left of earlier runs."""
    from handouts.delivering.outputs import Kind, Outputs

    outputs = Outputs(library, [order.list])
    if order.merge is not None:
        from handouts.delivering.mail_merge.print_file import make_merged

        yield from make_merged(library, order.merge, made.jobs, [order.list])
        if not report.names:
            outputs.leave(order.merge)
            report.left = outputs.told()
        return
    from handouts.delivering.mail_merge.list_folder import opened
    from handouts.delivering.mail_merge.separate_files import FilesOrder, make_files, settle

    outputs.check_folder(report.target)
    access = outputs.access(Kind.VISIT, sorted({job.request.clinic_id for job in made.jobs}))
    root = report.target.parents[1] if order.out is None else None
    with opened(report.target, order.list.stem, order.resume, access, root) as ledger:
        yield from make_files(
            FilesOrder(library, ledger, access, order.name_files), made.jobs, order.processes
        )
        settled = settle(ledger, report.names, _is_open(made, report))
        report.removed = settled.removed
        if settled.left:
            rows = ", ".join(map(str, settled.left[:20])) + (" …" if len(settled.left) > 20 else "")
            message = (
                f"earlier handouts of the rows {rows} are in {report.target} still, and were not made now"
            )
            hint = "do not take them for what was asked for now"
            report.left = [warning("left", message, hint=hint)]


def _is_open(made: Plan, report: _Report) -> Callable[[int], bool]:
    """Return a function that says of a row's number whether nobody knows what the row asks for now."""
    failed = {job.visit.number for job in made.jobs} - report.rows
    known = report.rows | {each.number for each in made.left_out}
    some_unread = made.total > len(made.jobs)
    return lambda number: number in failed or (some_unread and number not in known)


def _stopped(order: BatchOrder, report: _Report) -> str:
    if order.merge is not None:
        return f"Stopped. {order.merge} was not written; start again to make it."
    return (
        f"Stopped. {report.made} handouts were made in {report.target}; every one is whole.\n"
        "To make the rest, give the same command again with --resume."
    )


def _finish(order: BatchOrder, report: _Report) -> None:
    """Print the summary, or the JSON, and open what was made if that is wished."""
    if order.as_json:
        click.echo(json.dumps(_record(report), indent=2))
    else:
        to_output = report.target == STANDARD_OUTPUT
        where = "sent to the standard output" if to_output else f"made in {report.target}"
        if order.merge is not None and not report.made:
            where = "made, and nothing was written"
        words = f"{report.made} of {report.total} handouts were {where}"
        words += f"; {report.there} were there already, as they would be made" if report.there else ""
        click.echo(words, err=to_output)
        if report.removed:
            click.echo(f"{report.removed} that no row asks for any more were removed")
        tell(report.left, set())
        if missing := report.total - report.made - report.there:
            rows = "row was" if missing == 1 else "rows were"
            click.echo(f"{missing} {rows} not made; see above for line and column", err=True)
    if order.show and report.made + report.there:
        click.launch(str(report.target))


def _record(report: _Report) -> dict[str, Any]:
    return {
        "target": str(report.target),
        "rows": report.total,
        "made": report.made,
        "there": report.there,
        "removed": report.removed,
        "left_out": [{"row": each.number, "why": each.why} for each in report.left_out],
        "problems": [problem_record(problem) for problem in (*report.problems, *report.left)],
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
