"""Reads a list whatever kind of file it is, by its first bytes and not by its name; refuses what it cannot read.

Each refusal says what the file is and how to make one of it that is read.
"""

from __future__ import annotations

import re

from handouts.lists.cells import ListTable
from handouts.lists.text_rows import Columns, read_text
from handouts.problems import ContentError, Place, Problem, Source, error

MOST_BYTES = 32_000_000
"""The largest list that is read: some 300,000 rows."""
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_AS_WORKBOOK = "open it and save it as an Excel workbook (.xlsx) or as CSV UTF-8"


def read_list_table(data: bytes, name: str, columns: Columns) -> ListTable:
    """Return the rows of *data*; *name* is what messages call the file. Raises ContentError if it cannot be read."""
    # Without its text, so that no message can show a line with a patient's name in it.
    source = Source(name)
    if len(data) > MOST_BYTES:
        hint = "save a list of fewer days; a long list may also hold pictures or other sheets"
        raise ContentError([_refusal(source, f"the list has more than {MOST_BYTES // 1_000_000} MB", hint)])
    if data.startswith(b"PK\x03\x04"):
        from handouts.lists.workbook import read_workbook

        return read_workbook(data, source, columns)
    if (problem := _foreign(data, source)) is not None:
        raise ContentError([problem])
    return read_text(data, source, columns)


def _foreign(data: bytes, source: Source) -> Problem | None:
    """Return why *data* is no list that can be read, if it is another kind of file."""
    start = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            message = "the workbook is protected by a password"
            hint = "open it, remove the password (File > Info > Protect Workbook), and save it; or save it as CSV UTF-8"
            return _refusal(source, message, hint)
        message = "this is a workbook of an old kind (.xls)"
        return _refusal(source, message, _AS_WORKBOOK)
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta")):
        return _refusal(source, "this is a web page, whatever its name ends with", _AS_WORKBOOK)
    if start.startswith((b"<?xml", b"<workbook")):
        return _refusal(source, "this is an XML file, not a list with rows", _AS_WORKBOOK)
    if start.startswith(b"%pdf"):
        return _refusal(source, "this is a PDF", "export the list from the booking system as CSV or Excel")
    if start.startswith(b"begin:vcalendar"):
        return _refusal(source, "this is a calendar file", "export the list as CSV or Excel")
    if re.match(rb"[{\[]\s*[\"{\[]", start):
        return _refusal(
            source, "this is a JSON file, not a list with rows", "export the list as CSV or Excel"
        )
    return None


def _refusal(source: Source, message: str, hint: str) -> Problem:
    return error("unreadable-list", message, Place(source), hint)
