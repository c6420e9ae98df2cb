"""Text of other scripts on paper: it conforms, it is tagged, and what is read back is what was written.

Three readers: poppler's text and its structure tree, PDFium's text, and our own transcript.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pypdfium2
import pytest
from documents import BLACK, font, information, stack
from judges import assert_conforms, outloud_findings, spoken_text
from script_fonts import SAMPLES, script_stack

from handouts.graphics.document import ComposedDocument, Page, StructureElement, TextLine, TextRun
from handouts.rendering.render import render
from handouts.rendering.transcript import transcript
from handouts.text.families import FontStack
from handouts.text.line import set_lines
from handouts.text.paragraph import Span

LANGUAGES = sorted(SAMPLES)
UNSEEN = re.compile("[\u2060\u200b\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\f\ufeff]")
LATIN = {
    "yo": "Bọ́lá, dá Ibuprofen dúró ní ọjọ́ 7 ṣáájú iṣẹ́ abẹ.",
    "gn": "Eheja 7 ára mboyve. G̃uarã, mitãg̃uéra.",
    "nv": "Tʼą́ą́, łį́į́ʼ, Ibuprofen ąąh dah hazʼą́ągi.",
    "en": "AVATAR Ty To: take 5 mg at 8 PM, ≥ 6 hours before.",
    "vi": "Ngừng dùng Ibuprofen 7 ngày trước thủ thuật.",
}


def document(text: str, fonts: FontStack, width: float = 250) -> tuple[ComposedDocument, list[str]]:
    """Return a page with *text* as a paragraph between two others, and its lines."""
    root = StructureElement("Document")
    title = root.add("H1")
    marks = [TextLine(40, 740, (TextRun("Before your visit", font("Bold"), 20, BLACK),), title)]
    element = root.add("P")
    if fonts.language in SAMPLES:
        element = element.add("Span", actual_text=text)
    said = []
    y = 700.0
    for line in set_lines([Span(text)], fonts, 11, width).lines:
        runs = tuple(
            TextRun(piece.text, piece.font, 11, BLACK, None, piece.glyphs, piece.at) for piece in line.pieces
        )
        rightwards = fonts.language not in ("ar", "he")
        marks.append(TextLine(40, y, runs, element, line.ends_word, rightwards=rightwards))
        said.append("".join(piece.text for piece in line.pieces))
        y -= 20
    marks.append(TextLine(40, y, (TextRun("Call us.", font(), 11, BLACK),), root.add("P")))
    about = information(language=fonts.language)
    return ComposedDocument((Page(612, 792, tuple(marks)),), root, about), said


def plain(text: str) -> str:
    """Return *text* without marks of direction, composed, with single spaces."""
    return " ".join(unicodedata.normalize("NFC", UNSEEN.sub("", text)).split())


def fonts_of(language: str) -> FontStack:
    if language in SAMPLES:
        return script_stack(language)
    sans = "source-sans-3/SourceSans3"
    return FontStack([font("Regular", sans)], [font("Bold", sans)], language)


def text_of(language: str) -> str:
    return SAMPLES.get(language) or LATIN[language]


@pytest.mark.parametrize("language", [*LANGUAGES, *LATIN])
def test_a_paragraph_conforms_and_is_the_same_bytes_each_time(language: str) -> None:
    pdf = render(document(text_of(language), fonts_of(language))[0])
    assert_conforms(pdf)
    assert render(document(text_of(language), fonts_of(language))[0]) == pdf


@pytest.mark.parametrize("language", [*LANGUAGES, *LATIN])
def test_the_structure_tree_says_the_source(language: str) -> None:
    pdf = render(document(text_of(language), fonts_of(language))[0])
    assert plain(text_of(language)) in plain(transcript(pdf))
    assert outloud_findings(pdf) == []
    if language in (
        "en",
        "vi",
    ):  # poppler's tree stops at words whose marks are moved, which have an /ActualText
        assert plain(text_of(language)) in plain(spoken_text(pdf))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_marked_content_itself_says_the_source(language: str) -> None:
    """Without /ActualText of the element: the codes and their words alone, in the order of the tree."""
    composed, _lines = document(text_of(language), fonts_of(language))
    for element in composed.structure.walk():
        element.actual_text = None
    assert plain(text_of(language)) in plain(transcript(render(composed)))


@pytest.mark.parametrize("language", [*LANGUAGES, *LATIN])
def test_poppler_reads_back_every_line(language: str, tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is missing: install poppler (poppler-utils)")
    composed, lines = document(text_of(language), fonts_of(language))
    file = tmp_path / "page.pdf"
    file.write_bytes(render(composed))
    out = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True).stdout.decode()
    read = [plain(line) for line in out.splitlines()]
    assert [plain(line) for line in lines if plain(line) not in read] == []


@pytest.mark.parametrize("language", [*LANGUAGES, *LATIN])
def test_pdfium_reads_back_every_word(language: str) -> None:
    pdf = render(document(text_of(language), fonts_of(language))[0])
    read = plain(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range())
    wanted = plain(text_of(language)).split()
    if language == "th":  # a word that goes on over the end of a line
        wanted, read = "".join(wanted).split("."), "".join(read.split())
    assert [word for word in wanted if word.strip("().,") not in read] == []


def test_one_letter_with_two_texts_has_two_codes() -> None:
    """A hyphen that we put in says nothing, and one that was written says itself."""
    fonts = FontStack(stack().regular, stack().bold, "en")
    composed, lines = document("anti-gastroenterology", fonts, 75)
    assert any(line.endswith("\u00ad") for line in lines)
    said = spoken_text(render(composed))
    assert "anti-gastroenterology" in said.replace("\u00ad", "").replace(" ", "")
