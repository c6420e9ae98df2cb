"""Builds again whenever a file changes.

Looks at the times of files instead of asking the system for events: that works on network drives too, and
the folders hold hundreds of files, not millions.
"""

from __future__ import annotations

import time
from pathlib import Path

import click

from handouts.delivering.barrier import told

State = dict[Path, tuple[int, int]]
"""For each file its time of change (ns) and its size (bytes)."""


def state_of(*folders: Path) -> State:
    """Return what the files under *folders* look like now; a file that vanishes meanwhile is left out."""
    state: State = {}
    for folder in folders:
        for file in folder.rglob("*"):
            try:
                facts = file.stat()
            except OSError:
                continue
            if file.is_file():
                state[file] = (facts.st_mtime_ns, facts.st_size)
    return state


def watch(data: Path | None, every: float, proofs: bool = False) -> int:
    """Build, and again after each change, looking *every* so many seconds; returns 0 on Ctrl-C.

    With *proofs* the proofs of the brands are made too.
    """
    from handouts.cli.building import Order, build
    from handouts.cli.proofing import ProofOrder, prove
    from handouts.delivering.places import data_folder, open_library

    folders = data_folder(data)
    try:
        while True:
            before = state_of(*folders)
            try:
                # A new library each time: the old one may remember files as they were.
                library = open_library(data)
                build(library, Order())
                if proofs:
                    prove(library, ProofOrder())
            except Exception as failure:  # a file half written just now may be whole at the next look
                for problem in told(failure, "this round"):
                    click.echo(problem.describe(), err=True)
            click.echo(f"watching {' and '.join(map(str, folders))}; Ctrl-C stops", err=True)
            while state_of(*folders) == before:
                time.sleep(every)
            click.echo("", err=True)
    except KeyboardInterrupt:
        return 0
