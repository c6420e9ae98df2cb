"""Our page with WeasyPrint, as HTML and CSS: ``pip install weasyprint`` (it needs the library Pango)."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from page_content import (
    ADDRESS,
    BOLD,
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
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

STYLE = f"""
@font-face {{ font-family: Text; src: url({Path(REGULAR).as_uri()}); }}
@font-face {{ font-family: Text; font-weight: bold; src: url({Path(BOLD).as_uri()}); }}
@page {{ size: letter; margin: 38pt 38pt 46pt; @bottom-left {{ font: 9.5pt Text; color: #4d4d4d;
  content: "Page " counter(page) " of " counter(pages) " · {FOOTER}"; }} }}
body {{ font: 12pt/15pt Text; margin: 0; }}
h1, h2, h3 {{ color: #0b5a5e; margin: 0; break-after: avoid; }}
h1 {{ font-size: 24pt; line-height: 28pt; }} h2 {{ font-size: 14.5pt; line-height: 18pt; padding-top: 8pt; }}
h3 {{ font-size: 12pt; padding-top: 3pt; }}
p, ul, ol {{ margin: 0 0 4pt; }} ul, ol {{ padding-left: 18pt; }} li {{ margin-bottom: 4pt; break-inside: avoid; }}
header {{ display: flex; justify-content: space-between; align-items: center; border-bottom: 2.6pt solid #0b5a5e; }}
header b {{ flex: 1; font-size: 14pt; color: #0b5a5e; }} header svg {{ height: 38pt; }}
.card {{ display: flex; flex-wrap: wrap; background: #e4f6f8; border: 1pt solid #9acace; border-radius: 6pt;
  padding: 6pt 9pt; margin: 8pt 0; }}
.card div {{ width: 45%; margin-right: 5%; height: 22pt; font: bold 9.5pt/22pt Text; color: #0b5a5e;
  border-bottom: 0.6pt solid #5a5a5e; box-sizing: border-box; }}
.facts {{ display: flex; }} .facts div {{ flex: 1; display: flex; }}
.facts svg {{ height: 22pt; width: 22pt; margin-right: 6pt; }}
.facts b {{ font-size: 9.5pt; line-height: 12pt; color: #0b5a5e; display: block; }}
.body {{ columns: 2; column-gap: 20pt; }}
.ticks {{ list-style: none; padding: 0; }}
.ticks li {{ display: flex; }} .ticks i {{ width: 9pt; height: 9pt; border: 0.8pt solid; border-radius: 2pt;
  margin: 2pt 7pt 0 0; }} .ticks span {{ flex: 1; }} .ticks svg {{ height: 14pt; width: 14pt; margin-left: 6pt; }}
.call {{ background: #e4f6f8; border: 1pt solid #0b5a5e; border-radius: 6pt; padding: 0 10pt; break-inside: avoid; }}
.call h2 svg {{ height: 16pt; width: 16pt; margin-right: 6pt; }}
.map {{ text-align: center; }} .map svg {{ height: 126pt; width: 56pt; }}
.lines div {{ height: 20pt; border-bottom: 0.6pt solid #5a5a5e; }}
.closing {{ display: flex; background: #e4f6f8; border: 1pt solid #9acace; border-radius: 6pt; padding: 8pt;
  margin-top: 8pt; break-inside: avoid; }}
.closing svg {{ width: 85pt; height: 85pt; margin-right: 14pt; }} .closing div {{ flex: 1; }}
small {{ font-size: 9.5pt; }}
"""


def text(runs: list[tuple[str, bool]]) -> str:
    """Return runs as HTML."""
    return "".join(f"<b>{escape(piece)}</b>" if bold else escape(piece) for piece, bold in runs)


def drawing(name: str | None) -> str:
    """Return a picture as inline SVG."""
    return str(PICTURES[name]["svg"]) if name else ""


def entries(tag: str, texts: list[str], kind: str = "") -> str:
    """Return a list."""
    return f'<{tag} class="{kind}">' + "".join(f"<li>{each}</li>" for each in texts) + f"</{tag}>"


def block(kind: str, *held: Any) -> str:
    """Return one block of a section."""
    match kind, held:
        case "paragraphs", [paragraphs]:
            return "".join(f"<p>{text(runs)}</p>" for runs in paragraphs)
        case "bullets", [items]:
            return entries("ul", [text(runs) for runs in items])
        case "steps", [items]:
            return entries("ol", [text(runs) for runs in items])
        case "timeline", [items]:
            return "".join(f"<h3>{escape(time)}</h3><p>{text(runs)}</p>" for time, runs in items)
        case "checklist", [groups]:
            return "".join(
                f"<h3>{escape(heading)}</h3>"
                + entries(
                    "ul",
                    [f"<i></i><span>{text(runs)}</span>{drawing(name)}" for name, runs in items],
                    "ticks",
                )
                for heading, items in groups
            )
        case "callout", [heading, items]:
            words = entries("ul", [text(runs) for runs in items])
            return f'<div class="call"><h2>{drawing("call")}{escape(heading)}</h2>{words}</div>'
        case "write-in", [count]:
            return '<div class="lines">' + "<div></div>" * int(count) + "</div>"
        case _:
            raise NotImplementedError(kind)


def page() -> str:
    """Return the handout as HTML."""
    card = "".join(f"<div>{escape(label)}:</div>" for label in CARD)
    facts = "".join(
        f"<div>{drawing(name)}<p><b>{escape(label)}</b>{escape(words)}</p></div>"
        for name, label, words in FACTS
    )
    figure = f'<div class="map">{drawing("body-map")}</div>' if "body-map" in PICTURES else ""
    sections = "".join(
        f"<h2>{escape(heading)}</h2>"
        + "".join(block(*each) for each in blocks)
        + (figure if not number else "")
        for number, (heading, blocks) in enumerate(SECTIONS)
    )
    ways = "".join(f"<h3>{escape(way)}</h3>" for way in WAYS)
    return f"""<!doctype html><html lang="en"><head><title>{escape(TITLE)}</title></head><body>
<header>{drawing("logo")}<b>{escape(CLINIC)}</b><span>{escape(PHONE)}</span></header>
<h1>{escape(TITLE)}</h1><p>{escape(SUMMARY)}</p>
<div class="card">{card}</div><div class="facts">{facts}</div><div class="body">{sections}</div>
<div class="closing">{svg()}<div><h2>{escape(INVITATION[0])}</h2><p>{escape(INVITATION[1])}</p>
<a href="{escape(URL)}">{ways}</a><small>{escape(ADDRESS)}</small></div></div></body></html>"""


def make() -> bytes:
    """Return the PDF."""
    fonts = FontConfiguration()
    style = CSS(string=STYLE, font_config=fonts)
    return bytes(HTML(string=page()).write_pdf(stylesheets=[style], font_config=fonts))
