"""The folder of a list's separate files: it knows its list, and which files the runs over that list made.

What it knows is in the hidden folder ``.handouts``, for its owner alone, and says nothing of a patient: of the list's
name, of each row and of each file it keeps a fingerprint with a random key (HMAC-SHA-256). A file is noted before it
gets its name, so that whatever ends a run, every file that the runs made is known, and only those are ever replaced
or removed: as long as their bytes are as they were written. One run at a time has the folder.
"""

from __future__ import annotations

import errno
import hashlib
import hmac
import json
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import astuple, dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from handouts.delivering.files import Access, make_folder, refusal, remove_leftovers, write_atomically
from handouts.delivering.locks import Busy, held, is_held, lock
from handouts.delivering.outputs import Kind, kind_of
from handouts.problems import ContentError, Problem, error
from handouts.tailoring.moments import Appointment
from handouts.tailoring.request import Request

OWN, LOCK, MANIFEST, NOTES = ".handouts", "lock", "list.json", "made-*.jsonl"
VERSION = 1
OURS = {Kind.VISIT, Kind.LIST, Kind.HANDOUT}
KEY_BYTES = 32


class Entry(NamedTuple):
    """A file as it was written: the number of its row, and the fingerprints of the row and of the file's bytes."""

    number: int
    row: str
    content: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the runs over a list made in *folder*: by a file's name, every content that it was given."""

    folder: Path
    list: str
    key: bytes = field(repr=False)
    known: Mapping[str, tuple[Entry, ...]]

    def entry(self, number: int, request: Request, data: bytes) -> Entry:
        """Return the entry of the file *data*, made of row *number*, which is *request*."""
        appointment = request.appointment or Appointment()
        facts = replace(request, appointment=None, now=None, answers=dict(sorted(request.answers.items())))
        row = repr((number, facts, [str(each) for each in astuple(appointment)]))
        return Entry(number, self.fingerprint(row.encode("utf-8", "surrogatepass")), self.fingerprint(data))

    def fingerprint(self, data: bytes) -> str:
        """Return a fingerprint of *data*, which tells nothing to who lacks the key."""
        return hmac.new(self.key, data, hashlib.sha256).hexdigest()

    def holds(self, name: str, entry: Entry) -> bool:
        """Return whether the file *name* is there, made of the same row, and byte for byte as *entry* says."""
        return entry in self.known.get(name, ()) and self._content(name) == entry.content

    def may_write(self, name: str) -> bool:
        """Return whether nothing is called *name* but what the list's runs made, damaged though it may be."""
        file = self.folder / name
        if not os.path.lexists(file):
            return True
        if name not in self.known or self._content(name) is None:
            return False
        return self.written_as(name) is not None or file.stat().st_size == 0 or kind_of(file) in OURS

    def present(self) -> set[str]:
        """Return the names of the files that the list's runs made, and that something is called still."""
        return {name for name in self.known if os.path.lexists(self.folder / name)}

    def written_as(self, name: str) -> Entry | None:
        """Return what the file *name* was written as; None where it is not as the list's runs left it."""
        content = self._content(name)
        return next((entry for entry in self.known.get(name, ()) if entry.content == content), None)

    def _content(self, name: str) -> str | None:
        """Return the fingerprint of the file *name*; None where there is no such file that can be read."""
        file = self.folder / name
        try:
            return None if file.is_symlink() else self.fingerprint(file.read_bytes())
        except OSError:
            return None


class Notes:
    """Notes of one process on what it is about to write; held as long as the process lives."""

    def __init__(self, folder: Path) -> None:
        name = NOTES.replace("*", os.urandom(6).hex())
        self._handle = os.open(folder / OWN / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
        with suppress(Busy):
            lock(self._handle)

    def note(self, name: str, entry: Entry) -> None:
        """Note that *name* will be written as *entry* says; raises OSError."""
        line = (json.dumps([name, *entry]) + "\n").encode("ascii")
        if os.write(self._handle, line) < len(line):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))  # half a line is no note

    def close(self) -> None:
        os.close(self._handle)


@contextmanager
def opened(
    folder: Path, list_name: str, resume: bool, access: Access, root: Path | None = None
) -> Iterator[Ledger]:
    """Give what is known of *folder*, which this run alone has until the end; it is made, below *root*, if it is not there.

    Raises ContentError when another run has it, when it holds handouts that this run may not go on with, or when it
    cannot be written.
    """
    own = folder / OWN
    with ExitStack() as stack:
        try:
            make_folder(folder, access, root)
            make_folder(own, Access.OWNER)
            stack.enter_context(held(own / LOCK, f"into {folder}"))
            if any(is_held(notes) for notes in own.glob(NOTES)):
                hint = "wait some seconds, and give the same command again"
                raise ContentError([error("busy", f"another run is still ending in {folder}", hint=hint)])
            remove_leftovers(folder)
            ledger = _read(folder, list_name)
            _require_right(ledger, list_name, resume)
            if not ledger.present():
                ledger = new_ledger(folder, list_name)
            keep(ledger, ledger.known)
        except OSError as failure:
            raise refusal(folder, failure) from failure
        yield ledger


def keep(ledger: Ledger, known: Mapping[str, Sequence[Entry]]) -> None:
    """Write down that *known* is all that the list's runs made; raises ContentError when it cannot be written."""
    own = ledger.folder / OWN
    made = {name: [list(entry) for entry in entries] for name, entries in sorted(known.items())}
    facts = {"version": VERSION, "list": ledger.list, "key": ledger.key.hex(), "made": made}
    write_atomically(own / MANIFEST, json.dumps(facts, indent=0).encode("ascii"), Access.OWNER)
    for notes in own.glob(NOTES):
        with suppress(OSError):
            notes.unlink()


def noted(ledger: Ledger) -> dict[str, list[Entry]]:
    """Return what *ledger* knows and what has been noted since."""
    known = defaultdict(list, {name: list(entries) for name, entries in ledger.known.items()})
    for file in (ledger.folder / OWN).glob(NOTES):
        for line in file.read_bytes().splitlines():
            with suppress(ValueError, TypeError):  # a line that a kill cut short: its file has no name yet
                name, number, row, content = json.loads(line)
                known[str(name)].append(Entry(int(number), str(row), str(content)))
    return dict(known)


def new_ledger(folder: Path, list_name: str) -> Ledger:
    """Return the ledger of a folder for which nothing has been made."""
    key = os.urandom(KEY_BYTES)
    return Ledger(folder, hmac.new(key, os.fsencode(list_name), hashlib.sha256).hexdigest(), key, {})


def _read(folder: Path, list_name: str) -> Ledger:
    """Return what is known of *folder*; raises ContentError if it cannot be understood, OSError if not be read."""
    try:
        facts = json.loads((folder / OWN / MANIFEST).read_bytes())
        known = {
            str(name): tuple(Entry(*entry) for entry in entries) for name, entries in facts["made"].items()
        }
        key = bytes.fromhex(facts["key"])
        if facts["version"] != VERSION or len(key) != KEY_BYTES:
            raise ValueError
        ledger = Ledger(folder, str(facts["list"]), key, known)
    except FileNotFoundError:
        ledger = new_ledger(folder, list_name)
    except (ValueError, TypeError, KeyError, AttributeError):
        message = f"what {folder} says of the list it was made from cannot be understood"
        raise ContentError([_elsewhere(message)]) from None
    return replace(ledger, known={name: tuple(entries) for name, entries in noted(ledger).items()})


def _require_right(ledger: Ledger, list_name: str, resume: bool) -> None:
    """Raise ContentError for handouts in the folder that would be mixed up with those of this run.

    Yesterday's handouts among today's would be handed to today's patients.
    """
    folder, files = ledger.folder, ledger.present()
    if files and not hmac.compare_digest(ledger.list, ledger.fingerprint(os.fsencode(list_name))):
        raise ContentError([_elsewhere(f"{folder} holds the handouts of another list")])
    if files and not resume:
        hint = "go on with it by --resume, name another folder with --out, or remove it"
        raise ContentError([error("not-empty", f"{folder} already holds handouts of a list", hint=hint)])
    for file in sorted(folder.glob("*.pdf")):
        if file.name not in files and file.is_file() and kind_of(file) in OURS:
            raise ContentError([_elsewhere(f"{folder} holds handouts that no run over this list has made")])


def _elsewhere(message: str) -> Problem:
    return error("not-empty", message, hint="name another folder with --out, or remove that one")
