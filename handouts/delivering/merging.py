"""One print-ready PDF for a whole list, in its order: each handout starts on a sheet of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from handouts.delivering.build import Builder
from handouts.delivering.files import remove_leftovers, write_atomically
from handouts.delivering.lists import Job
from handouts.delivering.rows import Outcome, RowMaker
from handouts.reading.library import Library


def make_merged(library: Library, file: Path, jobs: Sequence[Job]) -> Iterator[Outcome]:
    """Yield what came of each job, in their order, and write *file* at the end if any handout was made.

    Raises ContentError when the file cannot be written.
    """
    from handouts.rendering.joining import joined

    remove_leftovers(file.parent)
    maker = RowMaker(Builder(library))
    documents = []
    for job in jobs:
        document, problems = maker.compose(job)
        pages = len(document.pages) if document is not None else 0
        if document is not None:
            documents.append(document)
        yield Outcome(job.visit.number, job.visit.place, file if pages else None, pages, 0, problems)
    if documents:
        whole = joined(documents, documents[0].information.title)
        write_atomically(file, maker.builder.render(whole))
