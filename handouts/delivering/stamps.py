"""Whether files have changed since they were last looked at. A change is always seen, also a second one within a tick.

Looks at the files themselves instead of asking the system for events: that works on network drives too, and the
folders hold hundreds of files, not millions.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from handouts.opening import MEBIBYTE, read_regular

RECENT = 3_000_000_000
"""Nanoseconds after a change in which a file may change again and keep its times: the coarsest clock, that of FAT, has
ticks of two seconds. Until they are over, only the content tells."""
LARGEST = 64 * MEBIBYTE


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file or folder looks like: its times (ns), size (bytes), device and number.

    ``content`` is the digest of a file that has changed just now, and the names in a folder.
    """

    facts: tuple[int, ...] = ()
    content: str = ""


@dataclass(slots=True)
class Watched:
    """Everything under *folders*, links followed."""

    folders: tuple[Path, ...]
    stamps: dict[str, Stamp] = field(default_factory=dict)

    def changed(self, files: Iterable[Path] = ()) -> set[str]:
        """Return what has changed since the last look, in the folders and among *files* besides.

        A folder in which something came or went has changed. The first look finds everything changed.
        """
        now = time.time_ns()
        found: dict[str, Stamp] = {}
        changed: set[str] = set()
        seen: set[tuple[int, int]] = set()
        paths = [path for folder in self.folders for path in _under(str(folder), seen)]
        for path in dict.fromkeys([*paths, *map(str, files)]):
            before = self.stamps.get(path)
            found[path], is_same = _look(path, before, now)
            if not is_same:
                changed.add(path)
        changed |= self.stamps.keys() - found.keys()
        self.stamps = found
        return changed


def _under(folder: str, seen: set[tuple[int, int]]) -> Iterator[str]:
    """Yield *folder* and what is under it; a folder that a link leads back to, once."""
    yield folder
    try:
        status = Path(folder).stat()
        entries = list(os.scandir(folder))
    except OSError:
        return
    if status.st_ino and (status.st_dev, status.st_ino) in seen:
        return
    seen.add((status.st_dev, status.st_ino))
    for entry in entries:
        try:
            is_folder = entry.is_dir()
        except OSError:
            is_folder = False
        if is_folder:
            yield from _under(entry.path, seen)
        else:
            yield entry.path


def _look(path: str, before: Stamp | None, now: int) -> tuple[Stamp, bool]:
    """Return the stamp of *path*, and whether it is surely what it was *before*."""
    try:
        status = Path(path).stat()
    except OSError:
        stamp = Stamp((int(os.path.lexists(path)),))
        return stamp, stamp == before
    if stat.S_ISDIR(status.st_mode):
        stamp = Stamp((status.st_dev, status.st_ino), "/".join(_names(path)))
        return stamp, stamp == before
    facts = (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_dev, status.st_ino)
    is_recent = now - max(status.st_mtime_ns, status.st_ctime_ns) < RECENT
    if not is_recent and (before is None or not before.content):
        return Stamp(facts), before is not None and before.facts == facts
    content = _digest(path)
    is_same = before is not None and before.facts == facts and before.content == content
    return Stamp(facts, content if is_recent else ""), is_same


def _names(folder: str) -> list[str]:
    try:
        return sorted(entry.name for entry in os.scandir(folder))
    except OSError:
        return []


def _digest(path: str) -> str:
    try:
        return hashlib.blake2b(read_regular(Path(path), LARGEST)).hexdigest()
    except OSError as failure:
        return f"not read: {failure.strerror}"
