"""Files are written whole or not at all: into a nameless or hidden file of the same folder, flushed, then named.

On Linux the file has no name until it is whole, so that whatever ends the process, a power cut included, leaves
nothing behind. Elsewhere a process that is killed may leave a hidden file, which `remove_leftovers` finds.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from handouts.problems import ContentError, error

PREFIX, SUFFIX = ".writing-", ".tmp"


def write_atomically(path: Path, data: bytes) -> None:
    """Write *data* to *path*; on any failure the old file stays whole. Raises ContentError saying why."""
    with written_whole(path) as stream:
        stream.write(data)


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """Give a stream whose content becomes the file *path* at the end; on any failure the old file stays whole.

    Raises ContentError saying why *path* cannot be written; what the body raises goes through.
    """
    try:
        draft = _Draft(path)
    except OSError as failure:
        raise _refusal(path, failure) from failure
    try:
        yield draft.stream
        draft.finish()
    except OSError as failure:
        draft.discard()
        raise _refusal(path, failure) from failure
    except BaseException:
        draft.discard()
        raise


def remove_leftovers(folder: Path) -> None:
    """Remove what processes that were killed while they wrote into *folder* left there."""
    for file in folder.glob(f"{PREFIX}*{SUFFIX}"):
        file.unlink(missing_ok=True)


class _Draft:
    """A file that is being written beside its place."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.hidden: Path | None = None
        if path.is_dir():
            raise IsADirectoryError("a folder has that name")
        # A rename would replace it all the same (and root may write anything): whoever set the bit meant it.
        if path.exists() and not (path.stat().st_mode & 0o222 and os.access(path, os.W_OK)):
            raise PermissionError("it is read-only")
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = _nameless(path.parent)
        if handle is None:
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=PREFIX, suffix=SUFFIX)
            self.hidden = Path(name)
        self.stream: BinaryIO = os.fdopen(handle, "wb")

    def finish(self) -> None:
        """Flush to the disk, and let the file appear under its name."""
        self.stream.flush()
        os.fsync(self.stream.fileno())
        if self.hidden is None:
            self._give_name()
            self.stream.close()
            return
        self.stream.close()
        if os.name != "nt":
            self.hidden.chmod(0o644)
        self.hidden.replace(self.path)

    def discard(self) -> None:
        """Leave nothing of the new file."""
        with suppress(OSError):  # what could not be written is to be thrown away in any case
            self.stream.close()
        if self.hidden is not None:
            self.hidden.unlink(missing_ok=True)

    def _give_name(self) -> None:
        """Link the file to its path. One that is there must be replaced at one stroke, which only a rename does."""
        handle = self.stream.fileno()
        try:
            _link(handle, self.path)
        except FileExistsError:
            self.hidden = self.path.with_name(f"{PREFIX}{os.urandom(6).hex()}{SUFFIX}")
            _link(handle, self.hidden)
            self.hidden.replace(self.path)


def _nameless(folder: Path) -> int | None:
    """Open a new file in *folder* that has no name; None where the system or its disk has no such thing."""
    kind = getattr(os, "O_TMPFILE", None)
    if kind is None or not Path("/proc/self/fd").is_dir():
        return None
    try:
        handle = os.open(folder, kind | os.O_RDWR, 0o644)
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


def _refusal(path: Path, failure: OSError) -> ContentError:
    reason = failure.strerror or str(failure)
    hint = "close it where it is open, make it writable, or choose another place with --out"
    return ContentError([error("cannot-write", f"{path} cannot be written: {reason}", None, hint)])
