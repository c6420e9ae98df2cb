"""A handout in Spanish conforms, keeps the rules of the page, and says its page's own words in Spanish."""

from __future__ import annotations

import shutil
from itertools import product
from pathlib import Path

import pikepdf
import pytest
from judges import assert_conforms, needs_poppler, outloud_findings, spoken_text
from page_rules import beyond_edges, broken_units, long_lines, overlaps, single_lines, small_type, split_items

from handouts.checks.contrast import faint
from handouts.delivering.build import compose_one
from handouts.reading.library import Library
from handouts.rendering.render import render
from handouts.tailoring.handout import Edition, Paper
from handouts.tailoring.request import Request

ROOT = Path(__file__).resolve().parents[2]
LOOKS = list(product(("standard", "large-print"), ("letter", "a4"), (False, True)))

PROCEDURE = """\
title: Página de prueba
summary: Una página de prueba con las palabras propias de la página, en español.
body_map: {view: back, regions: [lower-back]}
facts:
  - {icon: clock, label: Cuánto dura, text: 20 minutos}
  - {icon: driver, label: Transporte, text: Venga con alguien}
sections:
  - id: preparese
    heading: Prepárese
    blocks:
      - text: "¿Tiene preguntas? Llame a la clínica, al {{ clinic.phone }}. El texto lleva tildes, eñes y signos: ¡así!"
      - checklist:
          - group: El día de la visita
            items: [{icon: clothes, text: Use ropa cómoda.}, Traiga su lista de medicinas.]
      - write_in: {prompt: "Quiero preguntar:", lines: 2}
  - id: llame
    heading: Llame a la clínica
    blocks:
      - callout: {kind: call-us, heading: "Llame si:", items: [Tiene fiebre, El dolor aumenta]}
invitation: {heading: ¿Es para usted?, text: Pregúntenos.}
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    data = tmp_path_factory.mktemp("spanish") / "data"
    shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("procedures"))
    file = data / "procedures" / "prueba" / "es.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(PROCEDURE, encoding="utf-8")
    return Library(data, ROOT / "fonts")


@pytest.mark.parametrize(("edition", "paper", "mono"), LOOKS)
def test_a_spanish_handout_conforms_and_keeps_the_rules(
    library: Library, edition: Edition, paper: Paper, mono: bool
) -> None:
    for clinic in library.clinic_ids():
        request = Request("prueba", clinic, "es", edition=edition, paper=paper, mono=mono)
        document, problems, _ = compose_one(library, request)
        assert document is not None, [problem.describe() for problem in problems]
        pdf = render(document)
        assert_conforms(pdf)
        assert outloud_findings(pdf) == []
        rules = (long_lines, single_lines, split_items, beyond_edges, broken_units, overlaps)
        found = [f"{rule.__name__}: {fault}" for rule in rules for fault in rule(document)]
        found += list(small_type(document, edition == "large-print"))
        assert found == []
        logo = {part.alternate or "" for part in document.structure.children[0].walk()}
        assert faint(document, logo) == []


@needs_poppler
def test_it_is_said_in_spanish(library: Library, tmp_path: Path) -> None:
    document, _, _ = compose_one(library, Request("prueba", "parkview", "es"))
    assert document is not None
    file = tmp_path / "es.pdf"
    file.write_bytes(render(document))
    words = library.language("es").value
    assert words is not None
    spoken = spoken_text(file.read_bytes())
    for word in (words.words.patient, words.words.arrive_at, words.words.not_reviewed):
        assert word in spoken
    english = library.language("en").value
    assert english is not None
    assert not any(
        getattr(english.words, name) in spoken for name in ("arrive_at", "not_reviewed", "scan_or_visit")
    )
    with pikepdf.open(file) as pdf:
        assert str(pdf.Root.Lang) == "es"
        said = {
            str(part.Alt) for part in pdf.objects if isinstance(part, pikepdf.Dictionary) and "/Alt" in part
        }
    assert words.words.check_box in said
