"""An SVG written anew with nothing in it that leads out of the file: what resvg is given to draw.

resvg opens any file that an ``href`` names. So it never sees the file itself: what expat reads of it is written down
again, element by element, without entities, document types, processing instructions, scripts and other namespaces;
references stay only where they point into the file (``#…``) or carry a picture (``data:``), and a picture that is
itself an SVG is cleaned in turn. It knows XML and nothing of shapes.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from dataclasses import dataclass, field
from html import escape
from io import BytesIO
from urllib.parse import unquote_to_bytes
from xml.parsers import expat

from handouts.pictures.svg.tree import LARGEST_FILE, SVG_NAMESPACE
from handouts.pictures.svg.words import first_family

_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_WORDED = frozenset(("text", "tspan", "textPath", "a", "style"))
_LEFT_OUT = frozenset(("script", "foreignObject", "iframe", "video", "audio", "font", "font-face"))
_MOST_WRITTEN = 32 * 1024 * 1024  # characters; entities may grow a file, pictures in it are long
_DEEPEST_PICTURE = 3
_MOST_PIXELS = 50_000_000
_KINDS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg", b"GIF8": "gif", b"RIFF": "webp"}


class TooMuch(Exception):
    """A drawing that would take more memory or time than a logo can need; the message says what."""


@dataclass
class Cleaned:
    """The SVG as it may be drawn. ``outside``: (what, line, column) of each reference that was taken out."""

    text: str
    words: bool = False
    outside: list[tuple[str, int, int]] = field(default_factory=list)


def cleaned(data: bytes, depth: int = 0) -> Cleaned:
    """Return the SVG *data*, which is XML, cleaned. Raises TooMuch, and ExpatError for what is not XML."""
    writer = _Writer(depth)
    writer.parser.Parse(data, True)
    return Cleaned("".join(writer.pieces), writer.words, writer.outside)


def unpacked(data: bytes) -> bytes:
    """Return the bytes of an SVG that may be packed by gzip (``.svgz``). Raises TooMuch, and zlib.error when damaged."""
    if data[:2] != b"\x1f\x8b":
        return data
    unpacker = zlib.decompressobj(wbits=31)
    plain = unpacker.decompress(data, LARGEST_FILE + 1)
    if len(plain) > LARGEST_FILE:
        raise TooMuch(f"it unpacks to more than {LARGEST_FILE // 1024} KiB")
    return plain


class _Writer:
    """Expat's handlers, which write the file anew."""

    def __init__(self, depth: int) -> None:
        self.depth = depth
        self.pieces: list[str] = []
        self.outside: list[tuple[str, int, int]] = []
        self.words = False
        self.open: list[str] = []
        self.skipped = 0  # how many elements deep in something that is left out
        self.written = 0
        self.bare = False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.ProcessingInstructionHandler = self.instruction

    def start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        if not self.open and not self.skipped:
            self.bare = not namespace
        known = namespace == SVG_NAMESPACE or (not namespace and self.bare)
        if self.skipped or not known or local in _LEFT_OUT:
            self.skipped += 1
            return
        kept: dict[str, str] = {}
        for key, value in attributes.items():
            owner, _, short = key.rpartition(" ")
            if owner == _XML and short in ("space", "lang"):
                kept[f"xml:{short}"] = value
            elif owner == _XLINK and short == "href":
                if "href" not in attributes:
                    self._reference(local, value, kept)
            elif owner:
                continue
            elif short == "href":
                self._reference(local, value, kept)
            elif short == "style":
                kept[short] = self._declarations(value)
            elif short == "font-family":
                kept[short] = first_family(value)
            elif not short.lower().startswith("on"):
                kept[short] = self._addresses(value) if "(" in value else value
        if not self.open:
            kept["xmlns"] = SVG_NAMESPACE
        written = " ".join(f'{key}="{_quoted(value)}"' for key, value in kept.items())
        self._write(f"<{local} {written}>" if written else f"<{local}>")
        self.open.append(local)

    def end(self, _name: str) -> None:
        if self.skipped:
            self.skipped -= 1
        else:
            self._write(f"</{self.open.pop()}>")

    def characters(self, text: str) -> None:
        if self.skipped or not self.open or self.open[-1] not in _WORDED:
            return
        if self.open[-1] == "style":
            text = self._declarations(text)
        elif text.strip() and "text" in self.open:
            self.words = True
        self._write(escape(text))

    def instruction(self, target: str, data: str) -> None:
        address = re.search(r"""href\s*=\s*["']([^"']*)""", data)
        if target == "xml-stylesheet" and address:
            self._outside(address[1])

    def _write(self, piece: str) -> None:
        self.written += len(piece)
        if self.written > _MOST_WRITTEN:
            raise TooMuch("it is too long once its parts are put together")
        self.pieces.append(piece)

    def _outside(self, what: str) -> None:
        if len(self.outside) < 100:
            self.outside.append(
                (what.strip(), self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)
            )

    def _reference(self, element: str, value: str, kept: dict[str, str]) -> None:
        value = value.strip()
        if value.startswith("#"):
            kept["href"] = value
        elif value[:5].lower() == "data:":
            picture = self._picture(value)
            if picture:
                kept["href"] = picture
            else:
                self._outside("an embedded picture of an unknown kind")
        elif element != "a" and value:
            self._outside(value)

    def _declarations(self, text: str) -> str:
        """Return a style sheet, or the declarations of one element, without addresses, and with one family each."""
        text = text.replace("\\", "")
        for found in re.findall(r"@import\s*(?:url\()?\s*[\"']?([^\"');]*)", text, re.IGNORECASE):
            self._outside(found)
        text = re.sub(r"@import[^;]*(?:;|\Z)", "", text, flags=re.IGNORECASE)
        text = self._addresses(text)
        text = re.sub(
            r"(?i)(font-family\s*:\s*)([^;}]*)", lambda found: found[1] + first_family(found[2]), text
        )
        return re.sub(
            r"(?i)((?<![\w-])font\s*:\s*)([^;}]*)", lambda found: found[1] + _first_of_font(found[2]), text
        )

    def _addresses(self, text: str) -> str:
        def kept(found: re.Match[str]) -> str:
            address = found[1].strip().strip("\"'").strip()
            if address.startswith("#") or address[:5].lower() == "data:":
                return found[0]
            self._outside(address)
            return "none"

        return re.sub(r"(?i)\burl\s*\(([^)]*)\)?", kept, text)

    def _picture(self, address: str) -> str | None:
        """Return a ``data:`` address of the picture that *address* holds, None when it is none."""
        head, comma, body = address.partition(",")
        if not comma:
            return None
        try:
            data = (
                base64.b64decode(re.sub(r"\s+", "", unquote_to_bytes(body).decode("latin-1")) + "==")
                if head.strip().lower().endswith(";base64")
                else unquote_to_bytes(body)
            )
        except (ValueError, binascii.Error):
            return None
        kind = next((kind for mark, kind in _KINDS.items() if data.startswith(mark)), None)
        if kind is not None:
            _bounded(data)
        else:
            try:
                plain = unpacked(data)
                if self.depth >= _DEEPEST_PICTURE or b"<" not in plain[:1000]:
                    return None
                inner = cleaned(plain, self.depth + 1)
            except (expat.ExpatError, LookupError, ValueError, zlib.error):
                return None
            self.words = self.words or inner.words
            for what, _line, _column in inner.outside:
                self._outside(what)
            kind, data = "svg+xml", inner.text.encode()
        return f"data:image/{kind};base64,{base64.b64encode(data).decode('ascii')}"


def _bounded(data: bytes) -> None:
    """Raise TooMuch for a picture of very many pixels."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG", "GIF", "WEBP")) as image:
            width, height = image.size
    except Image.DecompressionBombError:
        width = height = _MOST_PIXELS
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return  # damaged: resvg leaves it out
    if width * height > _MOST_PIXELS:
        raise TooMuch(f"a picture in it has over {_MOST_PIXELS // 1_000_000} million pixels")


def _first_of_font(value: str) -> str:
    """Return the value of CSS's ``font`` with the first of its families alone."""
    match = re.fullmatch(r"(?s)(.*?\d[\w.%]*(?:\s*/\s*[\w.%]+)?\s+)(.+)", value.strip())
    return match[1] + first_family(match[2]) if match else value


def _quoted(value: str) -> str:
    """Return *value* as an attribute holds it; line ends would become spaces when it is read (XML 1.0, 3.3.3)."""
    return escape(value).replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")
