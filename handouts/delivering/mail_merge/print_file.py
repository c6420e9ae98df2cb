"""One print-ready PDF for a whole list, in its order: each handout starts on a sheet of its own.

The file grows in memory, a few kilobytes a handout, and is written when it is whole: until then nothing of a
patient is on the disk.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from weakref import WeakKeyDictionary

from handouts.delivering.build import Builder, BuildResult
from handouts.delivering.files import Access
from handouts.delivering.mail_merge.jobs import Job
from handouts.delivering.mail_merge.merge import Copy, MailMerge, Template
from handouts.delivering.mail_merge.pdf.part_template import PartTemplate
from handouts.delivering.mail_merge.pdf.print_file_writer import PrintFileWriter
from handouts.delivering.mail_merge.pdf.slot_lines import FilledLine
from handouts.delivering.mail_merge.rows import Outcome, RowMaker
from handouts.delivering.outputs import Kind, Outputs
from handouts.graphics.document import ComposedDocument, TextLine
from handouts.problems import ContentError
from handouts.reading.library import Library
from handouts.tailoring.handout import LIST_CREATOR
from handouts.tailoring.moments import Appointment
from handouts.tailoring.request import Request


def make_print_file(
    library: Library, file: Path, jobs: Sequence[Job], inputs: Sequence[Path] = ()
) -> Iterator[Outcome]:
    """Yield what came of each job, in their order, and write *file* at the end if any handout was made.

    Nobody else may write *file* meanwhile, nor is it one of *inputs*. Raises ContentError when it cannot be written.
    """
    outputs = Outputs(library, inputs)
    access = outputs.access(Kind.LIST, sorted({job.request.clinic_id for job in jobs}))
    with outputs.claimed(file, Kind.LIST, access):
        yield from _added(library, file, jobs, outputs, access)


def _added(
    library: Library, file: Path, jobs: Sequence[Job], outputs: Outputs, access: Access
) -> Iterator[Outcome]:
    maker = RowMaker(Builder(library))
    whole = PrintFile(maker.mail_merge)
    for job in jobs:
        label = f"{job.visit.number} · "

        def add(request: Request, label: str = label, row: int = job.visit.number) -> BuildResult:
            visit = replace(request.appointment or Appointment(), row=row)
            return whole.add(replace(request, appointment=visit), label)

        result = maker.judged(job, add)
        made = file if result.pdf is not None else None
        yield Outcome(job.visit.number, job.visit.place, made, result.pages, 0, result.problems)
    if whole.file is not None:
        outputs.write(whole.file.finish(), file, Kind.LIST, access)


class PrintFile:
    """Adds handouts to one file; of those that share a template, only what they do not share."""

    def __init__(self, mail_merge: MailMerge) -> None:
        self.mail_merge, self.builder = mail_merge, mail_merge.builder
        self.file: PrintFileWriter | None = None
        self._parts: WeakKeyDictionary[Template, PartTemplate] = WeakKeyDictionary()

    def add(self, request: Request, label: str) -> BuildResult:
        """Add the handout of *request*; the result's PDF is empty, or None if it could not be made."""
        made = self.mail_merge.copy(request)
        if made is not None and (part := self._part(made, request)) is not None:
            assert self.file is not None
            self.file.add(part, made.template.filled_lines(made.boxes), label)
            return BuildResult(b"", made.template.of_file.pages, tuple(made.problems), made.name)
        try:
            document, problems, name = self.builder.compose(request)
        except ContentError as failure:
            return BuildResult(None, 0, failure.problems, "")
        if document is None:
            return BuildResult(None, 0, tuple(problems), name)
        file = self._file(document)
        file.add(file.learn(document), _filled_lines(document), label)
        return BuildResult(b"", len(document.pages), tuple(problems), name)

    def _part(self, made: Copy, request: Request) -> PartTemplate | None:
        """Return what this file shares between copies like *made*, which is of *request*; None if it would tell of it."""
        if made.template not in self._parts:
            document = self.builder.compose(request)[0]
            if document is None or made.wording.leaks(document, made.texts):
                return None
            self._parts[made.template] = self._file(document).learn(document)
        return self._parts[made.template]

    def _file(self, document: ComposedDocument) -> PrintFileWriter:
        """Return the file, begun with *document* if that is the first."""
        if self.file is None:
            self.file = PrintFileWriter(
                self.builder.renderer.cache, replace(document.information, creator=LIST_CREATOR)
            )
        return self.file


def _filled_lines(document: ComposedDocument) -> list[FilledLine]:
    """Return what stands on the lines of *document* that differ from copy to copy."""
    marks = [mark for page in document.pages for mark in page.marks]
    return [
        FilledLine(mark.runs, mark.ends_word, mark.rightwards)
        for mark in marks
        if isinstance(mark, TextLine) and mark.source
    ]
