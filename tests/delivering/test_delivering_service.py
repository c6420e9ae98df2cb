"""The service: unsaved content, files that change, a picture of one page; the same handouts as the command line's."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date, time
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from small_library import (
    BRAND_FILE,
    CLINIC_FILE,
    LOGO_FILE,
    PROCEDURE,
    PROCEDURE_FILE,
    ROOT,
    change,
    write_library,
)

from handouts.cli.main import main
from handouts.delivering.build import build_one
from handouts.delivering.service import DoesNotFit, Service
from handouts.delivering.stamps import Watched
from handouts.delivering.writing import Destination
from handouts.reading.library import Library
from handouts.tailoring.moments import Appointment
from handouts.tailoring.request import Request

KNEE = Request("knee-injection", "north", "en")
SAMPLE = Request("lumbar-sympathetic-block", "parkview", "en")
VISIT = Appointment(date(2027, 3, 9), time(9), patient="Sample Patient")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the small library, in the current folder."""
    monkeypatch.chdir(tmp_path)
    return write_library(tmp_path / "data")


def service(data: Path, lasting: bool = True) -> Service:
    return Service(Library(data, ROOT / "fonts"), lasting)


def words(pdf: bytes | None) -> str:
    assert pdf is not None
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
    return " ".join(" ".join(pages).split())


def test_the_service_makes_the_bytes_that_the_command_line_makes(data: Path) -> None:
    assert main(["--data", "data", "build", "--out", "typed"]) == 0
    run = service(data).build(Request(), destination=Destination(Path("called")))
    made = list(run)
    assert run.is_whole and len(made) == run.total == 1
    files = {name: [*Path(name).rglob("*.pdf")] for name in ("typed", "called")}
    assert [file.read_bytes() for file in files["typed"]] == [file.read_bytes() for file in files["called"]]


def test_several_handouts_for_one_file_are_refused_before_any_is_made(data: Path) -> None:
    (data / "procedures" / "other").mkdir()
    (data / "procedures" / "other" / "en.yaml").write_text(PROCEDURE, encoding="utf-8")
    with pytest.raises(DoesNotFit, match="2 handouts do not fit one file"):
        service(data).build(Request(), destination=Destination(Path("one.pdf")))
    assert not Path("one.pdf").exists()


def test_a_text_that_is_not_saved_is_built_as_if_it_were(data: Path) -> None:
    live = service(data)
    saved = live.result(KNEE).pdf
    text = PROCEDURE.replace("Wear loose clothes.", "Wear old clothes.")
    live.show({data / PROCEDURE_FILE: text})
    shown = live.result(KNEE).pdf
    assert "Wear old clothes." in words(shown)
    (data / PROCEDURE_FILE).write_text(text, encoding="utf-8")
    assert build_one(Library(data, ROOT / "fonts"), KNEE).pdf == shown
    change(data / PROCEDURE_FILE, "Wear old clothes.", "Wear loose clothes.")
    live.show({})
    assert live.result(KNEE).pdf == saved


def test_a_file_that_is_not_saved_at_all_is_there(data: Path) -> None:
    live = service(data)
    assert live.result(replace(KNEE, procedure_id="hip")).pdf is None
    live.show({data / "procedures" / "hip" / "en.yaml": PROCEDURE.replace("Knee", "Hip")})
    assert "Hip injection" in words(live.result(replace(KNEE, procedure_id="hip")).pdf)
    assert [each.procedure_id for each in live.requests(Request())] == ["hip", "knee-injection"]
    live.show({})
    assert live.result(replace(KNEE, procedure_id="hip")).pdf is None


def test_a_mistake_in_a_text_that_is_not_saved_is_told_as_in_its_file(data: Path) -> None:
    wrong = PROCEDURE.replace("facts:", "fact:")
    live = service(data)
    live.show({data / PROCEDURE_FILE: wrong})
    shown = live.result(KNEE).problems
    (data / PROCEDURE_FILE).write_text(wrong, encoding="utf-8")
    assert [each.describe() for each in shown] == [
        each.describe() for each in build_one(Library(data, ROOT / "fonts"), KNEE).problems
    ]
    assert any(each.is_error and str(each.place).startswith("data/procedures/") for each in shown)


CHANGES = {
    PROCEDURE_FILE: ("Wear loose clothes.", "Wear wider clothes."),
    CLINIC_FILE: ("North", "South"),
    LOGO_FILE: ("#0B5A5E", "#0B5A00"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_of_a_file_is_seen_also_one_of_the_same_size_within_a_tick(data: Path, name: str) -> None:
    live = service(data)
    file, (old, new) = data / name, CHANGES[name]
    times = file.stat()
    first = live.result(KNEE).pdf
    for _ in range(2):
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
        after = live.result(KNEE).pdf
        assert after is not None and after != first
        assert after == build_one(Library(data, ROOT / "fonts"), KNEE).pdf
        file.write_text(file.read_text(encoding="utf-8").replace(new, old), encoding="utf-8")
        os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
        assert live.result(KNEE).pdf == first


def test_a_file_that_comes_or_goes_is_seen(data: Path) -> None:
    live = service(data)
    first = live.result(KNEE).pdf
    (data / LOGO_FILE).rename(data / "away.svg")
    without = live.result(KNEE)
    assert without.pdf is None or without.pdf != first
    (data / "away.svg").rename(data / LOGO_FILE)
    assert live.result(KNEE).pdf == first
    (data / BRAND_FILE).unlink()
    assert live.result(KNEE).pdf not in (None, first)


def test_a_file_outside_the_data_folder_that_a_brand_names_is_seen(data: Path) -> None:
    shared = data.parent / "images"
    shared.mkdir()
    (data / LOGO_FILE).rename(shared / "logo.svg")
    file = data / BRAND_FILE
    file.write_text(
        file.read_text(encoding="utf-8").replace("logo.svg", "/images/logo.svg"), encoding="utf-8"
    )
    live = service(data)
    first = live.result(KNEE).pdf
    change(shared / "logo.svg", "#0B5A5E", "#0B5A00")
    assert live.result(KNEE).pdf not in (None, first)


def test_what_did_not_change_is_not_read_again(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    live = service(data)
    live.result(KNEE)
    live.result(KNEE)
    monkeypatch.setattr(Library, "_load", lambda *_: pytest.fail("this was read before"))
    assert live.result(replace(KNEE, mono=True)).pdf is not None


def test_looking_sees_each_change_once(tmp_path: Path) -> None:
    watched = Watched((tmp_path,))
    assert watched.changed() == {str(tmp_path)}
    assert watched.changed() == set()
    (tmp_path / "a.yaml").write_text("a: 1", encoding="utf-8")
    assert watched.changed() == {str(tmp_path), str(tmp_path / "a.yaml")}
    (tmp_path / "loop").symlink_to(tmp_path)
    assert str(tmp_path) in watched.changed()
    assert watched.changed() == set()


@pytest.mark.parametrize("page", [1, 2])
@pytest.mark.parametrize(
    "request_", [SAMPLE, replace(SAMPLE, mono=True, appointment=VISIT)], ids=["plain", "visit"]
)
def test_the_picture_of_a_page_is_the_page_of_the_file(request_: Request, page: int) -> None:
    live = Service(Library(ROOT / "data", ROOT / "fonts"))
    picture, result = live.picture(request_, page), live.result(request_)
    assert picture.png is not None and result.pdf is not None and picture.pages == result.pages
    whole = pypdfium2.PdfDocument(result.pdf)[page - 1].render(scale=96 / 72).to_numpy()
    with Image.open(BytesIO(picture.png)) as image:
        assert np.array_equal(np.asarray(image.convert("RGB")), whole[:, :, 2::-1])


def test_the_picture_of_a_page_that_is_not_there_is_the_last_one_and_of_no_handout_none(data: Path) -> None:
    live = service(data)
    last = live.picture(KNEE, 99)
    assert last.png == live.picture(KNEE, last.pages).png is not None
    nothing = live.picture(replace(KNEE, clinic_id="nowhere"))
    assert nothing.png is None and [each.code for each in nothing.problems] == ["unknown-clinic"]


def test_a_web_page_lies_beside_its_pdf_and_goes_with_it(data: Path) -> None:
    assert main(["--data", "data", "build", "--html"]) == 0
    [page] = Path("build").rglob("*.html")
    assert page.with_suffix(".pdf").is_file() and "Wear loose clothes." in page.read_text(encoding="utf-8")
    change(data / PROCEDURE_FILE, "Wear loose clothes.", "Wear old clothes.")
    assert main(["--data", "data", "build"]) == 0
    assert not page.exists()


def test_the_web_page_of_a_visit_names_nobody_and_is_for_its_owner(data: Path) -> None:
    visit = ["--date", "2027-03-09", "--time", "09:00", "--patient", "Zzyzx Qwfp"]
    assert main(["--data", "data", "build", "knee-injection", "--html", *visit]) == 0
    [page] = Path("build").rglob("*.html")
    assert page.name.endswith(".visit-0001.html")
    text = page.read_text(encoding="utf-8")
    assert "Zzyzx" not in text and "March 9, 2027" in text.replace("\u00a0", " ")
    assert os.name == "nt" or page.stat().st_mode & 0o777 == 0o600


def test_a_web_page_of_somebody_elses_stays_and_the_pdf_is_made(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("one.html").write_text("<!doctype html><p>mine", encoding="utf-8")
    assert main(["--data", "data", "build", "--html", "--out", "one.pdf"]) == 1
    assert "one.html is not replaced" in capsys.readouterr().err
    assert (
        Path("one.html").read_text(encoding="utf-8") == "<!doctype html><p>mine" and Path("one.pdf").is_file()
    )


def test_the_json_names_the_web_page(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", "data", "build", "--html", "--json"]) == 0
    assert '"html": "build/north/knee-injection.en.letter.html"' in capsys.readouterr().out
    assert main(["--data", "data", "build", "--json"]) == 0
    assert '"html": null' in capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "said"),
    [(["--out", "-"], "--out - is for the PDF alone"), (["--packet"], "a packet is one file")],
)
def test_a_web_page_is_refused_where_there_is_no_place_for_it(
    data: Path, capsys: pytest.CaptureFixture[str], more: list[str], said: str
) -> None:
    assert main(["--data", "data", "build", "--html", *more]) == 2
    assert said in " ".join(capsys.readouterr().err.split())
    assert not Path("build").exists()


def test_a_fault_in_the_web_page_leaves_the_pdf(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(*_: object) -> str:
        raise KeyError("Zzyzx")

    monkeypatch.setattr("handouts.screen.page.html_page", fails)
    assert main(["--data", "data", "build", "--html"]) == 1
    said = capsys.readouterr().err
    assert "the web page of knee-injection.en.letter.pdf was not made" in said and "Zzyzx" not in said
    assert len([*Path("build").rglob("*.pdf")]) == 1 and not [*Path("build").rglob("*.html")]


def test_a_web_page_that_nobody_asked_for_costs_nothing(data: Path) -> None:
    code = (
        "import sys; from handouts.cli.main import main; main(['--data', 'data', 'build']); "
        "print([m for m in sys.modules if m.startswith('handouts.screen') or m == 'handouts.delivering.stamps'])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert run.stdout.splitlines()[-1] == "[]"
