"""Locks: of two runs that would write to one place, the second is told so before it writes anything.

The system holds a lock for as long as its process lives, so that one that was killed leaves none behind; what may
stay is an empty hidden file, which the next run takes over and removes. Knows files and no handouts.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from handouts.problems import ContentError, error

_NO_LOCKS = {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}
"""What a disk says that knows no locks, such as some network drives: there everybody writes as if alone."""


class Busy(Exception):
    """Another process holds the lock."""


@contextmanager
def held(file: Path, what: str, patience: float = 0.0) -> Iterator[None]:
    """Hold the lock *file*, made for it and removed at the end, while the body runs.

    Raises ContentError when another run, which writes *what*, holds it still after *patience* seconds; OSError when
    the file cannot be made.
    """
    end = time.monotonic() + patience
    while True:
        try:
            handle = _taken(file)
            break
        except Busy:
            if time.monotonic() >= end:
                hint = "wait for it to end, or choose another place"
                raise ContentError([error("busy", f"another run is writing {what}", hint=hint)]) from None
            time.sleep(0.01)
    try:
        yield
    finally:
        _let_go(file, handle)


def lock(handle: int) -> None:
    """Lock the open file *handle* until it is closed; raises Busy when another process has."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as failure:
        if failure.errno not in _NO_LOCKS:
            raise Busy from failure


def is_held(file: Path) -> bool:
    """Return whether a process holds a lock on *file*."""
    try:
        handle = os.open(file, os.O_RDWR)
    except FileNotFoundError:
        return False
    except PermissionError:
        return True  # Windows lets nobody open it; elsewhere it is not ours to judge
    try:
        lock(handle)
    except Busy:
        return True
    finally:
        os.close(handle)
    return False


def _taken(file: Path) -> int:
    """Return the handle of the locked *file*; raises Busy, or OSError."""
    while True:
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            lock(handle)
            # Whoever had it before removed it: then this handle is of a file that nobody else can find.
            if file.exists() and os.path.samestat(os.fstat(handle), file.stat()):
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def _let_go(file: Path, handle: int) -> None:
    if sys.platform == "win32":
        os.close(handle)  # an open file cannot be removed
        with suppress(OSError):
            file.unlink(missing_ok=True)
        return
    with suppress(OSError):
        file.unlink(missing_ok=True)
    os.close(handle)
