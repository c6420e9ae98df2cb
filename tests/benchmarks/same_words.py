"""What the benchmark's rivals write: the words and pictures of our own handout, as plain literals.

Taken from the tailored handout, so that it can never differ from what we print. It goes into a Python module,
because a script of one's own would hold its words as literals: no rival pays for reading YAML.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from handouts.delivering.looks import look_of
from handouts.delivering.places import data_folder
from handouts.graphics.document import Colour
from handouts.graphics.document import Path as Outline
from handouts.pictures import body_map, icon
from handouts.pictures.picture import Picture
from handouts.reading.library import Library
from handouts.tailoring import handout as said
from handouts.tailoring.moments import Appointment
from handouts.tailoring.request import ResolvedRequest
from handouts.tailoring.tailor import tailor

PROCEDURE, CLINIC, LANGUAGE = "lumbar-sympathetic-block", "parkview", "en"
MODULE = "page_content.py"

Runs = list[tuple[str, bool]]
"""Pieces of one paragraph, each with whether it is bold."""


def write_content(folder: Path) -> None:
    """Write the module that the rivals import into *folder*."""
    text = "".join(f"{name} = {value!r}\n" for name, value in content().items())
    (folder / MODULE).write_text(text, encoding="utf-8")


def content() -> dict[str, Any]:
    """Return everything that stands on the page, as literals by the names that the rivals use."""
    library = Library(*data_folder(None))
    procedure, clinic = library.procedure(PROCEDURE, LANGUAGE).require(), library.clinic(CLINIC).require()
    brand = library.brand(CLINIC).require()
    order = ResolvedRequest(PROCEDURE, CLINIC, LANGUAGE, "standard", "letter", False, {}, Appointment())
    language = library.language(LANGUAGE).require()
    page, _problems = tailor(procedure, clinic, language, order)
    look, _problems = look_of(brand, library.fonts, "logo", language, LANGUAGE)
    fonts = library.fonts / "atkinson-hyperlegible-next" / "AtkinsonHyperlegibleNext"
    names = {fact.icon for fact in page.facts} | {"call"}
    names |= {
        entry.icon
        for section in page.sections
        for block in section.blocks
        if isinstance(block, said.Checklist)
        for group in block.groups
        for entry in group.entries
    }
    pictures = {name: _picture(icon(name), "#0b5a5e") for name in sorted(filter(None, names))}
    if look.logo is not None and look.logo.picture is not None:
        pictures["logo"] = _picture(look.logo.picture, None)
    if page.body_map is not None:
        figure = body_map(page.body_map.view, page.body_map.regions)
        teal, pale, amber = Colour(0.04, 0.35, 0.37), Colour(0.8, 0.9, 0.9), Colour(0.88, 0.63, 0.19)
        pictures["body-map"] = _picture(
            Picture(figure.width, figure.height, figure.painted(pale, teal, amber)), None
        )
    card, phone = page.scheduling, page.clinic.phones[0]
    assert card is not None
    return {
        "REGULAR": f"{fonts}-Regular.ttf",
        "BOLD": f"{fonts}-Bold.ttf",
        "TITLE": page.title.plain,
        "SUMMARY": page.summary.plain,
        "CLINIC": page.clinic.name,
        "PHONE": f"{phone.label} {phone.number}",
        "CARD": [row.label for row in page.card],
        "FACTS": [(fact.icon, fact.label.plain, fact.text.plain) for fact in page.facts],
        "SECTIONS": [
            (section.heading.plain, [_block(block) for block in section.blocks]) for section in page.sections
        ],
        "INVITATION": (card.heading.plain if card.heading else "", card.text.plain if card.text else ""),
        "WAYS": [f"{page.words['scan_or_visit']} {card.shown}", f"{page.words['call']} {phone.number}"],
        "ADDRESS": ", ".join(page.clinic.address),
        "URL": card.url,
        "FOOTER": f"{page.words['handout_id'].format(id=page.identity)} · {page.words['not_reviewed']}",
        "PICTURES": pictures,
    }


def _block(block: said.Block) -> tuple[Any, ...]:
    """Return a block as (kind, what it holds)."""
    match block:
        case said.Paragraphs(paragraphs):
            return ("paragraphs", [_runs(text) for text in paragraphs])
        case said.Bullets(entries):
            return ("bullets", [_runs(entry.text) for entry in entries])
        case said.Steps(entries):
            return ("steps", [_runs(entry.text) for entry in entries])
        case said.Timeline(entries):
            return ("timeline", [(entry.time.plain, _runs(entry.text)) for entry in entries])
        case said.Checklist(groups):
            return (
                "checklist",
                [
                    (
                        group.heading.plain if group.heading else "",
                        [(entry.icon, _runs(entry.text)) for entry in group.entries],
                    )
                    for group in groups
                ],
            )
        case said.Callout(heading=heading, paragraphs=paragraphs, entries=entries):
            return (
                "callout",
                heading.plain if heading else "",
                [*map(_runs, paragraphs), *(_runs(entry.text) for entry in entries)],
            )
        case said.WriteIn(lines=lines):
            return ("write-in", lines)
        case _:
            raise NotImplementedError(f"the rivals cannot write {type(block).__name__} yet")


def _runs(text: said.RichText) -> Runs:
    return [(run.text, run.bold) for run in text.runs]


def _picture(picture: Picture, fill: str | None) -> dict[str, Any]:
    """Return size and paths, y downwards: (segments, fill, stroke, line width), and the same as an SVG file."""
    paths = [
        (
            [
                (operator, tuple(round(value, 2) for value in operands))
                for operator, operands in path.segments
            ],
            fill or _hexadecimal(path.fill),
            _hexadecimal(path.stroke),
            path.line_width,
        )
        for path in picture.paths
        if isinstance(path, Outline)
    ]
    drawn = "".join(
        f'<path d="{_path_data(segments)}" fill="{inside or "none"}" stroke="{line or "none"}" '
        f'stroke-width="{width}"/>'
        for segments, inside, line, width in paths
    )
    return {
        "width": picture.width,
        "height": picture.height,
        "paths": paths,
        "svg": f'<svg xmlns="http://www.w3.org/2000/svg" width="{picture.width}" height="{picture.height}" '
        f'viewBox="0 0 {picture.width} {picture.height}">{drawn}</svg>',
    }


def _path_data(segments: list[tuple[str, tuple[float, ...]]]) -> str:
    pieces = []
    for operator, operands in segments:
        if operator == "R":
            x, y, width, height = operands
            pieces.append(f"M{x} {y}h{width}v{height}h{-width}z")
        else:
            pieces.append(operator + " ".join(map(str, operands)))
    return "".join(pieces)


def _hexadecimal(colour: Colour | None) -> str | None:
    if colour is None:
        return None
    return "#" + "".join(f"{round(part * 255):02x}" for part in (colour.red, colour.green, colour.blue))
