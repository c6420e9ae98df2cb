"""Words of another language say so, so that a screen reader pronounces them right."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
from judges import assert_conforms
from small_library import CLINIC_FILE, PROCEDURE_FILE, ROOT, change, write_library

from handouts.delivering.build import build_one
from handouts.reading.library import Library
from handouts.rendering.transcript import transcript
from handouts.tailoring.request import Request

HELP = "Do you speak Spanish? [Pregunte en recepción por un folleto.](lang:es)"


def spans(pdf: bytes) -> list[tuple[str, str]]:
    """Return the language and the type of each structure element that states a language."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return [
            (str(each.Lang), str(each.S))
            for each in document.objects
            if isinstance(each, pikepdf.Dictionary) and "/S" in each and "/Lang" in each
        ]


def test_a_run_of_another_language_says_which(tmp_path: Path) -> None:
    data = write_library(tmp_path / "data")
    with (data / CLINIC_FILE).open("a", encoding="utf-8") as file:
        file.write(f'language_help: "{HELP}"\n')
    change(data / PROCEDURE_FILE, "Wear loose clothes.", '"Wear [ropa cómoda](lang:es-MX) and shoes."')
    made = build_one(Library(data, ROOT / "fonts"), Request("knee-injection", "north", "en"))
    assert made.pdf is not None, [problem.describe() for problem in made.problems]
    assert sorted(spans(made.pdf)) == [("es", "/Span"), ("es-MX", "/Span")]
    assert_conforms(made.pdf)
    said = transcript(made.pdf)
    assert "ropa cómoda" in said and "lang:" not in said


def test_what_is_no_language_code_is_refused_where_it_was_written(tmp_path: Path) -> None:
    data = write_library(tmp_path / "data")
    change(data / PROCEDURE_FILE, "Wear loose clothes.", '"Wear [ropa](lang:Spanish!)."')
    made = build_one(Library(data, ROOT / "fonts"), Request("knee-injection", "north", "en"))
    [found] = made.problems
    assert (made.pdf, found.code) == (None, "near-link")
    assert found.place is not None and found.hint == "name the language by its code, such as (lang:es)"
