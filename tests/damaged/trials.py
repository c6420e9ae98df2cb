"""One try of the command line on damaged input: what it must never do, and how long it took.

The command runs in this process, as a person would run it, in a folder of its own.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest
from judges import assert_conforms, qpdf_complaints

from handouts.cli.main import main

PARTS = 4
"""Each kind of damage is tried in so many tests, so that several cores share it."""
LONGEST = 30
"""Seconds after which a command is taken to hang."""
JUDGED = 10
"""One in so many finished files is held against both profiles in the short run; qpdf looks at every one."""


class Hangs(BaseException):
    """A command took longer than anybody waits; no barrier may catch it."""


@contextmanager
def _within(seconds: int) -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise Hangs(f"more than {seconds} s")

    if not hasattr(signal, "SIGALRM"):  # Windows: the time limit of the whole test must do
        yield
        return
    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


class Trials:
    """Tries commands on damaged input and keeps how long each took: ``took`` holds (seconds, what)."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str], judged: int) -> None:
        self.folder, self.capture, self.judged = folder, capture, judged
        self.took: list[tuple[float, str]] = []
        self.files = 0

    def run(self, what: str, arguments: list[str], out: Path) -> int:
        """Run the command and return its exit status; fail if it hangs, breaks, or leaves a malformed file in *out*."""
        self.capture.readouterr()
        start = time.perf_counter()
        with _within(LONGEST):
            status = main(arguments)
        self.took.append((time.perf_counter() - start, what))
        said = self.capture.readouterr()
        assert status in (0, 1, 2), f"{what}: exit status {status}"
        for sign in ("Traceback", "fault of the program"):
            assert sign not in said.err + said.out, f"{what}:\n{said.err[-3000:]}"
        assert status == 0 or said.err.strip(), f"{what}: failed without a word"
        for file in sorted(out.rglob("*.pdf")):
            self._judge(what, file)
        return status

    def _judge(self, what: str, file: Path) -> None:
        pdf = file.read_bytes()
        self.files += 1
        if self.files % self.judged == 0:
            assert_conforms(pdf)
        else:
            assert qpdf_complaints(pdf) == [], what
        file.unlink()


def numbers(part: int, count: int) -> Iterator[tuple[int, random.Random]]:
    """Yield the seeds of *part* (from 0) of *count* tries, each with its random generator."""
    for number in range(part, count, PARTS):
        yield number, random.Random(number)


@pytest.fixture
def trials(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
    record_property: Callable[[str, object], None],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Trials]:
    """Try commands in a folder of this test's own; the slowest are named at the end of a long run."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(os.environ, "COLUMNS", "100")
    count: int = request.config.getoption("--fuzz")
    made = Trials(tmp_path, capsys, 1 if count >= 2000 else JUDGED)
    yield made
    record_property("slowest", sorted(made.took, reverse=True)[:10])
