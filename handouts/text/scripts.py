"""Scripts: which letters belong to which, how each is set, and why one cannot be set with a font.

A script is printed only if a page of it was tried here: shaped, broken into lines, tagged and read back. Having its
glyphs is not enough: Arabic letters that do not join are no text.
"""

from __future__ import annotations

import importlib.util
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from handouts.text.fonts import Font


class Script(NamedTuple):
    """A script that can be set. ``shaped``: its OpenType tags, where letters must be joined or moved by the font's
    rules. ``breaks``: where its lines break. ``leading``: the least distance of lines, in ems (ink of samples, and
    room for what they did not hold)."""

    name: str
    shaped: tuple[str, ...] = ()
    breaks: Literal["spaces", "letters", "dictionary"] = "spaces"
    leading: float = 1.0


_ARABIC = Script("Arabic", ("arab",), leading=1.6)
SCRIPTS = {
    "LATIN": Script("Latin"),
    "GREEK": Script("Greek"),
    "CYRILLIC": Script("Cyrillic"),
    "ARMENIAN": Script("Armenian"),
    "GEORGIAN": Script("Georgian"),
    "ETHIOPIC": Script("Ethiopic", leading=1.5),
    "HEBREW": Script("Hebrew"),
    "ARABIC": _ARABIC,
    "DEVANAGARI": Script("Devanagari", ("deva", "dev2", "dev3"), leading=1.6),
    "BENGALI": Script("Bengali", ("beng", "bng2", "bng3"), leading=1.6),
    "GUJARATI": Script("Gujarati", ("gujr", "gjr2", "gjr3"), leading=1.6),
    "GURMUKHI": Script("Gurmukhi", ("guru", "gur2", "gur3"), leading=1.6),
    "TAMIL": Script("Tamil", ("taml", "tml2", "tml3"), leading=1.6),
    "TELUGU": Script("Telugu", ("telu", "tel2", "tel3"), leading=1.7),
    "KHMER": Script("Khmer", ("khmr",), "dictionary", 1.8),
    "LAO": Script("Lao", (), "dictionary", 1.6),
    "THAI": Script("Thai", (), "dictionary", 1.6),
    "MYANMAR": Script("Myanmar (Burmese)", ("mymr", "mym2"), "dictionary", 1.8),
    "CJK": Script("Han", breaks="letters", leading=1.5),
    "HIRAGANA": Script("Hiragana", breaks="letters", leading=1.5),
    "KATAKANA": Script("Katakana", breaks="letters", leading=1.5),
    "BOPOMOFO": Script("Bopomofo", breaks="letters", leading=1.5),
    "HANGUL": Script("Hangul", leading=1.5),  # Korean breaks at spaces, whatever UAX 14 allows
}
"""By the first word of the Unicode names of their letters."""

_COMMON = frozenset(
    {
        "MODIFIER", "FEMININE", "MASCULINE", "MICRO", "OHM", "KELVIN", "ANGSTROM", "DOUBLE", "SCRIPT", "FULLWIDTH",
        "KATAKANA-HIRAGANA", "IDEOGRAPHIC", "MATHEMATICAL", "BLACK", "TURNED", "PLANCK", "ALEF", "BET", "GIMEL",
        "DALET", "INFORMATION", "ESTIMATED", "L", "ROMAN", "HALFWIDTH", "ELEMENT",
    }
)  # fmt: skip
"""First words of names of letters that are signs of any script, such as ª, µ and ʻ."""

_SIMPLE = (
    r"[\u0000-\u02ff\u0370-\u0482\u048a-\u0557\u0559-\u058f\u10a0-\u10ff\u1c80-\u1cbf\u1d00-\u1dbf\u1e00-\u200a"
    r"\u2010-\u2027\u202f-\u205f\u2070-\u20cf\u2100-\u2bff\ufb00-\ufb06\u0300-\u036f]*"
)
"""Alphabets written from left to right, with spaces between words and a glyph for each letter; marks and signs."""


def is_simple(text: str) -> bool:
    """Return whether *text* is set letter by letter from left to right, and broken at spaces."""
    return text.isascii() or _simple().fullmatch(text) is not None


@lru_cache(maxsize=1)
def _simple() -> re.Pattern[str]:
    return re.compile(_SIMPLE)


@lru_cache(maxsize=4096)
def script_key(character: str) -> str | None:
    """Return the key in `SCRIPTS` of a letter's script, or the first word of its name for another script; None for
    what belongs to no script: digits, punctuation, marks, spaces."""
    kind = unicodedata.category(character)
    if kind[0] != "L" or kind == "Lm":
        return None
    words = unicodedata.name(character, "").split(" ")
    first = words[0].split("-")[0]
    return None if first in _COMMON or words[0] in _COMMON else first or None


def script_keys(text: str) -> dict[str, str]:
    """Return the keys of the scripts in *text*, in order, each with its letters."""
    found: dict[str, list[str]] = {}
    for character in text:
        key = script_key(character)
        if key is not None:
            found.setdefault(key, []).append(character)
    return {key: "".join(letters) for key, letters in found.items()}


def leading(text: str) -> float:
    """Return the least distance of the lines of *text*, in ems."""
    keys = script_keys(text) if not is_simple(text) else {}
    return max((SCRIPTS[key].leading for key in keys if key in SCRIPTS), default=0.0)


def fault(key: str, font: Font) -> str | None:
    """Return why text of the script *key* cannot be set with *font*, which has its letters; None if it can be."""
    script = SCRIPTS.get(key)
    if script is None:
        return f"{key.title()} script cannot be set: it has not been tried here"
    if script.shaped and not set(script.shaped) & _rules(font):
        return f"{script.name} script cannot be set with {font.family}: the font has no rules that join its letters"
    if key == "ARABIC" and "nastaliq" in font.family.lower():
        return f"{script.name} script cannot be set with {font.family}: its words could not be read aloud or copied"
    if script.breaks == "dictionary" and not has_dictionary():
        return f"{script.name} script cannot be set without icu4py, which knows where its words end"
    return None


class ScriptFault(NamedTuple):
    """Why a text cannot be set: the ``key`` of its script, the reason, how to fix it, and the letter met first."""

    key: str
    reason: str
    fix: str
    letter: str


def faults(text: str, fonts: Sequence[Font]) -> list[ScriptFault]:
    """Return why scripts of *text* cannot be set with *fonts*, which are in order of preference.

    Letters of a script that can be set, and that no font has, are another matter and not told here.
    """
    if is_simple(text):
        return []
    found = []
    for key, letters in script_keys(text).items():
        if key == "LATIN":
            continue
        font = next((font for font in fonts if font.covers_all(letters)), None)
        if font is None and key in SCRIPTS:
            font = next((font for font in fonts if any(map(font.covers, letters))), None)
            if font is None:
                continue
        reason = fault(key, font or fonts[0])
        if reason is not None:
            found.append(ScriptFault(key, reason, _fix(key), letters[0]))
    return found


def _fix(key: str) -> str:
    script = SCRIPTS.get(key)
    if script is None:
        return "write it in another script"
    if script.breaks == "dictionary" and not has_dictionary():
        return "install icu4py, or leave the words out"
    if key == "ARABIC":
        return "give the brand a font made for it, such as Vazirmatn"
    return f"give the brand a font made for it, such as Noto Sans {script.name}"


@lru_cache(maxsize=1)
def has_dictionary() -> bool:
    """Return whether words of scripts without spaces can be told apart (ICU's dictionaries, by icu4py)."""
    return importlib.util.find_spec("icu4py") is not None


@lru_cache(maxsize=64)
def _rules(font: Font) -> frozenset[str]:
    """Return the tags of the scripts for which *font* has rules of substitution."""
    if not font.has_rules("GSUB"):
        return frozenset()
    return frozenset(font.harfbuzz.face.get_table_script_tags("GSUB"))
