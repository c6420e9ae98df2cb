"""Proofs for the command line: makes the proof of each clinic's brand, writes it, and says where it lies.

Knows delivering's entry and nothing of how a proof is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from handouts.delivering.barrier import told
from handouts.problems import has_errors

if TYPE_CHECKING:
    from handouts.reading.library import Library


@dataclass(frozen=True, slots=True)
class ProofOrder:
    """What a person asked to see; nothing given means every clinic, on its own paper."""

    clinics: tuple[str, ...] = ()
    paper: str | None = None
    out: Path | None = None
    show: bool = False
    preview: bool = False


def prove(library: Library, order: ProofOrder) -> int:
    """Make the proofs of *order*, print where they lie, and return 1 if any was not made, else 0.

    Raises `click.UsageError` when the order contradicts itself.
    """
    from handouts.cli.building import STANDARD_OUTPUT, is_file_name, tell
    from handouts.delivering.outputs import Kind, Outputs
    from handouts.delivering.preview import write_previews
    from handouts.delivering.proofs import proof_one

    clinics = list(order.clinics) or library.clinic_ids()
    out = order.out or Path("build")
    one_file = is_file_name(out)
    if out == STANDARD_OUTPUT and (order.show or order.preview):
        raise click.UsageError("--out - is for the PDF alone: leave out --open and --preview.")
    if one_file and len(clinics) != 1:
        raise click.UsageError(f"{len(clinics)} proofs do not fit one file: give a folder with --out.")
    whole = True
    shown: set[str] = set()
    outputs = Outputs(library)
    if one_file:
        outputs.check(out, Kind.PROOF)
    for clinic_id in clinics:
        result = proof_one(library, clinic_id, cast(Any, order.paper))
        tell(result.problems, shown)
        file = out if one_file else out / clinic_id / result.name
        if result.pdf is None or has_errors(result.problems):
            outputs.leave(file)
            whole = False
            continue
        try:
            outputs.write(result.pdf, file, Kind.PROOF)
            if order.preview:
                write_previews(result.pdf, file, outputs, outputs.access(Kind.PROOF))
        except Exception as failure:  # the other clinics' proofs are written all the same
            tell(told(failure, f"what goes with {file}", others="proofs"), shown)
            whole = False
            continue
        shown_file = "(standard output)" if file == STANDARD_OUTPUT else file
        click.echo(f"{shown_file}  {result.pages} pages", err=file == STANDARD_OUTPUT)
        if order.show:
            click.launch(str(file))
    tell(outputs.told(), shown)
    return 0 if whole and clinics else 1
