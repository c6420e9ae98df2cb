"""Inline markup: ``**bold**`` and ``[words](https://address)`` become runs; everything else is plain text.

The markup is read before values are filled in, so no value can bring markup with it. Knows nothing of files or pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from handouts.tailoring.handout import Run

_TOKEN = re.compile(
    r"(?P<expression>\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})"
    r"|(?P<bold>\*\*)"
    r"|\[(?P<words>[^\[\]]+)\]\((?P<url>(?:https://|tel:|mailto:)[^\s()]+)\)",
    re.DOTALL,
)


def parse_inline(text: str, fill: Callable[[str], str]) -> tuple[Run, ...]:
    """Return the runs of *text*, each run's text passed through *fill*; white space is folded to single spaces.

    An unpaired ``**`` is printed as it stands.
    """
    pieces: list[tuple[str, bool, str | None]] = []
    bold, start, pending = False, 0, ""
    closes = text.count("**") // 2 * 2
    seen = 0

    def flush() -> None:
        nonlocal pending
        if pending:
            pieces.append((pending, bold, None))
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
            pieces.append((token["words"], bold, token["url"]))
    pending += text[start:]
    flush()
    runs = [Run(fill(words), is_bold, url) for words, is_bold, url in pieces]
    return _fold(runs)


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
            folded.append(Run(text, run.bold, run.link))
    if folded and folded[-1].text.endswith(" "):
        last = folded.pop()
        if last.text.rstrip(" "):
            folded.append(Run(last.text.rstrip(" "), last.bold, last.link))
    return tuple(folded)
