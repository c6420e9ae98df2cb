"""Our page with Typst's Python binding: ``pip install typst``. The page is a Typst script, written anew each time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typst
from page_content import (
    ADDRESS,
    CARD,
    CLINIC,
    FACTS,
    FOOTER,
    INVITATION,
    PHONE,
    PICTURES,
    REGULAR,
    SECTIONS,
    SUMMARY,
    TITLE,
    URL,
    WAYS,
)
from scannable import svg

STYLE = """
#set document(title: TITLE, author: CLINIC, date: none)
#set page("us-letter", margin: (x: 38pt, top: 38pt, bottom: 46pt), footer: context text(9.5pt, fill: luma(30%))[
  Page #counter(page).display() of #counter(page).final().first() · #FOOTER])
#set text(font: "Atkinson Hyperlegible Next", size: 12pt, lang: "en")
#set par(leading: 5pt, spacing: 7pt)
#set list(indent: 4pt, spacing: 6pt)
#set enum(indent: 2pt, spacing: 6pt)
#let teal = rgb("#0b5a5e")
#let tint = rgb("#e4f6f8")
#let pale = rgb("#9acace")
#let drawing(name, height) = image(bytes(PICTURES.at(name)), format: "svg", height: height)
#let head(words) = block(above: 12pt, below: 6pt, sticky: true, text(14.5pt, teal, weight: "bold", words))
#let group(words) = block(above: 8pt, below: 5pt, sticky: true, text(teal, weight: "bold", words))
#let small(words) = text(9.5pt, words)
#let lined(label) = box(width: 100%, height: 16pt, stroke: (bottom: 0.6pt + luma(35%)),
  text(9.5pt, teal, weight: "bold", label + ":"))
#let tick(name, words) = block(breakable: false, grid(columns: (18pt, 1fr, 20pt),
  box(width: 10pt, height: 10pt, radius: 2pt, stroke: 0.8pt), words,
  if name != none { align(right, drawing(name, 14pt)) }))
#let call(heading, ..entries) = block(breakable: false, fill: tint, stroke: teal, radius: 6pt, inset: 10pt,
  width: 100%)[#grid(columns: (22pt, 1fr), drawing("call", 16pt), text(14.5pt, teal, weight: "bold", heading))
  #list(..entries)]
#let lines(count) = for _ in range(count) { block(height: 13pt, width: 100%, stroke: (bottom: 0.6pt + luma(35%))) }
"""
FRONT = """
#grid(columns: (42pt, 1fr, auto), align: horizon, drawing("logo", 38pt),
  text(14pt, teal, weight: "bold", CLINIC), PHONE)
#line(length: 100%, stroke: 2.6pt + teal)
#text(24pt, teal, weight: "bold", TITLE)

#SUMMARY
#block(fill: tint, stroke: pale, radius: 6pt, inset: 9pt, width: 100%,
  grid(columns: (1fr, 1fr), gutter: 6pt, ..CARD.map(lined)))
#grid(columns: (1fr,) * FACTS.len(), ..FACTS.map(fact => grid(columns: (28pt, 1fr), drawing(fact.at(0), 22pt),
  [#text(9.5pt, teal, weight: "bold", fact.at(1))\\ #fact.at(2)])))
#columns(2, gutter: 20pt)[
"""
CLOSING = """
]
#block(breakable: false, fill: tint, stroke: pale, radius: 6pt, inset: 8pt, width: 100%, grid(columns: (98pt, 1fr),
  image(bytes(CODE), format: "svg", width: 85pt),
  [#head(INVITATION.at(0)) #INVITATION.at(1) #link(URL, for way in WAYS { group(way) }) #small(ADDRESS)]))
"""


def literal(value: object) -> str:
    """Return a text, or a list of texts, as Typst writes it."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    assert isinstance(value, (list, tuple))
    return "(" + "".join(literal(each) + ", " for each in value) + ")"


def text(runs: list[tuple[str, bool]]) -> str:
    """Return runs as content."""
    return (
        "["
        + "".join(f"#strong({literal(piece)})" if bold else f"#{literal(piece)}" for piece, bold in runs)
        + "]"
    )


def block(kind: str, *held: Any) -> str:
    """Return one block of a section."""
    match kind, held:
        case "paragraphs", [paragraphs]:
            return "".join(f"#par({text(runs)})\n" for runs in paragraphs)
        case "bullets", [items]:
            return f"#list({', '.join(text(runs) for runs in items)})\n"
        case "steps", [items]:
            return f"#enum({', '.join(text(runs) for runs in items)})\n"
        case "timeline", [items]:
            return "".join(f"#group({literal(time)})\n#par({text(runs)})\n" for time, runs in items)
        case "checklist", [groups]:
            return "".join(
                f"#group({literal(heading)})\n"
                + "".join(
                    f"#tick({literal(name) if name else 'none'}, {text(runs)})\n" for name, runs in items
                )
                for heading, items in groups
            )
        case "callout", [heading, items]:
            return f"#call({literal(heading)}, {', '.join(text(runs) for runs in items)})\n"
        case "write-in", [count]:
            return f"#lines({count})\n"
        case _:
            raise NotImplementedError(kind)


def script() -> str:
    """Return the handout as a Typst script."""
    names = {
        "TITLE": TITLE,
        "CLINIC": CLINIC,
        "FOOTER": FOOTER,
        "PHONE": PHONE,
        "SUMMARY": SUMMARY,
        "CARD": CARD,
        "FACTS": FACTS,
        "INVITATION": INVITATION,
        "URL": URL,
        "WAYS": WAYS,
        "ADDRESS": ADDRESS,
        "CODE": svg(),
    }
    words = "".join(f"#let {name} = {literal(value)}\n" for name, value in names.items())
    pictures = ", ".join(f"{literal(name)}: {literal(picture['svg'])}" for name, picture in PICTURES.items())
    figure = '#align(center, drawing("body-map", 126pt))\n' if "body-map" in PICTURES else ""
    sections = "".join(
        f"#head({literal(heading)})\n"
        + "".join(block(*each) for each in blocks)
        + (figure if not number else "")
        for number, (heading, blocks) in enumerate(SECTIONS)
    )
    return f"{words}#let PICTURES = ({pictures})\n{STYLE}{FRONT}{sections}{CLOSING}"


def make() -> bytes:
    """Return the PDF."""
    fonts = [str(Path(REGULAR).parent)]
    return bytes(typst.compile(script().encode("utf-8"), font_paths=fonts, ignore_system_fonts=True))
