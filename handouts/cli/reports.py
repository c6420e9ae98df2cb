"""What came of builds, checks and proofs is printed: tables and JSON to stdout, problems to stderr; a bar if it takes long.

Goes through what the service makes, and decides nothing but the exit status.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handouts.cli.progress import Progress
from handouts.problems import Problem, has_errors

if TYPE_CHECKING:
    from handouts.delivering.proof_run import ProofRun
    from handouts.delivering.service import BuildRun, CheckRun, Made

STANDARD_OUTPUT = Path("-")
"""What stands for the standard output where a file is asked for."""


def report_build(run: BuildRun, as_json: bool = False, show: bool = False) -> int:
    """Go through *run*, print what came of it, and return 1 if anything was not made, else 0; *show* opens it."""
    made: list[Made] = []
    shown: set[str] = set()
    with Progress(run.total) as progress:
        for each in run:
            if each.result.problems:
                progress.pause()
                tell(each.result.problems, shown)
            made.append(each)
            progress.advance()
    if not made:
        click.echo("There is nothing to build: no procedure is written for a clinic's language.", err=True)
    if as_json:
        click.echo(json.dumps([_record(each) for each in made], indent=2))
    elif made:
        _print_table(made, to_stderr=run.destination.file == STANDARD_OUTPUT)
    tell(run.left, shown)
    for each in made:
        if show and each.file is not None:
            click.launch(str(each.file))
    return 0 if run.is_whole else 1


def report_check(run: CheckRun, as_json: bool) -> int:
    """Go through *run*, print every problem, and return 1 for errors, else 0."""
    problems: list[Problem] = []
    with Progress(run.total) as progress:
        for fresh in run:
            problems += fresh
            if fresh and not as_json:
                progress.pause()
                tell(fresh, set())
            progress.advance()
    errors = sum(problem.is_error for problem in problems)
    if as_json:
        click.echo(json.dumps([problem_record(problem) for problem in problems], indent=2))
    else:
        count = f"errors {errors}, warnings {len(problems) - errors}"
        click.echo(f"{run.total} handouts checked: {count}")
    return 1 if has_errors(problems) else 0


def report_proof(run: ProofRun, show: bool = False) -> int:
    """Go through *run*, print where the proofs are, and return 1 if any was not made, else 0; *show* opens them."""
    shown: set[str] = set()
    for made in run:
        tell(made.problems, shown)
        if made.file is None:
            continue
        to_output = made.file == STANDARD_OUTPUT
        click.echo(f"{'(standard output)' if to_output else made.file}  {made.pages} pages", err=to_output)
        if show:
            click.launch(str(made.file))
    tell(run.left, shown)
    return 0 if run.is_whole else 1


def tell(problems: Sequence[Problem], shown: set[str]) -> None:
    """Print *problems* to stderr, each once: what is in *shown* is not told again."""
    for problem in problems:
        words = problem.describe()
        if words not in shown:
            shown.add(words)
            click.echo(words, err=True)


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


def _print_table(made: Sequence[Made], to_stderr: bool) -> None:
    rows = [("file", "pages", "size", "time")]
    for each in made:
        duration = f"{each.seconds:.2f} s"
        if each.file is None:
            rows.append((f"{each.requests[0].clinic_id}: {each.result.name}", "not made", "", duration))
            continue
        file = "(standard output)" if each.file == STANDARD_OUTPUT else str(each.file)
        size = f"{len(each.result.pdf or b'') / 1000:.0f} kB"
        rows.append((file, str(each.result.pages), size, duration))
    width = max(len(row[0]) for row in rows)
    for row in rows:
        click.echo(f"{row[0]:<{width}}  {row[1]:>8}  {row[2]:>8}  {row[3]:>8}", err=to_stderr)


def _record(each: Made) -> dict[str, Any]:
    return {
        "file": str(each.file) if each.file is not None else None,
        "transcript": str(each.transcript) if each.transcript is not None else None,
        "html": str(each.page) if each.page is not None else None,
        "procedure": ", ".join(request.procedure_id for request in each.requests),
        "clinic": each.requests[0].clinic_id,
        "language": each.requests[0].language,
        "pages": each.result.pages,
        "bytes": len(each.result.pdf or b""),
        "seconds": round(each.seconds, 3),
        "problems": [problem_record(problem) for problem in each.result.problems],
    }
