"""Words that composed pages cut in pieces, because no line that they could stand on is wide enough.

Judges the lines of a document against the texts of its handout; draws nothing. Names no word of a patient.
"""

from __future__ import annotations

from handouts.graphics.document import ComposedDocument, TextLine
from handouts.problems import Place, Problem, warning
from handouts.reading.text import Text
from handouts.tailoring.handout import Handout, RichText
from handouts.text.fonts import SOFT_HYPHEN
from handouts.text.linebreak import MARKS
from handouts.text.scripts import is_simple
from handouts.walk import walk

SHOWN = 40
"""Characters of a word that a message shows."""
_CUT = "\0"


def cut_word_problems(handout: Handout, document: ComposedDocument) -> list[Problem]:
    """Return a warning for every word of *handout* that *document* cuts in pieces, with the place of its text."""
    problems: dict[str, Problem] = {}
    for word in cut_words(document):
        problem = _problem(handout, word)
        problems.setdefault(problem.message, problem)
    return list(problems.values())


def cut_words(document: ComposedDocument) -> list[str]:
    """Return every word that *document* cuts, whole, in the order of the pages.

    A break after a mark of the word's own, such as a hyphen, is no cut. Page furniture repeats what is content
    elsewhere, and is passed over.
    """
    texts: dict[int, list[str]] = {}
    for page in document.pages:
        for line in page.marks:
            if not isinstance(line, TextLine) or line.element is None:
                continue
            text = "".join(run.text for run in line.runs)
            ends = " " if line.ends_word else "" if _may_break_after(text) else _CUT
            texts.setdefault(id(line.element), []).append(text + ends)
    words = [word for parts in texts.values() for word in "".join(parts).replace(SOFT_HYPHEN, "").split()]
    return [word.replace(_CUT, "") for word in words if _CUT in word]


def _may_break_after(text: str) -> bool:
    """Return whether a line may end after *text* without a space: after a mark, or in a script without spaces."""
    return text[-1:] in MARKS or not is_simple(text)


def _problem(handout: Handout, word: str) -> Problem:
    hint = "use a shorter word, or put a space or a hyphen where it may be broken"
    for row in handout.card:
        if row.value is not None and word in row.value.split():
            message = f'a word of "{row.label}" on the appointment card is too wide for its line, and is cut in pieces'
            return warning("cut-word", message, _written(row.value), "write it shorter, or with spaces")
    shown = word if len(word) <= SHOWN else f"{word[: SHOWN - 1]}…"
    message = f'the word "{shown}" is too wide for any line, and is cut in pieces'
    for text, _owners in walk(handout, RichText):
        if not isinstance(text, RichText | str):
            continue
        plain = text if isinstance(text, str) else text.plain
        if word in plain:
            if isinstance(text, RichText) and text.slot is not None and word not in (text.written or ""):
                message = "a word that the visit fills in is too wide for any line, and is cut in pieces"
            return warning("cut-word", message, _written(text) if isinstance(text, str) else text.place, hint)
    # What stands in no text as it is printed might be of a patient.
    return warning("cut-word", "a word is too wide for any line, and is cut in pieces", None, hint)


def _written(text: str) -> Place | None:
    """Return where *text* was written, if it comes from a file."""
    return text.place if isinstance(text, Text) else None
