"""New procedures and clinics: what they are called, and that the models accept what is written."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_library import BRAND_FILE, LOGO_FILE, ROOT, write_library

from handouts.cli.main import main
from handouts.cli.scaffold import brand_text, clinic_text, id_of, procedure_text
from handouts.delivering.beginnings import write_new
from handouts.problems import ContentError, Source
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


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder, with a data folder."""
    monkeypatch.chdir(tmp_path)
    write_library(tmp_path / "data")
    return tmp_path


def everything(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*")}


@pytest.mark.parametrize("name", ["data/own", "data", "data/clinics/north", "data/../data/x/y"])
def test_a_data_folder_is_not_made_inside_itself(
    name: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything(folder)
    assert main(["--data", "data", "new", "data", name]) == 1
    assert f"error: {name} lies in data, which it is to be a copy of\n    hint: " in capsys.readouterr().err
    assert everything(folder) == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes among files")
def test_a_data_folder_is_copied_without_its_pipes(folder: Path) -> None:
    os.mkfifo(folder / "data/clinics/north/pipe")
    assert main(["--data", "data", "new", "data", "deep/own"]) == 0
    assert (folder / "deep/own/clinics/north/logo.svg").is_file()
    assert (folder / "deep/own/schema/clinic.json").is_file()
    assert not (folder / "deep/own/clinics/north/pipe").exists()


@pytest.mark.parametrize("what", [["data", "own"], ["clinic", "Lakeside"], ["procedure", "Hip injection"]])
def test_what_could_not_be_started_whole_is_not_there_at_all(
    what: list[str], folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(folder)
    sync, calls = os.fsync, iter(range(9))

    def full(handle: int) -> None:
        if next(calls) >= (1 if what[0] != "procedure" else 0):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        sync(handle)

    monkeypatch.setattr(os, "fsync", full)
    assert main(["--data", "data", "new", *what]) == 1
    assert os.strerror(errno.ENOSPC) in capsys.readouterr().err
    assert everything(folder) == before


def test_a_file_that_appears_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    class Late(dict[Path, str]):
        """Texts of files, the second of which somebody writes while the first is written."""

        def items(self) -> Iterator[tuple[Path, str]]:  # type: ignore[override]
            for number, (file, text) in enumerate(super().items()):
                if number:
                    file.write_text("somebody's", encoding="utf-8")
                yield file, text

    with pytest.raises(ContentError, match="two is already there"):
        write_new(Late({tmp_path / "one": "1", tmp_path / "two": "2"}))
    assert [file.name for file in tmp_path.iterdir()] == ["two"]
    assert (tmp_path / "two").read_text(encoding="utf-8") == "somebody's"


def test_a_schema_of_somebody_elses_is_not_written_over(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "data/schema").mkdir()
    (folder / "data/schema/clinic.json").write_text("{}", encoding="utf-8")
    assert main(["--data", "data", "schema"]) == 1
    assert "clinic.json is not replaced" in capsys.readouterr().err
    assert {file.name: file.read_text() for file in (folder / "data/schema").iterdir()} == {
        "clinic.json": "{}"
    }


def test_watching_sees_a_change_a_new_file_and_a_removal(tmp_path: Path) -> None:
    from handouts.delivering.stamps import Watched

    file = tmp_path / "deep" / "a.yaml"
    file.parent.mkdir()
    watched = Watched((tmp_path,))
    assert watched.changed()
    for step in (lambda: file.write_text("a: 1"), lambda: file.write_text("a: 12"), file.unlink):
        step()
        assert watched.changed()
        assert not watched.changed()


def test_a_new_clinic_states_when_it_is_open_and_by_which_clock() -> None:
    source = Source("new.yaml", clinic_text("Lakeside"))
    clinic, _ = validate(Clinic, parse_yaml(source), source)
    assert clinic is not None
    assert unstated(clinic) == []
    assert set(clinic.hours) == {"mon", "tue", "wed", "thu", "fri"}
