"""Each judge goes red: files broken on purpose, one fault each, and the judge that must notice it."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from documents import sample_document
from judges import (
    assert_conforms,
    needs_poppler,
    needs_qpdf,
    outloud_findings,
    profile_failures,
    qpdf_complaints,
    spoken_text,
    structure_problems,
)
from pikepdf import Array, Dictionary, Name

from handouts.rendering.render import render


def elements(file: pikepdf.Pdf, kind: str) -> list[Any]:
    """Return the structure elements of *kind*, in reading order."""
    found = []

    def walk(element: Any) -> None:
        if str(element.S) == f"/{kind}":
            found.append(element)
        kids = element.get("/K", Array())
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, Dictionary) and "/S" in kid:
                walk(kid)

    walk(file.Root.StructTreeRoot.K)
    return found


def content(file: pikepdf.Pdf, change: Callable[[bytes], bytes]) -> None:
    """Change the first page's operators."""
    stream = file.pages[0].Contents
    before = stream.read_bytes()
    after = change(before)
    assert after != before, "the fault changed nothing"
    stream.write(after)


def broken(fault: Callable[[pikepdf.Pdf], None]) -> bytes:
    """Return the sample with *fault* done to it."""
    file = pikepdf.open(BytesIO(render(sample_document())))
    fault(file)
    out = BytesIO()
    file.save(out, static_id=True)
    return out.getvalue()


def without_alt(file: pikepdf.Pdf) -> None:
    del elements(file, "Figure")[0]["/Alt"]


def without_an_mcid_in_the_tree(file: pikepdf.Pdf) -> None:
    del elements(file, "LBody")[0]["/K"]


def without_an_mcid_on_the_page(file: pikepdf.Pdf) -> None:
    content(
        file, lambda text: re.sub(rb"/H1<</MCID \d+>>BDC\n(.*?)\nEMC", rb"\1", text, count=1, flags=re.DOTALL)
    )


def with_an_mcid_twice(file: pikepdf.Pdf) -> None:
    content(file, lambda text: text.replace(b"/MCID 2>>", b"/MCID 1>>", 1))


def without_the_document_language(file: pikepdf.Pdf) -> None:
    del file.Root["/Lang"]


def without_a_scope(file: pikepdf.Pdf) -> None:
    del elements(file, "TH")[0]["/A"]


def with_two_owners_swapped_in_the_parent_tree(file: pikepdf.Pdf) -> None:
    owners = file.Root.StructTreeRoot.ParentTree.Nums[1]
    owners[0], owners[1] = owners[1], owners[0]


def without_the_parent_tree(file: pikepdf.Pdf) -> None:
    del file.Root.StructTreeRoot["/ParentTree"]


def without_a_struct_parent(file: pikepdf.Pdf) -> None:
    del file.pages[0].Annots[0]["/StructParent"]


def with_a_wrong_struct_parent(file: pikepdf.Pdf) -> None:
    file.pages[0].Annots[0].StructParent = 3


def with_a_wrong_parent(file: pikepdf.Pdf) -> None:
    elements(file, "LI")[0].P = file.Root.StructTreeRoot.K


def with_an_artifact_inside_content(file: pikepdf.Pdf) -> None:
    content(
        file,
        lambda text: re.sub(
            rb"(/H1<</MCID 0>>BDC\n)(.*?)\nEMC", rb"\1/Artifact BMC\n\2\nEMC\nEMC", text, flags=re.DOTALL
        ),
    )


def with_marked_content_left_open(file: pikepdf.Pdf) -> None:
    content(file, lambda text: text[: text.rindex(b"EMC")])


STRUCTURE_FAULTS = [
    (without_alt, "Figure has no Alt"),
    (without_an_mcid_in_the_tree, "claimed by 0 elements"),
    (without_an_mcid_on_the_page, "claim content that is on no page"),
    (with_an_mcid_twice, "MCID 1 stands twice"),
    (without_the_document_language, "document has no language"),
    (without_a_scope, "TH has no Scope"),
    (with_two_owners_swapped_in_the_parent_tree, "another owner"),
    (without_the_parent_tree, "no ParentTree"),
    (without_a_struct_parent, "has no StructParent"),
    (with_a_wrong_struct_parent, "annotation"),
    (with_a_wrong_parent, "does not hang from"),
    (with_an_artifact_inside_content, "lies inside other marked content"),
    (with_marked_content_left_open, "not closed"),
]


@pytest.mark.parametrize(("fault", "sentence"), STRUCTURE_FAULTS)
def test_the_structure_checker_notices(fault: Callable[[pikepdf.Pdf], None], sentence: str) -> None:
    problems = structure_problems(broken(fault))
    assert any(sentence in problem for problem in problems), problems


def test_the_structure_checker_is_content_with_an_unbroken_file() -> None:
    assert structure_problems(broken(lambda file: None)) == []


def without_a_font_file(file: pikepdf.Pdf) -> None:
    del next(item for item in file.objects if isinstance(item, Dictionary) and "/FontFile2" in item)[
        "/FontFile2"
    ]


def without_the_output_intent(file: pikepdf.Pdf) -> None:
    del file.Root["/OutputIntents"]


def without_title_display(file: pikepdf.Pdf) -> None:
    del file.Root["/ViewerPreferences"]


def without_link_contents(file: pikepdf.Pdf) -> None:
    del file.pages[0].Annots[0]["/Contents"]


def with_a_heading_skipped(file: pikepdf.Pdf) -> None:
    elements(file, "H2")[0].S = Name.H3


PROFILE_FAULTS = [
    (without_alt, "ua1"),
    (without_the_document_language, "ua1"),
    (without_an_mcid_on_the_page, "ua1"),
    (without_title_display, "ua1"),
    (without_link_contents, "ua1"),
    (with_a_heading_skipped, "ua1"),
    (without_a_font_file, "2a"),
    (without_the_output_intent, "2a"),
]


@pytest.mark.parametrize(("fault", "profile"), PROFILE_FAULTS)
def test_page_validation_notices(fault: Callable[[pikepdf.Pdf], None], profile: str) -> None:
    assert profile_failures(broken(fault), profile) != []


def test_the_gate_fails_with_every_complaint() -> None:
    with pytest.raises(AssertionError, match="Figure has no Alt"):
        assert_conforms(broken(without_alt))


def with_real_text_as_artifact(file: pikepdf.Pdf) -> None:
    content(file, lambda text: re.sub(rb"/P<</MCID 1>>BDC", b"/Artifact BMC", text, count=1))


def with_a_placeholder_alt(file: pikepdf.Pdf) -> None:
    elements(file, "Figure")[0].Alt = pikepdf.String("IMG_2041.jpg")


@pytest.mark.parametrize("fault", [with_real_text_as_artifact, with_a_placeholder_alt, without_alt])
def test_outloud_notices(fault: Callable[[pikepdf.Pdf], None]) -> None:
    assert outloud_findings(broken(fault)) != []


def with_two_elements_swapped(file: pikepdf.Pdf) -> None:
    kids = file.Root.StructTreeRoot.K.K
    kids[1], kids[3] = kids[3], kids[1]


@needs_poppler
def test_the_reading_order_shows_two_elements_swapped() -> None:
    whole = spoken_text(render(sample_document()))
    swapped = spoken_text(broken(with_two_elements_swapped))
    assert whole != swapped
    assert sorted(whole.split()) == sorted(swapped.split())


@needs_qpdf
def test_qpdf_notices_a_damaged_file() -> None:
    pdf = render(sample_document())
    assert qpdf_complaints(pdf) == []
    assert qpdf_complaints(pdf.replace(b"startxref\n", b"startxref\n9", 1)) != []
