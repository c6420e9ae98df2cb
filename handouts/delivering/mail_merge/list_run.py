"""A list is gone through: a file for each row or one for all is made, and what earlier runs made is settled.

Everything told may be kept in a log: it names rows by their number and their line, and no patient.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from handouts.delivering.build import created
from handouts.delivering.mail_merge.jobs import job_list
from handouts.delivering.mail_merge.rows import Outcome
from handouts.delivering.outputs import Kind, Outputs
from handouts.problems import Problem, warning
from handouts.reading.library import Library
from handouts.tailoring.request import Request


@dataclass(frozen=True, slots=True)
class ListOrder:
    """What to make of a list: ``out`` is a folder for separate files, ``merge`` one file for all.

    ``file`` is where the list was read from, ``data`` what it holds, ``name`` what messages call it; ``request`` is
    asked of every row, and a row that says otherwise wins.
    """

    file: Path
    data: bytes = field(repr=False)
    name: str
    request: Request
    out: Path | None = None
    merge: Path | None = None
    name_files: bool = False
    resume: bool = False
    processes: int | None = None


class ListRun:
    """Makes the handouts of a list as it is gone through; close the iterator to stop.

    Known before: ``job_list`` (the jobs, the problems of the list, the notes), ``target``. Counted meanwhile: ``made`` by
    this run, ``there`` already as they would be made. Afterwards: how many were ``removed``, and what is ``left`` of
    earlier runs. Raises `ContentError` when the list cannot be understood.
    """

    def __init__(self, library: Library, order: ListOrder) -> None:
        created()  # a wrong date of the files is no mistake of a row
        self.library, self.order = library, order
        self.job_list = job_list(library, order.data, order.name, order.request)
        self.target = order.merge or order.out or Path("build", "batch", order.file.stem)
        self.made = self.there = self.removed = 0
        self.left: list[Problem] = []
        self._names: set[str] = set()  # of the files that the rows came to
        self._rows: set[int] = set()  # that came to one

    @property
    def missing(self) -> int:
        """How many rows have no handout."""
        return self.job_list.total - self.made - self.there

    def __iter__(self) -> Iterator[Outcome]:
        """Yield what comes of the rows; raises `ContentError` when the target cannot be used."""
        return self._print_file(self.order.merge) if self.order.merge is not None else self._separate()

    def _print_file(self, file: Path) -> Iterator[Outcome]:
        from handouts.delivering.mail_merge.print_file import make_print_file

        for outcome in make_print_file(self.library, file, self.job_list.jobs, [self.order.file]):
            yield self._counted(outcome)
        if not self._names:
            outputs = Outputs(self.library, [self.order.file])
            outputs.leave(file)
            self.left = outputs.told()

    def _separate(self) -> Iterator[Outcome]:
        from handouts.delivering.mail_merge.list_folder import opened
        from handouts.delivering.mail_merge.separate_files import FolderSettings, make_files, settle

        order, jobs = self.order, self.job_list.jobs
        outputs = Outputs(self.library, [order.file])
        outputs.check_folder(self.target)
        access = outputs.access(Kind.VISIT, sorted({job.request.clinic_id for job in jobs}))
        root = self.target.parents[1] if order.out is None else None
        with opened(self.target, order.file.stem, order.resume, access, root) as ledger:
            for outcome in make_files(
                FolderSettings(self.library, ledger, access, order.name_files), jobs, order.processes
            ):
                yield self._counted(outcome)
            settled = settle(ledger, self._names, self._is_open())
        self.removed = settled.removed
        if settled.left:
            rows = ", ".join(map(str, settled.left[:20])) + (" …" if len(settled.left) > 20 else "")
            message = f"earlier handouts of the rows {rows} are in {self.target} still, and were not made now"
            self.left = [warning("left", message, hint="do not take them for what was asked for now")]

    def _counted(self, outcome: Outcome) -> Outcome:
        if outcome.file is not None:
            self.made += outcome.fresh
            self.there += not outcome.fresh
            self._names.add(outcome.file.name)
            self._rows.add(outcome.number)
        return outcome

    def _is_open(self) -> Callable[[int], bool]:
        """Return a function that says of a row's number whether nobody knows what the row asks for now."""
        failed = {job.visit.number for job in self.job_list.jobs} - self._rows
        known = self._rows | {each.number for each in self.job_list.left_out}
        some_unread = self.job_list.total > len(self.job_list.jobs)
        return lambda number: number in failed or (some_unread and number not in known)
