"""Opens files for reading, in one way for all: only regular files, and never more of one than its reader can use.

A pipe, a socket or a device among somebody's files would otherwise keep a run waiting, and a huge file fill the memory.
Knows the standard library alone; every room may use it.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

MEBIBYTE = 1024 * 1024


def read_regular(path: Path, at_most: int) -> bytes:
    """Return what the file at *path* holds, which is *at_most* so many bytes.

    Raises OSError with the reason in plain words (``strerror``) when it is missing, no regular file, larger, or may
    not be read.
    """
    # Without waiting: to open a pipe that nobody writes to would never end. Regular files do not know the difference.
    flags = (
        os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)
    )
    try:
        handle = os.open(path, flags)
    except ValueError as failure:  # a zero byte within the name
        raise OSError(errno.EINVAL, "no file can have this name", str(path)) from failure
    except OSError as failure:
        raise _plainly(failure, path) from failure
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(handle)
        if stat.S_ISDIR(status.st_mode):
            raise OSError(errno.EISDIR, "it is a folder", str(path))
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "it is not a regular file", str(path))
        content = b"" if status.st_size > at_most else file.read(at_most + 1)
    if status.st_size > at_most or len(content) > at_most:
        raise OSError(errno.EFBIG, f"it is larger than {_size(at_most)}", str(path))
    return content


def _plainly(failure: OSError, path: Path) -> OSError:
    """Return *failure* with words that say what to do, where the system's own do not."""
    if failure.errno == errno.ELOOP:
        return OSError(errno.ELOOP, "it is a link that leads back to itself", str(path))
    if failure.errno in (errno.ENXIO, getattr(errno, "EOPNOTSUPP", errno.ENXIO)):  # a socket
        return OSError(errno.EINVAL, "it is not a regular file", str(path))
    return failure


def _size(count: int) -> str:
    return f"{count // MEBIBYTE} MiB" if count >= MEBIBYTE else f"{count // 1024} KiB"
