"""One row of a list becomes a handout; whatever goes wrong is said of the row, and the next one goes on.

Everything said here may be kept in a log, so nothing quotes a row: places say where to look.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from handouts.delivering.barrier import told
from handouts.delivering.build import Builder, BuildResult
from handouts.delivering.mail_merge.jobs import Job
from handouts.delivering.mail_merge.merge import MailMerge
from handouts.problems import ContentError, Place, Problem, error, has_errors
from handouts.tailoring.request import Request


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a row: ``file`` is where its handout lies (None: not made); ``fresh``: written now, not before."""

    number: int
    place: Place
    file: Path | None
    pages: int
    size: int
    problems: tuple[Problem, ...]
    fresh: bool = True


class RowMaker:
    """Makes the handouts of rows with one builder."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.mail_merge = MailMerge(builder)
        self._general: dict[str, frozenset[Problem]] = {}

    def make(self, job: Job) -> BuildResult:
        """Return the handout of *job* as a file, every problem of its row placed in the list."""
        return self.judged(job, self.mail_merge.build)

    def judged(self, job: Job, build: Callable[[Request], BuildResult]) -> BuildResult:
        """Return what *build* makes of *job*, every problem of its row placed in the list."""
        try:
            result = build(job.request)
            problems, failed = self._judged(result.problems, job)
        except Exception as fault:  # a fault of the program in one row must not cost the others theirs
            return BuildResult(None, 0, told(fault, "this row", job.visit.place, "rows"), "")
        return replace(result, pdf=None if failed else result.pdf, problems=problems)

    def _judged(self, found: Sequence[Problem], job: Job) -> tuple[tuple[Problem, ...], bool]:
        """Return the problems of a row, at least one of them placed in the list if it failed; and whether it did."""
        problems = [self._placed(problem, job) for problem in found]
        failed = has_errors(problems)
        if failed and not any(_is_of(problem, job) for problem in problems if problem.is_error):
            cause = next(problem for problem in problems if problem.is_error)
            where = f": see {cause.place}" if cause.place is not None else f": {cause.message}"
            problems.append(error("not-made", f"this row was not made{where}", job.visit.place))
        return tuple(problems), failed

    def _placed(self, problem: Problem, job: Job) -> Problem:
        """Return *problem* placed in the list if it is the row's: one that the handout for nobody does not have."""
        if _is_of(problem, job) or problem in self._problems_for_nobody(job.request):
            return problem
        see = f"see {problem.place}" if problem.place is not None else None
        hint = "; ".join(part for part in (problem.hint, see) if part)
        return replace(problem, place=job.visit.when, hint=hint or None)

    def _problems_for_nobody(self, request: Request) -> frozenset[Problem]:
        general = replace(request, appointment=None, now=None)
        key = repr(general)
        if key not in self._general:
            try:
                self._general[key] = frozenset(self.builder.tailor(general)[2])
            except ContentError as failure:
                self._general[key] = frozenset(failure.problems)
        return self._general[key]


def _is_of(problem: Problem, job: Job) -> bool:
    """Return whether *problem* stands in the list of *job*."""
    return problem.place is not None and problem.place.source == job.visit.place.source
