"""The cover of a packet: a handout that says which handouts follow, so that it looks and reads like any other. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handouts.tailoring.handout import Entry, Handout, RichText, Run, Section, Steps
from handouts.tailoring.identity import identity_of


def cover_of(handouts: Sequence[Handout], pages: Sequence[int]) -> Handout:
    """Return the cover of *handouts*, all of one clinic and visit; *pages* are how many each of them has.

    Language, paper and edition are those of the first.
    """
    first, words = handouts[0], handouts[0].words
    summary = words["packet_summary"].format(count=len(handouts), clinic=first.clinic.name)
    entries = tuple(
        Entry(
            RichText(
                (
                    Run(handout.title.plain, bold=True),
                    Run(f" ({_count(count, words)}). {handout.summary.plain}"),
                )
            )
        )
        for handout, count in zip(handouts, pages, strict=True)
    )
    contents = Section("contents", _plain(words["packet_contents"]), (Steps(entries),))
    return replace(
        first,
        identity=identity_of(tuple(handout.identity for handout in handouts)),
        title=_plain(words["packet"]),
        summary=_plain(summary),
        facts=(),
        body_map=None,
        sections=(contents,),
        scheduling=None,
        clinic=replace(first.clinic, emergency=None),
    )


def _count(pages: int, words: dict[str, str]) -> str:
    text = words["one_page"] if pages == 1 else words["many_pages"].format(count=pages)
    return text.replace(" ", "\u00a0")


def _plain(text: str) -> RichText:
    return RichText((Run(text),))
