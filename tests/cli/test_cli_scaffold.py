"""New procedures and clinics: what they are called, and that the models accept what is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_library import BRAND_FILE, LOGO_FILE, ROOT, write_library

from handouts.cli.scaffold import brand_text, clinic_text, id_of, procedure_text
from handouts.problems import Source
from handouts.reading.library import Library
from handouts.reading.models.base import Model
from handouts.reading.models.clinic import Clinic
from handouts.reading.models.procedure import Procedure
from handouts.reading.nodes import parse_yaml
from handouts.reading.validation import validate
from handouts.tailoring.visits import unstated

AWKWARD = 'Dr. "Ö\\Brien": #1 {clinic}\n\t— yes'


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("Facet joint injection", "facet-joint-injection"),
        ("  Épidurale / L4–L5 ", "epidurale-l4-l5"),
        ("../../etc", "etc"),
        ("日本", ""),
    ],
)
def test_a_name_becomes_an_id_that_is_safe_as_a_file_name(name: str, identifier: str) -> None:
    assert id_of(name) == identifier


@pytest.mark.parametrize("name", ["Lakeside", AWKWARD])
@pytest.mark.parametrize(("model", "text"), [(Procedure, procedure_text), (Clinic, clinic_text)])
def test_the_models_accept_what_is_written(model: type[Model], text: object, name: str) -> None:
    assert callable(text)
    source = Source("new.yaml", text(name))
    instance, problems = validate(model, parse_yaml(source), source)
    assert problems == []
    assert instance is not None


def test_the_logo_that_a_new_brand_suggests_is_read(tmp_path: Path) -> None:
    data = write_library(tmp_path)
    (data / BRAND_FILE).write_text(brand_text("North").replace("# logo:", "logo:"), encoding="utf-8")
    brand = Library(data, ROOT / "fonts").brand("north").require()
    assert brand.logo is not None
    assert (brand.logo.path, brand.logo.alt) == (data / LOGO_FILE, "What a screen reader says for it")


def test_watching_sees_a_change_a_new_file_and_a_removal(tmp_path: Path) -> None:
    from handouts.cli.watching import state_of

    file = tmp_path / "deep" / "a.yaml"
    file.parent.mkdir()
    empty = state_of(tmp_path)
    file.write_text("a: 1", encoding="utf-8")
    new = state_of(tmp_path)
    file.write_text("a: 12", encoding="utf-8")
    changed = state_of(tmp_path)
    file.unlink()
    assert new != empty
    assert changed != new
    assert state_of(tmp_path) == empty


def test_a_new_clinic_states_when_it_is_open_and_by_which_clock() -> None:
    source = Source("new.yaml", clinic_text("Lakeside"))
    clinic, _ = validate(Clinic, parse_yaml(source), source)
    assert clinic is not None
    assert unstated(clinic) == []
    assert set(clinic.hours) == {"mon", "tue", "wed", "thu", "fri"}
