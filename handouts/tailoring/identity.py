"""The id in a handout's footer: a short hash of everything that it says to every patient.

Where a text was written does not count, nor what is the patient's own (the appointment card), so the id can be
read aloud on the telephone without telling anything about anybody. Pure.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from handouts.reading.text import Text

LENGTH = 8
"""Hexadecimal digits: 32 bits, so that two of a clinic's handouts do not meet by chance."""


def identity_of(*parts: object) -> str:
    """Return the id of *parts*: dataclasses, tuples, mappings, texts, numbers and None."""
    digest = hashlib.sha256()
    for part in parts:
        for token in tokens(part):
            digest.update(token.encode() + b"\x00")
    return digest.hexdigest()[:LENGTH]


def tokens(part: Any) -> Iterator[str]:
    """Yield everything that *part* says, piece by piece, without what a visit filled in."""
    written = getattr(part, "written", None)
    if (
        written is not None
    ):  # what the visit fills in tells one patient's handout from another's, not its content
        yield f"written:{written}"
    elif is_dataclass(part) and not isinstance(part, type):
        yield type(part).__name__
        for field in fields(part):
            if field.compare:
                yield from tokens(getattr(part, field.name))
    elif isinstance(part, tuple):
        yield f"({len(part)}"
        for each in part:
            yield from tokens(each)
    elif isinstance(part, dict):
        for key in sorted(part):
            yield f"{key}={part[key]}"
    else:  # what a text is for, told by its type, is no part of what it says
        yield f"{'Text' if isinstance(part, Text) else type(part).__name__}:{part}"
