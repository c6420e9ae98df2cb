"""One print-ready PDF for a whole list, in its order: each handout starts on a sheet of its own.

The file grows in memory, a few kilobytes a handout, and is written when it is whole: until then nothing of a
patient is on the disk.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from handouts.delivering.build import Builder, BuildResult
from handouts.delivering.files import Access
from handouts.delivering.mail_merge.jobs import Job
from handouts.delivering.mail_merge.merge import Series
from handouts.delivering.mail_merge.pdf.print_file_writer import MergedFile
from handouts.delivering.mail_merge.rows import Outcome, RowMaker
from handouts.delivering.outputs import Kind, Outputs
from handouts.graphics.document import ComposedDocument, TextLine, TextRun
from handouts.problems import ContentError
from handouts.reading.library import Library
from handouts.tailoring.handout import LIST_CREATOR
from handouts.tailoring.moments import Appointment
from handouts.tailoring.request import Request


def make_merged(
    library: Library, file: Path, jobs: Sequence[Job], inputs: Sequence[Path] = ()
) -> Iterator[Outcome]:
    """Yield what came of each job, in their order, and write *file* at the end if any handout was made.

    Nobody else may write *file* meanwhile, nor is it one of *inputs*. Raises ContentError when it cannot be written.
    """
    outputs = Outputs(library, inputs)
    access = outputs.access(Kind.LIST, sorted({job.request.clinic_id for job in jobs}))
    with outputs.claimed(file, Kind.LIST, access):
        yield from _merged(library, file, jobs, outputs, access)


def _merged(
    library: Library, file: Path, jobs: Sequence[Job], outputs: Outputs, access: Access
) -> Iterator[Outcome]:
    maker = RowMaker(Builder(library))
    merger = _Merger(maker.series)
    for job in jobs:
        label = f"{job.visit.number} · "

        def add(request: Request, label: str = label, row: int = job.visit.number) -> BuildResult:
            visit = replace(request.appointment or Appointment(), row=row)
            return merger.add(replace(request, appointment=visit), label)

        result = maker.judged(job, add)
        made = file if result.pdf is not None else None
        yield Outcome(job.visit.number, job.visit.place, made, result.pages, 0, result.problems)
    if merger.file is not None:
        outputs.write(merger.file.finish(), file, Kind.LIST, access)


class _Merger:
    """Adds handouts to one file, those of a series by what they do not share."""

    def __init__(self, series: Series) -> None:
        self.series, self.builder = series, series.builder
        self.file: MergedFile | None = None

    def add(self, request: Request, label: str) -> BuildResult:
        """Add the handout of *request*; the result's PDF is empty, or None if it could not be made."""
        made = self.series.set(request)
        if made is not None:
            if made.shape.sheet is None:
                document = self.builder.compose(request)[0]
                assert document is not None, "what is set has been composed before"
                made.shape.sheet = self._file(document).learn(document)
            assert self.file is not None
            self.file.add(made.shape.sheet, made.shape.settings(made.boxes), label)
            return BuildResult(b"", made.shape.variants.pages, tuple(made.problems), made.name)
        try:
            document, problems, name = self.builder.compose(request)
        except ContentError as failure:
            return BuildResult(None, 0, failure.problems, "")
        if document is None:
            return BuildResult(None, 0, tuple(problems), name)
        file = self._file(document)
        file.add(file.learn(document), _settings(document), label)
        return BuildResult(b"", len(document.pages), tuple(problems), name)

    def _file(self, document: ComposedDocument) -> MergedFile:
        """Return the file, begun with *document* if that is the first."""
        if self.file is None:
            self.file = MergedFile(
                self.builder.renderer.cache, replace(document.information, creator=LIST_CREATOR)
            )
        return self.file


def _settings(document: ComposedDocument) -> list[tuple[tuple[TextRun, ...], bool]]:
    """Return what stands on the lines of *document* that differ from copy to copy."""
    marks = [mark for page in document.pages for mark in page.marks]
    return [(mark.runs, mark.ends_word) for mark in marks if isinstance(mark, TextLine) and mark.source]
