"""What a brand's colours must do on a page, and what became of them: each duty with its ground and its ratio.

The design darkens a colour until it can be read where it stands; this says so, for the proof sheet and the checks.
Knows the design; no brand file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from handouts.composing.design import BODY_CONTRAST, GRAPHIC_CONTRAST, palette
from handouts.graphics import colour as colours
from handouts.graphics.document import Colour

Source = Literal["primary", "accent", "foreground"]


@dataclass(frozen=True, slots=True)
class Duty:
    """One use of a brand colour: what it is for, the colour as the brand has it and as it is printed."""

    use: str
    source: Source
    wanted: Colour
    printed: Colour
    ground: Colour
    needed: float

    @property
    def before(self) -> float:
        """The contrast ratio that the brand's own colour would have."""
        return colours.contrast(self.wanted, self.ground)

    @property
    def after(self) -> float:
        """The contrast ratio as it is printed."""
        return colours.contrast(self.printed, self.ground)

    @property
    def changed(self) -> bool:
        return self.wanted != self.printed


def duties(primary: str, accent: str, foreground: str = "") -> tuple[Duty, ...]:
    """Return the duties of a brand's colours (``#rrggbb``) on a colour page; it may have no foreground."""
    solved = palette(primary, accent, False, foreground)
    first, second = colours.from_hex(primary), colours.from_hex(accent)
    paper, box = colours.WHITE, solved.tint
    text = colours.from_hex(foreground) if foreground else None
    return (
        *([Duty("text", "foreground", text, solved.ink, box, BODY_CONTRAST)] if text else []),
        Duty("headings and pictograms on paper", "primary", first, solved.brand, paper, BODY_CONTRAST),
        Duty("headings in boxes", "primary", first, solved.brand_on_tint, box, BODY_CONTRAST),
        Duty(
            "rules under headings, marks on the body map",
            "accent",
            second,
            solved.accent,
            paper,
            GRAPHIC_CONTRAST,
        ),
    )
