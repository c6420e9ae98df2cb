"""Outputs: what a run may write where, who may read it, and what of an earlier run is left. One rule for all commands.

- A file replaces only a file of its own kind that this program made; every other stays, and the run says so.
- What is made for one visit has a number that nothing else in its folder has, unless a person names the file.
- No output lies among the files that handouts are made from, nor is one of the files that the run reads.
- What may be a patient's is for its owner alone, or for the group too where the clinic's desks share a folder.
- ``-`` is the standard output: a file then goes there whole, at the end, and messages go to stderr.

What a file is, it says itself: a PDF of ours by its creator, a picture, a transcript and a web page by a line of their own.
"""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from handouts.delivering.files import Access, make_folder, refusal, remove_leftovers, write_atomically
from handouts.delivering.locks import held
from handouts.problems import ContentError, Problem, error, warning
from handouts.reading.library import Library
from handouts.tailoring.handout import GENERAL_CREATOR, LIST_CREATOR, PROOF_CREATOR, VISIT_CREATOR

STANDARD_OUTPUT = Path("-")
PATIENCE = 30.0
"""Seconds to wait while another run writes its visit into the same folder: that takes some milliseconds."""
CHUNK = 1 << 20
"""Bytes that are looked through at once for what a PDF says of itself."""
_LONGEST_CREATOR = 200
_HEAD = 1000
"""Bytes of a web page in which its mark is."""
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?", re.IGNORECASE)
"""Names that are devices on Windows, in every folder and with every ending (Microsoft, "Naming Files")."""
_SOURCES = ("clinics", "procedures", "languages", "schema")


class Kind(Enum):
    """What a file is; the value says it to people."""

    HANDOUT = "a general handout"
    VISIT = "the handout of a visit"
    LIST = "the handouts of a list"
    PROOF = "the proof of a brand"
    PICTURE = "a picture of a page"
    TRANSCRIPT = "a transcript"
    PAGE = "the web page of a handout"
    SCHEMA = "a schema for editors"
    OTHER = "a file that this program did not make"


_CREATORS = {
    GENERAL_CREATOR: Kind.HANDOUT,
    VISIT_CREATOR: Kind.VISIT,
    LIST_CREATOR: Kind.LIST,
    PROOF_CREATOR: Kind.PROOF,
}
PICTURE_MARK = b"tEXtSoftware\x00handouts"
TRANSCRIPT_MARK = b"handouts: what a screen reader says\n"
PAGE_START, PAGE_MARK = b"<!doctype html>", b'<meta name="generator" content="handouts">'
SCHEMA_MARK = b'{\n  "$schema": "https://json-schema.org/'
_PRIVATE = {Kind.VISIT, Kind.LIST}


def kind_of(file: Path) -> Kind:
    """Return what *file* is; raises OSError when it cannot be read."""
    with file.open("rb") as stream:
        start = stream.read(CHUNK)
        if start.startswith(b"\x89PNG") and PICTURE_MARK in start:
            return Kind.PICTURE
        if start.startswith(TRANSCRIPT_MARK):
            return Kind.TRANSCRIPT
        if start.startswith(PAGE_START) and PAGE_MARK in start[:_HEAD]:
            return Kind.PAGE
        if start.startswith(SCHEMA_MARK):
            return Kind.SCHEMA
        if not start.startswith(b"%PDF-"):
            return Kind.OTHER
        chunk = start
        while chunk:
            if found := re.search(rb'xmp:CreatorTool="([^"]*)"', start):
                return _CREATORS.get(found[1].decode("utf-8", "replace"), Kind.OTHER)
            chunk = stream.read(CHUNK)
            start = start[-_LONGEST_CREATOR:] + chunk
    return Kind.OTHER


@dataclass(slots=True)
class Outputs:
    """The outputs of one run over *library*; *inputs* are further files that it reads, such as a list."""

    library: Library | None = None
    inputs: Sequence[Path] = ()
    left: list[Path] = field(default_factory=list)  # what lay where something was to be written, and was not
    numbers: dict[Path, int] = field(default_factory=dict)  # the number of this run's visit in each folder

    def access(self, kind: Kind, clinic_ids: Sequence[str] = ()) -> Access:
        """Return who may read a file of *kind* of these clinics: the group, if the desks of every one share a folder."""
        if kind not in _PRIVATE:
            return Access.USUAL
        return Access.GROUP if clinic_ids and all(map(self._shares, clinic_ids)) else Access.OWNER

    def check(self, file: Path, kind: Kind) -> None:
        """Raise ContentError if a *kind* of file may not be written to *file*: best asked before any work is done."""
        if file == STANDARD_OUTPUT:
            return
        if problem := self._problem(file, kind):
            raise ContentError([problem])

    def check_folder(self, folder: Path) -> None:
        """Raise ContentError if nothing may be written into *folder*."""
        if problem := self._among_sources(folder):
            raise ContentError([problem])

    @contextmanager
    def claimed(self, file: Path, kind: Kind, access: Access) -> Iterator[None]:
        """Check *file*, and keep other runs from writing it while the body does. Raises ContentError."""
        self.check(file, kind)
        if file == STANDARD_OUTPUT:
            yield
            return
        place = _followed(file)
        try:
            make_folder(place.parent, access)
            remove_leftovers(place.parent)
            hold = held(place.with_name(f".{place.name}.lock"), str(file))
            hold.__enter__()
        except OSError as failure:
            raise refusal(file, failure) from failure
        try:
            yield
        finally:
            hold.__exit__(None, None, None)

    def write(self, data: bytes | memoryview, file: Path, kind: Kind, access: Access = Access.USUAL) -> Path:
        """Write *data* to *file*, or to the standard output; raises ContentError saying why it cannot."""
        if file == STANDARD_OUTPUT:
            write_to_standard_output(data)
            return file
        self.check(file, kind)
        place = _followed(file)
        is_new = kind in _CREATORS.values() and not _holds(place, data)
        write_atomically(place, data, access)
        if is_new:
            _remove_companions(file)
        return file

    def write_visit(self, data: bytes, file: Path, access: Access, root: Path) -> Path:
        """Write *data* beside *file* under a name of its own, ``….visit-0001.pdf``, and return it.

        Folders that are made below *root* are as open as the file. No file of the folder has its number, but what
        this run, which makes one visit, wrote there before. Raises ContentError saying why it cannot.
        """
        folder = file.parent
        self.check_folder(folder)
        try:
            make_folder(folder, access, root)
            remove_leftovers(folder)
            with held(folder / ".visits.lock", str(folder), PATIENCE):
                number = self.numbers.setdefault(folder, _next_number(folder))
                name = file.with_name(f"{file.stem}.visit-{number:04d}{file.suffix}")
                write_atomically(name, data, access, fresh=True)
        except OSError as failure:
            raise refusal(file, failure) from failure
        return name

    def leave(self, file: Path) -> None:
        """Note that *file* was not written: what lies there is of an earlier run, and will be named."""
        if file != STANDARD_OUTPUT and file.is_file() and file not in self.left:
            self.left.append(file)

    def told(self) -> list[Problem]:
        """Return a warning that names what was left of earlier runs, if anything was."""
        if not self.left:
            return []
        shown = ", ".join(map(str, self.left[:5])) + (" …" if len(self.left) > 5 else "")
        one = len(self.left) == 1
        words = (
            "was not written now; it is an earlier file"
            if one
            else "were not written now; they are earlier files"
        )
        return [warning("left", f"{shown} {words}", hint="do not take it for what was asked for now")]

    def _shares(self, clinic_id: str) -> bool:
        try:
            clinic = self.library.clinic(clinic_id).value if self.library else None
        except ContentError:
            return False
        return bool(clinic and clinic.policy.shared_desks)

    def _problem(self, file: Path, kind: Kind) -> Problem | None:
        if _RESERVED.fullmatch(file.name):
            hint = "choose another name; - is the standard output"
            return error("device", f"{file} is the name of a device on Windows, and no file", hint=hint)
        try:
            state = file.stat()
        except FileNotFoundError:
            state = None
        except (OSError, ValueError) as failure:  # a name that no file can have
            return _unusable(file, failure)
        if state is not None and stat.S_ISDIR(state.st_mode):
            return None  # told when it is written
        if state is not None and not stat.S_ISREG(state.st_mode):
            hint = "choose another name; - is the standard output"
            return error("device", f"{file} is a device, and no file", hint=hint)
        if any(_is_same(file, read) for read in self.inputs):
            hint = "choose another name for what is made"
            return error("output-is-input", f"{file} is what is read: it cannot be written too", hint=hint)
        if kind is not Kind.SCHEMA and (problem := self._among_sources(file)) is not None:
            return problem
        if state is None or state.st_size == 0:
            return None
        try:
            there = kind_of(file)
        except OSError as failure:
            return _unusable(file, failure)
        if there is kind:
            return None
        hint = "choose another name, or move that file away first"
        return error("other-file", f"{file} is not replaced: it is {there.value}", hint=hint)

    def _among_sources(self, file: Path) -> Problem | None:
        """Return a problem if *file* lies among what handouts are made from."""
        if self.library is None:
            return None
        folders = [*(self.library.data / name for name in _SOURCES), self.library.fonts]
        place = file.resolve()
        where = next((folder for folder in folders if place.is_relative_to(folder.resolve())), None)
        if where is None:
            return None
        message = f"{file} lies in {where}, which handouts are made from: nothing is written there"
        return error("output-among-inputs", message, hint="choose a folder of its own, for instance build")


def write_to_standard_output(data: bytes | memoryview) -> None:
    """Write *data* to the standard output; raises ContentError when nobody takes it whole."""
    hint = "give a file's name, or send the output on: … --out - > FILE.pdf"
    try:
        if sys.stdout is None or getattr(sys.stdout, "closed", False):
            raise OSError("it is closed")
        if sys.stdout.isatty():
            raise OSError("it is a terminal, which cannot show a PDF")
        stream = sys.stdout.buffer
        stream.write(data)
        stream.flush()
    except OSError as failure:
        if sys.stdout is not None:
            with suppress(
                OSError, ValueError
            ):  # what is still to be flushed would be complained of at the end
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        message = f"the standard output does not take the file: {failure.strerror or failure}"
        raise ContentError([error("cannot-write", message, hint=hint)]) from failure


def companions(file: Path) -> Iterator[Path]:
    """Yield what may lie beside the PDF *file* and was made of it: pictures of its pages, its transcript, its web page."""
    number = 1
    while (picture := file.with_name(f"{file.stem}.page-{number}.png")).is_file():
        yield picture
        number += 1
    yield file.with_suffix(".transcript.txt")
    yield file.with_suffix(".html")


def _remove_companions(file: Path) -> None:
    """Remove what was made of the earlier file: beside another patient's handout it would be taken for theirs."""
    for companion in list(companions(file)):
        with suppress(OSError):
            if kind_of(companion) in (Kind.PICTURE, Kind.TRANSCRIPT, Kind.PAGE):
                companion.unlink()


def _holds(file: Path, data: bytes | memoryview) -> bool:
    try:
        return file.stat().st_size == len(data) and file.read_bytes() == data
    except OSError:
        return False


def _followed(file: Path) -> Path:
    """Return where *file* is, links followed: a link is not replaced by what was to go where it leads."""
    return file.resolve() if file.is_symlink() else file


def _is_same(file: Path, read: Path) -> bool:
    try:
        return file.resolve() == read.resolve() or file.samefile(read)
    except OSError:
        return False


def _unusable(file: Path, failure: Exception) -> Problem:
    reason = getattr(failure, "strerror", None) or str(failure)
    return error("cannot-write", f"{file} cannot be written: {reason}", hint="choose another name with --out")


def _next_number(folder: Path) -> int:
    found = (re.search(r"\.visit-([0-9]{4,9})\.", file.name) for file in folder.glob("*.visit-*.*"))
    return max((int(number[1]) for number in found if number), default=0) + 1
