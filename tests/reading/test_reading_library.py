"""The library reads the sample content without a problem, and says plainly what it cannot find."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.problems import ContentError, Problem, Severity
from handouts.reading.brand import Brand
from handouts.reading.library import Library, Loaded
from handouts.reading.schemas import json_schemas

ROOT = Path(__file__).parents[2]
SAMPLE = Library(ROOT / "data", ROOT / "fonts")
CLINIC = (
    "name: North Clinic\nphones: [{label: Desk, number: 555-0100}]\naddress: 1 Example Road\n"
    "scheduling: {url: 'https://north.example.com/'}\n"
)


@pytest.fixture
def brand_of(tmp_path: Path) -> Callable[[str | None], Loaded[Brand]]:
    """Return a function that reads a brand written as text, beside a file ``logo.svg``."""
    folder = tmp_path / "clinics" / "north"
    folder.mkdir(parents=True)
    (folder / "clinic.yaml").write_text(CLINIC, encoding="utf-8")
    (folder / "logo.svg").write_text("<svg/>", encoding="utf-8")

    def read(text: str | None) -> Loaded[Brand]:
        if text is not None:
            (folder / "_brand.yml").write_text(text, encoding="utf-8")
        return Library(tmp_path, ROOT / "fonts").brand("north")

    return read


def the_problem(loaded: Loaded[Brand]) -> Problem:
    (problem,) = loaded.problems
    return problem


@pytest.mark.parametrize("clinic_id", SAMPLE.clinic_ids())
def test_sample_clinics_have_no_problems(clinic_id: str) -> None:
    SAMPLE.clinic(clinic_id).require()
    brand = SAMPLE.brand(clinic_id)
    assert brand.problems == ()
    assert brand.require().logo is not None


@pytest.mark.parametrize("procedure_id", SAMPLE.procedure_ids())
def test_sample_procedures_have_no_problems(procedure_id: str) -> None:
    for language in SAMPLE.languages_of(procedure_id):
        SAMPLE.procedure(procedure_id, language).require()
        SAMPLE.language(language).require()


def test_an_unknown_clinic_suggests_the_known_one() -> None:
    with pytest.raises(ContentError) as refused:
        SAMPLE.clinic("parkvew")
    assert refused.value.problems[0].hint == 'did you mean "parkview"?'


def test_an_id_never_leads_out_of_the_folder() -> None:
    with pytest.raises(ContentError):
        SAMPLE.clinic("../clinics/parkview")


def test_an_empty_folder_says_that_it_may_be_the_wrong_one(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as refused:
        Library(tmp_path, tmp_path).procedure("x", "en")
    assert "data folder" in str(refused.value.problems[0].hint)


def test_a_broken_file_gives_problems_and_no_value(tmp_path: Path) -> None:
    (tmp_path / "languages").mkdir()
    (tmp_path / "languages" / "en.yaml").write_text("name: [", encoding="utf-8")
    loaded = Library(tmp_path, tmp_path).language("en")
    assert loaded.value is None
    assert [problem.code for problem in loaded.problems] == ["yaml-syntax"]


def test_sources_are_named_from_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert SAMPLE.language("en").source.name == "data/languages/en.yaml"
    monkeypatch.chdir(tmp_path)
    assert Path(SAMPLE.language("en").source.name).is_absolute()


def test_a_clinic_without_a_brand_has_the_plain_look_and_its_name(
    brand_of: Callable[[str | None], Loaded[Brand]],
) -> None:
    assert brand_of(None).require() == Brand(name="North Clinic")


def test_colours_follow_names_and_take_the_light_variant(
    brand_of: Callable[[str | None], Loaded[Brand]],
) -> None:
    brand = brand_of(
        "color:\n  palette: {Teal: '#0B5'}\n  primary: {light: Teal, dark: '#FFFFFF'}\n  secondary: primary\n"
        "  foreground: '#ABCDEF'\nother-tool: {x: y}\n"
    ).require()
    assert (brand.primary, brand.accent, brand.foreground) == ("#00bb55", "#00bb55", "#abcdef")


@pytest.mark.parametrize(
    ("text", "code", "column", "hint"),
    [
        ("color: {palette: {teal: '#123'}, primary: tael}", "unknown-colour", 43, 'did you mean "teal"?'),
        ("color: {primray: '#123456'}", "unknown-key", 9, 'did you mean "primary"?'),
        ("color: {primary: '#12345'}", "wrong-colour", 18, "write six digits"),
        ("logo: lgo.svg", "missing-file", 7, "put it into north/"),
        ("logo: {images: {leaf: logo.svg}, medium: laef}", "missing-file", 42, 'did you mean "leaf"?'),
        ("logo: ../logo.svg", "outside-file", 7, "copy it there"),
        ("defaults: {handouts: {acent: x}}", "unknown-key", 23, 'did you mean "accent"?'),
        (
            "typography: {base: B, fonts: [{family: B, source: file, files: [x.ttf]}]}",
            "missing-file",
            65,
            "put it into north/",
        ),
        (
            "typography: {base: B, fonts: [{family: B, source: file, files: [{path: logo.svg, weight: 700}]}]}",
            "missing-font",
            40,
            "list one",
        ),
        ("colors: {primary: '#123456'}", "unknown-key", 1, 'did you mean "color"?'),
        ("color: {primary: FFF3A3}", "unknown-colour", 18, 'write "#FFF3A3", with the # and'),
        ("color: {primary: navvy}", "unknown-colour", 18, 'did you mean "navy"?'),
        ("typography: {heading: Source Sans 3}", "unknown-key", 14, 'did you mean "headings"?'),
        ("fonts: [{family: B}]", "unknown-key", 1, 'write it under "typography:"'),
        ("defaults: {handout: {accent: red}}", "unknown-key", 12, 'did you mean "handouts"?'),
    ],
)
def test_a_mistake_in_a_brand_is_an_error_with_its_place_and_mend(
    brand_of: Callable[[str | None], Loaded[Brand]], text: str, code: str, column: int, hint: str
) -> None:
    problem = the_problem(brand_of(text))
    assert problem.is_error
    assert (problem.code, problem.place and problem.place.column) == (code, column)
    assert str(problem.hint).startswith(hint)


def test_colours_that_lead_in_a_circle_are_errors(brand_of: Callable[[str | None], Loaded[Brand]]) -> None:
    loaded = brand_of("color: {primary: secondary, secondary: primary}")
    assert {problem.code for problem in loaded.problems} == {"endless-colour"}


def test_a_font_that_is_not_here_is_a_warning_and_falls_back(
    brand_of: Callable[[str | None], Loaded[Brand]],
) -> None:
    loaded = brand_of("typography: {base: Comic Sans, headings: Source Sans 3}")
    brand = loaded.require()
    assert the_problem(loaded).severity is Severity.WARNING
    assert brand.base_family is None
    assert brand.heading_family is not None
    assert brand.heading_family.bold is not None


def test_schemas_accept_the_short_forms() -> None:
    schemas = json_schemas()
    assert set(schemas) == {"procedure.json", "clinic.json", "brand.json", "language.json"}
    bullets = schemas["procedure.json"]["$defs"]["Block"]["properties"]["bullets"]["anyOf"][0]
    assert bullets["items"] == {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/Item"}]}
