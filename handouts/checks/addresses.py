"""Near misses in the scheduling address: braces that nobody fills, signs of a word processor, a host that cannot be.

On paper and in a QR code nobody can correct them. Each is reported at its place, and its hint holds the whole address as
it should be, where that is known. Asks no network.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from handouts.problems import Problem, error, warning
from handouts.reading.models.clinic import Clinic
from handouts.reading.positions import place_within
from handouts.reading.suggestions import closest
from handouts.reading.text import Text
from handouts.tailoring.addresses import PLACES, TEMPLATE, ascii_host, asks_for

_KNOWN = "an address can say " + ", ".join(f"{{{{ {place} }}}}" for place in PLACES)
_MEANT = {
    "procedure": "procedure.id",
    "procedure-id": "procedure.id",
    "clinic": "clinic.id",
    "code": "procedure.code",
}
"""What is often written for what an address can ask for."""
_BRACES = r"\$?\{+[^{}]*\}+|[{}]|%7[Bb].*?%7[Dd](?:%7[Dd])?"
_OTHER_BLANKS = (
    r"<[^<>]*>|(?i:__(?:procedure|clinic)\w*?__|\(\((?:procedure|clinic)[\w.]*\)\))"
    r"|(?<=[/=])(?:PROCEDURE|CLINIC)(?:_ID|_CODE)?(?![\w-])|\[[A-Za-z][^\[\]]*\]|%(?![0-9A-Fa-f]{2}%)[A-Za-z_]+%|\$[A-Za-z_]\w*|(?<=[/=]):[A-Za-z_]\w*"
)
_ASCII = {
    **dict.fromkeys("‐‑‒–—―−﹣－", "-"), **dict.fromkeys("‘’‚′ʼ", "'"), **dict.fromkeys("“”„″", '"'),
    "…": "...", "／": "/", "⁄": "/", "∕": "/", "：": ":", "？": "?", "＝": "=", "＆": "&", "．": ".", "＃": "#", "\\": "/",
}  # fmt: skip
"""Signs of word processors and wide keyboards, and what an address has in their place."""
_ENTITIES = {"&amp;": "&", "&#38;": "&", "&#x26;": "&", "&#61;": "=", "&#x3d;": "="}
"""Signs of an address as the source of a web page writes them."""
_ENTITY = f"(?i:{'|'.join(_ENTITIES)})"
_SCHEMES = r"(?i)(?<=^https://)(?:https?:?/+)+"


def address_problems(clinic: Clinic) -> Iterator[Problem]:
    """Yield what is wrong with the scheduling address of *clinic*, in the order of the address, then what is unused."""
    url = clinic.scheduling.url
    found = sorted([*_blanks(url), *_signs(url), *_host(url)], key=lambda each: each[0])
    repaired = _repaired(url)
    for offset, code, message, hint in found:
        yield error(code, message, place_within(url, offset), hint or f"write {repaired}")
    if not asks_for(url, "procedure.code"):
        for name, here in clinic.procedures.items():
            if here.code is not None:
                message = f'the code of "{name}" is not used: the scheduling address does not ask for it'
                hint = "write {{ procedure.code }} into the address, or take the code out"
                yield warning("unused-code", message, here.code.place, hint)


_Found = tuple[int, str, str, str | None]
"""Where, the code, the message, and a hint; None is to write the address as it is repaired."""


def _blanks(url: Text) -> Iterator[_Found]:
    taken = [found.span() for found in TEMPLATE.finditer(url)]
    for pattern in (_BRACES, _OTHER_BLANKS):
        for found in re.finditer(pattern, url):
            if any(start < found.end() and found.start() < end for start, end in taken):
                continue
            taken.append(found.span())
            hint = None if _meant(found[0]) else f"{_KNOWN}; write the address without all else"
            yield found.start(), "near-expression", f'"{found[0]}" is not filled in here', hint


def _meant(written: str) -> str | None:
    """Return which of `PLACES` was meant by *written*, with whatever is around it."""
    name = re.sub(r"%7B|%7D", "", written, flags=re.IGNORECASE)
    name = re.sub(r"^\W+|\W+$", "", name).lower().replace("_", "-")
    if name in PLACES or name in _MEANT:
        return _MEANT.get(name, name)
    match = closest(name, [*_MEANT, *PLACES]) if name else None
    return _MEANT.get(match, match) if match else None


def _signs(url: Text) -> Iterator[_Found]:
    for found in re.finditer(_SCHEMES, url):
        yield found.start(), "near-address", "the address begins twice", None
    for found in re.finditer(_ENTITY, url):
        message = f'"{found[0]}" is how the source of a web page writes "{_ENTITIES[found[0].lower()]}"'
        yield found.start(), "near-address", message, None
    for index, sign in enumerate(url):
        name = unicodedata.name(sign, f"U+{ord(sign):04X}").lower()
        if _is_unseen(sign):
            yield index, "near-address", f"the address holds an invisible character ({name})", None
        elif sign in _ASCII:
            yield index, "near-address", f'"{sign}" ({name}) cannot be used in an address', None
    for found in re.finditer(r"%(?![0-9A-Fa-f]{2})", url):
        if not any(start <= found.start() < end for start, end in _spans(url)):
            yield found.start(), "near-address", '"%" begins the code of a character, and this is none', None


def _spans(url: Text) -> list[tuple[int, int]]:
    return [found.span() for pattern in (_BRACES, _OTHER_BLANKS) for found in re.finditer(pattern, url)]


def _host(url: Text) -> Iterator[_Found]:
    parts = re.match(r"https://((?:https?:?/+)*)([^/?#]*)", TEMPLATE.sub("x", _cleaned(url)))
    if parts is None:
        return
    start, host = len("https://"), parts[2]
    name, _, port = host.partition(":")
    hint = "write it as your browser shows it, such as https://www.example.com/book"
    if "{" in host or re.search(_OTHER_BLANKS, host):
        return  # reported already
    if "@" in host:
        yield start, "near-address", "the address holds a name or a password before its host", hint
        return
    letters = name if name.isascii() else ascii_host(name) or ""
    labels = letters.removesuffix(".").split(".")
    if not all(re.fullmatch(r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)", label) for label in labels):
        yield start, "near-address", f'"{name}" cannot be the host of an address', hint
    elif len(labels) == 1:
        yield start, "near-address", f'"{name}" cannot be reached by a patient: this host has no dot', hint
    elif not re.fullmatch(r"\d{0,5}", port):
        yield start, "near-address", f'"{port}" is not a port', hint


def _cleaned(url: str) -> str:
    """Return *url* without signs that nobody sees, and with those of addresses in the place of others."""
    return "".join(_ASCII.get(sign, sign) for sign in url if not _is_unseen(sign))


def _is_unseen(sign: str) -> bool:
    """Whether nobody sees *sign*; spaces are around what the address asks for, and are refused everywhere else."""
    return sign != " " and unicodedata.category(sign) in ("Cf", "Cc", "Zs", "Zl", "Zp", "Co", "Cn")


def _repaired(url: str) -> str:
    """Return *url* with everything put right whose meaning is not in doubt."""

    def written(found: re.Match[str]) -> str:
        meant = None if TEMPLATE.fullmatch(found[0]) else _meant(found[0])
        return f"{{{{ {meant} }}}}" if meant else found[0]

    address = re.sub(_ENTITY, lambda found: _ENTITIES[found[0].lower()], re.sub(_SCHEMES, "", _cleaned(url)))
    for pattern in (_BRACES, _OTHER_BLANKS):
        address = re.sub(pattern, written, address)
    return re.sub(r"%(?![0-9A-Fa-f]{2}|\w+%)", "%25", address)
