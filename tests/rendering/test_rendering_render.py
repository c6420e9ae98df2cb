"""Rendering a composed document: it conforms, is the same bytes every time, and draws what was composed."""

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from documents import BLACK, font, information, line, random_document, sample_document
from judges import assert_conforms, needs_poppler, outloud_findings, spoken_text, structure_problems

from handouts.graphics.document import ComposedDocument, Page, StructureElement, TextLine, TextRun
from handouts.rendering.operators import PathCache
from handouts.rendering.render import Renderer, RenderingError, render

TESTS = Path(__file__).parent.parent


def pixels(pdf: bytes) -> list[bytes]:
    """Return each page drawn at 72 dots an inch."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.render(scale=1).to_pil().tobytes() for page in document]


def one_page(*marks: TextLine, root: StructureElement) -> ComposedDocument:
    return ComposedDocument((Page(612, 792, marks),), root, information())


def test_the_sample_conforms_to_both_profiles() -> None:
    pdf = render(sample_document())
    assert_conforms(pdf)
    assert outloud_findings(pdf) == []


def test_random_documents_conform_repeat_and_look_the_same_untagged(request: pytest.FixtureRequest) -> None:
    shared = Renderer()
    for seed in range(int(request.config.getoption("--fuzz-stories"))):
        document = random_document(seed)
        pdf = render(document)
        assert_conforms(pdf)
        assert shared.render(random_document(seed)) == pdf, f"seed {seed}: rendered twice, different bytes"
        assert pixels(pdf) == pixels(render(document, tagged=False)), f"seed {seed}: tagging changed the look"


def test_bytes_do_not_depend_on_the_process_or_its_hash_seed() -> None:
    program = (
        "import hashlib, sys; sys.path.insert(0, '.'); from documents import *;"
        "from handouts.rendering.render import render;"
        "[render(random_document(seed)) for seed in range(int(sys.argv[1]))];"
        "print(hashlib.sha256(render(sample_document())).hexdigest())"
    )
    environment = {**os.environ, "PYTHONPATH": str(TESTS.parent)}
    digests = {
        subprocess.run(
            [sys.executable, "-c", program, before],
            cwd=TESTS, env={**environment, "PYTHONHASHSEED": seed}, capture_output=True, check=True,
        ).stdout
        for seed, before in (("0", "0"), ("1", "2"), ("4242", "1"))
    }  # fmt: skip
    assert len(digests) == 1


def test_the_identifier_changes_with_the_content() -> None:
    one, other = (pikepdf.open(BytesIO(render(sample_document(title)))) for title in ("One", "Other"))
    assert bytes(one.trailer.ID[0]) != bytes(other.trailer.ID[0])


@needs_poppler
def test_text_is_read_in_the_order_of_the_tree_with_spaces_between_lines() -> None:
    text = spoken_text(render(sample_document()))
    assert (
        "Do not eat anything for six hours before you arrive: ≥ 6 hours. Call 555-0100 with questions."
        in text
    )
    assert text.index("Bring a driver.") < text.index("Time") < text.index("Call if the pain grows.")
    assert "Page 1 of 2" not in text


def test_the_tree_decides_the_reading_order_whatever_is_drawn_first() -> None:
    root = StructureElement("Document")
    first, second = root.add("H1"), root.add("P")
    pdf = render(
        one_page(line("drawn first", 40, 600, second), line("read first", 40, 700, first), root=root)
    )
    file = pikepdf.open(BytesIO(pdf))
    assert [str(kid.S) for kid in file.Root.StructTreeRoot.K.K] == ["/H1", "/P"]


def test_a_link_inside_a_line_stands_between_the_text_before_and_after_it() -> None:
    file = pikepdf.open(BytesIO(render(sample_document())))
    paragraph = file.Root.StructTreeRoot.K.K[2]
    before, link, after = paragraph.K
    assert (isinstance(before, int), str(link.S), isinstance(after, int)) == (True, "/Link", True)


def test_elements_without_content_are_pruned_but_cells_stay() -> None:
    file = pikepdf.open(BytesIO(render(sample_document())))
    table = next(kid for kid in file.Root.StructTreeRoot.K.K if str(kid.S) == "/Table")
    assert [len(row.K) for row in table.K] == [2, 2, 2]
    assert structure_problems(render(sample_document())) == []


def test_every_font_is_embedded() -> None:
    file = pikepdf.open(BytesIO(render(sample_document())))
    fonts = [
        item for item in file.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"
    ]
    assert fonts
    assert all("/FontFile2" in item.FontDescriptor for item in fonts)


def test_more_characters_than_one_subset_holds_are_all_extracted() -> None:
    root = StructureElement("Document")
    sans = font("Regular", "source-sans-3/SourceSans3")
    letters = [chr(code) for code in range(0xC0, 0x500) if sans.covers(chr(code)) and chr(code) != "\u0149"]
    rows = ["".join(letters[start : start + 40]) for start in range(0, len(letters), 40)]
    heading = root.add("H1")
    marks = [
        TextLine(40, 740 - 15 * index, (TextRun(row, sans, 9, BLACK),), heading)
        for index, row in enumerate(rows)
    ]
    pdf = render(one_page(*marks, root=root))
    assert_conforms(pdf)
    assert len(letters) > 500
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    assert [row for row in rows if row not in text] == []


def test_a_character_that_the_font_lacks_is_named() -> None:
    root = StructureElement("Document")
    run = TextRun("a ☃ here", font(), 12, BLACK)
    with pytest.raises(RenderingError, match=r"no glyph for U\+2603"):
        render(one_page(TextLine(40, 700, (run,), root.add("P")), root=root))


def test_content_of_an_element_outside_the_tree_is_an_error_that_names_it() -> None:
    stray = StructureElement("P")
    with pytest.raises(RenderingError, match="structure element P has content on page 1") as failure:
        render(one_page(line("Zzyzx", 40, 700, stray), root=StructureElement("Document")))
    assert "Zzyzx" not in str(failure.value), "what is printed may be a patient's"


def test_an_element_twice_in_the_tree_is_an_error() -> None:
    root = StructureElement("Document")
    root.children.append(root.add("P", title="twice"))
    with pytest.raises(RenderingError, match="structure element P stands twice"):
        render(one_page(root=root))


def test_tagging_costs_few_bytes() -> None:
    document = sample_document()
    assert len(render(document)) - len(render(document, tagged=False)) < 4_096
    assert len(render(document)) < 40_000


def test_a_full_cache_changes_no_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = [render(random_document(seed)) for seed in range(3)]
    monkeypatch.setattr(PathCache, "FULL", 1)
    shared = Renderer()
    assert [shared.render(random_document(seed)) for seed in range(3)] == expected
