# ruff: noqa: E501  (a drawing is read best on one line)
"""Drawings of every feature that logos have: each is printed as resvg draws it. Invented shapes, no real logo.

``FLAT`` are plain shapes, which must stay vectors; ``DRAWN`` are those that need resvg.
"""

from __future__ import annotations

import base64
from io import BytesIO

from PIL import Image

GRADIENT = (
    '<linearGradient id="g"><stop offset="0" stop-color="#4e00a0"/><stop offset="1" stop-color="#ff8800"/>'
    "</linearGradient>"
)
RADIAL = (
    '<radialGradient id="r" cx=".3" cy=".3" r=".7"><stop offset="0" stop-color="#fff"/>'
    '<stop offset="1" stop-color="#036"/></radialGradient>'
)
CLIP = '<clipPath id="c"><circle cx="50" cy="25" r="20"/></clipPath>'
BARS = '<rect x="5" y="5" width="90" height="40" fill="#2A5D8F"/><rect x="30" y="15" width="60" height="8" fill="#C9A227"/>'
STAR = "M50 3 62 38 30 15H70L38 38Z"


def _pixels(kind: str) -> str:
    image = Image.new("RGB", (8, 4), "#2A5D8F")
    image.paste("#C9A227", (0, 0, 4, 2))
    file = BytesIO()
    image.save(file, kind)
    return f"data:image/{kind.lower()};base64,{base64.b64encode(file.getvalue()).decode()}"


def _inner(body: str) -> str:
    text = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">{body}</svg>'
    return "data:image/svg+xml;base64," + base64.b64encode(text.encode()).decode()


FLAT: dict[str, str] = {
    "path": f'<path d="{STAR}" fill="#0b5a5e"/>',
    "even-odd": f'<path d="{STAR}" fill="#0b5a5e" fill-rule="evenodd"/>',
    "curves": '<path d="M5 25C20 0 30 50 50 25S80 0 95 25Q70 60 50 40T5 25Z" fill="teal"/>',
    "arcs": '<path d="M10 40A20 15 30 1 1 60 30A10 10 0 0 0 80 30L90 45Z" fill="#820"/>',
    "relative": '<path d="m10 10h30v10l-10 10-5-5zm50 0q10 0 10 10t10 10v10h-20z"/>',
    "rect": '<rect x="10" y="10" width="70" height="30" fill="navy"/>',
    "rounded-rect": '<rect x="10" y="10" width="70" height="30" rx="12" fill="navy"/>',
    "rounded-two-ways": '<rect x="10" y="10" width="70" height="30" rx="30" ry="5" fill="navy"/>',
    "circle": '<circle cx="50" cy="25" r="20" fill="rgb(10%, 40%, 60%)"/>',
    "ellipse": '<ellipse cx="50%" cy="25" rx="40" ry="12" fill="hsl(210, 60%, 40%)"/>',
    "polygon": '<polygon points="10,45 50,5 90,45" fill="#a33"/>',
    "polyline": '<polyline points="10,45 50,5 90,45" fill="none" stroke="#a33" stroke-width="5"/>',
    "line": '<line x1="10" y1="10" x2="90" y2="40" stroke="green" stroke-width="6"/>',
    "stroke-and-fill": '<circle cx="50" cy="25" r="18" fill="gold" stroke="maroon" stroke-width="4"/>',
    "square-caps": '<path d="M20 25H80" stroke="#036" stroke-width="12" stroke-linecap="square"/>',
    "round-caps": '<path d="M20 25H80" stroke="#036" stroke-width="12" stroke-linecap="round"/>',
    "butt-caps-round-joins": (
        '<path d="M20 40 50 12 80 40" fill="none" stroke="#036" stroke-width="9" stroke-linejoin="round"/>'
    ),
    "bevel-joins": (
        '<path d="M20 40 50 12 80 40" fill="none" stroke="#036" stroke-width="9" stroke-linejoin="bevel"/>'
    ),
    "sharp-miter": '<path d="M20 45 50 15 54 45" fill="none" stroke="#036" stroke-width="5"/>',
    "miter-limit": (
        '<path d="M40 45 50 22 54 45" fill="none" stroke="#036" stroke-width="4" stroke-miterlimit="20"/>'
    ),
    "dashes": '<path d="M5 25H95" stroke="#036" stroke-width="6" stroke-dasharray="10 4 2"/>',
    "transforms": (
        '<g transform="translate(20 5) rotate(10) scale(.8)"><rect width="60" height="30" fill="#345"/>'
        '<path transform="skewX(20)" d="M5 5h20v20H5z" fill="#fc0"/></g>'
    ),
    "groups": '<g fill="teal"><g stroke="black" stroke-width="2"><rect x="9" y="9" width="40" height="30"/></g></g>',
    "link": '<a href="https://example.com"><rect x="9" y="9" width="40" height="30" fill="teal"/></a>',
    "rules": "<style>.a{fill:#0a5}circle.b{stroke:#036;stroke-width:3}</style>"
    '<circle class="a b" cx="30" cy="25" r="18"/><rect class="a" x="60" y="10" width="30" height="30"/>',
    "inline-style": '<rect x="9" y="9" width="80" height="30" style="fill:#7a1;stroke:#111;stroke-width:2px"/>',
    "current-colour": '<g color="#c02"><path fill="currentColor" d="M10 10h60v30H10z"/></g>',
    "hidden": '<rect x="9" y="9" width="80" height="30" fill="#7a1"/><g display="none"><rect width="100" height="50"/></g>',
    "white-over-colour": f'{BARS}<circle cx="50" cy="25" r="9" fill="#fff"/>',
    "faint-alone": '<rect x="9" y="9" width="80" height="30" fill="#036" fill-opacity=".4"/>',
    "faint-group": '<g opacity=".5"><rect x="9" y="9" width="30" height="30"/><rect x="50" y="9" width="30" height="30"/></g>',
    "use-of-a-shape": '<defs><path id="p" d="M0 0h20v20H0z"/></defs><use href="#p" x="9" y="9"/><use href="#p" x="60" y="20" fill="red"/>',
    "clip-round-everything": (
        '<clipPath id="c"><rect width="100" height="50" fill="white"/></clipPath>'
        f'<g clip-path="url(#c)">{BARS}</g>'
    ),
    "editor-data": '<metadata><x:y xmlns:x="http://example.com/x">z</x:y></metadata><rect x="9" y="9" width="60" height="30"/>',
    "script": '<script>alert(1)</script><rect x="9" y="9" width="60" height="30"/>',
}

DRAWN: dict[str, str] = {
    "linear-gradient": f'{GRADIENT}<rect x="5" y="5" width="90" height="40" fill="url(#g)"/>',
    "radial-gradient": f'{RADIAL}<circle cx="50" cy="25" r="22" fill="url(#r)"/>',
    "gradient-on-stroke": f'{GRADIENT}<path d="M10 10 90 40" stroke="url(#g)" stroke-width="8"/>',
    "gradient-of-gradient": (
        f'{GRADIENT}<linearGradient id="h" href="#g" x1="0" y1="0" x2="0" y2="1"/>'
        '<rect x="5" y="5" width="90" height="40" fill="url(#h)"/>'
    ),
    "clip": f'{CLIP}<g clip-path="url(#c)">{BARS}</g>',
    "mask": f'<mask id="m"><circle cx="50" cy="25" r="20" fill="#888"/></mask><g mask="url(#m)">{BARS}</g>',
    "mask-of-everything": (
        '<mask id="m" style="mask-type:luminance" maskUnits="userSpaceOnUse" x="0" y="0" width="100" height="50">'
        f'<path d="M100 0H0V50H100V0Z" fill="white"/></mask><g mask="url(#m)">{BARS}</g>'
    ),
    "opacity-over": f'{BARS}<circle cx="50" cy="25" r="18" fill="red" opacity=".5"/>',
    "opacity-group-overlapping": f'<g opacity=".5">{BARS}</g>',
    "opacity-of-fill-and-line": '<circle cx="50" cy="25" r="18" stroke="red" stroke-width="8" opacity=".5"/>',
    "blur": f'<filter id="f"><feGaussianBlur stdDeviation="2"/></filter><g filter="url(#f)">{BARS}</g>',
    "shadow": f'<filter id="f"><feDropShadow dx="2" dy="2" stdDeviation="1"/></filter><g filter="url(#f)">{BARS}</g>',
    "blend": f'{BARS}<circle cx="50" cy="25" r="18" fill="red" style="mix-blend-mode:multiply"/>',
    "pattern": (
        '<pattern id="p" width="6" height="6" patternUnits="userSpaceOnUse"><circle cx="3" cy="3" r="2" fill="#036"/>'
        '</pattern><rect x="5" y="5" width="90" height="40" fill="url(#p)"/>'
    ),
    "marker": (
        '<marker id="m" orient="auto" refX="2" refY="2" markerWidth="4" markerHeight="4"><path d="M0 0 4 2 0 4Z"/></marker>'
        '<path d="M10 25H70" stroke="#036" stroke-width="4" marker-end="url(#m)"/>'
    ),
    "symbol": (
        '<symbol id="s" viewBox="0 0 10 10"><path d="M0 0h10v10z"/></symbol>'
        '<use href="#s" x="20" y="5" width="40" height="40"/>'
    ),
    "nested-svg": '<svg x="10" y="5" width="60" height="40" viewBox="0 0 20 20"><circle cx="10" cy="10" r="15" fill="teal"/></svg>',
    "switch": '<switch><g systemLanguage="xx"><rect width="100" height="50"/></g><g><circle cx="50" cy="25" r="20"/></g></switch>',
    "over-the-edge": '<circle cx="5" cy="25" r="40" fill="teal"/>',
    "png-inside": f'<image x="10" y="5" width="80" height="40" href="{_pixels("PNG")}" style="image-rendering:pixelated"/>',
    "jpeg-inside": f'<image x="10" y="5" width="80" height="40" href="{_pixels("JPEG")}"/>',
    "svg-inside": f'<image width="100" height="50" href="{_inner(BARS)}"/>',
    "uneven-line": '<g transform="scale(1 3)"><path d="M10 4H90V12" fill="none" stroke="#036" stroke-width="3"/></g>',
    "dash-offset": '<path d="M5 25H95" stroke="#036" stroke-width="6" stroke-dasharray="10 5" stroke-dashoffset="7"/>',
    "paint-order": '<circle cx="50" cy="25" r="15" fill="gold" stroke="maroon" stroke-width="9" paint-order="stroke"/>',
    "fixed-line": '<g transform="scale(3)"><path d="M3 3H30" stroke="#036" stroke-width="4" vector-effect="non-scaling-stroke"/></g>',
    "nested-selectors": '<style>g > rect{fill:#a33} g circle{fill:teal}</style><g><rect x="5" y="5" width="30" height="30"/>'
    '<circle cx="70" cy="25" r="15"/></g>',
    "attribute-selector": '<style>[data-a="b"]{fill:#a33}</style><rect data-a="b" x="5" y="5" width="60" height="30"/>',
    "media-rule": '<style>@media print{rect{fill:red}} rect{fill:teal}</style><rect x="5" y="5" width="60" height="30"/>',
    "important": '<style>rect{fill:teal!important}</style><rect style="fill:red" x="5" y="5" width="60" height="30"/>',
    "unknown-colour": '<g fill="teal"><rect fill="tael" x="5" y="5" width="60" height="30"/></g>',
    "broken-path": '<path d="M10 10H60V40 L 1 x" fill="teal"/>',
    "broken-transform": '<g transform="spin(3)"><rect x="5" y="5" width="60" height="30"/></g>',
    "paint-that-is-missing": f'<rect x="5" y="5" width="60" height="30" fill="url(#none) #036"/>{BARS}',
    "unknown-element": f"<blob/>{BARS}",
    "transform-origin": '<rect x="30" y="15" width="40" height="20" transform="rotate(30)" transform-origin="50 25"/>',
    "three-letters-of-opacity": f'{BARS}<rect x="20" y="10" width="40" height="30" fill="#ff000080"/>',
    "isolated": f'<g style="isolation:isolate">{BARS}<circle cx="50" cy="25" r="18" fill="red" opacity=".3"/></g>',
    "text-that-is-empty": f'{BARS}<text x="1" y="9"> </text>',
    "deep": "<g>" * 80 + BARS + "</g>" * 80,
    "gradient-units": (
        '<linearGradient id="u" gradientUnits="userSpaceOnUse" x1="0" x2="100" gradientTransform="rotate(30)">'
        '<stop stop-color="red"/><stop offset="50%" stop-color="#00f" stop-opacity=".2"/><stop offset="1"/>'
        '</linearGradient><rect x="5" y="5" width="90" height="40" fill="url(#u)"/>'
    ),
    "clip-of-clip": (
        f'{CLIP}<clipPath id="d" clip-path="url(#c)"><rect x="40" width="60" height="50"/></clipPath>'
        f'<g clip-path="url(#d)">{BARS}</g>'
    ),
    "colour-matrix": (
        f'<filter id="f"><feColorMatrix type="saturate" values="0"/></filter><g filter="url(#f)">{BARS}</g>'
    ),
}

FILES: dict[str, str] = {
    "entities": (
        '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" ['
        '<!ENTITY ns "http://www.w3.org/2000/svg"><!ENTITY blue "#2A5D8F">]>'
        '<svg xmlns="&ns;" viewBox="0 0 100 50"><rect x="5" y="5" width="90" height="40" fill="&blue;"/></svg>'
    ),
    "no-namespace": '<svg viewBox="0 0 100 50"><rect x="5" y="5" width="90" height="40" fill="#036"/></svg>',
    "no-size": '<svg xmlns="http://www.w3.org/2000/svg"><rect width="90" height="40" fill="#036"/></svg>',
    "width-alone": (
        '<svg xmlns="http://www.w3.org/2000/svg" width="300" viewBox="0 0 100 50">'
        '<rect x="5" y="5" width="90" height="40" fill="#036"/></svg>'
    ),
    "other-proportions": (
        '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100" viewBox="0 0 100 50">'
        '<rect width="100" height="50" fill="#036"/></svg>'
    ),
    "stretched": (
        '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="90" viewBox="0 0 100 50" preserveAspectRatio="none">'
        '<circle cx="50" cy="25" r="24" fill="#036"/></svg>'
    ),
    "millimetres": (
        '<svg xmlns="http://www.w3.org/2000/svg" width="30mm" height="15mm" viewBox="-50 -25 100 50">'
        '<circle r="24" fill="#036"/></svg>'
    ),
    "opacity-of-all": (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50" opacity=".5">'
        '<rect x="5" y="5" width="90" height="40" fill="#036"/></svg>'
    ),
    "xlink": (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 50">'
        f"<defs>{GRADIENT}</defs>"
        '<linearGradient id="h" xlink:href="#g"/><rect x="5" y="5" width="90" height="40" fill="url(#h)"/></svg>'
    ),
}


CORNERS = '<path d="M0 0h2v2H0z"/><path d="M98 48h2v2h-2z"/>'


def file_of(body: str) -> bytes:
    """Return the SVG of 100 by 50 units that shows *body*, with a mark in two corners so that nothing is cut off."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">\n{CORNERS}{body}\n</svg>'.encode()


CORPUS: dict[str, bytes] = {
    **{name: file_of(body) for name, body in (FLAT | DRAWN).items()},
    **{name: text.encode() for name, text in FILES.items()},
}
