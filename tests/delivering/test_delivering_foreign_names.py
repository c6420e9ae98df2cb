"""The guard against a foreign name: nothing that copies share may say anything of one visit, wherever it is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from documents import BLACK, font

from handouts.delivering.mail_merge.guard import ForeignNameGuard, shared_texts
from handouts.graphics.document import (
    Bookmark,
    ComposedDocument,
    DocumentInformation,
    LinkArea,
    Mark,
    Page,
    StructureElement,
    TextLine,
    TextRun,
)

EVERYBODY = (
    "Drink clear amber fluids until 2 hours before. Your clinic helps.",
    "Sample Street",
    "Page 1 of 2",
    "Appointment",
)


def document(
    *marks: Mark, bookmarks: tuple[Bookmark, ...] = (), root: StructureElement | None = None
) -> ComposedDocument:
    page = Page(100, 100, marks, bookmarks)
    information = DocumentInformation("Appointment", "Appointment", "", "en")
    return ComposedDocument((page,), root or StructureElement("Document"), information)


def line(text: str, source: object | None = None) -> TextLine:
    return TextLine(0, 0, (TextRun(text, font(), 10, BLACK),), source=source)


def on_an_element(**texts: str) -> ComposedDocument:
    root = StructureElement("Document")
    root.add("Sect").add("Figure", **texts)
    return document(root=root)


def of_the_file(title: str = "", author: str = "", subject: str = "", keywords: str = "") -> ComposedDocument:
    return replace(document(), information=DocumentInformation(title, author, subject, "en", keywords))


def in_a_link(url: str, contents: str) -> ComposedDocument:
    return document(LinkArea(0, 0, 9, 9, url, StructureElement("Link"), contents))


PLACES: dict[str, Callable[[str], ComposedDocument]] = {
    "a line": lambda text: document(line(text)),
    "a bookmark": lambda text: document(bookmarks=(Bookmark(text, 1, 0.0),)),
    "an alternate text": lambda text: on_an_element(alternate=text),
    "an actual text": lambda text: on_an_element(actual_text=text),
    "the title of a part": lambda text: on_an_element(title=text),
    "what a link says": lambda text: in_a_link("https://example.com", text),
    "where a link leads": lambda text: in_a_link(f"https://example.com/?of={text}", "Appointment"),
    "the title of the file": lambda text: of_the_file(title=text),
    "the author of the file": lambda text: of_the_file(author=text),
    "the subject of the file": lambda text: of_the_file(subject=text),
    "the keywords of the file": lambda text: of_the_file(keywords=text),
}


def guard() -> ForeignNameGuard:
    constants = [text for place in PLACES.values() for text in shared_texts(place("Appointment"))]
    return ForeignNameGuard([*EVERYBODY, *constants])


@pytest.mark.parametrize("name", ["Li", "Maximiliana Placeholder", "Étienne Exemple", "Q"])
@pytest.mark.parametrize("place", PLACES)
def test_a_name_is_found_in_every_text_that_copies_share(place: str, name: str) -> None:
    made = PLACES[place]
    assert guard().finds(made(f"For {name}"), [name])
    assert guard().finds(made(name), [name])
    assert not guard().finds(made("Appointment"), [name])


@pytest.mark.parametrize(
    ("name", "said"),
    {
        "a space that does not break": ("Ann Example", "For Ann\u00a0Example"),
        "another case": ("Ann Example", "FOR ANN EXAMPLE"),
        "another case of one letter that is two": ("Strauß", "STRAUSS"),
        "without its accents": ("Étienne", "Etienne"),
        "with a letter put together": ("Étienne", "E\u0301tienne"),
        "with a hyphen that is not seen": ("Maximiliana", "Maxi\u00admiliana"),
        "a part of the name": ("Ann Maria Placeholder", "Mrs. Placeholder"),
        "with something after it": ("Placeholder", "Placeholder's day"),
        "glued to other words": ("Ann Example", "row7AnnExample"),
        "in a longer word": ("Li", "MsLi"),
        "in an address": ("Ann Example", "mailto:ann.example@example.com"),
        "a name of two letters": ("Li", "For Li"),
        "a name of two letters, in another case": ("Li", "LI"),
        "a short name beside marks": ("Li", "(Li)"),
        "a word that is said to everybody too": ("Amber", "For Amber"),
        "a name in a word that is said to everybody": ("Li", "Clear: Li"),
        "the words of others in another order": ("Amber Drink", "Amber Drink"),
        "a date": ("Monday, December 2, 2030 at 8:00", "until December 2"),
        "a year": ("December 2, 2030", "since 2030"),
        "a place": ("Second entrance", "by the second door"),
    }.values(),
)  # fmt: skip
def test_a_name_is_found_however_it_is_written(name: str, said: str) -> None:
    assert guard().finds(document(line(said)), [name])
    assert not guard().finds(document(line("Sample Street")), [name])


def test_a_name_that_is_broken_over_lines_is_found() -> None:
    assert guard().finds(document(line("For Ann"), line("Example, at noon")), ["Example"])


@pytest.mark.parametrize(
    ("name", "said"),
    {
        "a word in a whole text of everybody's": ("Amber", "amber fluids until 2 hours"),
        "a whole text": ("Sample", "Sample Street"),
        "a part of a word of everybody's": ("Li", "Your clinic helps"),
        "another page's number": ("December 3, 2030", "Page 3 of 3"),
        "nothing": ("", "For whom it is"),
    }.values(),
)
def test_what_is_said_to_everybody_is_no_leak(name: str, said: str) -> None:
    assert not guard().finds(document(line(said)), [name])


def test_texts_of_everybody_are_not_read_on_into_each_other() -> None:
    assert guard().finds(document(line("helps. Sample")), ["Sample"])


def test_a_line_in_a_slot_is_the_copys_own() -> None:
    assert not guard().finds(document(line("Ann Example", source="slot")), ["Ann Example"])


def test_one_leak_among_many_pages_is_found() -> None:
    made = document(line("Sample Street"))
    pages = (*made.pages * 5, *document(line("For Li")).pages, *made.pages)
    assert guard().finds(replace(made, pages=pages), ["Ann Example", "Li"])
