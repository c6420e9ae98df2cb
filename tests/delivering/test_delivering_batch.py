"""A batch makes a handout for each good row, names each bad one, and leaves nothing of a patient but the PDFs."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from appointment_lists import MARK, appointment_list, mark
from judges import assert_conforms
from small_library import PROCEDURE

from handouts.delivering.build import Builder, build_pdf
from handouts.delivering.files import Access
from handouts.delivering.mail_merge.jobs import Job, JobList, job_list
from handouts.delivering.mail_merge.list_folder import opened
from handouts.delivering.mail_merge.print_file import make_print_file
from handouts.delivering.mail_merge.rows import Outcome, RowMaker
from handouts.delivering.mail_merge.separate_files import FolderSettings, make_files
from handouts.problems import ContentError
from handouts.reading.library import Library
from handouts.tailoring.request import Request

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = Library(ROOT / "data", ROOT / "fonts")
SAMPLE = ROOT / "data" / "appointments" / "sample.csv"


def command(*arguments: str) -> list[str]:
    return [sys.executable, str(ROOT / "generate.py"), "--data", str(ROOT / "data"), "batch", *arguments]


def batch(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*arguments), capture_output=True, encoding="utf-8", check=False, cwd=folder)


def made_in(folder: Path, jobs: Sequence[Job], processes: int = 1, resume: bool = False) -> list[Outcome]:
    with opened(folder, "list", resume, Access.OWNER) as ledger:
        return list(make_files(FolderSettings(LIBRARY, ledger), jobs, processes))


def pdfs(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.pdf"))


def write_list(folder: Path, rows: int, bad: tuple[int, ...] = ()) -> Path:
    file = folder / "list.csv"
    file.write_text(appointment_list(rows, bad), encoding="utf-8")
    return file


def planned(text: str, **wishes: object) -> JobList:
    return job_list(LIBRARY, text.encode(), "list.csv", Request(clinic_id="parkview", **wishes))  # type: ignore[arg-type]


def page_texts(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in document]


def marks_in(pdf: bytes) -> set[str]:
    return {found for text in page_texts(pdf) for found in MARK.findall(text)}


def is_whole(file: Path) -> bool:
    data = file.read_bytes()
    named = re.fullmatch(r"row-\d{4}\..+\.pdf", file.name)
    whole = data.startswith(b"%PDF-1.7") and data.endswith(b"%%EOF\n")
    return bool(named) and whole and len(page_texts(data)) == 2


def trace_of_patients(folder: Path) -> list[str]:
    """Return every file below *folder*, finished handouts and lists apart, in whose name or bytes a mark is."""
    found = []
    for file in folder.rglob("*"):
        if MARK.search(file.name):
            found.append(file.name)
        if (
            file.is_file()
            and file.suffix not in (".pdf", ".csv")
            and re.search(rb"Qz\d{5}x", file.read_bytes())
        ):
            found.append(file.name)
    return found


def test_every_good_row_is_made_and_every_bad_one_named(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    rows = request.config.getoption("--batch-rows")
    bad = tuple(range(17, rows + 1, 50))
    write_list(tmp_path, rows, bad)
    run = batch(tmp_path, "list.csv", "--clinic", "parkview")
    assert run.returncode == 1
    assert f"{rows - len(bad)} of {rows} handouts" in run.stdout
    named = re.findall(r"^list\.csv:(\d+):(\d+): error: ", run.stderr, re.MULTILINE)
    assert [int(line) - 1 for line, _ in named] == list(bad)
    lines = (tmp_path / "list.csv").read_text(encoding="utf-8").splitlines()
    assert all(int(column) == lines[int(line) - 1].index(",") + 2 for line, column in named)
    made = pdfs(tmp_path / "build" / "batch" / "list")
    # Rows are numbered as a spreadsheet does: the headings are row 1.
    assert [int(file.name[4:8]) - 1 for file in made] == [row for row in range(1, rows + 1) if row not in bad]
    for file in made:
        assert marks_in(file.read_bytes()) == {mark(int(file.name[4:8]) - 1)}
    assert not MARK.search(run.stdout + run.stderr)


def test_a_row_is_the_very_file_that_build_makes_for_the_visit() -> None:
    made = planned(appointment_list(6))
    builder = RowMaker(Builder(LIBRARY))
    for job in made.jobs:
        wishes = {
            name: getattr(job.request, name)
            for name in ("answers", "appointment", "edition", "paper", "mono")
        }
        assert builder.make(job).pdf == build_pdf("lumbar-sympathetic-block", "parkview", "en", **wishes)


def test_two_processes_make_what_one_makes(tmp_path: Path) -> None:
    made = planned(appointment_list(20))
    for processes in (1, 2):
        outcomes = made_in(tmp_path / str(processes), made.jobs, processes)
        assert [outcome.number for outcome in outcomes] == list(range(2, 22))
    for file in pdfs(tmp_path / "1"):
        assert file.read_bytes() == (tmp_path / "2" / file.name).read_bytes()


def test_the_sample_list_is_made_without_a_word_of_complaint(tmp_path: Path) -> None:
    made = job_list(LIBRARY, SAMPLE.read_bytes(), "sample.csv", Request(clinic_id="parkview"))
    assert made.problems == () and len(made.jobs) == made.total > 3
    for outcome in made_in(tmp_path, made.jobs):
        assert outcome.problems == () and outcome.file is not None
        assert_conforms(outcome.file.read_bytes())


def test_names_are_in_the_names_of_files_only_if_asked(tmp_path: Path) -> None:
    write_list(tmp_path, 2)
    batch(tmp_path, "list.csv", "--clinic", "parkview", "--out", "plain")
    batch(tmp_path, "list.csv", "--clinic", "parkview", "--out", "named", "--name-files")
    assert not any(MARK.search(file.name) for file in pdfs(tmp_path / "plain"))
    assert [MARK.findall(file.name) for file in pdfs(tmp_path / "named")] == [
        [mark(1)],
        [mark(2)],
    ]


def test_a_folder_that_holds_a_batch_is_not_mixed_with_another(tmp_path: Path) -> None:
    write_list(tmp_path, 2)
    batch(tmp_path, "list.csv", "--clinic", "parkview", "--out", "made")
    before = {file.name: file.read_bytes() for file in pdfs(tmp_path / "made")}
    write_list(tmp_path, 1)
    run = batch(tmp_path, "list.csv", "--clinic", "parkview", "--out", "made")
    assert run.returncode == 1
    assert "--resume" in run.stderr
    assert {file.name: file.read_bytes() for file in pdfs(tmp_path / "made")} == before


def test_resuming_makes_what_is_missing_or_altered_and_leaves_the_rest(tmp_path: Path) -> None:
    arguments = ("list.csv", "--clinic", "parkview", "--out", "made")
    file = write_list(tmp_path, 5)
    batch(tmp_path, *arguments)
    made = pdfs(tmp_path / "made")
    made[1].unlink()
    made[3].write_bytes(made[3].read_bytes()[:-1000])
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(mark(3), "Qz99999x").replace(appointment_list(5).splitlines()[5] + "\n", ""))
    before = {path: path.stat().st_mtime_ns for path in made if path.exists()}
    left = tmp_path / "made" / ".writing-0123456789ab.tmp"
    left.write_bytes(b"what a killed process left")
    run = batch(tmp_path, *arguments, "--resume")
    assert run.returncode == 0, run.stderr
    assert "3 of 4 handouts were made in made; 1 were there already" in run.stdout
    assert "1 that no row asks for any more" in run.stdout
    assert not left.exists()
    after = pdfs(tmp_path / "made")
    assert [marks_in(path.read_bytes()) for path in after] == [{mark(1)}, {mark(2)}, {"Qz99999x"}, {mark(4)}]
    assert [path for path in after if before.get(path) == path.stat().st_mtime_ns] == [made[0]]


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.skipif(os.name == "nt", reason="signals are sent as on Unix")
def test_ctrl_c_ends_with_whole_files_and_says_how_to_go_on(tmp_path: Path, processes: int) -> None:
    write_list(tmp_path, 3000)
    run = started(tmp_path, "--jobs", str(processes))
    os.killpg(run.pid, signal.SIGINT)
    out, err = run.communicate(timeout=60)
    assert run.returncode == 130
    assert "--resume" in err and "Traceback" not in err
    made = pdfs(tmp_path / "made")
    assert made and all(map(is_whole, made))
    assert not MARK.search(out + err)


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.skipif(
    not hasattr(os, "O_TMPFILE"), reason="elsewhere a hidden file may be left, and is removed later"
)
def test_a_killed_batch_leaves_whole_files_and_no_other_trace(tmp_path: Path, processes: int) -> None:
    write_list(tmp_path, 3000)
    run = started(tmp_path, "--jobs", str(processes))
    run.kill()
    out, err = run.communicate(timeout=60)  # ends only when the last of its processes has gone
    made = pdfs(tmp_path / "made")
    assert made and all(map(is_whole, made))
    assert not trace_of_patients(tmp_path)
    assert not MARK.search(out + err)


def started(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start a batch of ``list.csv`` in a group of its own, and return it when it is well under way."""
    environment = {**os.environ, "TMPDIR": str(folder / "temporary"), "XDG_CACHE_HOME": str(folder / "cache")}
    (folder / "temporary").mkdir()
    run = subprocess.Popen(
        command("list.csv", "--clinic", "parkview", "--out", "made", *arguments),
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while len(list(folder.glob("made/*.pdf"))) < 60 and time.monotonic() < deadline and run.poll() is None:
        time.sleep(0.02)
    return run


def test_a_fault_in_one_row_is_told_without_the_patient_and_the_next_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tailor = Builder.tailor

    def broken(self: Builder, request):  # type: ignore[no-untyped-def]
        if request.appointment is not None and mark(2) in request.appointment.patient:
            raise RuntimeError(f"cannot print {request.appointment.patient}")
        return tailor(self, request)

    monkeypatch.setattr(Builder, "tailor", broken)
    made = planned(appointment_list(3))
    outcomes = made_in(tmp_path, made.jobs)
    assert [outcome.file is not None for outcome in outcomes] == [True, False, True]
    (problem,) = outcomes[1].problems
    assert problem.place is not None and problem.place.line == 3
    assert "RuntimeError" in problem.message
    assert not MARK.search(problem.describe())


def test_a_name_that_no_font_has_is_told_where_it_is_and_the_sheet_is_made(tmp_path: Path) -> None:
    made = planned("Procedure,Patient\nLSB,Sample Ann\nLSB,Sample 王\n")
    good, bad = made_in(tmp_path, made.jobs)
    assert good.file is not None and bad.file is not None
    (problem,) = bad.problems
    assert not problem.is_error and "王" not in problem.describe() and "Sample" not in problem.describe()
    assert problem.place is not None and (problem.place.line, problem.place.column) == (3, 5)


def test_a_doubtful_visit_is_named_in_the_list_and_refused_if_strict(tmp_path: Path) -> None:
    for strict in (False, True):
        made = planned("Procedure,Patient,Date\nLSB,Sample Ann,2026-12-05\n", strict=strict)
        (outcome,) = made_in(tmp_path, made.jobs, resume=strict)
        (problem,) = outcome.problems
        assert problem.place is not None and (problem.place.line, problem.place.column) == (2, 16)
        assert "closed" in problem.message and "clinic.yaml" in (problem.hint or "")
        assert (outcome.file is None) is strict


def test_a_language_that_a_procedure_lacks_is_told_of_the_row(tmp_path: Path) -> None:
    made = planned("Procedure,Patient,Language\nLSB,Sample Ann,Spanish\n")
    (outcome,) = made_in(tmp_path, made.jobs)
    problem = outcome.problems[-1]
    assert outcome.file is None and 'no language "es"' in problem.message
    assert problem.place is not None and (problem.place.source.name, problem.place.line) == ("list.csv", 2)
    assert not any(each.code == "fault" for each in outcome.problems)


def test_a_list_without_a_clinic_asks_for_it_once() -> None:
    with pytest.raises(ContentError) as caught:
        job_list(LIBRARY, appointment_list(5).encode(), "list.csv", Request())
    (problem,) = caught.value.problems
    assert problem.code == "no-clinic"


def test_a_merged_file_has_the_order_of_the_list_and_starts_each_handout_on_a_sheet(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    short = tmp_path / "data" / "procedures" / "knee-injection"
    short.mkdir()
    (short / "en.yaml").write_text(PROCEDURE, encoding="utf-8")
    library = Library(tmp_path / "data", ROOT / "fonts")
    lines = appointment_list(6).splitlines()
    text = "\n".join(
        line.replace("LSB", "knee injection") if number % 2 else line for number, line in enumerate(lines)
    )
    made = job_list(library, text.encode(), "list.csv", Request(clinic_id="parkview", paper="a4"))
    outcomes = list(make_print_file(library, tmp_path / "all.pdf", made.jobs))
    assert [outcome.pages for outcome in outcomes] == [1, 2] * 3
    pdf = (tmp_path / "all.pdf").read_bytes()
    found = [MARK.findall(text) for text in page_texts(pdf)]
    assert found == [[mark(1)], [], [mark(2)], [], [mark(3)], [], [mark(4)], [], [mark(5)], [], [mark(6)], []]
    with pikepdf.open(BytesIO(pdf)) as file:
        assert {tuple(map(float, page.MediaBox)) for page in file.pages} == {(0.0, 0.0, 595.28, 841.89)}
    assert_conforms(pdf)


def test_nothing_but_the_pages_of_a_handout_names_the_patient() -> None:
    for name in ("separate", "merged"):
        pdf = visit_pdf(name)
        with pikepdf.open(BytesIO(pdf)) as file:
            said = [str(file.docinfo), file.Root.Metadata.read_bytes().decode()]
            with file.open_outline() as outline:
                said.append(str(list(outline.root)))
            said += [str(item.get("/Alt", "")) + str(item.get("/ActualText", "")) + str(item.get("/T", ""))
                     for item in file.objects if isinstance(item, pikepdf.Dictionary)]  # fmt: skip
        assert marks_in(pdf) == {mark(1)}
        assert not any(MARK.search(part) for part in said)


def visit_pdf(name: str) -> bytes:
    made = planned(appointment_list(1))
    if name == "separate":
        return RowMaker(Builder(LIBRARY)).make(made.jobs[0]).pdf or b""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "all.pdf"
        list(make_print_file(LIBRARY, file, made.jobs))
        return file.read_bytes()


def test_a_part_of_a_merged_file_says_and_looks_as_the_single_handout(tmp_path: Path) -> None:
    rows = 30
    made = planned(appointment_list(rows))
    outcomes = list(make_print_file(LIBRARY, tmp_path / "all.pdf", made.jobs))
    merged = pypdfium2.PdfDocument((tmp_path / "all.pdf").read_bytes())
    maker = RowMaker(Builder(LIBRARY))
    at = 0
    for job, outcome in zip(made.jobs, outcomes, strict=True):
        single = pypdfium2.PdfDocument(maker.make(job).pdf)
        assert len(single) == outcome.pages
        for number, page in enumerate(single):
            other = merged[at + number]
            assert page.get_textpage().get_text_range() == other.get_textpage().get_text_range()
            if job.visit.number % 7 == 0:
                assert page.render().to_numpy().tobytes() == other.render().to_numpy().tobytes()
        at += outcome.pages + outcome.pages % 2
    assert_conforms((tmp_path / "all.pdf").read_bytes())


def test_a_merged_file_is_the_same_whenever_it_is_made_and_small(tmp_path: Path) -> None:
    for name in ("one.pdf", "two.pdf"):
        list(make_print_file(LIBRARY, tmp_path / name, planned(appointment_list(200)).jobs))
    pdf = (tmp_path / "one.pdf").read_bytes()
    assert pdf == (tmp_path / "two.pdf").read_bytes()
    assert len(pdf) < 200 * 8_000


@pytest.mark.skipif(os.name == "nt", reason="signals are sent as on Unix")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_merged_file_that_was_stopped_is_not_there_at_all(tmp_path: Path, how: signal.Signals) -> None:
    write_list(tmp_path, 5000)
    run = subprocess.Popen(
        command("list.csv", "--clinic", "parkview", "--merge", "all.pdf"),
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    time.sleep(2)
    run.send_signal(how)
    out, err = run.communicate(timeout=60)
    assert run.returncode == (130 if how == signal.SIGINT else -how)
    left = {file.name for file in tmp_path.iterdir()} - {
        ".all.pdf.lock"
    }  # empty, and taken over by the next run
    assert left == {"list.csv"}
    assert not MARK.search(out + err) and "Traceback" not in err


def test_the_code_on_a_patients_page_leads_to_the_clinic_and_tells_nothing() -> None:
    zxingcpp = pytest.importorskip("zxingcpp")
    document = pypdfium2.PdfDocument(visit_pdf("separate"))
    codes = [code.text for page in document for code in zxingcpp.read_barcodes(page.render(scale=3).to_pil())]
    assert codes == ["https://parkview.example.com/schedule?procedure=lumbar-sympathetic-block"]
