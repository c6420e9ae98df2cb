"""Makes the project's own ``.venv`` when the running interpreter lacks what the project needs.

Used by ``generate.py`` and ``python3 tests`` before anything is installed, so it knows only the standard
library, and must stay importable by interpreters too old for the rest (to be able to say so).
"""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from typing import NoReturn

NEEDED = (
    "reportlab", "pydantic", "yaml", "jinja2", "qrcode", "babel", "click", "pypdfium2", "PIL", "resvg_py",
    "pikepdf", "rich", "tzdata", "uharfbuzz", "uniseg", "pyphen", "ftfy", "openpyxl", "idna",
)  # fmt: skip
"""Modules that a run imports: the dependencies of ``pyproject.toml``, under their import names."""

NEEDED_FOR_TESTS = (
    *NEEDED, "pytest", "xdist", "pytest_timeout", "hypothesis", "ruff", "mypy", "importlinter", "hatchling", "zxingcpp",
    "page", "outloud", "numpy", "coloraide", "playwright", "axe_playwright_python", "icu4py", "bidi",
)  # fmt: skip

_OLDEST = (3, 11)
_NEWEST_TRIED = (3, 13)
_MARK = "HANDOUTS_BOOTSTRAPPED"


def ensure(root: Path, modules: tuple[str, ...], extra: str = "") -> None:
    """Return when *modules* can be imported; otherwise run the same command again inside ``root/.venv``.

    The environment is made and filled from ``root`` (with the optional *extra*, for instance ``dev``) if it
    is not there or not complete. Does not return when it runs the command again or must give up: it ends the
    process with the exit status of that run, or with 1 and a sentence on stderr.
    """
    if sys.version_info < _OLDEST:
        _give_up(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]} ({sys.executable}).")
    if not _missing(modules):
        return
    environment = dict(os.environ)
    if Path(sys.prefix).resolve() == (root / ".venv").resolve():
        if environment.get(_MARK):
            _give_up(f"still missing after the installation: {', '.join(_missing(modules))}")
        _install(Path(sys.executable), root, extra)
        environment[_MARK] = "1"
    python = _python_of(root / ".venv")
    if not python.exists():  # also when its interpreter was removed since, which leaves a link to nothing
        _make(root / ".venv")
    import subprocess  # most runs start nothing

    # The environment's own interpreter finds out what is missing there; a complete one costs no more checks.
    # Not exec: on Windows that returns to the shell before the command has ended.
    try:
        status = subprocess.call([str(python), *_same_command()], env=environment)
    except KeyboardInterrupt:
        status = 130
    except OSError as problem:
        _give_up(f"{python} does not start: {problem}\n    hint: remove the folder .venv and try again")
    sys.exit(status)


def _make(folder: Path) -> None:
    import subprocess
    import venv

    _say(f"making {folder}")
    try:
        venv.EnvBuilder(with_pip=True, clear=True, symlinks=os.name != "nt").create(folder)
    except (OSError, subprocess.CalledProcessError) as problem:
        _give_up(
            f"could not make the environment: {problem}\n"
            "    hint: on Debian and Ubuntu the package python3-venv may be missing"
        )


def _same_command() -> list[str]:
    """Return the interpreter's arguments for this command, ``-m`` and options such as ``-X`` included."""
    return sys.orig_argv[1:]


def _install(python: Path, root: Path, extra: str) -> None:
    import subprocess

    what = f"{root}[{extra}]" if extra else str(root)
    _say("installing what the project needs (once; this takes a minute)")
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-e", what]
    if subprocess.call(command, stdout=sys.stderr) != 0:
        version = ".".join(map(str, sys.version_info[:2]))
        tried = (
            "" if sys.version_info[:2] <= _NEWEST_TRIED else f" Python {version} may be too new: try 3.13."
        )
        _give_up(f"the installation failed; see above.\n    hint: is there a network connection?{tried}")


def _python_of(environment: Path) -> Path:
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _missing(modules: tuple[str, ...]) -> list[str]:
    return [name for name in modules if importlib.util.find_spec(name) is None]


def _say(sentence: str) -> None:
    print(f"handouts: {sentence}", file=sys.stderr, flush=True)


def _give_up(sentence: str) -> NoReturn:
    _say(f"error: {sentence}")
    sys.exit(1)
