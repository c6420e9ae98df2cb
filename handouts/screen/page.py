"""A handout becomes one web page: HTML with its style, fonts and pictures inside. The whole flow on one screen.

The page asks nothing of any network and needs no script; what is ticked or written on it is kept nowhere. It says
the words of the paper in the order of the paper's structure tree, but never who the patient is: a page is mailed
and forwarded more easily than a sheet. Knows handouts and their look; never paper, files or HTTP.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from functools import lru_cache
from html import unescape
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from handouts.screen.blocks import template_of
from handouts.screen.colours import style_of_colours
from handouts.screen.drawings import body_map_drawing, icon_symbols, logo_drawing, qr_drawing
from handouts.screen.links import safe_link, telephone
from handouts.screen.web_fonts import font_faces
from handouts.tailoring.handout import Callout, Handout, RichText, Run, Section

if TYPE_CHECKING:
    from handouts.composing.compose import Look

PATIENT = 0
"""The row of the appointment card that names the patient."""


def html_page(handout: Handout, look: Look, direction: str = "ltr") -> str:
    """Return *handout* as an HTML document in the colours and typefaces of *look*, without the patient's name.

    *direction* is that of the language, ``ltr`` or ``rtl``. The same handout gives the same text.
    """
    shown = _for_nobody(handout)
    numbers = count(1)
    body = (
        _environment()
        .get_template("body.html")
        .render(
            handout=shown,
            words=shown.words,
            sections=[section for section in _sections(shown) if not section.is_handed_back],
            handed_back=[section for section in shown.sections if section.is_handed_back],
            logo=logo_drawing(look.logo, shown.mono) if look.logo else None,
            body_map=body_map_drawing(shown.body_map, shown.words) if shown.body_map else None,
            qr=qr_drawing(shown.scheduling.url) if shown.scheduling else None,
            next_number=lambda: next(numbers),
        )
    )
    style = "\n".join(
        (
            font_faces(look.text, look.display, _characters(body)),
            style_of_colours(look.primary, look.accent, shown.mono, look.foreground),
            _style_sheet(),
        )
    )
    return (
        _environment()
        .get_template("page.html")
        .render(
            handout=shown,
            direction=direction,
            policy=_policy(style),
            style=Markup(style),
            symbols=icon_symbols(_icons(body)),
            body=Markup(body),
        )
    )


def _for_nobody(handout: Handout) -> Handout:
    """Return *handout* without the patient's name."""
    rows = (replace(row, value=None) if number == PATIENT else row for number, row in enumerate(handout.card))
    return replace(handout, card=tuple(rows))


def _sections(handout: Handout) -> list[Section]:
    """Return the sections, with the clinic's own words for an emergency as the last, as on paper."""
    sections = list(handout.sections)
    if handout.clinic.emergency is not None:
        box = Callout("emergency", None, (handout.clinic.emergency,), ())
        sections.append(Section("emergency", RichText((Run(handout.words["emergency"]),)), (box,)))
    return sections


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals["template_of"] = template_of
    environment.filters["template_of"] = template_of
    environment.filters["telephone"] = telephone
    environment.filters["safe_link"] = safe_link
    return environment


@lru_cache(maxsize=1)
def _style_sheet() -> str:
    text = (Path(__file__).parent / "templates" / "style.css").read_text(encoding="utf-8")
    return re.sub(r"\n\s+", "\n", re.sub(r"/\*.*?\*/\n?", "", text, flags=re.DOTALL))


def _policy(style: str) -> str:
    """Return a Content-Security-Policy that allows this style, pictures and fonts within the page, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _characters(body: str) -> frozenset[str]:
    """Return the characters that the page shows."""
    return frozenset(unescape(re.sub(r"<[^>]*>", "", body))) - {"\n"}


def _icons(body: str) -> list[str]:
    return sorted(set(re.findall(r'href="#icon-([a-z0-9-]+)"', body)))
