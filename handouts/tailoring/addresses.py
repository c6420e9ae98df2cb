"""The scheduling address: what its braces stand for, what the QR code holds, and what people read.

An address is written as people type it (an IRI, RFC 3987). The code holds it as machines send it (a URI, RFC 3986): other
signs than ASCII percent-encoded, a host of other letters as Punycode (IDNA). Knows no handout and no file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

PLACES = ("procedure.id", "procedure.code", "clinic.id")
"""What an address can ask for."""
TEMPLATE = re.compile(
    r"(?<![{$])(?:\{\{[ \t]*(?P<name>procedure\.id|procedure\.code|clinic\.id)[ \t]*\}\}|\{procedure\})(?!\})"
)
"""One of them as it is written; the bare ``{procedure}`` is its id, as addresses were first written."""

_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_SIGNS = frozenset("!#$%&'()*+,/:;=?@[]")
"""Signs that an address may hold as they are; a ``%`` begins what is encoded already."""
_HOST = re.compile(r"(?P<scheme>https://)(?P<host>[^/?#]*)(?P<rest>.*)", re.DOTALL)


def asks_for(address: str, place: str) -> bool:
    """Return whether *address* says *place*, one of `PLACES`."""
    return any((found["name"] or "procedure.id") == place for found in TEMPLATE.finditer(address))


def filled_address(address: str, values: Mapping[str, str]) -> str:
    """Return *address* with what it asks for, by `PLACES`; a value can bring no part of an address with it."""
    return TEMPLATE.sub(lambda found: _as_part(values.get(found["name"] or "procedure.id", "")), address)


def encoded_address(address: str) -> str:
    """Return *address* in ASCII, as a QR code holds it; what it asks for, if that is not filled in, stays.

    A host that cannot be encoded is left as it is; `handouts.checks.addresses` reports it.
    """
    if all(sign in _UNRESERVED or sign in _SIGNS for sign in address):
        return address
    asked = [found[0] for found in TEMPLATE.finditer(address)]
    if asked:
        numbers = iter(range(len(asked)))
        encoded = encoded_address(TEMPLATE.sub(lambda _: f"\x00{next(numbers)}\x00", address))
        return re.sub(r"\x00(\d+)\x00", lambda number: asked[int(number[1])], encoded)
    parts = _HOST.fullmatch(address)
    if parts is None:
        return _percent_encoded(address)
    host = parts["host"] if parts["host"].isascii() else ascii_host(parts["host"]) or parts["host"]
    return parts["scheme"] + host + _percent_encoded(parts["rest"])


def ascii_host(host: str) -> str | None:
    """Return *host* (with its port) in ASCII, or None when there cannot be such a host."""
    import idna  # only for hosts of other letters

    name, colon, port = host.partition(":")
    try:
        return idna.encode(name, uts46=True).decode("ascii") + colon + port
    except (idna.IDNAError, UnicodeError):
        return None


def shown_address(address: str) -> str:
    """Return *address* as people read and type it: no scheme, nothing after the path."""
    return re.sub(r"^(https://|tel:|mailto:)", "", address).split("?")[0].rstrip("/")


def _as_part(value: str) -> str:
    """Return *value* with every sign escaped that could end a part of an address; letters of any script stay."""
    return "".join(
        sign if sign in _UNRESERVED or (not sign.isascii() and sign.isalnum()) else _escaped(sign)
        for sign in value
    )


def _percent_encoded(text: str) -> str:
    keep = _UNRESERVED | _SIGNS | frozenset("\x00")
    return "".join(sign if sign in keep else _escaped(sign) for sign in text)


def _escaped(sign: str) -> str:
    return "".join(f"%{byte:02X}" for byte in sign.encode("utf-8"))
