"""A page's typefaces within it: each font cut to the characters that the page shows, as CSS ``@font-face`` rules.

HarfBuzz cuts them (``uharfbuzz``, loaded when a page is made). What is cut carries no name: the licences of some
faces keep their names for whole files.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handouts.text.families import FontStack
    from handouts.text.fonts import Font

REGULAR, BOLD = 400, 700
"""Weights as CSS numbers them."""


def font_faces(text: FontStack, display: FontStack, characters: frozenset[str]) -> str:
    """Return the rules for the faces of *text* and *display* and the properties that name them.

    A character is set in the first font of a stack that has it; what none has is left to the screen's own fonts.
    Headings are bold, so of *display* only that weight is there, and nothing where it is *text*.
    """
    rules = _rules("Text", REGULAR, text.regular, characters) + _rules("Text", BOLD, text.bold, characters)
    families = f"--text:{_families('Text', len(text.regular))};"
    if display is text or display.bold == text.bold:
        families += "--display:var(--text)"
    else:
        rules += _rules("Display", BOLD, display.bold, characters)
        families += f"--display:{_families('Display', len(display.bold))}"
    return "\n".join([*rules, f":root{{{families}}}"])


def _families(name: str, count: int) -> str:
    return ",".join([*(f'"{name} {number}"' for number in range(count)), "system-ui", "sans-serif"])


def _rules(name: str, weight: int, fonts: Sequence[Font], characters: frozenset[str]) -> list[str]:
    rules = []
    for number, font in enumerate(fonts):
        covered = frozenset(filter(font.covers, characters))
        characters -= covered
        if covered - {" ", "\u00a0"}:
            encoded = base64.b64encode(_cut(font, covered)).decode("ascii")
            source = f'src:url(data:font/ttf;base64,{encoded})format("truetype")'
            rules.append(f'@font-face{{font-family:"{name} {number}";font-weight:{weight};{source}}}')
    return rules


@lru_cache(maxsize=64)
def _cut(font: Font, characters: frozenset[str]) -> bytes:
    """Return *font* with the glyphs of *characters*, kerning kept, hints and names left out."""
    import uharfbuzz

    wanted = uharfbuzz.SubsetInput()
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING
    unicodes = wanted.sets(uharfbuzz.SubsetInputSets.UNICODE)
    unicodes.update(map(ord, characters))
    wanted.sets(uharfbuzz.SubsetInputSets.NAME_ID).clear()
    return bytes(uharfbuzz.subset(uharfbuzz.Face(font.data), wanted).blob.data)
