"""The vocabulary of brand.yml: which of its keys handouts use, which they leave to other programs, which are misspelt.

The public vocabulary is https://posit-dev.github.io/brand-yml/ (its schema, July 2025); some keys more are common in
brand files of other programs. Nothing that is written is passed over: a key is used, or is named in the one warning
about the file, or looks like a known one and is an error. Pure; knows no model and no file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from handouts.problems import Place, Problem, error
from handouts.reading.nodes import Positioned, Steps
from handouts.reading.suggestions import closest, likeness

_USED: Mapping[str, Any] = {}
"""A key that handouts use, with all that is below it."""
_LEFT = None
"""A key of brand.yml that handouts do not use."""
_TYPE = {
    "family": _USED,
    "size": _LEFT,
    "line-height": _LEFT,
    "color": _LEFT,
    "style": _LEFT,
    "background-color": _LEFT,
}

_THEME = (
    "palette", "foreground", "background", "primary", "secondary", "tertiary", "success", "info", "warning", "danger",
    "light", "dark", "link", "accent",
)  # fmt: skip
_VOCABULARY: Mapping[str, Any] = {
    "meta": {"name": _USED, "link": _LEFT},
    "logo": {"images": _USED, "small": _USED, "medium": _USED, "large": _USED, "path": _USED, "alt": _USED}
    | {"light": _USED, "dark": _USED},
    "color": dict.fromkeys(_THEME, _USED),
    "typography": {
        "fonts": {
            "family": _USED,
            "source": _USED,
            "files": _USED,
            "weight": _LEFT,
            "style": _LEFT,
            "display": _LEFT,
        },
        "base": {**_TYPE, "weight": "regular"},
        "headings": {**_TYPE, "weight": "bold"},
        "monospace": _LEFT,
        "monospace-inline": _LEFT,
        "monospace-block": _LEFT,
        "link": _LEFT,
    },
    "defaults": {"handouts": _USED},
}
_ELSEWHERE = {
    "fonts": 'write it under "typography:"',
    "font": 'write "fonts:" under "typography:"',
    "palette": 'write it under "color:"',
    "name": 'write it under "meta:"',
}
"""Keys that belong somewhere else than at the top of the file."""
_OPEN = ("meta", "defaults")
"""Where brand.yml itself lets everyone add keys: nothing is misspelt, but for our own key under ``defaults``."""
_ALIKE = 0.75
WEIGHTS = {
    "thin": 100, "extra-light": 200, "ultra-light": 200, "light": 300, "normal": 400, "regular": 400, "medium": 500,
    "semi-bold": 600, "semibold": 600, "demi-bold": 600, "bold": 700, "extra-bold": 800, "ultra-bold": 800, "black": 900,
}  # fmt: skip
"""Names of weights, as brand.yml has them and CSS counts them."""


def left_out(positioned: Positioned) -> tuple[list[tuple[str, Place | None]], list[Problem]]:
    """Return the keys of a brand file that handouts do not use, with their places, and an error for each misspelt one."""
    unused: dict[str, Place | None] = {}
    misspelt: list[Problem] = []
    for steps, key, known in _strange(positioned.data, _VOCABULARY, ()):
        place = positioned.key_places.get((*steps, key))
        hint = _hint(steps, key, known)
        if hint is not None:
            misspelt.append(error("unknown-key", f'unknown key "{key}"', place, hint))
        else:
            unused.setdefault(_dotted((*steps, key)), place)
    for steps in _dark_ones(positioned.data, ()):
        unused.setdefault('the "dark" variants', positioned.key_places.get(steps))
    return list(unused.items()), misspelt


def weight_of(text: str) -> int | None:
    """Return a weight of 1 to 1000 as CSS counts them, None for what is none. Of a range, what is nearest to regular."""
    text = text.strip().casefold()
    if text in WEIGHTS:
        return WEIGHTS[text]
    ends = [part for part in text.replace("..", " ").split() if part]
    if not 1 <= len(ends) <= 2 or not all(
        part.isascii() and part.isdigit() and len(part) <= 4 for part in ends
    ):
        return None
    low, high = int(ends[0]), int(ends[-1])
    return min(max(low, 400), high) if 1 <= low <= high <= 1000 else None


def _strange(
    data: Any, known: Mapping[str, Any], steps: Steps
) -> Iterator[tuple[Steps, str, Mapping[str, Any]]]:
    """Yield the keys of *data* that are not used: the way to each, itself, and the keys known beside it."""
    if isinstance(data, list):
        for index, each in enumerate(data):
            yield from _strange(each, known, (*steps, index))
    elif isinstance(data, dict):
        for key, value in data.items():
            below = known.get(key, _LEFT)
            if isinstance(below, str):  # a weight: used where it is what is printed anyway
                weight = weight_of(value) if isinstance(value, str) else None
                if weight is None or (weight >= 600) != (below == "bold"):
                    yield steps, str(key), known
            elif below is _LEFT:
                yield steps, str(key), known
            elif below:
                yield from _strange(value, below, (*steps, key))


def _hint(steps: Steps, key: str, known: Mapping[str, Any]) -> str | None:
    """Return what *key* was meant to be, None for one that other programs know."""
    if key in known:
        return None
    if not steps and key in _ELSEWHERE:
        return _ELSEWHERE[key]
    if steps[:1] == ("meta",):
        return None
    candidates = ["handouts"] if steps[:1] == ("defaults",) else list(known)
    match = closest(key, candidates)
    return f'did you mean "{match}"?' if match is not None and likeness(key, match) >= _ALIKE else None


def _dark_ones(data: Any, steps: Steps) -> Iterator[Steps]:
    """Yield the way to each ``dark`` of the colours and the logo that is not used: beside a ``light``, or of a ground."""
    if isinstance(data, dict):
        for key, value in data.items():
            if not steps and key not in ("color", "logo"):
                continue
            ground = steps in (("color", "foreground"), ("color", "background"))
            names = steps in (
                ("color",),
                ("color", "palette"),
                ("logo", "images"),
            )  # there it is what a colour is called
            if key == "dark" and not names and set(data) <= {"light", "dark"} and ("light" in data or ground):
                yield (*steps, key)
            yield from _dark_ones(value, (*steps, key))


def _dotted(steps: Steps) -> str:
    return ".".join(str(step) for step in steps if isinstance(step, str))
