"""A packet: several handouts in one file for one print job, each on sheets of its own, with a cover if wished."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from handouts.delivering.barrier import told
from handouts.delivering.build import Builder, BuildResult, created
from handouts.lists.cell_values import normal
from handouts.problems import Problem
from handouts.tailoring.handout import VISIT_CREATOR
from handouts.tailoring.request import Request

if TYPE_CHECKING:
    from handouts.composing.compose import Look
    from handouts.graphics.document import ComposedDocument
    from handouts.tailoring.handout import Handout


def build_packet(builder: Builder, requests: Sequence[Request], cover: bool) -> BuildResult:
    """Build the handouts of *requests*, of one clinic, as one file; with *cover* a page says what follows.

    There is no packet when one of them has an error: nobody would miss a handout that is not there.
    """

    handouts: list[Handout] = []
    looks: list[Look] = []
    documents: list[ComposedDocument] = []
    problems: list[Problem] = []
    names: list[str] = []
    for request in _answered(builder, requests):
        try:
            handout, look, found, name = builder.tailor(request)
            names.append(name)
            document = None
            if handout is not None and look is not None:
                document, found = builder.composed(request, handout, look, found)
            problems += found
            if document is not None and handout is not None and look is not None:
                documents.append(document)
                handouts.append(handout)
                looks.append(look)
        except Exception as failure:  # what else is wrong with the packet is told too
            problems += told(failure, "this packet", others="packets")
    name = _name(requests, names)
    if len(documents) < len(requests):
        return BuildResult(None, 0, tuple(dict.fromkeys(problems)), name)
    try:
        return _joined(builder, handouts, looks, documents, problems, name, cover)
    except Exception as failure:
        problems += told(failure, "this packet", others="packets")
        return BuildResult(None, 0, tuple(dict.fromkeys(problems)), name)


def _joined(
    builder: Builder,
    handouts: Sequence[Handout],
    looks: Sequence[Look],
    documents: list[ComposedDocument],
    problems: Sequence[Problem],
    name: str,
    cover: bool,
) -> BuildResult:
    """Return *documents* as one file, after a cover if wished."""
    from handouts.composing.compose import compose
    from handouts.rendering.joining import joined
    from handouts.tailoring.cover import cover_of

    title = ", ".join(dict.fromkeys(document.information.title for document in documents))
    if cover:
        front = cover_of(handouts, [len(document.pages) for document in documents])
        documents.insert(0, compose(front, looks[0], created()))
    whole = joined(documents, title)
    if any(handout.for_visit for handout in handouts):  # the first need not have asked what the visit answers
        whole = replace(whole, information=replace(whole.information, creator=VISIT_CREATOR))
    return BuildResult(builder.render(whole), len(whole.pages), tuple(dict.fromkeys(problems)), name)


def _answered(builder: Builder, requests: Sequence[Request]) -> list[Request]:
    """Return *requests*, each with the answers to its own options; what none of them asks is left to be refused."""
    asked: list[set[str]] = []
    for request in requests:
        try:
            procedure = builder.library.procedure(request.procedure_id, request.language).value
        except Exception:  # building it says why
            procedure = None
        asked.append({normal(option) for option in procedure.options} if procedure else set())
    anywhere = set().union(*asked)
    return [
        replace(
            request,
            answers={
                key: value
                for key, value in request.answers.items()
                if normal(key) in own or normal(key) not in anywhere
            },
        )
        for request, own in zip(requests, asked, strict=True)
    ]


def _name(requests: Sequence[Request], names: Sequence[str]) -> str:
    """Return ``packet.`` and what a single handout's name says after the procedure: language, paper, edition."""
    if not names:
        return f"packet.{requests[0].language}.pdf"
    # The first name may be that of a later handout, where the first one failed.
    after = next(
        names[0].removeprefix(r.procedure_id) for r in requests if names[0].startswith(f"{r.procedure_id}.")
    )
    return "packet" + after
