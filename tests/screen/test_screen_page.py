"""The page for a screen says what the paper says, names no patient, and holds nothing that content smuggled in."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import fields, is_dataclass, replace
from datetime import date, time
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, get_args

import pytest
from content_order import said
from every_block import NAME, write_every_block
from hypothesis import given, settings
from hypothesis import strategies as st
from judges import spoken_text
from random_handouts import random_handout
from small_library import ROOT

from handouts.composing.compose import Look
from handouts.delivering.build import Builder
from handouts.graphics.colour import contrast, from_hex
from handouts.reading.library import Library
from handouts.screen.blocks import template_of
from handouts.screen.colours import style_of_colours
from handouts.screen.links import safe_link, telephone
from handouts.screen.page import html_page
from handouts.tailoring import handout as tailored
from handouts.tailoring.handout import Edition, Handout, RichText, Run
from handouts.tailoring.moments import Appointment
from handouts.tailoring.request import Request

SAMPLE = "lumbar-sympathetic-block"
MOST_BYTES = 120_000
HOSTILE = "</p><script>alert(1)</script>{{ 7*7 }}{% raw %}\"'><img src=x onerror=alert(1)>&lt;b&gt;<!--]]>"
PLAIN_ONLY = {
    "id",
    "kind",
    "icon",
    "slot",
    "written",
    "language",
    "procedure_id",
    "clinic_id",
    "edition",
    "paper",
    "url",
}
"""Texts of a handout that choose something and are not shown."""


class Page(HTMLParser):
    """What a page shows as text, and every element with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._hidden = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in ("head", "svg"):
            self._hidden += 1
        elif tag in ("p", "li", "dt", "dd", "td", "th", "h1", "h2", "h3", "caption", "tr"):
            self.texts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("head", "svg"):
            self._hidden -= 1

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.texts.append(data)

    @property
    def words(self) -> str:
        return " ".join("".join(self.texts).split())


def made(library: Library, procedure: str, clinic: str, **wishes: Any) -> tuple[Handout, Look]:
    handout, look, problems, _name = Builder(library).tailor(Request(procedure, clinic, "en", **wishes))
    assert handout is not None and look is not None, [problem.describe() for problem in problems]
    return handout, look


@pytest.fixture(scope="module")
def sample() -> tuple[Handout, Look]:
    return made(Library(ROOT / "data", ROOT / "fonts"), SAMPLE, "parkview")


@pytest.fixture(scope="module")
def every_block(tmp_path_factory: pytest.TempPathFactory) -> tuple[Handout, Look]:
    data = write_every_block(tmp_path_factory.mktemp("content") / "data")
    return made(Library(data, ROOT / "fonts"), NAME, "parkview")


@pytest.mark.parametrize("clinic", ["parkview", "harbour"])
@pytest.mark.parametrize("edition", get_args(tailored.Edition))
def test_the_samples_say_what_their_paper_says_in_its_order(clinic: str, edition: Edition) -> None:
    library = Library(ROOT / "data", ROOT / "fonts")
    request = Request(SAMPLE, clinic, "en", edition=edition)
    handout, look = made(library, SAMPLE, clinic, edition=edition)
    pdf = Builder(library).build(request).pdf
    assert pdf is not None
    assert Page(html_page(handout, look)).words == spoken_text(pdf)


def test_every_kind_of_block_says_what_its_paper_says(every_block: tuple[Handout, Look]) -> None:
    handout, look = every_block
    assert Page(html_page(handout, look)).words == said(handout)


@pytest.mark.parametrize("seed", range(40))
def test_any_handout_says_what_its_paper_says(seed: int, sample: tuple[Handout, Look]) -> None:
    handout, look = sample
    value = random_handout(seed, handout)
    assert Page(html_page(value, look)).words == said(value)


def test_every_kind_of_block_has_a_template() -> None:
    folder = ROOT / "handouts" / "screen" / "templates" / "blocks"
    shown = {template_of(object.__new__(kind)) for kind in get_args(tailored.Block)}
    assert shown == {f"blocks/{file.name}" for file in folder.iterdir()}


def test_the_page_of_a_visit_has_its_times_and_names_no_patient() -> None:
    visit = Appointment(date(2030, 12, 3), time(10, 15), "Zzyzx Invented", "Dr. Example", "Suite 200")
    handout, look = made(Library(ROOT / "data", ROOT / "fonts"), SAMPLE, "parkview", appointment=visit)
    html = html_page(handout, look)
    assert "Zzyzx" not in html
    assert "10:15" in html and "Dr. Example" in html and "Suite 200" in html


def test_the_same_handout_gives_the_same_page(sample: tuple[Handout, Look]) -> None:
    handout, look = sample
    first = html_page(handout, look)
    html_page(random_handout(1, handout), look)
    assert html_page(handout, look) == first
    assert html_page(*made(Library(ROOT / "data", ROOT / "fonts"), SAMPLE, "parkview")) == first


@pytest.mark.parametrize("clinic", ["parkview", "harbour"])
def test_the_sample_is_small(clinic: str) -> None:
    page = html_page(*made(Library(ROOT / "data", ROOT / "fonts"), SAMPLE, clinic))
    assert len(page.encode("utf-8")) <= MOST_BYTES


def _replaced(part: Any, change: Any) -> Any:
    """Return *part* with every text that is shown changed."""
    if isinstance(part, RichText):
        return replace(
            part, runs=tuple(replace(run, text=change(run.text)) for run in part.runs) or (Run(change("")),)
        )
    if is_dataclass(part) and not isinstance(part, type):
        return replace(
            part,
            **{
                each.name: _replaced(getattr(part, each.name), change)
                for each in fields(part)
                if each.name not in PLAIN_ONLY and each.name not in ("view", "regions")
            },
        )
    if isinstance(part, tuple):
        return tuple(_replaced(each, change) for each in part)
    if isinstance(part, dict):
        return {name: _replaced(value, change) for name, value in part.items()}
    return change(part) if isinstance(part, str) else part


def test_no_text_can_become_markup_script_or_template(every_block: tuple[Handout, Look]) -> None:
    handout, look = every_block
    clean = Page(html_page(handout, look))
    words = {
        name: word + HOSTILE.replace("{", "{{").replace("}", "}}") for name, word in handout.words.items()
    }
    hostile = replace(_replaced(handout, lambda text: text + HOSTILE), words=words)
    look = replace(look, logo=replace(look.logo, alternate=HOSTILE) if look.logo else None)
    page = Page(html_page(hostile, look))
    # Fewer are right: a number with letters in it is no longer a link to call.
    assert Counter(tag for tag, _ in page.elements) - Counter(tag for tag, _ in clean.elements) == Counter()
    assert "{{ 7*7 }}" in page.words and "alert(1)" in page.words
    handlers = [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert handlers == [] and "script" not in {tag for tag, _ in page.elements}


def test_a_link_that_could_run_something_is_only_words(sample: tuple[Handout, Look]) -> None:
    handout, look = sample
    for url in (
        "javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "http://x.example",
        "JaVaScRiPt:x",
        "//x",
    ):
        assert safe_link(url) is None
        title = RichText((Run("Words", link=url),))
        assert f'href="{url}"' not in html_page(replace(handout, title=title), look)
    assert safe_link("https://example.com/a") == "https://example.com/a"


@pytest.mark.parametrize(
    ("number", "address"),
    [
        ("(555) 555-0142", "tel:5555550142"),
        ("+1 555 555 0142", "tel:+15555550142"),
        ("555-0100 ext. 12", "tel:5550100;ext=12"),
        ("555\u00a00100", "tel:5550100"),
        ("911", "tel:911"),
        ("ask at the desk", None),
        ("555-HELP", None),
    ],
)
def test_a_telephone_number_can_be_tapped(number: str, address: str | None) -> None:
    assert telephone(number) == address


def test_the_page_asks_for_nothing_outside_itself(every_block: tuple[Handout, Look]) -> None:
    html = html_page(*every_block)
    for tag, attributes in Page(html).elements:
        for name in ("src", "srcset", "data", "poster", "action"):
            assert (attributes.get(name) or "data:").startswith("data:"), (tag, name)
        assert tag not in ("script", "link", "iframe", "object", "embed", "form", "base")
    assert re.findall(r"url\((?!data:)", html) == [] and "@import" not in html


def test_every_label_names_one_thing(every_block: tuple[Handout, Look]) -> None:
    elements = Page(html_page(*every_block)).elements
    ids = [attributes["id"] for _, attributes in elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    named = {name for _, attributes in elements for name in (attributes.get("aria-labelledby") or "").split()}
    named |= {str(attributes["for"]) for _, attributes in elements if "for" in attributes}
    assert named <= set(ids)


HEX = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


@settings(max_examples=60, deadline=None)
@given(primary=HEX, accent=HEX, mono=st.booleans())
def test_any_brand_can_be_read_in_light_and_dark(primary: str, accent: str, mono: bool) -> None:
    style = style_of_colours(primary, accent, mono)
    light, dark = (dict(re.findall(r"--([a-z-]+):(#[0-9a-f]{6});", part)) for part in style.split("@media"))
    for scheme in (light, dark):
        of = {name: from_hex(value) for name, value in scheme.items()}
        for ground in ("paper", "tint"):
            assert contrast(of["ink"], of[ground]) >= 7
            assert contrast(of["quiet"], of[ground]) >= 7
        assert contrast(of["brand"], of["paper"]) >= 7
        assert contrast(of["on-tint"], of["tint"]) >= 7
        assert contrast(of["on-band"], of["band"]) >= 4.5
        assert contrast(of["accent"], of["paper"]) >= 3
        assert contrast(of["mark"], of["body"]) >= (1 if scheme is light and not mono else 3)


def test_paths_of_templates_are_all_used() -> None:
    folder = ROOT / "handouts" / "screen" / "templates"
    sources = "".join(file.read_text(encoding="utf-8") for file in folder.rglob("*.html"))
    sources += "".join(
        file.read_text(encoding="utf-8") for file in (ROOT / "handouts" / "screen").glob("*.py")
    )
    assert [
        file.name for file in folder.rglob("*.*") if f"{file.name}" not in sources and _is_top(file)
    ] == []


def _is_top(file: Path) -> bool:
    return file.parent.name == "templates"
