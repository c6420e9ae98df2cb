"""What would go wrong on paper: characters that no font has, unknown pictures, a QR code that cannot be scanned.

Judges a handout and its fonts; draws nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from handouts.pictures import icon_names
from handouts.pictures.body_map import region_names
from handouts.problems import Place, Problem, error, warning
from handouts.reading.roles import IconName
from handouts.reading.text import Text
from handouts.rendering.qr import QrTooLong, qr_matrix
from handouts.tailoring.handout import Handout, RichText
from handouts.text.families import FontStack
from handouts.text.scripts import faults, script_key
from handouts.walk import every

MOST_NAMED = 12
"""Missing characters that one message names."""


def printable_problems(handout: Handout, text: FontStack, display: FontStack) -> list[Problem]:
    """Return every reason why *handout* cannot be printed as it stands, or should not be."""
    return [
        *_glyphs(handout, text, display),
        *_address(handout, text),
        *_pictures(handout),
        *_qr(handout),
        *_unwritten(handout),
    ]


def _address(handout: Handout, text: FontStack) -> Iterator[Problem]:
    """Yield an error when the address in print has letters that no font has; what it is in ASCII always prints."""
    card = handout.scheduling
    if card is not None and text.missing(card.shown):
        hint = f"write the address as {card.in_ascii}, or give the brand a font that has its letters"
        yield error("missing-glyph", "no font has the letters of this address", card.place, hint)


def _unwritten(handout: Handout) -> Iterator[Problem]:
    """Yield one warning when texts are still the [places for one] of a new file."""
    left = [rich for rich in every(RichText, handout) if re.fullmatch(r"\[[^\[\]]+\]", rich.plain)]
    if left:
        count = "a text still says" if len(left) == 1 else f"{len(left)} texts still say"
        message = f'{count} what to write, as here: "{left[0].plain}"'
        yield warning("unwritten", message, left[0].place, "write it in the place of the brackets")


def _glyphs(handout: Handout, text: FontStack, display: FontStack) -> Iterator[Problem]:
    stacks = [text] if display is text else [text, display]
    for words, place, what in _texts(handout):
        for stack in stacks:
            refused = faults(words, stack.regular)
            for fault in refused:
                of = "" if place is not None else f' of "{what}"'
                message = f"the text{of} cannot be printed: {fault.reason}"
                yield error("script-not-set", message, _place_of(fault.letter, place), fault.fix)
            keys = {fault.key for fault in refused}
            found = dict.fromkeys(each for _, each in stack.missing(words) if script_key(each) not in keys)
            if found:
                characters = list(found)
                message = f"no font has the {_named(characters)}"
                if place is None:
                    message += f' of "{what}"'
                hint = "replace it, or give the brand a font that has it"
                if len(characters) > 1:
                    hint = "replace them, or give the brand a font that has them"
                yield error("missing-glyph", message, _place_of(characters[0], place), hint)
            if refused or found:
                break


def _named(characters: Sequence[str]) -> str:
    """Return characters for people: each with its name, those that cannot be seen by their name alone."""
    shown = []
    for character in characters[:MOST_NAMED]:
        name = unicodedata.name(character, f"U+{ord(character):04X}")
        # A character that cannot be seen might steer the terminal: it is named only.
        shown.append(f'"{character}" ({name.lower()})' if character.isprintable() else name)
    more = len(characters) - MOST_NAMED
    listed = ", ".join(shown) + (f" and {more} more" if more > 0 else "")
    return f"{'character' if len(characters) == 1 else 'characters'} {listed}"


def _place_of(character: str, place: Place | None) -> Place | None:
    if place is None:
        return None
    lines = place.source.text.splitlines()
    for number in range(place.line, min(place.line + 400, len(lines)) + 1):
        column = lines[number - 1].find(character, place.column - 1 if number == place.line else 0)
        if column >= 0:
            return Place(place.source, number, column + 1)
    return place


def _pictures(handout: Handout) -> Iterator[Problem]:
    names = icon_names()
    for icon in every(IconName, handout):
        if icon not in names:
            from handouts.checks.picture_names import icon_hint  # only for a mistake

            yield error("unknown-icon", f'there is no icon "{icon}"', icon.place, icon_hint(icon))
    body_map = handout.body_map
    if body_map is None:
        return
    known = region_names(body_map.view)
    for region in body_map.regions:
        if region not in known:
            from handouts.checks.picture_names import region_hint

            message = f'the body map has no region "{region}" in its {body_map.view} view'
            where = _written(region) or body_map.place
            yield error(
                "unknown-region", message, where, region_hint(region, body_map.view, body_map.regions)
            )


def _qr(handout: Handout) -> Iterator[Problem]:
    if handout.scheduling is None:
        return
    try:
        qr_matrix(handout.scheduling.url)
    except QrTooLong as failure:
        message = (
            f"the address is too long for the QR code: {failure.length} characters, and {failure.fits} fit"
        )
        yield error("qr-too-long", message, handout.scheduling.place, "use a shorter address")


def _texts(handout: Handout) -> Iterator[tuple[str, Place | None, str]]:
    """Yield every text that the page prints, where it was written, and what people call it."""
    for name, words in handout.words.items():
        yield words, _written(words), name
    for row in handout.card:
        # What the desk typed stands in no file: the row is named, never the patient. A list's cell has its place.
        yield row.value or "", _written(row.value or ""), row.label
    clinic = handout.clinic
    for text in (clinic.name, *clinic.address):
        yield text, _written(text), "clinic"
    for phone in clinic.phones:
        yield f"{phone.label} {phone.number} {phone.hours or ''}", _written(phone.label), "phones"
    for rich in every(RichText, handout):
        yield rich.plain, rich.place, "text"


def _written(text: str) -> Place | None:
    """Return where *text* was written, if it comes from a file."""
    return text.place if isinstance(text, Text) else None
