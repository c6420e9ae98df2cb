"""A list's folder knows its list and what its runs made: nothing else is counted, replaced or removed."""

from __future__ import annotations

import errno
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pypdfium2
import pytest
from small_library import PROCEDURE_FILE, change, write_library

from handouts.cli.main import main
from handouts.delivering.locks import held
from handouts.delivering.mail_merge.list_folder import LOCK, MANIFEST, OWN

ROOT = Path(__file__).resolve().parents[2]
HEADINGS = "Procedure,Patient,Date,Arrival time\n"
OUT = ("--out", "made")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder, with a data folder and a list of five."""
    monkeypatch.chdir(tmp_path)
    write_library(tmp_path / "data")
    write_list(tmp_path, 5)
    return tmp_path


def rows(count: int, mark: str = "Zz") -> list[str]:
    return [f"Knee injection,Sample {mark}{number:05d},2027-03-09,14:30\n" for number in range(1, count + 1)]


def write_list(folder: Path, count: int, mark: str = "Zz", name: str = "list.csv") -> Path:
    file = folder / name
    file.write_text(HEADINGS + "".join(rows(count, mark)), encoding="utf-8")
    return file


def batch(*arguments: str, name: str = "list.csv") -> int:
    return main(["--data", "data", "batch", name, *arguments])


def patients(folder: Path) -> list[str]:
    """Return the marks of the patients in the folder's handouts, in the order of the files' names."""
    found = []
    for file in sorted(folder.glob("row-*.pdf")):
        with pypdfium2.PdfDocument(file.read_bytes()) as document:
            text = " ".join(page.get_textpage().get_text_range() for page in document)
        found += sorted(set(re.findall(r"(?:Zz|Yy)\d{5}", text)))
    return found


def names(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.glob("*.pdf")}


def test_the_folder_keeps_nothing_of_a_patient_but_the_handouts(folder: Path) -> None:
    assert batch(*OUT) == 0
    kept = folder / "made" / OWN
    assert {file.name for file in kept.iterdir()} == {MANIFEST}
    text = (kept / MANIFEST).read_text(encoding="ascii")
    facts = json.loads(text)
    assert len(facts["made"]) == 5 and len(bytes.fromhex(facts["key"])) == 32
    assert not re.search("Zz|Sample|2027|14:30|list.csv", text)


def test_resuming_keeps_what_is_as_it_would_be_made_and_counts_it_apart(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    batch(*OUT)
    before = {file: file.stat().st_mtime_ns for file in (folder / "made").glob("*.pdf")}
    next(iter(before)).unlink()
    capsys.readouterr()
    assert batch(*OUT, "--resume") == 0
    assert capsys.readouterr().out.startswith("1 of 5 handouts were made in made; 4 were there already")
    assert len([file for file, at in before.items() if file.stat().st_mtime_ns == at]) == 4


def test_a_changed_list_is_gone_on_with_and_no_earlier_patient_stays(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    batch(*OUT)
    write_list(folder, 3, "Yy")
    capsys.readouterr()
    assert batch(*OUT, "--resume") == 0
    said = capsys.readouterr()
    assert said.out == "3 of 3 handouts were made in made\n2 that no row asks for any more were removed\n"
    assert patients(folder / "made") == ["Yy00001", "Yy00002", "Yy00003"]


def test_another_list_is_not_put_into_the_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    batch(*OUT)
    before = names(folder / "made")
    write_list(folder, 2, "Yy", "other.csv")
    for arguments in ([], ["--resume"]):
        assert batch(*OUT, *arguments, name="other.csv") == 1
        assert "error: made holds the handouts of another list\n" in capsys.readouterr().err
    assert names(folder / "made") == before


def test_after_a_broken_title_nothing_good_is_removed_or_counted(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    batch(*OUT)
    before = names(folder / "made")
    change(folder / "data" / PROCEDURE_FILE, "title:", "titel:")
    capsys.readouterr()
    # The list names its procedures by their titles: by its id this one is still found, and cannot be made.
    (folder / "list.csv").write_text(
        (HEADINGS + "".join(rows(5))).replace("Knee injection", "knee-injection"), encoding="utf-8"
    )
    assert batch(*OUT, "--resume") == 1
    said = capsys.readouterr()
    assert said.out == "0 of 5 handouts were made in made\n"
    assert "earlier handouts of the rows 2, 3, 4, 5, 6 are in made still, and were not made now" in said.err
    assert names(folder / "made") == before


def test_a_row_that_cannot_be_read_keeps_its_earlier_file_and_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    batch(*OUT)
    lines = rows(4)
    lines[1] = lines[1].replace("2027-03-09", "the ninth")
    (folder / "list.csv").write_text(HEADINGS + "".join(lines), encoding="utf-8")
    capsys.readouterr()
    assert batch(*OUT, "--resume") == 1
    said = capsys.readouterr()
    assert "0 of 4 handouts were made in made; 3 were there already" in said.out
    assert (
        "earlier handouts of the rows 3, 6 are in made still" in said.err
    )  # row 6 may be what row 3 was to be


def test_a_users_own_files_survive_whatever_they_are_called(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "made").mkdir()
    own = {"row-2024.notes.pdf": b"%PDF-1.4 mine", "row-0003.knee-injection.en.letter.pdf": b"%PDF-1.4 mine too",
           "notes.txt": b"mine", ".writing-mine": b"mine"}  # fmt: skip
    for name, data in own.items():
        (folder / "made" / name).write_bytes(data)
    assert batch(*OUT) == 1
    said = capsys.readouterr()
    assert "4 of 5 handouts were made in made" in said.out
    assert (
        "row-0003.knee-injection.en.letter.pdf is not replaced: no run over this list has made it" in said.err
    )
    write_list(folder, 1)
    batch(*OUT, "--resume")
    assert {name: (folder / "made" / name).read_bytes() for name in own} == own
    assert len(names(folder / "made")) == 3, "of the five only the first is asked for still"


def test_a_handout_that_was_altered_is_made_again_but_not_removed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    batch(*OUT)
    made = sorted((folder / "made").glob("*.pdf"))
    made[1].write_bytes(made[1].read_bytes() + b"% a comment of somebody")
    made[4].write_bytes(made[4].read_bytes() + b"% a comment of somebody")
    made[3].write_bytes(b"somebody's")
    write_list(folder, 4)
    capsys.readouterr()
    assert batch(*OUT, "--resume") == 1
    said = capsys.readouterr()
    assert "1 of 4 handouts were made in made; 2 were there already" in said.out
    assert made[3].read_bytes() == b"somebody's"
    assert made[4].exists() and "the rows 5, 6 are in made still" in said.err


def test_handouts_from_elsewhere_in_the_folder_stop_the_batch(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        main(["--data", "data", "build", "knee-injection", "--patient", "Zz00009", "--out", "made/x.pdf"])
        == 0
    )
    assert batch(*OUT) == 1
    assert "made holds handouts that no run over this list has made" in capsys.readouterr().err


def test_a_damaged_ledger_stops_the_batch(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    batch(*OUT)
    before = names(folder / "made")
    for damage in ("", "[]", '{"version": 1}', '{"version": 9, "made": {}, "key": "", "list": ""}'):
        (folder / "made" / OWN / MANIFEST).write_text(damage, encoding="ascii")
        assert batch(*OUT, "--resume") == 1
        assert "cannot be understood" in capsys.readouterr().err
    assert names(folder / "made") == before


def test_of_two_batches_into_one_folder_the_second_says_so(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "made" / OWN).mkdir(parents=True)
    with held(folder / "made" / OWN / LOCK, "into made"):
        assert batch(*OUT) == 1
        assert batch(*OUT, "--resume") == 1
    said = capsys.readouterr()
    assert said.err.count("error: another run is writing into made\n    hint: wait for it to end") == 2
    assert said.out == ""
    assert batch(*OUT) == 0, "a lock that nobody holds any more is none"


def test_names_of_patients_in_files_names_are_in_no_message(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    batch(*OUT, "--name-files")
    made = sorted((folder / "made").glob("*.pdf"))
    assert "Zz00001" in made[0].name
    made[0].write_bytes(b"somebody's")
    made[1].unlink()
    made[1].mkdir()
    write_list(folder, 2)
    assert batch(*OUT, "--name-files", "--resume") == 1
    said = capsys.readouterr()
    assert "Zz" not in said.out + said.err and "row-0002…" in said.err


@pytest.mark.parametrize("what", ["fsync", "write"])
def test_a_full_disk_is_said_of_each_row_and_loses_nothing(
    what: str, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    batch(*OUT)
    before = names(folder / "made")
    write_list(folder, 5, "Yy")
    capsys.readouterr()

    def full(*_arguments: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, what, full)
        assert batch(*OUT, "--resume") == 1
    said = capsys.readouterr()
    assert "Traceback" not in said.err and os.strerror(errno.ENOSPC) in said.err
    assert names(folder / "made") == before
    assert batch(*OUT, "--resume") == 0
    assert patients(folder / "made") == [f"Yy{number:05d}" for number in range(1, 6)]


# -- whole processes -------------------------------------------------------------------------------


def started(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [
        sys.executable,
        str(ROOT / "generate.py"),
        "--data",
        "data",
        "batch",
        "list.csv",
        *OUT,
        *arguments,
    ]
    return subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


def until(condition: object, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:  # type: ignore[operator]
        time.sleep(0.01)


def made_count(folder: Path) -> int:
    return len(list((folder / "made").glob("*.pdf")))


@pytest.mark.skipif(os.name == "nt", reason="signals are sent as on Unix")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_after_kills_in_a_batch_and_in_its_resume_the_next_resume_has_every_patient_once(
    jobs: str, folder: Path
) -> None:
    write_list(folder, 300)
    for resume, least in (([], 30), (["--resume"], 90)):
        run = started(folder, "--jobs", jobs, *resume)
        until(lambda: made_count(folder) >= least)  # noqa: B023
        os.kill(run.pid, signal.SIGKILL)
        run.communicate(timeout=60)  # the last of its processes has ended
    killed = made_count(folder)
    write_list(folder, 280)
    run = started(folder, "--resume")
    out, err = run.communicate(timeout=120)
    assert run.returncode == 0, err
    made, there = map(int, re.findall(r"(\d+) of 280 handouts were made in made; (\d+) were there", out)[0])
    assert made + there == 280 and there == min(killed, 280)
    assert patients(folder / "made") == [f"Zz{number:05d}" for number in range(1, 281)]
    assert not list((folder / "made" / OWN).glob("made-*"))


@pytest.mark.skipif(os.name == "nt", reason="signals are sent as on Unix")
def test_two_batches_at_once_lose_nobody(folder: Path) -> None:
    write_list(folder, 200)
    first = started(folder)
    until(lambda: made_count(folder) > 5)
    os.kill(first.pid, signal.SIGSTOP)  # so that it cannot be done before the second begins
    write_list(folder, 200, "Yy")
    second = started(folder, "--resume")
    out, err = second.communicate(timeout=120)
    assert (second.returncode, out) == (1, "")
    assert "another run is writing into made" in err
    os.kill(first.pid, signal.SIGCONT)
    out, err = first.communicate(timeout=120)
    assert first.returncode == 0, err
    assert out.startswith("200 of 200 handouts were made in made")
    assert set(patients(folder / "made")) == {f"Zz{number:05d}" for number in range(1, 201)}


@pytest.mark.skipif(os.name == "nt", reason="signals are sent as on Unix")
def test_a_stopped_batch_counts_only_what_it_made(folder: Path) -> None:
    write_list(folder, 40)
    started(folder).communicate(timeout=120)
    assert made_count(folder) == 40
    write_list(folder, 2000)
    run = started(folder, "--resume")
    until(lambda: made_count(folder) > 60)
    os.killpg(run.pid, signal.SIGINT)
    _out, err = run.communicate(timeout=60)
    assert run.returncode == 130, err
    counted = re.search(r"Stopped\. (\d+) handouts were made in made", err)
    assert counted is not None and int(counted[1]) <= made_count(folder) - 40


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such a name themselves")
def test_a_list_whose_name_is_in_another_encoding_is_made_and_known_again(folder: Path) -> None:
    name = os.fsdecode(b"donn\xe9es.csv")
    write_list(folder, 1, name=name)
    assert batch(*OUT, name=name) == 0
    assert batch(*OUT, "--resume", name=name) == 0
    write_list(folder, 1)
    assert batch(*OUT, "--resume") == 1  # another list
