"""Names on the appointment card that no font can print: the handout is made all the same, with a line to write on.

A patient whose name is written 张伟 must not go home without instructions. Nothing here quotes a name: of its
characters only the count and the script are told.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from handouts.problems import Problem, warning
from handouts.reading.text import Text
from handouts.tailoring.handout import CardRow, Handout
from handouts.text.families import FontStack
from handouts.text.scripts import faults, is_simple, script_key

NAMES = {0: "patient's name", 3: "provider's name", 4: "place"}
"""Rows of the card that people fill in with what they like, by their slots."""
_SAME_PRINTED = frozenset({"<compat>", "<wide>", "<narrow>", "<noBreak>", "<font>", "<isolated>"})
"""Kinds of compatibility (UAX 44) whose plain form is the same name in print: Ⅲ is III; ² is not 2."""
_SCRIPTS = {
    "CJK": "Chinese or Japanese",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "HANGUL": "Korean",
    "ROMAN": "Roman numerals",
    "EMOJI": "pictures",
}


def with_printable_names(
    handout: Handout, text: FontStack, stand_in: str | None
) -> tuple[Handout, list[Problem]]:
    """Return *handout* with every name on its card as its font *text* can print it, and a warning for each it cannot.

    Such a name is left empty; the patient's is *stand_in*, if that is given.
    """
    card: list[CardRow] = []
    problems: list[Problem] = []
    for row in handout.card:
        if row.value is None or row.slot not in NAMES or not unprintable(row.value, text):
            card.append(row)
            continue
        plain = _folded(row.value, text)
        if not unprintable(plain, text):
            card.append(replace(row, value=plain))
            continue
        instead = stand_in if row.slot == 0 else None
        card.append(replace(row, value=instead))
        problems.append(_warning(row.value, NAMES[row.slot], unprintable(plain, text), instead))
    return (
        replace(handout, card=tuple(card)) if problems or tuple(card) != handout.card else handout
    ), problems


def unprintable(text: str, stack: FontStack) -> list[str]:
    """Return the characters of *text* that cannot be printed: no font has them, or none can set their script."""
    missing = {index for bold in (False, True) for index, _ in stack.missing(text, bold)}
    if not is_simple(text):
        keys = {fault.key for bold in (False, True) for fault in faults(text, stack.fonts(bold))}
        missing |= {index for index, character in enumerate(text) if script_key(character) in keys}
    return [text[index] for index in sorted(missing)]


def _folded(text: str, stack: FontStack) -> str:
    """Return *text* with each character that cannot be printed in its compatible form, where that prints the same."""
    folded = "".join(
        unicodedata.normalize("NFKC", character)
        if unprintable(character, stack)
        and unicodedata.decomposition(character).split(" ")[0] in _SAME_PRINTED
        else character
        for character in text
    )
    return Text(folded, text.place) if isinstance(text, Text) else folded


def _warning(name: str, what: str, characters: Sequence[str], instead: str | None) -> Problem:
    count = "a character" if len(characters) == 1 else f"{len(characters)} characters"
    scripts = " and ".join(dict.fromkeys(map(_script, characters)))
    shown = f'its sheets say "{instead}"' if instead else "the card has a line to write on"
    message = f"the {what} has {count} ({scripts}) that no font can print: {shown}"
    hint = "write it on the card by hand, or give the brand a font that has these letters"
    return warning("name-not-printed", message, name.place if isinstance(name, Text) else None, hint)


def _script(character: str) -> str:
    if unicodedata.category(character) in ("So", "Sk", "Co"):
        return "pictures"
    first = unicodedata.name(character, "other").split(" ")[0].split("-")[0]
    return _SCRIPTS.get(first, first.capitalize() if unicodedata.category(character)[0] in "LM" else "signs")
