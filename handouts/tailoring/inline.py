"""Inline markup: ``**bold**``, ``[words](https://address)`` and ``[palabras](lang:es)``, words of another language,
become runs; everything else is plain text.

The markup is read before values are filled in, so no value can bring markup with it. Knows nothing of files or pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from handouts.tailoring.handout import Run

_TOKEN = re.compile(
    # An expression holds no beginning of another one: so each is looked for once, however many never end.
    r"(?P<expression>\{(?:\{(?:(?!\{[{%#]).)*?\}\}|%(?:(?!\{[{%#]).)*?%\}|#(?:(?!\{[{%#]).)*?#\}))"
    r"|(?P<bold>\*\*)"
    r"|\[(?P<words>[^\[\]]+)\]"
    r"\((?:(?P<url>(?:https://|tel:|mailto:)(?!https?:|tel:|mailto:)[^\s()]+)|lang:(?P<language>[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*))\)",
    re.DOTALL,
)


def parse_inline(text: str, fill: Callable[[str], str]) -> tuple[Run, ...]:
    """Return the runs of *text*, each run's text passed through *fill*; white space is folded to single spaces.

    An unpaired ``**`` is printed as it stands.
    """
    pieces: list[Run] = []
    bold, start, pending = False, 0, ""
    closes = text.count("**") // 2 * 2
    seen = 0

    def flush() -> None:
        nonlocal pending
        if pending:
            pieces.append(Run(pending, bold))
            pending = ""

    for token in _TOKEN.finditer(text):
        pending += text[start : token.start()]
        start = token.end()
        if token["expression"]:
            pending += token["expression"]
        elif token["bold"]:
            seen += 1
            if seen > closes:
                pending += "**"
                continue
            flush()
            bold = not bold
        else:
            flush()
            pieces.append(Run(token["words"], bold, token["url"], token["language"]))
    pending += text[start:]
    flush()
    return _fold([replace(piece, text=fill(piece.text)) for piece in pieces])


MASK, OPEN, CLOSE = "\x00", "\x01", "\x02"
"""What `masked` writes for markup: everywhere, where a link's words begin, and where they end."""


def masked(text: str) -> str:
    """Return *text*, as long as it was, with all that is read as markup covered; the words of links stay."""
    covered = list(text)
    bolds = []
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        if token["bold"]:
            bolds.append(start)
            continue
        stays = range(0)
        if token["words"] is not None:
            stays = range(*token.span("words"))
        for index in range(start, end):
            if index not in stays:
                covered[index] = MASK
        if stays:
            covered[start], covered[end - 1] = OPEN, CLOSE
    for start in bolds[: len(bolds) // 2 * 2]:
        covered[start : start + 2] = MASK * 2
    return "".join(covered)


def _fold(runs: list[Run]) -> tuple[Run, ...]:
    """Fold white space across runs, keeping no-break spaces, and drop what is empty."""
    folded: list[Run] = []
    after_space = True
    for run in runs:
        text = re.sub(r"[ \t\r\n]+", " ", run.text)
        if after_space:
            text = text.removeprefix(" ")
        if text:
            after_space = text.endswith(" ")
            folded.append(replace(run, text=text))
    if folded and folded[-1].text.endswith(" "):
        last = folded.pop()
        if last.text.rstrip(" "):
            folded.append(replace(last, text=last.text.rstrip(" ")))
    return tuple(folded)
