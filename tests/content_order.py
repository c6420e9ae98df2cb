"""What a handout says, in the order in which it must be read aloud: told from the content, not from the page."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.tailoring import handout as tailored
from handouts.tailoring.handout import Handout, RichText
from handouts.walk import every


def said(handout: Handout) -> str:
    """Return every word of *handout* that is text, in order, with single spaces between words.

    Figures, boxes to tick and lines to write on have words of their own, which are no text of the page.
    """
    return " ".join(" ".join(_parts(handout)).split())


def _parts(handout: Handout) -> Iterator[str]:
    words, clinic, card = handout.words, handout.clinic, handout.scheduling
    yield clinic.name
    for phone in clinic.phones[:2]:
        yield f"{phone.label} {phone.number}"
    yield handout.title.plain
    yield handout.summary.plain
    for row in handout.card:
        yield f"{row.label}: {row.value or ''}"
    for fact in handout.facts:
        yield f"{fact.label.plain} {fact.text.plain}"
    handed_back = [s for s in handout.sections if any(isinstance(b, tailored.PainLog) for b in s.blocks)]
    for section in handout.sections:
        if section not in handed_back:
            yield section.heading.plain
            for block in section.blocks:
                yield from _block(block, words, alone=len(section.blocks) == 1)
    if clinic.emergency is not None:
        yield f"{words['emergency']} {clinic.emergency.plain}"
    assert card is not None
    for text in (card.heading, card.text):
        yield text.plain if text is not None else ""
    yield f"{words['scan_or_visit']} {card.shown}"
    first = clinic.phones[0]
    yield f"{words['call']} {first.number}" + (f" ({first.hours})" if first.hours else "")
    for number, phone in enumerate(clinic.phones[1:], 2):
        if phone.hours or number > 2:
            yield f"{phone.label} {phone.number}" + (f" ({phone.hours})" if phone.hours else "")
    yield ", ".join(clinic.address)
    for section in handed_back:
        yield section.heading.plain
        for row in handout.card[:2]:
            yield f"{row.label}: {row.value or ''}"
        yield f"{words['log_ended']}:"
        for block in section.blocks:
            if isinstance(block, tailored.PainLog):
                yield from _log(block, words, prints_scale=handout.edition == "standard")
            else:
                yield from _block(block, words, alone=False)
    yield f"{words['handout_id'].format(id=handout.identity)} · {words['not_reviewed']}"
    yield clinic.language_help.plain if clinic.language_help is not None else ""


def _log(log: tailored.PainLog, words: dict[str, str], prints_scale: bool) -> Iterator[str]:
    """A log is read row by row; in large print there is no room for the numbers, and one is written."""
    yield log.intro.plain if log.intro is not None else ""
    yield words["log_scale"]
    yield from (words[f"log_{name}"] for name in ("after", "time", "pain", "side", "done"))
    for row in log.rows:
        yield f"{row.after.plain} {row.time.plain if row.time is not None else ''}"
        yield " ".join(map(str, range(11))) if prints_scale else ""
        yield f"{words['left_mark']} {words['right_mark']}"
    yield log.return_it.plain if log.return_it is not None else ""


def _block(block: tailored.Block, words: dict[str, str], alone: bool) -> Iterator[str]:
    match block:
        case tailored.Paragraphs(paragraphs):
            yield from (text.plain for text in paragraphs)
        case tailored.Bullets(entries):
            yield from (entry.text.plain for entry in entries)
        case tailored.Steps(entries):
            yield from (f"{number} {entry.text.plain}" for number, entry in enumerate(entries, 1))
        case tailored.Checklist(groups):
            for group in groups:
                yield group.heading.plain if group.heading is not None else ""
                yield from (entry.text.plain for entry in group.entries)
        case tailored.Facts(facts):
            yield from (f"{fact.label.plain} {fact.text.plain}" for fact in facts)
        case tailored.Table(caption, columns, rows):
            yield caption.plain if caption is not None else ""
            yield from (cell.plain for row in (columns, *rows) for cell in row)
        case tailored.Callout(kind, heading, paragraphs, entries):
            own = {"call-us": words["call_us"], "emergency": words["emergency"]}.get(kind, "")
            yield heading.plain if heading is not None else ("" if alone else own)
            yield from (text.plain for text in paragraphs)
            yield from (entry.text.plain for entry in entries)
        case tailored.WriteIn(prompt, _):
            yield prompt.plain if prompt is not None else ""
        case tailored.Timeline(entries):
            yield from (f"{entry.time.plain} {entry.text.plain}" for entry in entries)
        case _:  # a kind that needs no more is read as its fields follow one another
            yield from (text.plain for text in every(RichText, block))
