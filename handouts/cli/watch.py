"""Builds again whenever a file changes."""

from __future__ import annotations

import time
from pathlib import Path

import click

from handouts.cli.reports import report_build, report_proof, tell
from handouts.delivering.barrier import told
from handouts.delivering.places import data_folder, open_library
from handouts.delivering.service import Service
from handouts.delivering.stamps import Watched
from handouts.tailoring.request import Request


def watch(data: Path | None, every: float, proofs: bool = False) -> int:
    """Build, and again after each change, looking *every* so many seconds; returns 0 on Ctrl-C.

    With *proofs* the proofs of the brands are made too.
    """
    folders = data_folder(data)
    watched = Watched(folders)
    service = Service(open_library(data), lasting=True)
    try:
        while True:
            watched.changed(service.builder.files())
            try:
                report_build(service.build(Request()))
                if proofs:
                    report_proof(service.proof())
            except Exception as failure:  # a file half written just now may be whole at the next look
                tell(told(failure, "this round"), set())
            click.echo(f"watching {' and '.join(map(str, folders))}; Ctrl-C stops", err=True)
            while not watched.changed(service.builder.files()):
                time.sleep(every)
            click.echo("", err=True)
    except KeyboardInterrupt:
        return 0
