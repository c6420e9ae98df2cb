"""What a mistake leaves behind: a clear message, no traceback, every earlier PDF whole, and the others built."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from small_library import BRAND_FILE, CLINIC_FILE, LOGO_FILE, PROCEDURE_FILE, change, write_library

from handouts.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
OTHER_FILE = "procedures/hip-injection/en.yaml"
KNEE = Path("build/north/knee-injection.en.letter.pdf")
HIP = Path("build/north/hip-injection.en.letter.pdf")


def handouts(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, str(ROOT / "generate.py"), "--data", "data", *arguments]
    return subprocess.run(
        command, capture_output=True, check=False, cwd=folder, env={**os.environ, **environment}
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a library of two procedures and the PDFs made of it. Not to be changed."""
    folder = tmp_path_factory.mktemp("built")
    data = write_library(folder / "data")
    (data / OTHER_FILE).parent.mkdir()
    shutil.copy(data / PROCEDURE_FILE, data / OTHER_FILE)
    change(data / OTHER_FILE, "title: Knee", "title: Hip")
    run = handouts(folder)
    assert run.returncode == 0, run.stderr
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """Return a folder of one's own with a built library."""
    return Path(shutil.copytree(built, tmp_path / "clinic"))


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


STEP = "We clean your knee."
MISTAKES: dict[str, tuple[Callable[[Path], object], str]] = {
    "titel": (lambda data: change(data / PROCEDURE_FILE, "title:", "titel:"), "en.yaml:1:1: error: "),
    "tab": (
        lambda data: change(data / PROCEDURE_FILE, "    heading: Get ready", "\theading: Get ready"),
        "en.yaml:13:1: error: ",
    ),
    "duplicate key": (
        lambda data: change(data / PROCEDURE_FILE, "facts:", "title: Hip\nfacts:"),
        "en.yaml:5:1: error: ",
    ),
    "script as address": (
        lambda data: change(
            data / CLINIC_FILE, '"https://north.example.com/visit?for={procedure}"', "javascript:alert(1)"
        ),
        "clinic.yaml:6:8: error: ",
    ),
    "missing logo": (lambda data: (data / LOGO_FILE).unlink(), "_brand.yml:2:7: error: "),
    "three megabytes": (
        lambda data: (data / PROCEDURE_FILE).write_bytes(b"title: " + b"a" * 3_000_000),
        "en.yaml:1:1: error: ",
    ),
    "emoji": (
        lambda data: change(data / PROCEDURE_FILE, STEP, "We clean \U0001f600."),
        "en.yaml:25:22: error: ",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_names_its_line_ends_with_1_and_leaves_earlier_files_whole(name: str, folder: Path) -> None:
    spoil, place = MISTAKES[name]
    before = files_in(folder / "build")
    spoil(folder / "data")
    run = handouts(folder)
    said = run.stderr.decode("utf-8")
    assert run.returncode == 1
    assert place in said
    assert "Traceback" not in said
    assert files_in(folder / "build") == before


def test_one_bad_procedure_does_not_keep_the_others_from_being_built(folder: Path) -> None:
    shutil.rmtree(folder / "build")
    change(folder / "data" / PROCEDURE_FILE, "title:", "titel:")
    run = handouts(folder)
    assert run.returncode == 1
    assert (folder / HIP).read_bytes().startswith(b"%PDF-")
    assert not (folder / KNEE).exists()
    assert b"hip-injection.en.letter.pdf" in run.stdout
    assert b"not made" in run.stdout


def test_a_bad_brand_does_not_keep_another_clinic_from_being_built(folder: Path) -> None:
    data = folder / "data"
    shutil.copytree(data / "clinics" / "north", data / "clinics" / "south")
    change(data / BRAND_FILE, "primary: teal", "primary: tael")
    run = handouts(folder)
    assert run.returncode == 1
    assert (folder / "build" / "south" / KNEE.name).exists()


@pytest.mark.parametrize("name", ["missing logo", "missing word"])
def test_check_says_what_build_would_say(name: str, folder: Path) -> None:
    if name == "missing logo":
        (folder / "data" / LOGO_FILE).unlink()
    else:
        change(folder / "data" / "languages/en.yaml", "  patient: Patient\n", "")
    check, build = handouts(folder, "check"), handouts(folder)
    assert check.returncode == build.returncode == 1
    said, _, left = build.stderr.partition(b"warning: build/north/")
    assert check.stderr == said != b""
    assert b"were not written now; they are earlier files" in left


def test_a_read_only_target_is_said_and_stays_whole(folder: Path) -> None:
    before = (folder / KNEE).read_bytes()
    (folder / KNEE).chmod(0o444)
    run = handouts(folder)
    said = run.stderr.decode("utf-8").replace("\\", "/")
    assert run.returncode == 1
    assert f"error: {KNEE.as_posix()} cannot be written: it is read-only\n    hint: " in said
    assert (folder / KNEE).read_bytes() == before
    assert {file.name for file in (folder / "build" / "north").iterdir()} == {KNEE.name, HIP.name}


def test_a_folder_in_the_place_of_the_target_is_said_and_stays(folder: Path) -> None:
    (folder / KNEE).unlink()
    (folder / KNEE).mkdir()
    (folder / KNEE / "inside").write_bytes(b"kept")
    run = handouts(folder)
    said = run.stderr.decode("utf-8").replace("\\", "/")
    assert run.returncode == 1
    assert f"error: {KNEE.as_posix()} cannot be written: a folder has that name\n    hint: " in said
    assert (folder / KNEE / "inside").read_bytes() == b"kept"
    assert {file.name for file in (folder / "build" / "north").iterdir()} == {KNEE.name, HIP.name}


def test_a_file_in_the_place_of_the_folder_is_said(folder: Path) -> None:
    (folder / "taken").write_bytes(b"kept")
    run = handouts(folder, "build", "--out", "taken")
    assert run.returncode == 2
    assert b"taken is no folder and does not end in .pdf" in run.stderr
    assert b"Traceback" not in run.stderr
    assert (folder / "taken").read_bytes() == b"kept"


def test_a_full_disk_is_said_and_leaves_the_old_file_whole(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before = files_in(folder / "build")
    change(folder / "data" / PROCEDURE_FILE, STEP, "We wash your knee.")
    monkeypatch.chdir(folder)
    monkeypatch.setattr(os, "fsync", full)
    assert main(["--data", "data"]) == 1
    said = capsys.readouterr().err
    assert said.count(f"cannot be written: {os.strerror(errno.ENOSPC)}") == 2
    assert files_in(folder / "build") == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_an_output_that_cannot_be_written_is_said_without_a_traceback(folder: Path) -> None:
    command = [sys.executable, str(ROOT / "generate.py"), "--data", "data", "check"]
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, cwd=folder)
    assert run.returncode == 1
    assert run.stderr.decode("utf-8") == f"error: the output: {os.strerror(errno.ENOSPC)}\n"


@pytest.mark.parametrize("name", ["procedures/knee-injection/en.yaml", "clinics/north/clinic.yaml"])
def test_a_folder_where_a_file_should_be_is_said_with_its_name(name: str, folder: Path) -> None:
    (folder / "data" / name).unlink()
    (folder / "data" / name).mkdir()
    run = handouts(folder)
    said = run.stderr.decode("utf-8").replace("\\", "/")
    assert run.returncode == 1
    assert f"data/{name}" in said
    assert "Traceback" not in said


def test_ctrl_c_ends_quietly_and_leaves_no_half_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(_handle: int) -> None:
        raise KeyboardInterrupt

    before = files_in(folder / "build")
    change(folder / "data" / PROCEDURE_FILE, STEP, "We wash your knee.")
    monkeypatch.chdir(folder)
    monkeypatch.setattr(os, "fsync", stopped)
    assert main(["--data", "data"]) == 130
    assert capsys.readouterr().err.strip() == ""
    assert files_in(folder / "build") == before


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no Ctrl-C to a single process")
def test_watch_builds_again_after_a_change_and_ends_with_ctrl_c(folder: Path) -> None:
    command = [sys.executable, str(ROOT / "generate.py"), "--data", "data", "watch", "--every", "0.1"]
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=folder,
        encoding="utf-8",
    )
    give_up = threading.Timer(60, process.kill)
    give_up.start()
    try:
        assert process.stderr is not None
        assert process.stderr.readline().startswith("watching data and ")
        before = (folder / KNEE).read_bytes()
        change(folder / "data" / PROCEDURE_FILE, STEP, "We wash your knee.")
        assert process.stderr.readline() == "\n"
        assert process.stderr.readline().startswith("watching data and ")
        assert (folder / KNEE).read_bytes() != before
        process.send_signal(signal.SIGINT)
        assert "Traceback" not in process.stderr.read()
        assert process.wait() == 0
    finally:
        give_up.cancel()
        process.kill()
        process.communicate()


def test_a_console_of_windows_1252_gets_words_not_a_traceback(folder: Path) -> None:
    change(folder / "data" / PROCEDURE_FILE, STEP, "We clean → \U0001f600.")
    environment = {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    build, help_text = handouts(folder, **environment), handouts(folder, "--help", **environment)
    assert build.returncode == 1
    assert "en.yaml:25:24: error: no font has the character" in build.stderr.decode("cp1252")
    assert help_text.returncode == 0
    assert b"Traceback" not in build.stderr + help_text.stderr


def test_files_are_utf_8_whatever_the_locale(folder: Path) -> None:
    change(folder / "data" / PROCEDURE_FILE, STEP, "Wir reinigen Ihr Knie – für Sie.")
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    run = handouts(folder, "build", "--out", "c", **plain)
    assert run.returncode == 0, run.stderr
    assert handouts(folder, "build", "--out", "utf8", PYTHONUTF8="1").returncode == 0
    assert (folder / "c/north" / KNEE.name).read_bytes() == (folder / "utf8/north" / KNEE.name).read_bytes()


def test_a_folder_with_spaces_and_accents_makes_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    odd = Path(shutil.copytree(folder / "data", tmp_path / "Ärzte & Söhne (1) – été" / "data"))
    run = handouts(odd.parent)
    assert run.returncode == 0, run.stderr
    assert files_in(odd.parent / "build") == files_in(folder / "build")


def test_no_colour_codes_and_no_progress_where_nobody_watches(folder: Path) -> None:
    run = handouts(folder, FORCE_COLOR="1")
    assert b"\x1b" not in run.stdout + run.stderr
    assert run.stderr == b""
