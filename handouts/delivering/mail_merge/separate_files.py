"""A batch: a handout for each row of a list, a file each, made by one process or by several.

What lies on the disk is the finished PDFs and the folder's own ledger, which says nothing of a patient: no
half-written file, no name of a patient in a file's name unless it is asked for. A batch that was stopped goes on by
making each handout again and looking whether its file is that of the row, to the byte.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from handouts.delivering.barrier import told
from handouts.delivering.build import Builder
from handouts.delivering.files import Access, refusal, write_atomically
from handouts.delivering.mail_merge.jobs import Job
from handouts.delivering.mail_merge.list_folder import Entry, Ledger, Notes, keep, noted
from handouts.delivering.mail_merge.rows import Outcome, RowMaker
from handouts.delivering.mail_merge.worker_pool import WorkerPool
from handouts.problems import ContentError, error
from handouts.reading.library import Library

WINDOW, WORTH = 50, 5.0
"""Handouts whose time is taken together, to judge by the quickest of at least three how long one process would take
for the rest; and how many seconds that must be for others to be worth their start: each learns first what is shared."""
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class FolderSettings:
    """How separate files are made: where, from which library, and whether patients' names are in the files' names.

    ``ledger`` is the folder's; what it knows already as it would be made stays as it is.
    """

    library: Library
    ledger: Ledger
    access: Access = Access.OWNER
    name_files: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of files of earlier runs: how many were ``removed``, and the rows of those that were ``left``."""

    removed: int
    left: tuple[int, ...]


def settle(ledger: Ledger, made: Collection[str], is_open: Callable[[int], bool]) -> Settled:
    """Remove the earlier files that no row asks for any more, and note what *ledger*'s folder now holds.

    *made* are the names of what the rows came to now. Of a row that was not made nobody knows what it asks for,
    *is_open* says: its earlier file is left, and so is every file that is not as it was written. Raises ContentError
    when the notes cannot be written.
    """
    now = replace(ledger, known={name: tuple(entries) for name, entries in noted(ledger).items()})
    kept: dict[str, Sequence[Entry]] = {}
    left: set[int] = set()
    removed = 0
    for name in now.present():
        entry = now.written_as(name)
        if entry is not None and name not in made and not is_open(entry.number):
            (ledger.folder / name).unlink(missing_ok=True)
            removed += 1
            continue
        kept[name] = [entry] if entry is not None else now.known[name]
        if name not in made:
            left.add(kept[name][-1].number)
    keep(now, kept)
    return Settled(removed, tuple(sorted(left)))


def make_files(
    settings: FolderSettings, jobs: Sequence[Job], processes: int | None = None
) -> Iterator[Outcome]:
    """Make the handout of each job in *settings*'s folder and yield what came of it, in the order of the jobs.

    *processes*: how many work at it (None: one, and every core of the computer if that takes long). Close the
    iterator to stop: what has been begun is finished, and no more is begun. Raises ContentError when a process
    is lost.
    """
    count = _cores() if processes is None else processes
    done = 0
    if processes is None or count == 1:
        begin, windows = time.perf_counter(), []
        with closing(FileMaker(settings)) as make:
            for done, job in enumerate(jobs, 1):
                yield make(job)
                if count > 1 and done % WINDOW == 0:
                    windows.append(time.perf_counter() - begin)
                    if len(windows) > 2 and min(windows) / WINDOW * (len(jobs) - done) > WORTH:
                        break
                    begin = time.perf_counter()
    if done < len(jobs):
        with WorkerPool(FileMaker, settings, min(count, len(jobs) - done)) as pool:
            yield from pool.work(jobs[done:])


def _cores() -> int:
    """Return how many cores this process may use."""
    has_affinity = hasattr(os, "sched_getaffinity")
    return len(os.sched_getaffinity(0)) if has_affinity else os.cpu_count() or 1


class FileMaker:
    """Makes one row's file after the other; called with a job, it returns the outcome. Close it at the end."""

    def __init__(self, settings: FolderSettings) -> None:
        self.settings = settings
        self.maker = RowMaker(Builder(settings.library))
        self.notes: Notes | None = None

    def __call__(self, job: Job) -> Outcome:
        """Make the file of *job*; every problem is in the outcome."""
        result = self.maker.make(job)
        outcome = Outcome(job.visit.number, job.visit.place, None, result.pages, 0, result.problems)
        if result.pdf is None:
            return outcome
        ledger = self.settings.ledger
        name = file_name(job, result.name, self.settings.name_files)
        file = ledger.folder / name
        entry = ledger.entry(job.visit.number, job.request, result.pdf)
        outcome = replace(outcome, file=file, size=len(result.pdf))
        if ledger.holds(name, entry):
            return replace(outcome, fresh=False)
        try:
            if not ledger.may_write(name):
                message = f"{file} is not replaced: no run over this list has made it as it is"
                raise ContentError(
                    [error("other-file", message, job.visit.place, "move that file away first")]
                )
            self._write(file, result.pdf, entry)
        except Exception as failure:  # one row's file must not cost the others theirs
            found = told(failure, "this row", job.visit.place, others="rows")
            if self.settings.name_files:  # the file's name is the patient's
                row = str(ledger.folder / f"row-{job.visit.number:04d}…")
                found = tuple(replace(each, message=each.message.replace(str(file), row)) for each in found)
            return replace(outcome, file=None, problems=(*outcome.problems, *found))
        return outcome

    def close(self) -> None:
        """Let go of the notes."""
        if self.notes is not None:
            self.notes.close()

    def _write(self, file: Path, data: bytes, entry: Entry) -> None:
        try:
            if self.notes is None:
                self.notes = Notes(file.parent)
            self.notes.note(file.name, entry)
            write_atomically(file, data, self.settings.access)
        except OSError as failure:
            raise refusal(file.parent, failure) from failure


def file_name(job: Job, name: str, with_patient: bool) -> str:
    """Return the name of a row's file: the row's number, with *with_patient* the patient's name, and *name*."""
    parts = [f"row-{job.visit.number:04d}"]
    patient = job.visit.appointment.patient
    if with_patient and patient:
        words = "-".join(re.findall(r"[^\W_]+", patient))[:_LONGEST_NAME].strip("-")
        parts += [words] if words else []
    return ".".join([*parts, name])
