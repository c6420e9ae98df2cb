"""The proofs of several clinics' brands, made and written one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from handouts.delivering.barrier import told
from handouts.delivering.outputs import Kind, Outputs
from handouts.delivering.proofs import proof_one
from handouts.delivering.writing import Destination
from handouts.problems import Problem, has_errors
from handouts.reading.library import Library
from handouts.tailoring.handout import Paper


@dataclass(frozen=True, slots=True)
class MadeProof:
    """The proof of a clinic's brand; ``file`` is missing when it was not made."""

    file: Path | None
    pages: int
    problems: tuple[Problem, ...]


class ProofRun:
    """Makes proofs as it is gone through.

    Afterwards ``left`` says what lies there still of earlier runs, and ``is_whole`` whether every one was made.
    """

    def __init__(
        self, library: Library, clinics: Sequence[str], paper: Paper | None, destination: Destination
    ) -> None:
        self.library, self.clinics, self.paper, self.destination = library, clinics, paper, destination
        self.outputs = Outputs(library)
        self.left: list[Problem] = []
        self.is_whole = bool(clinics)
        if destination.file is not None:
            self.outputs.check(destination.file, Kind.PROOF)

    def __iter__(self) -> Iterator[MadeProof]:
        """Yield what came of each clinic's brand."""
        for clinic_id in self.clinics:
            made = self._made(clinic_id)
            self.is_whole &= made.file is not None
            yield made
        self.left = self.outputs.told()

    def _made(self, clinic_id: str) -> MadeProof:
        result = proof_one(self.library, clinic_id, self.paper)
        file = self.destination.file or self.destination.folder / clinic_id / result.name
        if result.pdf is None or has_errors(result.problems):
            self.outputs.leave(file)
            return MadeProof(None, result.pages, result.problems)
        try:
            self.outputs.write(result.pdf, file, Kind.PROOF)
            if self.destination.preview:
                from handouts.delivering.preview import write_previews

                write_previews(result.pdf, file, self.outputs, self.outputs.access(Kind.PROOF))
        except Exception as failure:  # the other clinics' proofs are written all the same
            found = told(failure, f"what goes with {file}", others="proofs")
            return MadeProof(None, result.pages, (*result.problems, *found))
        return MadeProof(file, result.pages, result.problems)
