"""An output is written by one run, over nothing but its own kind, for nobody but who may read it, and truly told."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
from small_library import CLINIC_FILE, LOGO_FILE, PROCEDURE_FILE, change, write_library

from handouts.delivering.files import Access, remove_leftovers, write_atomically, written_whole
from handouts.delivering.locks import held
from handouts.delivering.outputs import Kind, Outputs, kind_of
from handouts.problems import ContentError

ROOT = Path(__file__).resolve().parents[2]
GENERAL = ("build", "knee-injection")
VISIT = (*GENERAL, "--date", "2027-03-09", "--time", "14:30")
HANDOUT = "knee-injection.en.letter"
LIST = "Procedure,Patient,Date,Arrival time\nKnee injection,Sample Ann,2027-03-09,14:30\n"
BAD_LIST = LIST.replace("2027-03-09", "the ninth")
posix = pytest.mark.skipif(os.name == "nt", reason="permissions are POSIX's")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a current folder with a data folder and a list."""
    write_library(tmp_path / "data")
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    return tmp_path


def handouts(
    folder: Path, *arguments: str, data: str = "data", stdin: bytes | None = None, umask: int = 0o022
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, str(ROOT / "generate.py"), "--data", data, *arguments]
    return subprocess.run(
        command,
        capture_output=True,
        check=False,
        cwd=folder,
        input=stdin,
        umask=-1 if os.name == "nt" else umask,
    )


def visit(patient: str) -> tuple[str, ...]:
    return (*VISIT, "--patient", patient)


def text_of(file: Path) -> str:
    with pypdfium2.PdfDocument(file) as document:
        return " ".join(page.get_textpage().get_text_range() for page in document)


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def files_in(folder: Path) -> set[str]:
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


def spoil(folder: Path) -> None:
    change(folder / "data" / PROCEDURE_FILE, "title:", "titel:")


# -- visits ----------------------------------------------------------------------------------------


def test_each_visit_has_a_file_of_its_own_told_apart_by_a_number(folder: Path) -> None:
    for patient in ("Sample Ann", "Sample Ann", "Sample Bob"):
        assert handouts(folder, *visit(patient)).returncode == 0
    visits = folder / "build" / "visits" / "north"
    assert {file.name for file in visits.iterdir()} == {f"{HANDOUT}.visit-000{n}.pdf" for n in (1, 2, 3)}
    assert "Sample Bob" in text_of(visits / f"{HANDOUT}.visit-0003.pdf")


def test_the_handouts_of_one_visit_have_one_number(folder: Path) -> None:
    shutil.copytree(folder / "data/procedures/knee-injection", folder / "data/procedures/hip-injection")
    for _ in range(2):
        assert handouts(folder, "build", *visit("Sample Ann")[2:]).returncode == 0
    names = sorted(file.name for file in (folder / "build/visits/north").iterdir())
    assert names == [
        f"{which}-injection.en.letter.visit-000{n}.pdf" for which in ("hip", "knee") for n in (1, 2)
    ]


def test_two_visits_at_once_get_different_numbers(folder: Path) -> None:
    command = [sys.executable, str(ROOT / "generate.py"), "--data", "data", *visit("Sample Ann")]
    runs = [subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL) for _ in range(4)]
    assert [run.wait(timeout=120) for run in runs] == [0] * 4
    assert len(list((folder / "build/visits/north").iterdir())) == 4


def test_a_visit_into_the_folder_of_the_general_handouts_replaces_none_of_them(folder: Path) -> None:
    assert handouts(folder, *GENERAL).returncode == 0
    general = folder / "build/north" / f"{HANDOUT}.pdf"
    before = general.read_bytes()
    assert handouts(folder, *visit("Sample Ann"), "--out", "build").returncode == 0
    assert general.read_bytes() == before
    assert (folder / "build/visits/north" / f"{HANDOUT}.visit-0001.pdf").exists()


def test_a_visit_that_was_not_made_claims_nothing_and_names_what_is_left(folder: Path) -> None:
    assert handouts(folder, *visit("Sample Ann"), "--out", "today.pdf").returncode == 0
    before = (folder / "today.pdf").read_bytes()
    spoil(folder)
    run = handouts(folder, *visit("Sample Bob"), "--out", "today.pdf")
    assert run.returncode == 1
    assert b"today.pdf was not written now; it is an earlier file" in run.stderr
    assert b"today.pdf  " not in run.stdout
    assert (folder / "today.pdf").read_bytes() == before


def test_pictures_and_transcript_of_an_earlier_patient_do_not_stay_beside_the_next(folder: Path) -> None:
    assert (
        handouts(folder, *visit("Sample Ann"), "--out", "today.pdf", "--preview", "--transcript").returncode
        == 0
    )
    assert {"today.page-1.png", "today.transcript.txt"} < files_in(folder)
    assert handouts(folder, *visit("Sample Bob"), "--out", "today.pdf").returncode == 0
    assert not {"today.page-1.png", "today.transcript.txt"} & files_in(folder)


# -- kinds -----------------------------------------------------------------------------------------


def test_a_file_says_what_kind_it_is_and_nothing_of_a_patient(folder: Path) -> None:
    assert handouts(folder, *GENERAL, "--out", "general.pdf", "--preview", "--transcript").returncode == 0
    assert handouts(folder, *visit("Sample Ann"), "--out", "visit.pdf").returncode == 0
    assert handouts(folder, "batch", "list.csv", "--merge", "list.pdf").returncode == 0
    assert handouts(folder, "proof", "--out", "proof.pdf").returncode == 0
    assert handouts(folder, "schema").returncode == 0
    kinds = {
        "general.pdf": Kind.HANDOUT, "visit.pdf": Kind.VISIT, "list.pdf": Kind.LIST, "proof.pdf": Kind.PROOF,
        "general.page-1.png": Kind.PICTURE, "general.transcript.txt": Kind.TRANSCRIPT,
        "data/schema/clinic.json": Kind.SCHEMA, "list.csv": Kind.OTHER, "data/clinics/north/logo.svg": Kind.OTHER,
    }  # fmt: skip
    assert {name: kind_of(folder / name) for name in kinds} == kinds
    assert b"Sample" not in (folder / "visit.pdf").read_bytes()


OTHERS = {
    "general": (GENERAL, "a general handout"),
    "visit": (visit("Sample Bob"), "the handout of a visit"),
    "list": (("batch", "list.csv"), "the handouts of a list"),
    "proof": (("proof",), "the proof of a brand"),
}


@pytest.mark.parametrize("there", [*OTHERS, "foreign", "text"])
@pytest.mark.parametrize("new", OTHERS)
def test_a_file_replaces_only_its_own_kind(new: str, there: str, folder: Path) -> None:
    def out(kind: str) -> tuple[str, ...]:
        return (*OTHERS[kind][0], "--merge" if kind == "list" else "--out", "file.pdf")

    file = folder / "file.pdf"
    if there in OTHERS:
        assert handouts(folder, *out(there)).returncode == 0
    else:
        file.write_bytes(b"%PDF-1.4 somebody's" if there == "foreign" else b"not a PDF")
    before = file.read_bytes()
    run = handouts(folder, *out(new))
    if new == there:
        assert run.returncode == 0
        return
    what = OTHERS[there][1] if there in OTHERS else "a file that this program did not make"
    assert run.returncode == 1
    assert f"error: file.pdf is not replaced: it is {what}\n    hint: ".encode() in run.stderr
    assert file.read_bytes() == before
    assert b" made in file.pdf" not in run.stdout


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("list.csv", "list.csv is what is read"),
        ("data/../list.csv", "list.csv is what is read"),
        ("other.csv", "is not replaced: it is a file that this program did not make"),
        ("data/clinics/north/logo.svg", "which handouts are made from"),
        ("data/procedures/new.pdf", "which handouts are made from"),
        ("nul", "is the name of a device on Windows"),
        ("NUL.pdf", "is the name of a device on Windows"),
        ("lpt1.report.pdf", "is the name of a device on Windows"),
    ],
)
def test_a_list_is_not_merged_into_what_is_no_place_for_it(name: str, said: str, folder: Path) -> None:
    (folder / "other.csv").write_text("somebody's", encoding="utf-8")
    before = {name: (folder / name).read_bytes() for name in files_in(folder)}
    run = handouts(folder, "batch", "list.csv", "--merge", name)
    assert run.returncode == 1
    assert said in run.stderr.decode()
    assert {name: (folder / name).read_bytes() for name in files_in(folder)} == before


@pytest.mark.skipif(os.name == "nt", reason="links and devices as on POSIX")
def test_neither_a_link_to_the_list_nor_a_device_is_written(folder: Path) -> None:
    (folder / "link.pdf").symlink_to("list.csv")
    os.link(folder / "list.csv", folder / "hard.pdf")
    os.mkfifo(folder / "pipe.pdf")
    for name, said in (
        ("link.pdf", "is what is read"),
        ("hard.pdf", "is what is read"),
        ("pipe.pdf", "is a device"),
    ):
        run = handouts(folder, "batch", "list.csv", "--merge", name)
        assert run.returncode == 1
        assert said in run.stderr.decode(), name
    run = handouts(folder, *visit("Sample Ann"), "--out", "pipe.pdf")
    assert run.returncode == 1
    assert (folder / "list.csv").read_text(encoding="utf-8") == LIST
    with pytest.raises(ContentError, match="is a device"):
        Outputs().check(Path(os.devnull), Kind.VISIT)


@pytest.mark.skipif(os.name == "nt", reason="links as on POSIX")
def test_a_link_is_followed_and_stays_a_link(folder: Path) -> None:
    (folder / "link.pdf").symlink_to("real.pdf")
    assert handouts(folder, *GENERAL, "--out", "link.pdf").returncode == 0
    assert (folder / "link.pdf").is_symlink()
    assert kind_of(folder / "real.pdf") is Kind.HANDOUT


def test_outputs_are_not_put_among_the_sources(folder: Path) -> None:
    before = files_in(folder)
    for arguments in (
        ("build", "--out", "data/clinics"),
        (*visit("Sample Ann"), "--out", f"data/{LOGO_FILE}.pdf"),
        ("batch", "list.csv", "--out", "data/procedures/knee-injection"),
        ("proof", "--out", "data/languages"),
    ):
        run = handouts(folder, *arguments)
        assert run.returncode == 1, arguments
        assert b"which handouts are made from: nothing is written there" in run.stderr
    assert files_in(folder) == before


# -- merged lists ----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [BAD_LIST, LIST.splitlines()[0] + "\n"])
def test_a_list_without_a_good_row_claims_nothing_and_names_the_old_file(text: str, folder: Path) -> None:
    assert handouts(folder, "batch", "list.csv", "--merge", "all.pdf").returncode == 0
    before = (folder / "all.pdf").read_bytes()
    (folder / "list.csv").write_text(text, encoding="utf-8")
    run = handouts(folder, "batch", "list.csv", "--merge", "all.pdf")
    assert run.returncode == (1 if text == BAD_LIST else run.returncode)
    assert b"in all.pdf" not in run.stdout
    assert b"all.pdf was not written now; it is an earlier file" in run.stderr
    assert (folder / "all.pdf").read_bytes() == before


def test_of_two_runs_into_one_file_the_second_is_told(folder: Path) -> None:
    with held(folder / ".all.pdf.lock", "all.pdf"):
        for arguments in (
            ("batch", "list.csv", "--merge", "all.pdf"),
            (*visit("Sample Ann"), "--out", "all.pdf"),
        ):
            run = handouts(folder, *arguments)
            assert run.returncode == 1
            assert b"error: another run is writing all.pdf\n    hint: " in run.stderr
            assert run.stdout == b""
    assert not (folder / "all.pdf").exists()


# -- who may read ----------------------------------------------------------------------------------


@posix
def test_what_is_a_patients_is_for_its_owner_alone_and_the_rest_as_usual(folder: Path) -> None:
    assert handouts(folder, *visit("Sample Ann"), "--preview", "--transcript").returncode == 0
    assert handouts(folder, *GENERAL, "--preview", "--transcript").returncode == 0
    assert handouts(folder, "batch", "list.csv").returncode == 0
    assert handouts(folder, "batch", "list.csv", "--merge", "merged/all.pdf").returncode == 0
    for place in ("build/visits", "build/batch", "merged"):
        found = [folder / place, *(folder / place).rglob("*")]
        assert len(found) > 1
        assert {mode(each) for each in found} <= {0o600, 0o700}, place
    assert mode(folder / "build") == 0o755
    assert {mode(each) for each in (folder / "build/north").iterdir()} == {0o644}


@posix
def test_desks_that_share_a_folder_let_the_group_read(folder: Path) -> None:
    change(folder / "data" / CLINIC_FILE, "scheduling:", "policy: {shared_desks: yes}\nscheduling:")
    assert handouts(folder, *visit("Sample Ann"), "--preview").returncode == 0
    assert handouts(folder, "batch", "list.csv").returncode == 0
    assert handouts(folder, "batch", "list.csv", "--merge", "all.pdf").returncode == 0
    visits, batch = folder / "build/visits/north", folder / "build/batch/list"
    assert {mode(each) for each in [*visits.iterdir(), *batch.glob("*.pdf"), folder / "all.pdf"]} == {0o640}
    assert {mode(each) for each in (visits, batch)} == {0o750}
    assert mode(batch / ".handouts") == 0o700
    assert mode(batch / ".handouts" / "list.json") == 0o600, "the key is its owner's alone"


@posix
def test_the_users_umask_is_never_widened(folder: Path) -> None:
    change(folder / "data" / CLINIC_FILE, "scheduling:", "policy: {shared_desks: yes}\nscheduling:")
    assert handouts(folder, *GENERAL, umask=0o077).returncode == 0
    assert handouts(folder, *visit("Sample Ann"), umask=0o077).returncode == 0
    assert {mode(each) & 0o077 for each in (folder / "build").rglob("*")} == {0}


@posix
@pytest.mark.parametrize("nameless", [True, False])
@pytest.mark.parametrize("access", Access)
def test_a_draft_is_no_more_open_than_the_file(
    access: Access, nameless: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not nameless:
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    file = tmp_path / "file"
    with written_whole(file, access) as stream:
        drafted = stat.S_IMODE(os.fstat(stream.fileno()).st_mode)
    assert drafted == mode(file) == access.file_mode & ~0o022
    write_atomically(file, b"again", access)
    assert mode(file) == drafted and [each.name for each in tmp_path.iterdir()] == ["file"]


def test_leftovers_of_killed_writers_go_and_drafts_that_are_being_written_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    left = tmp_path / ".writing-0123456789ab.tmp"
    left.write_bytes(b"half")
    (tmp_path / ".writing-notes.tmp").write_bytes(b"somebody's")
    with written_whole(tmp_path / "file") as stream:
        stream.write(b"whole")
        remove_leftovers(tmp_path)
        assert not left.exists() and (tmp_path / ".writing-notes.tmp").exists()
    assert (tmp_path / "file").read_bytes() == b"whole"


# -- standard streams ------------------------------------------------------------------------------


def test_a_dash_is_the_standard_output_and_input(folder: Path) -> None:
    one = handouts(folder, *visit("Sample Ann"), "--out", "-")
    proof = handouts(folder, "proof", "--out", "-")
    merged = handouts(folder, "batch", "-", "--merge", "-", stdin=LIST.encode())
    for run in (one, proof, merged):
        assert run.returncode == 0, run.stderr
        assert run.stdout.startswith(b"%PDF-") and run.stdout.endswith(b"%%EOF\n")
    assert b"1 of 1 handouts were sent to the standard output" in merged.stderr
    made = handouts(folder, "batch", "-", "--out", "made", stdin=LIST.encode())
    assert made.returncode == 0, made.stderr
    assert not (folder / "-").exists()


def test_a_handout_that_was_not_made_sends_nothing_to_the_standard_output(folder: Path) -> None:
    spoil(folder)
    for arguments in ((*VISIT, "--out", "-"), ("batch", "list.csv", "--merge", "-")):
        run = handouts(folder, *arguments)
        assert (run.returncode, run.stdout) == (1, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_an_output_that_takes_nothing_is_said(folder: Path) -> None:
    command = [
        sys.executable,
        str(ROOT / "generate.py"),
        "--data",
        "data",
        *visit("Sample Ann"),
        "--out",
        "-",
    ]
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, check=False, cwd=folder, encoding="utf-8"
        )
    assert run.returncode == 1
    assert "error: the standard output does not take the file: No space left on device" in run.stderr
    assert "Exception" not in run.stderr and "(standard output)" not in run.stderr


def test_what_a_dash_cannot_be_is_said(folder: Path) -> None:
    for arguments, said in (
        (("build", "--out", "-", "--json"), "--out - is for the PDF alone"),
        (("build", "--out", "-", "--preview"), "--out - is for the PDF alone"),
        (("batch", "list.csv", "--out", "-"), "needs a folder"),
        (("batch", "-"), "A list from the standard input has no name"),
        (("batch", "list.csv", "--merge", "-", "--json"), "--merge - is for the PDF alone"),
    ):
        run = handouts(folder, *arguments, stdin=b"")
        assert run.returncode == 2, arguments
        assert said in run.stderr.decode()


@posix
@pytest.mark.parametrize("closed", ["0", "1", "2", "0 1 2"])
def test_closed_streams_cost_nobody_a_file(closed: str, folder: Path) -> None:
    ends = " ".join(f"{number}>&-" if number != "0" else "0<&-" for number in closed.split())
    command = f'exec "{sys.executable}" "{ROOT / "generate.py"}" --data data build knee-injection {ends}'
    run = subprocess.run(["sh", "-c", command], capture_output=True, check=False, cwd=folder)
    assert run.returncode == 0, run.stderr
    assert run.stderr == b""
    data = (folder / "build/north" / f"{HANDOUT}.pdf").read_bytes()
    assert data.startswith(b"%PDF-") and data.endswith(b"%%EOF\n")


@posix
def test_a_closed_stream_that_is_needed_is_said(folder: Path) -> None:
    for arguments, said in (
        ("build knee-injection --out - 1>&-", "the standard output does not take the file: it is closed"),
        ("batch - --merge all.pdf 0<&-", "the standard input cannot be read: it is closed"),
    ):
        command = f'exec "{sys.executable}" "{ROOT / "generate.py"}" --data data {arguments}'
        run = subprocess.run(["sh", "-c", command], capture_output=True, check=False, cwd=folder)
        assert run.returncode == 1
        assert said in run.stderr.decode() and b"Traceback" not in run.stderr


# -- a full disk -----------------------------------------------------------------------------------

WRITERS = {
    "general": GENERAL,
    "visit": visit("Sample Ann"),
    "visit to a file": (*visit("Sample Ann"), "--out", "visit.pdf"),
    "preview": (*GENERAL, "--preview", "--transcript"),
    "list": ("batch", "list.csv", "--out", "made"),
    "merged list": ("batch", "list.csv", "--merge", "all.pdf"),
    "proof": ("proof",),
    "schema": ("schema",),
    "data folder": ("new", "data", "own"),
}


@posix
@pytest.mark.parametrize("name", WRITERS)
def test_a_disk_that_is_full_leaves_nothing_half_written_and_is_said(name: str, folder: Path) -> None:
    import resource

    before = files_in(folder)
    command = [sys.executable, str(ROOT / "generate.py"), "--data", "data", *WRITERS[name]]
    run = subprocess.run(
        command, capture_output=True, check=False, cwd=folder, encoding="utf-8",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
    )  # fmt: skip
    assert run.returncode == 1
    assert "File too large\n    hint: make room on the disk, or choose another place" in run.stderr
    assert "Traceback" not in run.stderr and "Sample" not in run.stderr
    assert {name for name in files_in(folder) - before if ".handouts/" not in name} == set()


def test_a_wrong_date_of_the_files_is_no_mistake_of_a_row(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    for target in (("--out", "made"), ("--merge", "all.pdf")):
        run = handouts(folder, "batch", "list.csv", *target)
        assert run.returncode == 1
        assert run.stderr.startswith(b"error: SOURCE_DATE_EPOCH should be whole seconds")
        assert run.stderr.count(b"error: ") == 1 and run.stdout == b""
