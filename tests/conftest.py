"""Options and fixtures that every test may ask for. `from judges import assert_conforms` works from any test:
this folder is on the import path."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = ["browser", "damaged.trials"]

settings.register_profile("ci", derandomize=True, deadline=None)  # a busy machine is no fault
if os.environ.get("CI"):  # a change is judged by the same examples each time; by hand, they are new ones
    settings.load_profile("ci")

REFERENCES = Path(__file__).parent / "reference"


# What a shell starts in the background ignores Ctrl-C, and so would the processes that tests stop with it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--fuzz-stories",
        type=int,
        default=15,
        metavar="N",
        help="how many random documents the rendering room is tried on (500 before a release)",
    )
    parser.addoption(
        "--fuzz",
        type=int,
        default=100,
        metavar="N",
        help="how many damaged files of each kind are tried: content, lists, logos, fonts (2000 before a release)",
    )
    parser.addoption(
        "--batch-rows",
        type=int,
        default=300,
        metavar="N",
        help="how many rows the list of the batch test has, one in fifty of them bad (1000 before a release)",
    )
    parser.addoption(
        "--update-references",
        action="store_true",
        help="write what is made now into tests/reference, instead of comparing with it; read the change in review",
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """After a long run on damaged files, name the ten that took longest."""
    if config.getoption("--fuzz") < 2000:
        return
    took: list[tuple[float, str]] = []
    for report in terminalreporter.getreports(""):  # the ends of tests, where their properties are
        for name, value in getattr(report, "user_properties", ()):
            if name == "slowest":
                took += [(seconds, what) for seconds, what in value]
    terminalreporter.section("the slowest damaged files")
    for seconds, what in sorted(took, reverse=True)[:10]:
        terminalreporter.line(f"{seconds:6.2f} s  {what}")


@pytest.fixture
def assert_as_reference(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Return a function that holds a text against the file of that name in ``tests/reference``."""
    update: bool = request.config.getoption("--update-references")

    def compare(name: str, text: str) -> None:
        file = REFERENCES / name
        if update:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
            return
        assert file.exists(), f"{file} is missing: run the test once with --update-references"
        assert text == file.read_text(encoding="utf-8")

    return compare
