"""What the file says of itself: the XMP packet, the information dictionary, and its colour space.

Sources: ISO 16684-1 (XMP), ISO 19005-2, 6.6 (PDF/A identification and extension schemas), ISO 14289-1, 5
(PDF/UA identification), ICC.1:2004-10 (profile format version 4.2), IEC 61966-2-1 (sRGB).
"""

from __future__ import annotations

import struct
from datetime import UTC, datetime
from functools import lru_cache

from handouts.graphics.document import DocumentInformation
from handouts.rendering.syntax import text_string

VIEWER_PREFERENCES = (
    b"/ViewerPreferences<</DisplayDocTitle true/Duplex/DuplexFlipLongEdge/PrintScaling/None>>"
)
"""What the catalog asks of a viewer (ISO 32000-1, table 150): the title in its window; on paper both sides, turned
at the long edge, and nothing scaled, because the QR code and the margins are measured for the paper."""

_SRGB_RED = (28578, 14581, 912)  # the sRGB primaries and white adapted to D50 by Bradford, as s15Fixed16:
_SRGB_GREEN = (25241, 46981, 6362)  # each is round(value * 65536). A test works them out again from the
_SRGB_BLUE = (9376, 3972, 46799)  # chromaticities of IEC 61966-2-1.
_D50 = (63190, 65536, 54061)  # ICC.1, 7.2.16: 0.9642, 1, 0.8249
_ADAPTATION = (68674, 1502, -3290, 1939, 64912, -1118, -605, 988, 49262)  # Bradford, D65 to D50
_TRANSFER = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)  # parametric curve type 3: the sRGB curve


@lru_cache(maxsize=1)
def srgb_profile() -> bytes:
    """Return an ICC profile (display, version 4.2) of sRGB; the same bytes always, about 500 of them."""
    curve = b"para" + bytes(4) + struct.pack(">HH", 3, 0) + b"".join(map(_fixed, _TRANSFER))
    tags: list[tuple[bytes, bytes]] = [
        (b"desc", _localised("sRGB")),
        (b"cprt", _localised("No copyright")),
        (b"wtpt", _xyz(_D50)),
        (b"rXYZ", _xyz(_SRGB_RED)),
        (b"gXYZ", _xyz(_SRGB_GREEN)),
        (b"bXYZ", _xyz(_SRGB_BLUE)),
        (b"rTRC", curve),
        (b"gTRC", curve),
        (b"bTRC", curve),
        (b"chad", b"sf32" + bytes(4) + struct.pack(">9i", *_ADAPTATION)),
    ]
    offset = 128 + 4 + 12 * len(tags)
    directory = [struct.pack(">I", len(tags))]
    data: dict[bytes, int] = {}
    for tag, content in tags:  # equal content is stored once
        if content not in data:
            data[content] = offset
            offset += len(content)
        directory.append(tag + struct.pack(">II", data[content], len(content)))
    header = struct.pack(">I", offset) + bytes(4) + bytes((4, 0x20, 0, 0)) + b"mntrRGB XYZ "
    header += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(24) + bytes(4)
    header += struct.pack(">3i", *_D50)
    return header.ljust(128, b"\0") + b"".join(directory) + b"".join(data)


_XML = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"}


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def _xyz(values: tuple[int, int, int]) -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">3i", *values)


def _localised(text: str) -> bytes:
    encoded = text.encode("utf-16-be")
    content = (
        b"mluc"
        + bytes(4)
        + struct.pack(">II", 1, 12)
        + b"enUS"
        + struct.pack(">II", len(encoded), 28)
        + encoded
    )
    return content.ljust((len(content) + 3) // 4 * 4, b"\0")


def producer() -> str:
    """Return the name of what writes the file."""
    import reportlab

    return f"handouts with ReportLab {reportlab.Version}"


def information_dictionary(information: DocumentInformation) -> bytes:
    """Return the body of the information dictionary; it says the same as the XMP packet."""
    date = b"(%s)" % datetime.fromtimestamp(information.created, UTC).strftime("D:%Y%m%d%H%M%SZ").encode(
        "ascii"
    )
    entries = [
        b"/%s%s" % (key, text_string(text))
        for key, text in (
            (b"Title", information.title),
            (b"Author", information.author),
            (b"Subject", information.subject),
            (b"Keywords", information.keywords),
            (b"Creator", information.creator),
            (b"Producer", producer()),
        )
        if text
    ]
    return b"<<%s/CreationDate%s/ModDate%s>>" % (b"".join(entries), date, date)


def xmp_packet(information: DocumentInformation) -> bytes:
    """Return the XMP packet: PDF/A-2a, PDF/UA-1, title, language, dates. The language is also dc:language.

    Plain values are written as attributes (ISO 16684-1, 7.9.2.2): the packet stands in the file as it is, so
    each byte counts.
    """
    date = datetime.fromtimestamp(information.created, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    title, author, subject, language = (
        _xml(text)
        for text in (information.title, information.author, information.subject, information.language)
    )
    keywords = f' pdf:Keywords="{_xml(information.keywords)}"' if information.keywords else ""
    described = _alternatives("dc:description", subject) if subject else ""
    authored = f"<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>" if author else ""
    text = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"'
        ' xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="2" pdfaid:conformance="A"'
        ' xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"'
        f' xmp:CreatorTool="{_xml(information.creator)}" xmp:CreateDate="{date}" xmp:ModifyDate="{date}"'
        f'{keywords} pdf:Producer="{_xml(producer())}">{_alternatives("dc:title", title)}{authored}{described}'
        f"<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>"
        f'{_UA_SCHEMA}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    )
    return text.encode("utf-8")


def _xml(text: str) -> str:
    """Return *text* escaped, without the control characters that XML cannot hold (XML 1.0, 2.2)."""
    # The standard library's escapers load much that nothing here needs: ssl and http, or every entity of HTML.
    return "".join(_XML.get(character, character) for character in text if character >= " ")


def _alternatives(tag: str, text: str) -> str:
    return f'<{tag}><rdf:Alt><rdf:li xml:lang="x-default">{text}</rdf:li></rdf:Alt></{tag}>'


# PDF/A knows no pdfuaid: its one property is described in the file (ISO 19005-2, 6.6.2.3.3).
_UA_SCHEMA = (
    '<pdfaExtension:schemas xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>"
    '<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>'
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>part of ISO 14289</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>"
)
