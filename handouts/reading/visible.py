"""What of a text can be seen: characters pasted along from web pages and phones that print nothing are dropped. Pure."""

from __future__ import annotations

import re
import unicodedata

JOINERS = "\u200c\u200d"
"""They tell letters of some scripts how to join; between others they are nothing."""
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Fillers and selectors that are letters or marks by their kind."""


def visible(text: str) -> str:
    """Return *text* without characters that print nothing, white space folded, letters and their accents in one (NFC)."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    spaced = "".join(" " if character.isspace() else character for character in _BLANK.sub("", text))
    plain = spaced.translate({ord(joiner): None for joiner in JOINERS})
    keeps = any(_joins(character) for character in plain)
    shown = "".join(
        character
        for character in (spaced if keeps else plain)
        if (keeps and character in JOINERS) or unicodedata.category(character) not in ("Cf", "Cc", "Cs", "Cn")
    )
    return unicodedata.normalize("NFC", " ".join(shown.split()))


def _joins(character: str) -> bool:
    """Return whether *character* is a letter of a script whose letters join: Arabic, and those of South Asia."""
    return (
        "\u0600" <= character <= "\u08ff"
        or "\u0900" <= character <= "\u109f"
        or "\u1780" <= character <= "\u18af"
    )
