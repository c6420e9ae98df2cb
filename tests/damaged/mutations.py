"""Damage done to files at random, the same for the same seed: what typing, copying, mailing and saving do to them.

Knows nothing of handouts. A mutator takes a random generator and the content of a file, and returns another content.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

Mutator = Callable[[random.Random, bytes], bytes]

HOSTILE = (
    "", " ", "#", " #2", ": ", "- ", "{", "}", "{{", "}}", "{{ x }}", "{{ before(hours=6) }}", "{% raw %}", "[", "]",
    "[a](b)", "**", '"', "'", "&a", "*a", "!!python/object:x", "|", ">", "%", "@", "`", "\t", "\r", "\x00", "\x85",
    "\u2028", "\ufeff", "\u200e", "\u202e", "\u0301", "Ⅲ", "張偉", "محمد", "😀", "½", "Ã©", "null", "no", "7:30", "1e999",
    "-1", "0", "99999999999999999999", "0x1F", ".inf", "2027-02-30", "25:61", "12:30", "13/13/13", "x" * 300, "ab " * 200,
    "<b>", "</b>", "&amp;", "<![CDATA[", "https://https://x", "//", "../../etc/passwd", "NaN", "#FFF3A3", "url(#a)",
)  # fmt: skip
"""Pieces that mean something to a parser, a page or a spreadsheet."""


def damaged_text(chance: random.Random, content: bytes) -> bytes:
    """Return *content*, UTF-8, with one to four edits of the kind that people and programs make."""
    text = content.decode("utf-8")
    for _ in range(chance.randint(1, 4)):
        text = chance.choice(_EDITS)(chance, text)
    data = text.encode("utf-8", "surrogatepass")
    return damaged_bytes(chance, data) if chance.random() < 0.1 else data


def damaged_bytes(chance: random.Random, content: bytes) -> bytes:
    """Return *content* with one to eight bytes changed, a part cut out or repeated, or its end missing."""
    data = bytearray(content)
    kind = chance.randrange(5)
    if not data or kind == 0:
        return bytes(data[: chance.randrange(len(data) + 1)])
    start, size = chance.randrange(len(data)), chance.randint(1, 64)
    if kind == 1:
        del data[start : start + size]
    elif kind == 2:
        data[start:start] = data[start : start + size] * chance.randint(1, 4)
    else:
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] = chance.choice((0, 255, 128, chance.randrange(256)))
    return bytes(data)


def _cut(chance: random.Random, text: str) -> str:
    start = chance.randrange(len(text) + 1)
    return text[:start] + text[start + chance.randint(1, 40) :]


def _insert(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(HOSTILE) + text[at:]


def _replace_word(chance: random.Random, text: str) -> str:
    words = text.split(" ")
    words[chance.randrange(len(words))] = chance.choice(HOSTILE)
    return " ".join(words)


def _swap_lines(chance: random.Random, text: str) -> str:
    lines = text.split("\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def _drop_line(chance: random.Random, text: str) -> str:
    lines = text.split("\n")
    del lines[chance.randrange(len(lines))]
    return "\n".join(lines)


def _repeat_line(chance: random.Random, text: str) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    lines[at:at] = [lines[at]] * chance.choice((1, 1, 2, 50))
    return "\n".join(lines)


def _indent(chance: random.Random, text: str) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    lines[at] = " " * chance.randint(1, 5) + lines[at] if chance.random() < 0.5 else lines[at].lstrip()
    return "\n".join(lines)


def _change_number(chance: random.Random, text: str) -> str:
    places = [index for index, character in enumerate(text) if character.isdigit()]
    if not places:
        return text
    at = chance.choice(places)
    return text[:at] + chance.choice(("0", "9", "-", ".", "1e9", "00000000", "999999999")) + text[at + 1 :]


def _cut_off(chance: random.Random, text: str) -> str:
    return text[: chance.randrange(len(text) + 1)]


_EDITS: Sequence[Callable[[random.Random, str], str]] = (
    _cut, _insert, _insert, _replace_word, _replace_word, _swap_lines, _drop_line, _repeat_line, _indent,
    _change_number, _change_number, _cut_off,
)  # fmt: skip
