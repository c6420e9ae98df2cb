"""A progress bar on stderr: only for a person at a terminal, and only once there has been something to wait for."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any

AFTER = 1.0
"""Seconds after which a bar appears; anything quicker would only flicker."""


class Progress:
    """Counts up to *total* handouts; loads rich only if a bar is to be seen."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._begin = time.perf_counter()
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def advance(self) -> None:
        """Count one more."""
        self._done += 1
        if self._bar is not None:
            self._bar.start()
            self._bar.update(self._task, completed=self._done)
        elif time.perf_counter() - self._begin > AFTER and sys.stderr.isatty() and self._done < self._total:
            self._show()

    def pause(self) -> None:
        """Clear the bar away until the next handout: what is said now must not stand on its line."""
        if self._bar is not None:
            self._bar.stop()

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            TaskProgressColumn,
            TextColumn,
            TimeRemainingColumn,
        )
        from rich.progress import Progress as Bar

        columns = (
            TextColumn("handouts"),
            BarColumn(),
            TaskProgressColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        )
        self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
        self._task = self._bar.add_task("handouts", total=self._total, completed=self._done)
        self._bar.start()
