"""What is started for people to write on: its files are there all or none, and no file of theirs is written over.

Knows files, and nothing of what is in them.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from handouts.delivering.files import PREFIX, SUFFIX, make_folder, way_out, write_atomically
from handouts.problems import ContentError, Problem, error


def write_new(texts: Mapping[Path, str]) -> list[Path]:
    """Write every file of *texts*, none of which may be there, and return them.

    Raises ContentError when one is there or cannot be written; then none of them is written.
    """
    for file in texts:
        if os.path.lexists(file):
            raise ContentError([_there(file)])
    made: list[Path] = []
    try:
        for file, text in texts.items():
            write_atomically(file, text.encode("utf-8"), fresh=True)
            made.append(file)
    except BaseException as failure:
        for each in made:
            each.unlink(missing_ok=True)
        for folder in {file.parent for file in texts}:
            with suppress(OSError):  # it was there before, and holds something
                folder.rmdir()
        if isinstance(failure, FileExistsError):
            raise ContentError([_there(file)]) from failure
        raise
    return made


@contextmanager
def new_folder(folder: Path, source: Path, parts: Sequence[str]) -> Iterator[Path]:
    """Give a draft of the new *folder* with the *parts* of *source* in it; at the end of the body it gets its name.

    Raises ContentError when *folder* is there and not empty, lies within *source*, or cannot be made; whatever goes
    wrong, nothing of it is left.
    """
    hint = "name a folder that does not exist yet"
    if folder.resolve().is_relative_to(source.resolve()):
        message = f"{folder} lies in {source}, which it is to be a copy of"
        raise ContentError(
            [error("inside-itself", message, hint="name a folder beside it, for instance ../our-handouts")]
        )
    draft = folder.parent / f"{PREFIX}{os.urandom(6).hex()}{SUFFIX}"
    try:
        if os.path.lexists(folder) and (not folder.is_dir() or any(folder.iterdir())):
            raise ContentError([error("already-there", f"{folder} is already there", hint=hint)])
        make_folder(draft)
        for part in parts:
            if (source / part).is_dir():
                shutil.copytree(source / part, draft / part, copy_function=_copied)
        yield draft
        if folder.is_dir():
            folder.rmdir()
        draft.rename(folder)
    except OSError as failure:
        message = f"{folder} cannot be made: {failure.strerror or failure}"
        raise ContentError([error("cannot-write", message, hint=hint)]) from failure
    finally:
        shutil.rmtree(draft, ignore_errors=True)  # it has another name by now, or is to be thrown away


def _copied(source: str, target: str) -> str:
    """Copy a regular file; a pipe among somebody's files would never end. Raises ContentError if it cannot."""
    try:
        return str(shutil.copyfile(source, target)) if Path(source).is_file() else target
    except (
        OSError
    ) as failure:  # said at once: copytree would go on, and gather what it met in words of its own
        message = f"{source} cannot be copied: {failure.strerror or failure}"
        raise ContentError([error("cannot-write", message, hint=way_out(failure))]) from failure


def _there(file: Path) -> Problem:
    return error("already-there", f"{file} is already there", hint="choose another name, or edit that file")
