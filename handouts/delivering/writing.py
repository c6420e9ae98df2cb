"""Where a handout goes, and what is made of it besides: pictures, a transcript, a web page. Written by one rule.

Knows files and finished handouts; nothing of how these are made.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.delivering.barrier import told
from handouts.delivering.outputs import STANDARD_OUTPUT, Kind, Outputs
from handouts.problems import Problem

if TYPE_CHECKING:
    from handouts.delivering.build import BuildResult
    from handouts.tailoring.request import Request

USUAL = Path("build")


@dataclass(frozen=True, slots=True)
class Destination:
    """Where what is made goes: ``out`` is a folder, or a file that ends in .pdf, or ``-``; and what goes with it."""

    out: Path | None = None
    preview: bool = False
    transcript: bool = False
    html: bool = False

    @property
    def folder(self) -> Path:
        """Where a folder for each clinic is made."""
        return self.out or USUAL

    @property
    def file(self) -> Path | None:
        """The one file that was asked for, ``-`` for the standard output; None for a folder."""
        if self.out is not None and (self.out == STANDARD_OUTPUT or self.out.suffix.lower() == ".pdf"):
            return self.out
        return None


@dataclass(slots=True)
class Written:
    """The files that were written; what is None was not."""

    file: Path | None = None
    transcript: Path | None = None
    page: Path | None = None


def target(destination: Destination, request: Request, kind: Kind, name: str) -> Path:
    """Return the file that a handout is written to.

    What is made for one visit never lies among the general handouts, nor replaces one of them.
    """
    if destination.file is not None:
        return destination.file
    visits = ["visits"] if kind is Kind.VISIT else []
    return Path(destination.folder, *visits, request.clinic_id, name)


def write_handout(
    result: BuildResult, request: Request, kind: Kind, destination: Destination, outputs: Outputs
) -> tuple[Written, tuple[Problem, ...]]:
    """Write *result* and what goes with it; return what was written, and why something was not."""
    written = Written()
    problems: tuple[Problem, ...] = ()
    file = target(destination, request, kind, result.name)
    if result.pdf is not None:
        try:
            access = outputs.access(kind, [request.clinic_id])
            if kind is Kind.VISIT and destination.file is None:
                written.file = outputs.write_visit(result.pdf, file, access, destination.folder)
            else:
                written.file = outputs.write(result.pdf, file, kind, access)
            if result.html is not None:
                page = written.file.with_suffix(".html")
                written.page = outputs.write(result.html.encode("utf-8"), page, Kind.PAGE, access)
            if destination.preview:
                from handouts.delivering.preview import write_previews

                write_previews(result.pdf, written.file, outputs, access)
            if destination.transcript:
                from handouts.delivering.transcripts import write_transcript

                written.transcript = write_transcript(result.pdf, written.file, outputs, access)
        except Exception as failure:  # the others are written all the same
            problems = told(failure, f"what goes with {result.name}")
    if written.file is None:
        outputs.leave(file)
    return written, problems
