"""Files are written whole or not at all: into a nameless or hidden file of the same folder, flushed, then named.

On Linux the file has no name until it is whole, so that whatever ends the process, a power cut included, leaves
nothing behind. Elsewhere a process that is killed may leave a hidden file, which `remove_leftovers` finds.
Who may read a file is settled when it is opened, never afterwards: a draft is no more open than the file.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from pathlib import Path
from typing import BinaryIO

from handouts.delivering.locks import Busy, is_held, lock
from handouts.problems import ContentError, error

PREFIX, SUFFIX = ".writing-", ".tmp"


class Access(Enum):
    """Who may read a file, and enter the folder that is made for it; the user's umask may take more away.

    Permissions are POSIX's; Windows goes by those of the folder.
    """

    USUAL = (0o666, 0o777)
    GROUP = (0o640, 0o750)
    OWNER = (0o600, 0o700)

    @property
    def file_mode(self) -> int:
        return self.value[0]

    @property
    def folder_mode(self) -> int:
        return self.value[1]


def write_atomically(
    path: Path, data: bytes | memoryview, access: Access = Access.USUAL, fresh: bool = False
) -> None:
    """Write *data* to *path*; on any failure the old file stays whole. Raises ContentError saying why.

    With *fresh* nothing is replaced: raises FileExistsError where something has the name, even if only since now.
    """
    with written_whole(path, access, fresh) as stream:
        stream.write(data)


@contextmanager
def written_whole(path: Path, access: Access = Access.USUAL, fresh: bool = False) -> Iterator[BinaryIO]:
    """Give a stream whose content becomes the file *path* at the end; on any failure the old file stays whole.

    Raises ContentError saying why *path* cannot be written, FileExistsError as `write_atomically` does; what the
    body raises goes through.
    """
    try:
        draft = _Draft(path, access)
    except OSError as failure:
        raise refusal(path, failure) from failure
    try:
        yield draft.stream
        draft.finish(fresh)
    except FileExistsError as failure:
        draft.discard()
        if fresh:
            raise
        raise refusal(path, failure) from failure
    except OSError as failure:
        draft.discard()
        raise refusal(path, failure) from failure
    except BaseException:
        draft.discard()
        raise


def make_folder(folder: Path, access: Access = Access.USUAL, root: Path | None = None) -> None:
    """Make *folder* and what it lies in, where they are not there yet: down to *root* as usual. Raises OSError."""
    if root is not None:
        make_folder(root)
    try:
        folder.mkdir(access.folder_mode)
    except FileNotFoundError:
        make_folder(folder.parent, access)
        folder.mkdir(access.folder_mode, exist_ok=True)
    except FileExistsError:
        if not folder.is_dir():
            raise


def remove_leftovers(folder: Path) -> None:
    """Remove what processes that were killed while they wrote into *folder* left there, and no other file."""
    shape = re.compile(f"{re.escape(PREFIX)}[0-9a-f]{{12}}{re.escape(SUFFIX)}")
    for file in folder.glob(f"{PREFIX}*{SUFFIX}"):
        if not shape.fullmatch(file.name) or file.is_symlink() or not file.is_file():
            continue
        if not is_held(file):  # one that is being written is held
            with suppress(OSError):
                file.unlink(missing_ok=True)


def refusal(path: Path, failure: OSError) -> ContentError:
    """Return why *path* cannot be written, for people."""
    reason = failure.strerror or str(failure)
    return ContentError([error("cannot-write", f"{path} cannot be written: {reason}", hint=way_out(failure))])


def way_out(failure: OSError) -> str:
    """Return what a person can do about a file that cannot be written."""
    if failure.errno in (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return "make room on the disk, or choose another place"
    return "close it where it is open, make it writable, or choose another place with --out"


class _Draft:
    """A file that is being written beside its place."""

    def __init__(self, path: Path, access: Access) -> None:
        self.path = path
        self.hidden: Path | None = None
        if path.is_dir():
            raise IsADirectoryError("a folder has that name")
        # A rename would replace it all the same (and root may write anything): whoever set the bit meant it.
        if path.exists() and not (path.stat().st_mode & 0o222 and os.access(path, os.W_OK)):
            raise PermissionError("it is read-only")
        make_folder(path.parent, access)
        handle = _nameless(path.parent, access)
        if handle is None:
            self.hidden = _hidden(path.parent)
            how = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            handle = os.open(self.hidden, how, access.file_mode)
        if os.name != "nt":  # there the system keeps open files from being removed
            with suppress(Busy):
                lock(handle)
        self.stream: BinaryIO = os.fdopen(handle, "wb")

    def finish(self, fresh: bool) -> None:
        """Flush to the disk, and let the file appear under its name; raises FileExistsError if it is not *fresh*."""
        self.stream.flush()
        os.fsync(self.stream.fileno())
        if self.hidden is None:
            self._give_name(fresh)
            self.stream.close()
            return
        self.stream.close()
        self._rename(self.hidden, fresh)

    def discard(self) -> None:
        """Leave nothing of the new file."""
        with suppress(OSError):  # what could not be written is to be thrown away in any case
            self.stream.close()
        if self.hidden is not None:
            self.hidden.unlink(missing_ok=True)

    def _give_name(self, fresh: bool) -> None:
        """Link the file to its path. One that is there must be replaced at one stroke, which only a rename does."""
        handle = self.stream.fileno()
        try:
            _link(handle, self.path)
        except FileExistsError:
            if fresh:
                raise
            self.hidden = _hidden(self.path.parent)
            _link(handle, self.hidden)
            self.hidden.replace(self.path)

    def _rename(self, hidden: Path, fresh: bool) -> None:
        if not fresh:
            hidden.replace(self.path)
        elif os.name == "nt":
            hidden.rename(self.path)  # fails where something has the name
        else:
            _claimed(hidden, self.path)


def _claimed(hidden: Path, path: Path) -> None:
    """Name *hidden* *path* unless something has that name; raises FileExistsError."""
    try:
        os.link(hidden, path)
    except FileExistsError:
        raise
    except OSError:  # a disk without links: the name is taken first, and then what it means
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
        hidden.replace(path)
    else:
        hidden.unlink()


def _hidden(folder: Path) -> Path:
    return folder / f"{PREFIX}{os.urandom(6).hex()}{SUFFIX}"


def _nameless(folder: Path, access: Access) -> int | None:
    """Open a new file in *folder* that has no name; None where the system or its disk has no such thing."""
    kind = getattr(os, "O_TMPFILE", None)
    if kind is None or not Path("/proc/self/fd").is_dir():
        return None
    try:
        handle = os.open(folder, kind | os.O_RDWR, access.file_mode)
    except OSError:
        return None  # a real obstacle, such as a folder that may not be written, is met again and told
    return handle


def _link(handle: int, path: Path) -> None:
    # A folder must be named for Python to follow the link in /proc (linkat with AT_SYMLINK_FOLLOW); it is not used.
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.link(f"/proc/self/fd/{handle}", path, src_dir_fd=folder, follow_symlinks=True)
    finally:
        os.close(folder)
