"""What came of an appointment list is printed: a summary or JSON to stdout, problems to stderr; a bar if it takes long.

Everything printed may be kept in a log: it names rows by their number and their line, and no patient.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handouts.cli.progress import Progress
from handouts.cli.reports import STANDARD_OUTPUT, problem_record, tell
from handouts.opening import MEBIBYTE, read_regular
from handouts.problems import ContentError, error

if TYPE_CHECKING:
    from handouts.delivering.mail_merge.list_run import ListRun
    from handouts.delivering.mail_merge.rows import Outcome

STANDARD_INPUT = Path("-")
"""What stands for the standard input where a list is asked for."""

MOST_LIST_BYTES = 16 * MEBIBYTE
"""A hundred thousand visits have less."""


def report_list(run: ListRun, as_json: bool = False, show: bool = False) -> int:
    """Go through *run*, print what came of it, and return 1 if any row was not made, 0 if all were.

    *show* opens what was made. Raises ContentError when the target cannot be used, KeyboardInterrupt when stopped.
    """
    records: list[dict[str, Any]] = []  # lists may be long: no more is kept than will be asked for
    with Progress(len(run.job_list.jobs)) as progress:
        shown: set[str] = set()
        tell(run.job_list.problems, shown)
        for note in run.job_list.notes:
            click.echo(f"{list_name(run.order.file, '-')}: note: {note}", err=True)
        try:
            for outcome in run:
                if as_json:
                    records.append(_outcome_record(outcome))
                if outcome.problems:
                    progress.pause()
                    tell(outcome.problems, shown)
                progress.advance()
        except KeyboardInterrupt:
            progress.pause()
            click.echo(_stopped(run), err=True)
            raise
    if as_json:
        click.echo(json.dumps(_record(run, records), indent=2))
    else:
        _print_summary(run)
    if show and run.made + run.there:
        click.launch(str(run.target))
    return 1 if run.missing else 0


def read_list(file: Path) -> bytes:
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


def list_name(file: Path, standard_input: str = "standard input") -> str:
    """Return what people are told the list is called."""
    from handouts.reading.library import shown_name

    return standard_input if file == STANDARD_INPUT else shown_name(file)


def _stopped(run: ListRun) -> str:
    if run.order.merge is not None:
        return f"Stopped. {run.order.merge} was not written; start again to make it."
    return (
        f"Stopped. {run.made} handouts were made in {run.target}; every one is whole.\n"
        "To make the rest, give the same command again with --resume."
    )


def _print_summary(run: ListRun) -> None:
    to_output = run.target == STANDARD_OUTPUT
    where = "sent to the standard output" if to_output else f"made in {run.target}"
    if run.order.merge is not None and not run.made:
        where = "made, and nothing was written"
    words = f"{run.made} of {run.job_list.total} handouts were {where}"
    words += f"; {run.there} were there already, as they would be made" if run.there else ""
    click.echo(words, err=to_output)
    if run.removed:
        click.echo(f"{run.removed} that no row asks for any more were removed")
    tell(run.left, set())
    if run.missing:
        rows = "row was" if run.missing == 1 else "rows were"
        click.echo(f"{run.missing} {rows} not made; see above for line and column", err=True)


def _record(run: ListRun, records: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "target": str(run.target),
        "rows": run.job_list.total,
        "made": run.made,
        "there": run.there,
        "removed": run.removed,
        "left_out": [{"row": each.number, "why": each.why} for each in run.job_list.left_out],
        "problems": [problem_record(problem) for problem in (*run.job_list.problems, *run.left)],
        "handouts": records,
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
