"""Letters that were damaged on their way into a file: UTF-8 read as another encoding ("Donâ€™t"), or lost for good.

ftfy judges and restores them; it is loaded only when a text holds the signs of such damage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.problems import Problem, error
from handouts.reading.positions import place_within
from handouts.reading.text import Text

_SUSPECT = (
    "[\u00c2-\u00f4\u0102\u0103\u010e][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u2122]"
    "|ï»¿|‚Ä|√[\u00a0-\u0192\u2013-\u22ff]|вЂ"
)
"""A letter that begins a sign of two to four bytes, as the encodings of Windows and the Mac show it, with the next."""
_LOST = "\ufffd"


def damaged_letters(text: Text) -> Iterator[Problem]:
    """Yield an error for the first place of *text* whose letters were damaged."""
    if text.isascii():
        return
    if _LOST in text:
        place = place_within(text, text.index(_LOST))
        yield error("damaged-letters", "a letter was lost here", place, "write it again")
    if not re.search(_SUSPECT, text):
        return
    from ftfy import fix_encoding

    restored = fix_encoding(str(text))
    if restored == text:
        return
    words, better = re.findall(r"\S+", text), re.findall(r"\S+", restored)
    first = next(
        (index for index, pair in enumerate(zip(words, better, strict=False)) if pair[0] != pair[1]), 0
    )
    offset = list(re.finditer(r"\S+", text))[first].start()
    message = f'the letters of "{words[first]}" were damaged when the text was copied'
    yield error("damaged-letters", message, place_within(text, offset), _hint(words, better))


def _hint(words: list[str], better: list[str]) -> str:
    if len(words) != len(better):
        return "copy the text again, and save it as UTF-8"
    pairs = dict(pair for pair in zip(words, better, strict=True) if pair[0] != pair[1])
    return "write " + ", ".join(f'"{right}" for "{wrong}"' for wrong, right in list(pairs.items())[:8])
