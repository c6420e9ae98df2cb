"""A brand's colours on a screen, light and dark, as CSS custom properties. Every text colour is solved for contrast.

The light scheme is the paper's. The dark scheme keeps the brand's hue: grounds are dark, and colours rise in
lightness until they can be read. Ratios are those of the paper: 7:1 for text, 3:1 for graphics (WCAG 2.2).
"""

from __future__ import annotations

from handouts.composing.design import BODY_CONTRAST, GRAPHIC_CONTRAST, palette
from handouts.graphics import colour as colours
from handouts.graphics.document import Colour

GROUND, BOX, RULE = 0.20, 0.26, 0.45
"""OKLCH lightness of the dark scheme's page, boxes and rules."""
LIGHT_INK, LIGHT_QUIET = Colour(0.94, 0.94, 0.95), Colour(0.75, 0.75, 0.77)


def style_of_colours(primary: str, accent: str, mono: bool, foreground: str = "") -> str:
    """Return the CSS of both schemes for a brand's colours (``#rrggbb``); in black and white for *mono*."""
    light, dark = _light(primary, accent, mono, foreground), _dark(primary, accent, mono)
    return (
        f":root{{color-scheme:light dark;{_properties(light)}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{_properties(dark)}}}}}"
    )


def _properties(scheme: dict[str, Colour]) -> str:
    return "".join(f"--{name}:{colours.to_hex(colour)};" for name, colour in scheme.items())


def _light(primary: str, accent: str, mono: bool, foreground: str) -> dict[str, Colour]:
    solved = palette(primary, accent, mono, foreground)
    return {
        "paper": colours.WHITE,
        "ink": solved.ink,
        "quiet": solved.quiet,
        "brand": solved.brand,
        "accent": solved.accent,
        "tint": solved.tint,
        "on-tint": solved.brand_on_tint,
        "band": solved.band,
        "on-band": solved.on_band,
        "rule": solved.rule,
        "body": solved.tint if mono else solved.rule,
        "mark": solved.ink if mono else solved.accent,
    }


def _dark(primary: str, accent: str, mono: bool) -> dict[str, Colour]:
    first, second = colours.from_hex(primary), colours.from_hex(accent)
    if mono:
        first, second = colours.grey(first), colours.grey(second)
    paper, box, rule = (
        colours.tint(first, lightness, chroma)
        for lightness, chroma in ((GROUND, 0.015), (BOX, 0.02), (RULE, 0.05))
    )
    brand = colours.readable(first, box, BODY_CONTRAST)
    band = box if mono else first
    return {
        "paper": paper,
        "ink": colours.readable(LIGHT_INK, box, BODY_CONTRAST),
        "quiet": colours.readable(LIGHT_QUIET, box, BODY_CONTRAST),
        "brand": brand,
        "accent": colours.readable(second, paper, GRAPHIC_CONTRAST),
        "tint": box,
        "on-tint": brand,
        "band": band,
        "on-band": palette(primary, accent, mono=False).on_band if not mono else LIGHT_INK,
        "rule": rule,
        "body": rule,
        "mark": colours.readable(second, rule, GRAPHIC_CONTRAST),
    }
