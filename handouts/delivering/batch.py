"""A batch: a handout for each row of a list, a file each, made by one process or by several.

What may lie on the disk is the finished PDFs and nothing else: no state, no half-written file, no name of a
patient in a file's name unless it is asked for. So a batch that was stopped goes on by looking at its files.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from handouts.delivering.build import Builder
from handouts.delivering.crew import Crew
from handouts.delivering.files import remove_leftovers, write_atomically
from handouts.delivering.lists import Job
from handouts.delivering.rows import Outcome, RowMaker
from handouts.problems import ContentError, error
from handouts.reading.library import Library

WINDOW, WORTH = 50, 5.0
"""Handouts whose time is taken together, to judge by the quickest of at least three how long one process would take
for the rest; and how many seconds that must be for others to be worth their start: each learns first what is shared."""
_OURS = re.compile(r"row-\d{4,}\..+\.pdf")
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class FilesOrder:
    """How separate files are made: where, from which library, and whether patients' names are in the files' names.

    ``resume``: a file that is already as it would be made stays as it is.
    """

    data: Path
    fonts: Path
    folder: Path
    resume: bool = False
    name_files: bool = False


def prepare_folder(folder: Path, resume: bool) -> None:
    """Clear what a killed process left in *folder*; raises ContentError if it holds a batch that is not to go on.

    Yesterday's handouts among today's would be handed to today's patients.
    """
    remove_leftovers(folder)
    if not resume and any(_OURS.fullmatch(file.name) for file in folder.glob("row-*.pdf")):
        hint = "go on with it by --resume, name another folder with --out, or remove it"
        raise ContentError([error("not-empty", f"{folder} already holds handouts of a list", hint=hint)])


def remove_strangers(folder: Path, own: Sequence[Path]) -> int:
    """Remove the handouts in *folder* that belong to no row of the list any more, and return how many."""
    keep = {file.name for file in own}
    strangers = [
        file for file in folder.glob("row-*.pdf") if _OURS.fullmatch(file.name) and file.name not in keep
    ]
    for file in strangers:
        file.unlink(missing_ok=True)
    return len(strangers)


def make_files(order: FilesOrder, jobs: Sequence[Job], processes: int | None = None) -> Iterator[Outcome]:
    """Make the handout of each job in *order*'s folder and yield what came of it, in the order of the jobs.

    *processes*: how many work at it (None: one, and every core of the computer if that takes long). Close the
    iterator to stop: what has been begun is finished, and no more is begun. Raises ContentError when a process
    is lost.
    """
    count = _cores() if processes is None else processes
    done = 0
    if processes is None or count == 1:
        make = FileMaker(order)
        begin, windows = time.perf_counter(), []
        for done, job in enumerate(jobs, 1):
            yield make(job)
            if count > 1 and done % WINDOW == 0:
                windows.append(time.perf_counter() - begin)
                if len(windows) > 2 and min(windows) / WINDOW * (len(jobs) - done) > WORTH:
                    break
                begin = time.perf_counter()
    if done < len(jobs):
        with Crew(FileMaker, order, min(count, len(jobs) - done)) as crew:
            yield from crew.work(jobs[done:])


def _cores() -> int:
    """Return how many cores this process may use."""
    has_affinity = hasattr(os, "sched_getaffinity")
    return len(os.sched_getaffinity(0)) if has_affinity else os.cpu_count() or 1


class FileMaker:
    """Makes one row's file after the other; called with a job, it returns the outcome."""

    def __init__(self, order: FilesOrder) -> None:
        self.order = order
        self.maker = RowMaker(Builder(Library(order.data, order.fonts)))

    def __call__(self, job: Job) -> Outcome:
        """Make the file of *job*; every problem is in the outcome."""
        result = self.maker.make(job)
        outcome = Outcome(job.visit.number, job.visit.place, None, result.pages, 0, result.problems)
        if result.pdf is None:
            return outcome
        file = self.order.folder / file_name(job, result.name, self.order.name_files)
        outcome = replace(outcome, file=file, size=len(result.pdf))
        if self.order.resume and _holds(file, result.pdf):
            return replace(outcome, fresh=False)
        try:
            write_atomically(file, result.pdf)
        except ContentError as failure:
            return replace(outcome, file=None, problems=(*outcome.problems, *failure.problems))
        return outcome


def file_name(job: Job, name: str, with_patient: bool) -> str:
    """Return the name of a row's file: the row's number, with *with_patient* the patient's name, and *name*."""
    parts = [f"row-{job.visit.number:04d}"]
    patient = job.visit.appointment.patient
    if with_patient and patient:
        words = "-".join(re.findall(r"[^\W_]+", patient))[:_LONGEST_NAME].strip("-")
        parts += [words] if words else []
    return ".".join([*parts, name])


def _holds(file: Path, data: bytes) -> bool:
    try:
        return file.stat().st_size == len(data) and file.read_bytes() == data
    except OSError:
        return False
