"""Addresses that a page may lead to: nothing that a text could smuggle in."""

from __future__ import annotations

import re

_SAFE = re.compile(r"(https://|tel:|mailto:)", re.IGNORECASE)
_EXTENSION = re.compile(r"(?:ext(?:ension)?\.?|x)\s*(\d{1,7})\s*$", re.IGNORECASE)


def safe_link(url: str) -> str | None:
    """Return *url* if it is one that handouts allow, else None: its words are then no link."""
    return str(url) if _SAFE.match(url) else None


def telephone(number: str) -> str | None:
    """Return the ``tel:`` address of a number as people write it, None if there is none in it (RFC 3966).

    An extension at its end ("ext. 12") is dialled after it.
    """
    extension = _EXTENSION.search(number)
    main = number[: extension.start()] if extension else number
    if re.search(r"[^\W\d_]", main):  # letters, as in 555-HELP: a telephone's own keys are not ours to guess
        return None
    digits = re.sub(r"[^\d+]", "", main)
    if len(digits.strip("+")) < 3:
        return None
    return f"tel:{digits}" + (f";ext={extension[1]}" if extension else "")
