"""The scheduling address: one way to ask for what it holds, readable in print, and in ASCII in the QR code."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from small_library import CLINIC_FILE, change, write_library

from handouts.delivering.build import BuildResult, build_one
from handouts.reading.library import Library
from handouts.tailoring.addresses import encoded_address, filled_address, shown_address
from handouts.tailoring.request import Request

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = '"https://north.example.com/visit?for={procedure}"'


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_library(tmp_path / "data")


def built(data: Path) -> BuildResult:
    return build_one(Library(data, ROOT / "fonts"), Request("knee-injection", "north", "en"))


def with_address(data: Path, address: str, more: str = "") -> BuildResult:
    """Return the handout of a clinic whose scheduling address is *address*; *more* keys follow."""
    escaped = address.replace("\\", "\\\\")
    change(data / CLINIC_FILE, WRITTEN, f'"{escaped}"{more}')
    return built(data)


def code_of(result: BuildResult) -> str:
    assert result.pdf is not None, [problem.describe() for problem in result.problems]
    with pypdfium2.PdfDocument(result.pdf) as document:
        images = [page.render(scale=300 / 72).to_pil() for page in document]
    (code,) = {code.text for image in images for code in zxingcpp.read_barcodes(image)}
    return str(code)


@pytest.mark.parametrize("asked", ["{procedure}", "{{ procedure.id }}", "{{procedure.id}}"])
def test_the_code_holds_the_procedures_id(data: Path, asked: str) -> None:
    result = with_address(data, f"https://north.example.com/visit?for={asked}")
    assert code_of(result) == "https://north.example.com/visit?for=knee-injection"


def test_the_code_holds_the_clinics_id_and_its_own_code_for_the_procedure(data: Path) -> None:
    more = "\nprocedures: {knee-injection: {code: A/7 & b}}"
    result = with_address(data, "https://north.example.com/{{ clinic.id }}?c={{ procedure.code }}", more)
    assert code_of(result) == "https://north.example.com/north?c=A%2F7%20%26%20b"


def test_an_id_brings_nothing_into_an_address() -> None:
    address = filled_address("https://x.example/{procedure}?a=1", {"procedure.id": "a b/../c?d=é#e"})
    assert address == "https://x.example/a%20b%2F..%2Fc%3Fd%3Dé%23e?a=1"
    assert encoded_address(address) == "https://x.example/a%20b%2F..%2Fc%3Fd%3D%C3%A9%23e?a=1"
    assert shown_address("https://x.example/visite-guidée/?a=1") == "x.example/visite-guidée"


@pytest.mark.parametrize(
    ("address", "encoded"),
    [
        ("https://例え.example/予約", "https://xn--r8jz45g.example/%E4%BA%88%E7%B4%84"),
        ("https://bücher.example:8080/a", "https://xn--bcher-kva.example:8080/a"),
        ("https://x.example/a%20b?c=d&e=ñ#f", "https://x.example/a%20b?c=d&e=%C3%B1#f"),
        ('https://x.example/"a"', "https://x.example/%22a%22"),
        (
            "https://bücher.example/é/{{ procedure.id }}",
            "https://xn--bcher-kva.example/%C3%A9/{{ procedure.id }}",
        ),
        ("tel:+15550100", "tel:+15550100"),
        ("mailto:zoë@x.example", "mailto:zo%C3%AB@x.example"),
    ],
)
def test_what_the_code_holds_is_ascii(address: str, encoded: str) -> None:
    assert encoded_address(address) == encoded


def test_an_address_of_other_letters_is_readable_in_print_and_ascii_in_the_code(data: Path) -> None:
    result = with_address(data, "https://bücher.example/visite-guidée")
    assert code_of(result) == "https://xn--bcher-kva.example/visite-guid%C3%A9e"
    assert result.pdf is not None
    with pypdfium2.PdfDocument(result.pdf) as document:
        text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    assert "bücher.example/visite-guidée" in " ".join(text.split())


def test_letters_that_no_font_has_are_reported_and_the_hint_makes_the_handout(data: Path) -> None:
    result = with_address(data, "https://例え.example/予約/{procedure}")
    assert result.pdf is None
    (problem,) = result.problems
    assert problem.hint is not None and problem.place is not None
    written = problem.hint.removeprefix("write the address as ").split(", or ")[0]
    change(data / CLINIC_FILE, "https://例え.example/予約/{procedure}", written)
    assert code_of(built(data)) == "https://xn--r8jz45g.example/%E4%BA%88%E7%B4%84/knee-injection"


NEAR = {
    # what is written: where it is told, and what it is once the hint is applied
    "https://x.example/{proceedure}": ("{proceedure}", "https://x.example/{{ procedure.id }}"),
    "https://x.example/{{procedure}}": ("{{procedure}}", "https://x.example/{{ procedure.id }}"),
    "https://x.example/{{ Procedure }}": ("{{ Procedure }}", "https://x.example/{{ procedure.id }}"),
    "https://x.example/{clinic}": ("{clinic}", "https://x.example/{{ clinic.id }}"),
    "https://x.example/{clinic.id}": ("{clinic.id}", "https://x.example/{{ clinic.id }}"),
    "https://x.example/${procedure}": ("${procedure}", "https://x.example/{{ procedure.id }}"),
    "https://x.example/{procedure_id}": ("{procedure_id}", "https://x.example/{{ procedure.id }}"),
    "https://x.example/{{{procedure}}}": ("{{{procedure}}}", "https://x.example/{{ procedure.id }}"),
    "https://x.example/<procedure>": ("<procedure>", "https://x.example/{{ procedure.id }}"),
    "https://x.example/[procedure]": ("[procedure]", "https://x.example/{{ procedure.id }}"),
    "https://x.example/%procedure%": ("%procedure%", "https://x.example/{{ procedure.id }}"),
    "https://x.example/$procedure": ("$procedure", "https://x.example/{{ procedure.id }}"),
    "https://x.example/:procedure": (":procedure", "https://x.example/{{ procedure.id }}"),
    "https://x.example/%7Bprocedure%7D": ("%7Bprocedure%7D", "https://x.example/{{ procedure.id }}"),
    "https://x.example/__PROCEDURE__": ("__PROCEDURE__", "https://x.example/{{ procedure.id }}"),
    "https://x.example/?p=PROCEDURE_ID&a=1": ("PROCEDURE_ID", "https://x.example/?p={{ procedure.id }}&a=1"),
    "https://x.example/((procedure))": ("((procedure))", "https://x.example/{{ procedure.id }}"),
    "https://x.example/?a=b&amp;c=d": ("&amp;", "https://x.example/?a=b&c=d"),
    "https://x.example/?a=b&#38;c=d": ("&#38;", "https://x.example/?a=b&c=d"),
    "https://x.example/?a=b&#x3d;c": ("&#x3d;", "https://x.example/?a=b=c"),
    "https://x.example/sch–edule": ("–", "https://x.example/sch-edule"),
    "https://x.example/what’s": ("’", "https://x.example/what's"),
    "https://x.example/a\u200by": ("\u200b", "https://x.example/ay"),
    "https://x.example/a\u00ady": ("\u00ad", "https://x.example/ay"),
    "https://https://x.example/y": ("https://x", "https://x.example/y"),
    "https://http://x.example/y": ("http://x", "https://x.example/y"),
    "https://https//x.example/y": ("https//x", "https://x.example/y"),
    "https://x.example\\book": ("\\", "https://x.example/book"),
    "https://x.example/50%off": ("%off", "https://x.example/50%25off"),
    "https://x.example／book": ("／", "https://x.example/book"),
}


@pytest.mark.parametrize("address", NEAR)
def test_a_near_miss_is_told_at_its_place_and_its_hint_applied_makes_the_handout(
    data: Path, address: str
) -> None:
    at, right = NEAR[address]
    result = with_address(data, address)
    assert result.pdf is None
    (problem,) = result.problems
    assert problem.place is not None
    line = problem.place.source.line(problem.place.line)
    assert "url:" in line
    assert line[problem.place.column - 1 :].startswith(at.replace("\\", "\\\\"))
    assert problem.hint == f"write {right}"
    change(data / CLINIC_FILE, address.replace("\\", "\\\\"), right)
    assert built(data).pdf is not None


@pytest.mark.parametrize(
    "address",
    [
        "https://x.example/{patient}",
        "https://x.example/{{ 7*7 }}",
        "https://x.example/{{ procedure.id | upper }}",
        "https://x.example/}",
        "https://x..example/",
        "https://-x.example/",
        "https://x,example/",
        "https://example/book",
        "https://nurse@x.example/",
        "https://x.example:http/",
        "https://xn--ü.example/",
    ],
)
def test_what_cannot_be_an_address_is_refused_with_a_hint(data: Path, address: str) -> None:
    result = with_address(data, address)
    assert result.pdf is None
    for problem in result.problems:
        assert problem.hint and problem.place
        assert "url:" in problem.place.source.line(problem.place.line)


@pytest.mark.parametrize(
    "address",
    [
        "https://x.example/a%20b/%C3%A9?c=%AB%CD&d=1:2#/book",
        "https://{{ clinic.id }}.example/#{procedure}",
        "https://x.example:8443/~a_(b)/c;d=e,f!g",
        "https://192.0.2.7/book",
        "https://x.example/?q[]=1",
        "https://x.example/?a=1&amp=2&copy=3#;",
        "https://x.example/PROCEDURES/__a__/((b))",
        "https://x.example/a@b",
        "tel:+1-555-0100",
        "mailto:desk@x.example",
    ],
)
def test_what_is_an_address_is_left_alone(data: Path, address: str) -> None:
    result = with_address(data, address)
    assert [problem.describe() for problem in result.problems] == []


def test_a_procedure_without_the_code_that_the_address_asks_for_is_refused(data: Path) -> None:
    result = with_address(data, "https://x.example/{{ procedure.code }}")
    (problem,) = result.problems
    assert (problem.code, problem.hint) == (
        "no-code",
        'add "procedures: {knee-injection: {code: …}}" to this file, with your own code',
    )
    with (data / CLINIC_FILE).open("a", encoding="utf-8") as file:
        file.write("procedures: {knee-injection: {code: K7}}\n")
    assert code_of(built(data)) == "https://x.example/K7"


def test_a_code_that_no_address_asks_for_is_told(data: Path) -> None:
    result = with_address(data, "https://x.example/", "\nprocedures: {knee-injection: {code: K7}}")
    assert [problem.code for problem in result.problems] == ["unused-code"]


def test_an_id_of_no_procedure_is_refused_with_what_was_meant(data: Path) -> None:
    more = "\nprocedures:\n  knee-injecton: {arrive_before_minutes: 15}"
    (problem,) = with_address(data, "https://x.example/", more).problems
    assert problem.describe().splitlines()[0].endswith(':3: error: there is no procedure "knee-injecton"')
    assert problem.hint == 'did you mean "knee-injection"?'


def test_a_broken_address_stops_its_own_clinic_only(data: Path, tmp_path: Path) -> None:
    other = data / "clinics" / "south"
    other.mkdir()
    (other / "clinic.yaml").write_text((data / CLINIC_FILE).read_text(encoding="utf-8"), encoding="utf-8")
    change(data / CLINIC_FILE, WRITTEN, '"https://x.example/x\u200by"')
    library = Library(data, ROOT / "fonts")
    made = [build_one(library, Request("knee-injection", clinic, "en")).pdf for clinic in ("north", "south")]
    assert [pdf is not None for pdf in made] == [False, True]
