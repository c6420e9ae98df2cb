"""Colours that can be read: contrast by WCAG 2.2, darkening along the hue in OKLCH.

Pure arithmetic on sRGB; knows no brand and no page. OKLab matrices: Björn Ottosson, "A perceptual color
space for image processing" (2020). Contrast and relative luminance: WCAG 2.2, definitions.
"""

from __future__ import annotations

import math

from handouts.graphics.document import Colour

BLACK, WHITE = Colour(0, 0, 0), Colour(1, 1, 1)


def from_hex(text: str) -> Colour:
    """Return the colour of ``#rrggbb``."""
    value = int(text.lstrip("#")[:6], 16)
    return Colour((value >> 16) / 255, (value >> 8 & 255) / 255, (value & 255) / 255)


def to_hex(colour: Colour) -> str:
    """Return ``#rrggbb`` of the nearest colour of eight bits a channel."""
    channels = (round(channel * 255) for channel in (colour.red, colour.green, colour.blue))
    return "#{:02x}{:02x}{:02x}".format(*channels)


def apart(one: Colour, other: Colour) -> float:
    """Return how far two colours look from each other: their distance in OKLab, 1 from black to white."""
    here, there = to_oklch(one), to_oklch(other)
    # Cosine rule in the plane of the two hues.
    plane = here[1] ** 2 + there[1] ** 2 - 2 * here[1] * there[1] * math.cos(here[2] - there[2])
    return math.sqrt((here[0] - there[0]) ** 2 + max(0.0, plane))


def luminance(colour: Colour) -> float:
    """Return the relative luminance, 0 for black to 1 for white."""
    red, green, blue = (_linear(channel) for channel in (colour.red, colour.green, colour.blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: Colour, background: Colour, ratio: float) -> Colour:
    """Return *colour*, darkened along its hue until it has *ratio* against *background*.

    Against a dark background, where darkening cannot help, the lightness rises instead.
    """
    if contrast(colour, background) >= ratio:
        return colour
    lightness, chroma, hue = to_oklch(colour)
    goal = 0.0 if contrast(BLACK, background) >= contrast(WHITE, background) else 1.0
    near, far = lightness, goal
    for _ in range(24):
        middle = (near + far) / 2
        if contrast(_rounded(from_oklch(middle, chroma, hue)), background) >= ratio:
            far = middle
        else:
            near = middle
    found = _rounded(from_oklch(far, chroma, hue))
    return found if contrast(found, background) >= ratio else (BLACK if goal == 0 else WHITE)


def tint(colour: Colour, lightness: float, chroma: float = 0.02) -> Colour:
    """Return a pale colour of the same hue with OKLCH *lightness* (0 to 1) and at most *chroma*."""
    _, own, hue = to_oklch(colour)
    return _rounded(from_oklch(lightness, min(chroma, own), hue))


def grey(colour: Colour) -> Colour:
    """Return the grey of the same luminance."""
    level = _companded(luminance(colour))
    return _rounded(Colour(level, level, level))


def to_oklch(colour: Colour) -> tuple[float, float, float]:
    """Return lightness (0 to 1), chroma and hue (radians)."""
    red, green, blue = (_linear(channel) for channel in (colour.red, colour.green, colour.blue))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def from_oklch(lightness: float, chroma: float, hue: float) -> Colour:
    """Return the sRGB colour; chroma falls until it lies within sRGB."""
    low, high = 0.0, chroma
    channels = _srgb(lightness, chroma, hue)
    if not _in_gamut(channels):
        for _ in range(16):
            middle = (low + high) / 2
            if _in_gamut(_srgb(lightness, middle, hue)):
                low = middle
            else:
                high = middle
        channels = _srgb(lightness, low, hue)
    red, green, blue = (_companded(min(1.0, max(0.0, channel))) for channel in channels)
    return Colour(red, green, blue)


def _srgb(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _in_gamut(channels: tuple[float, float, float]) -> bool:
    return all(-1e-6 <= channel <= 1 + 1e-6 for channel in channels)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _companded(channel: float) -> float:
    return channel * 12.92 if channel <= 0.0031308 else float(1.055 * channel ** (1 / 2.4) - 0.055)


def _rounded(colour: Colour) -> Colour:
    """Return the nearest colour of eight bits a channel, which is what contrast is judged on."""
    return Colour(*(round(channel * 255) / 255 for channel in (colour.red, colour.green, colour.blue)))
