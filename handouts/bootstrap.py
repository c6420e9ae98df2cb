"""Makes the project's own ``.venv``, and heals it, when the running interpreter lacks what the project needs.

Used by ``generate.py`` and ``python3 tests`` before anything is installed, so it knows only the standard library, and
must stay importable by interpreters too old for the rest (to be able to say so).

A warm run compares one small file, the stamp, with ``pyproject.toml``, and asks where the modules are. Only where that
leaves a doubt (no stamp, another pin, an emptied package) is everything looked at: the versions of what is required, and
whether each installed file is there. One process does that at a time; the others wait for it.
"""

from __future__ import annotations

import importlib
import importlib.util
import operator
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
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
"""Names, to the processes below, the environment that they were started in."""
_REMOVE = "remove the folder .venv and run this again"


def ensure(root: Path, modules: tuple[str, ...], extra: str = "") -> None:
    """Return when *modules* are there in the versions that ``root/pyproject.toml`` asks for.

    Otherwise the same command runs again inside ``root/.venv``, which is made, filled (with the optional *extra*, for
    instance ``dev``) or healed first. Does not return when it runs the command again or must give up: it ends the
    process with the exit status of that run, or with 1 and a sentence on stderr.
    """
    if sys.version_info < _OLDEST:
        _give_up(
            f"Python 3.11 or newer is needed; this is {sys.version.split()[0]} ({sys.executable}).",
            "install Python 3.13 from python.org, and run this with it",
        )
    folder = root / ".venv"
    if Path(sys.prefix).resolve() == folder.resolve():
        if not (_is_stamped(root, extra) and not _missing(modules)):
            _heal(root, modules, extra)
        return
    if not _missing(modules) and not _unmet(root, extra):
        return  # an environment of one's own, in which everything is installed
    if os.environ.get(_MARK) == str(
        folder
    ):  # a folder that is no environment: its interpreter is the one that made it
        _give_up(f"{folder} is not whole", _REMOVE)
    with _alone(folder):
        if not _is_made(folder):
            _make(folder)
    import subprocess  # most runs start nothing

    # The environment's own interpreter finds out what is missing there; a complete one costs no more checks.
    # Not exec: on Windows that returns to the shell before the command has ended.
    try:
        status = subprocess.call(
            [str(_python_of(folder)), *_same_command()], env={**os.environ, _MARK: str(folder)}
        )
    except KeyboardInterrupt:
        status = 130
    except OSError as problem:
        _give_up(f"{_python_of(folder)} does not start: {problem}", _REMOVE)
    sys.exit(status)


def damaged(failure: ImportError) -> NoReturn:
    """End with what to do when a module that was there cannot be loaded."""
    _give_up(f"a part of what is installed cannot be loaded: {failure}", _REMOVE)


# -- what is there -------------------------------------------------------------------------------------


def _stamp(root: Path, extra: str) -> Path:
    return root / ".venv" / f".complete{'-' + extra if extra else ''}"


def _is_stamped(root: Path, extra: str) -> bool:
    """Return whether all that ``pyproject.toml`` asks for was there, as the file is now: two small files are read."""
    try:
        return _stamp(root, extra).read_bytes() == (root / "pyproject.toml").read_bytes()
    except OSError:
        return False


def _missing(modules: tuple[str, ...]) -> list[str]:
    """Return which of *modules* are not there; a folder that was emptied is none."""
    return [name for name in modules if not _is_there(name)]


def _is_there(name: str) -> bool:
    spec = importlib.util.find_spec(name)
    return spec is not None and spec.origin is not None


def _unmet(root: Path, extra: str) -> list[str]:
    """Return the requirements of ``pyproject.toml`` that no installed version meets, by what they say."""
    import tomllib
    from importlib import metadata

    if not (root / "pyproject.toml").is_file():
        return []  # a copy of the program alone states no versions
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project.get("dependencies", ()), *(project.get("optional-dependencies", {}).get(extra, ()))]
    unmet = []
    for requirement in wanted:
        name, versions = _parts(requirement)
        try:
            if not _meets(metadata.version(name), versions):
                unmet.append(requirement)
        except metadata.PackageNotFoundError:
            unmet.append(requirement)
    return unmet


def _parts(requirement: str) -> tuple[str, str]:
    """Return the name in *requirement* and what it says of versions (``>=2.10,<3``)."""
    import re

    found = re.match(r"\s*([A-Za-z0-9._-]+)\s*(?:\[[^\]]*\])?\s*([^;@]*)", requirement)
    return (found[1], found[2].strip()) if found else (requirement, "")


def _meets(version: str, versions: str) -> bool:
    """Return whether *version* is as *versions* say; what is not understood here is left to pip to judge."""
    have = _numbers(version)
    for each in filter(None, (part.strip() for part in versions.split(","))):
        sign = each.rstrip("0123456789.*abcrdevpost+!- ")
        want = _numbers(each[len(sign) :])
        width = max(len(have), len(want))
        one, other = ((*parts, *[0] * (width - len(parts))) for parts in (have, want))
        if sign == "==" and each.endswith(".*"):
            right = have[: len(want)] == want
        elif sign == "~=":
            right = one >= other and have[: len(want) - 1] == want[:-1]
        else:
            right = _COMPARED.get(sign, _left_to_pip)(one, other)
        if not right:
            return False
    return True


def _left_to_pip(_have: object, _want: object) -> bool:
    return True


_COMPARED = {
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}


def _numbers(version: str) -> tuple[int, ...]:
    import re

    found = re.match(r"\d+(?:\.\d+)*", version)
    return tuple(int(part) for part in found[0].split(".")) if found else ()


def _torn() -> list[str]:
    """Return the installed packages of this environment, as ``name==version``, of which a file is missing."""
    import sysconfig
    from importlib import metadata

    torn = []
    for package in metadata.distributions(path=[sysconfig.get_path("purelib")]):
        files = package.files
        kept = [file for file in files or () if file.suffix != ".pyc" and ".." not in file.parts]
        name = package.metadata["Name"]
        if name and (files is None or not all(Path(str(file.locate())).exists() for file in kept)):
            torn.append(f"{name}=={package.version}")
    return torn


# -- making and healing --------------------------------------------------------------------------------


def _heal(root: Path, modules: tuple[str, ...], extra: str) -> None:
    """Install what is missing into the environment that runs this; returns when everything is there."""
    with _alone(root / ".venv"):
        importlib.invalidate_caches()  # another process may have been at it meanwhile
        if _is_stamped(root, extra) and not _missing(modules):
            return
        torn = _torn()
        if torn or _unmet(root, extra) or _missing(modules):
            _install(root, extra, torn)
            _look_again()
            left = [*_torn(), *_unmet(root, extra)] or _missing(modules)
            if left:
                _give_up(f"still missing after the installation: {', '.join(left)}", _REMOVE)
        try:
            # Written last, in one go: an installation that was stopped has none.
            draft = _stamp(root, extra).with_suffix(".tmp")
            draft.write_bytes((root / "pyproject.toml").read_bytes())
            draft.replace(_stamp(root, extra))
        except OSError:
            pass  # a folder that may not be written: each run looks again, which takes a moment


def _look_again() -> None:
    """Let this process find what was installed since it began, also where there was no folder for it."""
    import sysconfig

    folder = sysconfig.get_path("purelib")
    if folder not in sys.path:
        sys.path.append(folder)
    importlib.invalidate_caches()


def _is_made(folder: Path) -> bool:
    """Return whether *folder* is an environment with an interpreter that starts, and knows that it is one."""
    return (folder / "pyvenv.cfg").is_file() and _python_of(folder).exists()


def _make(folder: Path) -> None:
    """Make the environment in *folder*, in the place of what a run that was stopped left there."""
    import shutil
    import subprocess

    _say(f"making {folder}")
    try:
        import venv

        for each in folder.iterdir():
            if each.name != _LOCK:
                shutil.rmtree(each) if each.is_dir() and not each.is_symlink() else each.unlink()
        venv.EnvBuilder(symlinks=os.name != "nt").create(folder)
    except (ImportError, OSError, subprocess.CalledProcessError) as problem:
        _give_up(
            f"could not make the environment: {problem}",
            "on Debian and Ubuntu install the package python3-venv; elsewhere install Python from python.org",
        )


def _install(root: Path, extra: str, torn: list[str]) -> None:
    """Install the project's requirements, and *torn* packages anew; gives up with what to do where that fails."""
    _say("installing what the project needs (once; this takes a minute)")
    if importlib.util.find_spec("pip") is None or any(each.startswith("pip==") for each in torn):
        status, said = _run("-m", "ensurepip", "--upgrade", "--default-pip")
        if status != 0:
            _give_up(
                "this Python cannot install packages (it has no ensurepip)",
                "on Debian and Ubuntu install the package python3-venv, remove the folder .venv and run this again",
            )
    pip = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "2")
    steps: list[tuple[str, ...]] = [
        (*pip, "--only-binary", ":all:", "-e", f"{root}[{extra}]" if extra else str(root))
    ]
    own = [each for each in torn if not each.startswith(("pip==", "handouts=="))]
    if own:
        steps.insert(0, (*pip, "--only-binary", ":all:", "--force-reinstall", "--no-deps", *own))
    for step in steps:
        status, said = _run(*step)
        if status != 0:
            print(said, file=sys.stderr, end="")
            _give_up(*_why(said))


def _run(*arguments: str) -> tuple[int, str]:
    import subprocess

    done = subprocess.run(
        [sys.executable, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
        check=False,
    )  # fmt: skip
    return done.returncode, done.stdout


_OFFLINE = ("connection", "resolve", "timed out", "proxyerror", "unreachable", "ssl")


def _why(said: str) -> tuple[str, str]:
    """Return why an installation failed, by what pip said, and what to do."""
    import platform
    import re

    lowered = said.lower()
    missing = re.search(r"No matching distribution found for ([A-Za-z0-9._-]+)", said)
    if any(word in lowered for word in _OFFLINE):
        return (
            "the installation failed: nothing could be fetched.",
            "connect to the network for this first run",
        )
    if "no space left" in lowered:
        return "the installation failed: the disk is full.", "make room, and run this again"
    if "permission denied" in lowered or "read-only" in lowered:
        return "the installation failed: .venv may not be written.", "run this as the user whose folder it is"
    version = ".".join(map(str, sys.version_info[:2]))
    if missing:
        here = f"Python {version} on {platform.system() or sys.platform} ({platform.machine()})"
        if sys.platform == "win32" and "arm" in platform.machine().lower():
            python = (
                "the 64-bit Python 3.13 (x86-64, not ARM64) from python.org, which Windows on ARM runs too"
            )
        else:
            python = "Python 3.13 from python.org"
        return (
            f"{missing[1]} is not made ready for {here}.",
            f"remove the folder .venv and run this with {python}",
        )
    newer = "" if sys.version_info[:2] <= _NEWEST_TRIED else f" Python {version} may be too new: try 3.13."
    return "the installation failed; see above.", f"is there a network connection?{newer}"


# -- one at a time -------------------------------------------------------------------------------------

_LOCK = ".lock"


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait until no other process makes or heals *folder*; the system frees the lock of one that was killed."""
    try:
        folder.mkdir(exist_ok=True)
        file = (folder / _LOCK).open("a+b")
    except OSError as problem:
        if _is_made(folder):
            yield  # it may be used all the same
            return
        _give_up(
            f"{folder} cannot be made: {problem.strerror or problem}",
            "copy this folder to a place where you may write, or make room there",
        )
    with file:
        if not _locked(file.fileno(), wait=False):
            _say("waiting for another run that sets this up")
            _locked(file.fileno(), wait=True)
        yield  # closing the file frees it


def _locked(handle: int, wait: bool) -> bool:
    """Take the lock on an open file, and return whether it was free; waits for it if asked to."""
    if sys.platform == "win32":
        import msvcrt
        import time

        while True:
            try:
                os.lseek(handle, 0, os.SEEK_SET)
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
                return True
            except OSError:
                if not wait:
                    return False
                time.sleep(0.2)
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        pass  # a disk without locks: two first runs at once may then both install, which pip survives
    return True


def _same_command() -> list[str]:
    """Return the interpreter's arguments for this command, ``-m`` and options such as ``-X`` included."""
    return sys.orig_argv[1:]


def _python_of(environment: Path) -> Path:
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _say(sentence: str) -> None:
    print(f"handouts: {sentence}", file=sys.stderr, flush=True)


def _give_up(sentence: str, hint: str) -> NoReturn:
    _say(f"error: {sentence}\n    hint: {hint}")
    sys.exit(1)
