"""Which template shows which kind of block; mypy names a kind that has none."""

from __future__ import annotations

from typing import assert_never

from handouts.tailoring import handout as tailored


def template_of(block: tailored.Block) -> str:
    """Return the name of the template of *block*."""
    match block:
        case tailored.Paragraphs():
            return "blocks/paragraphs.html"
        case tailored.Bullets():
            return "blocks/bullets.html"
        case tailored.Steps():
            return "blocks/steps.html"
        case tailored.Checklist():
            return "blocks/checklist.html"
        case tailored.Facts():
            return "blocks/facts.html"
        case tailored.Table():
            return "blocks/table.html"
        case tailored.Callout():
            return "blocks/callout.html"
        case tailored.WriteIn():
            return "blocks/write_in.html"
        case tailored.Timeline():
            return "blocks/timeline.html"
        case tailored.PainLog():
            return "blocks/pain_log.html"
        case _:
            assert_never(block)
