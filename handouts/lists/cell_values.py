"""What the cells of an appointment list mean: answers, and names as they are compared. Pure.

Every function raises ValueError with a sentence that says what was expected and never what was found,
because a cell in the wrong column may be a patient's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_ALIKE = {
    "yes": ("y", "true", "1", "x"),
    "no": ("n", "false", "0"),
    "left": ("l", "lt"),
    "right": ("r", "rt"),
    "both": ("bilateral", "b/l", "left and right"),
}


def read_choice(text: str, choices: Iterable[str]) -> str:
    """Return which of *choices* a cell means; ``Y`` is yes, ``L`` left, ``bilateral`` both. Raises ValueError."""
    known = [str(choice) for choice in choices]
    wanted = normal(text)
    for choice in known:
        if wanted == normal(choice) or wanted in {normal(word) for word in _ALIKE.get(normal(choice), ())}:
            return choice
    raise ValueError("should be one of: " + ", ".join(known))


def normal(text: str) -> str:
    """Return *text* as headings and names are compared: lower case, letters and digits, single spaces."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))
