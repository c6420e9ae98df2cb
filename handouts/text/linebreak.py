"""Where a line may end: UAX 14, our own bindings on top of it, and how a word is divided that fits no line.

Four strengths, in the order in which they are used up. At a **space** (or between letters of a script that is
written without) any line may end. A **binding** is a space at which none should: within a phone number, a date, a
clock time, "6 hours". An **inner** place is after a hyphen or a slash within a word: allowed by UAX 14, and not used
for a word that fits a line, because a word that is cut is harder to read. **Syllables** and, last, any letter are for
a word that fits no line at all. Facts are from UAX 14 (line breaking).
"""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise

from handouts.text.fonts import NO_BREAK_SPACE
from handouts.text.scripts import SCRIPTS, is_simple, script_key

_BIND = re.compile(
    r"(?<=\d)(?<!\d-\d{4}) (?=[^\W\d])"  # 6 hours, 8 AM; not what follows a phone number
    r"|(?<=[\d)]) (?=\d)"  # (555) 555-0100, +44 20 7946 0018
    r"|(?<=\d,) (?=\d{4}\b)"  # 1, 2030
    r"|(?<=\d de) (?=\w)"  # 1 de diciembre
    r"|(?<=[≥≤<>±≈×$€£]) (?=\d)"  # ≥ 5, 2 × 500
    r"|(?<=\d) (?=[°%×½¼¾⅓⅔])|(?<=[½¼¾⅓⅔]) (?=[^\W\d])"  # 98 °F, 1 ½, ½ tablet
)
_DIGIT = re.compile(r"[\d½¼¾⅓⅔]")
_MONTH_AND_DAY = re.compile(r"\b([A-Z][a-z]{2,}\.?) (?=\d{1,2}\b)")
_INNER = r"(?<=[^\W_])(?:[-\u2010\u2013]+(?=[^\W\d_])|[/\u2014]+(?=[^\W_]))|\u2014(?=\w)"
"""After which place within a word of an alphabet a line may end: a hyphen between letters, a slash, a long dash."""
MARKS = "-/?&=._@–—"
"""After these a word that is wider than its line may break, and is not cut."""
_AFTER_MARK = rf"(?<=[{MARKS}])(?![{MARKS}]|$)(?!(?<=\d\.)\d)"
_ADDRESS = r"[@_=?&#]|://|[^\W\d]\.\w"
_NOT_A_WORD = r"[\d@/\\:_.=&?#]"
_FEWEST_LETTERS = 2
"""On each side of a word's division."""


class Strain(IntEnum):
    """What had to give way so that a text fits its width: the more, the worse."""

    NONE = 0
    BINDING = 1
    """Words that belong together stand on two lines: "6" and "hours"."""
    MARK = 2
    """A word is broken after one of its own marks: "anti-" and "inflammatory"."""
    CUT = 3
    """A word is divided: by syllables, or else anywhere."""


@lru_cache(maxsize=8)
def _compiled(pattern: str) -> re.Pattern[str]:
    """Return what few texts need: compiling it takes a part of a cold start."""
    return re.compile(pattern)


def bound(text: str) -> str:
    """Return *text* with spaces that do not break inside phone numbers, dates, clock times and "6 hours"."""
    if _DIGIT.search(text) is None:
        return text
    return _MONTH_AND_DAY.sub("\\1\u00a0", _BIND.sub("\u00a0", text))


def words(text: str) -> list[tuple[int, int]]:
    """Return start and end of what is not broken, in order, without the breakable spaces between.

    Two that stand together without a space may be on two lines, as in Chinese.
    """
    if is_simple(text):
        found = []
        start = 0
        while start < len(text):
            end = text.find(" ", start)
            if end < 0:
                end = len(text)
            if end > start:
                found.append((start, end))
            start = end + 1
        return found
    return [
        (start, end)
        for start, end in _trimmed(text, [0, *_opportunities(text), len(text)])
        if end > start
    ]  # fmt: skip


def _trimmed(text: str, places: list[int]) -> list[tuple[int, int]]:
    found = []
    for start, end in pairwise(places):
        while end > start and text[end - 1] == " ":
            end -= 1
        while start < end and text[start] == " ":
            start += 1
        found.append((start, end))
    return found


def _opportunities(text: str) -> list[int]:
    """Return the indices within *text* where a line may end, but for those inside words of scripts with spaces."""
    keys = {key for key in map(script_key, text) if key is not None}
    if any(key in SCRIPTS and SCRIPTS[key].breaks == "dictionary" for key in keys):
        places = _dictionary_breaks(text)
    else:
        from uniseg.linebreak import line_break_boundaries

        places = [place for place in line_break_boundaries(text) if 0 < place < len(text)]
    return [place for place in places if text[place - 1] == " " or _written_without(text, place)]


def _written_without(text: str, place: int) -> bool:
    """Return whether what stands on one side of *place* is of a script that is written without spaces."""
    for character in (_letter(text, place - 1, -1), _letter(text, place, 1)):
        if character is not None:
            script = SCRIPTS.get(character)
            if script is not None and script.breaks != "spaces":
                return True
    return False


def _letter(text: str, index: int, step: int) -> str | None:
    """Return the script of the letter at *index*, or of the next one beyond marks and punctuation."""
    while 0 <= index < len(text) and text[index] != " ":
        key = script_key(text[index])
        if key is not None or text[index].isdigit():
            return key
        index += step
    return None


def _dictionary_breaks(text: str) -> list[int]:
    from icu4py.breakers import LineBreaker

    units = {0: 0}  # ICU counts in units of UTF-16
    at = 0
    for index, character in enumerate(text, 1):
        at += 1 + (ord(character) > 0xFFFF)
        units[at] = index
    return [units[end] for _start, end in LineBreaker(text, "en").segments() if 0 < units[end] < len(text)]


def inner_places(text: str) -> list[int]:
    """Return the indices within the word *text* where it may be broken as it is written: after a hyphen, a slash; in
    an address after any of its marks."""
    if _compiled(_ADDRESS).search(text):
        return [
            place
            for place in map(re.Match.start, _compiled(_AFTER_MARK).finditer(text))
            if text[:place].strip(MARKS)
        ]
    return [found.end() for found in _compiled(_INNER).finditer(text) if found.end() < len(text)]


def syllables(text: str, language: str) -> list[int]:
    """Return the indices within the word *text* where a hyphen may divide it in *language* (BCP 47); none for a
    language whose patterns are not known, and none for an address or a number."""
    if not text or _compiled(_NOT_A_WORD).search(text) or not is_simple(text):
        return []
    patterns = _patterns(language)
    if patterns is None:
        return []
    start = next((index for index, each in enumerate(text) if each.isalpha()), len(text))
    end = next((index for index in range(len(text), 0, -1) if text[index - 1].isalpha()), 0)
    return [
        start + place
        for place in patterns.positions(text[start:end])  # type: ignore[attr-defined]
        if _FEWEST_LETTERS <= place <= end - start - _FEWEST_LETTERS
    ]


@lru_cache(maxsize=8)
def _patterns(language: str) -> object | None:
    import pyphen

    name = pyphen.language_fallback(language.replace("-", "_")) if language else None
    return pyphen.Pyphen(lang=name) if name else None


def last_resort(text: str, fits: int) -> int:
    """Return after how many characters to cut *text*, of which *fits* fit a line: never between a letter and its mark."""
    cut = fits
    while cut > 1 and _clings(text, cut):
        cut -= 1
    if cut == 1:
        while fits < len(text) and _clings(text, fits):
            fits += 1
        return fits
    return cut


def _clings(text: str, index: int) -> bool:
    """Return whether the character at *index* is of one letter with that before it."""
    if index >= len(text):
        return False
    if unicodedata.category(text[index])[0] == "M" or text[index] in "\u200c\u200d":
        return True
    return text[index - 1] in "\u200c\u200d" or unicodedata.combining(text[index - 1]) == 9  # a virama


def binding_places(text: str) -> list[int]:
    """Return the indices within *text* after its spaces that should not break, and may where nothing else does."""
    return [
        index + 1 for index, each in enumerate(text) if each == NO_BREAK_SPACE and 0 < index < len(text) - 1
    ]
