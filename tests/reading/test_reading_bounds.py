"""Nothing that lies in a data folder keeps a run waiting or fills the memory: it is told, and the rest is made."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from small_library import (
    BRAND_FILE,
    CLINIC_FILE,
    LOGO_FILE,
    PROCEDURE,
    PROCEDURE_FILE,
    change,
    write_library,
)  # fmt: skip

from handouts.cli.main import main
from handouts.opening import read_regular
from handouts.tailoring.inline import parse_inline

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="Windows has none of these among its files"),
    pytest.mark.timeout(60),
]
OTHER = "procedures/hip-injection/en.yaml"


def pipe(path: Path) -> None:
    os.mkfifo(path)


def a_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # a socket's path is short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def loop(path: Path) -> None:
    path.symlink_to(path.name)


def folder(path: Path) -> None:
    path.mkdir()


def huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(3_000_000_000)  # takes no room on the disk


KINDS: list[Callable[[Path], None]] = [pipe, a_socket, device, loop, folder, huge]
FILES = [PROCEDURE_FILE, CLINIC_FILE, BRAND_FILE, LOGO_FILE, "languages/en.yaml", "clinics/north/b.ttf"]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a library of two procedures and two clinics, in the current folder."""
    library = write_library(tmp_path / "data")
    (library / OTHER).parent.mkdir()
    (library / OTHER).write_text(PROCEDURE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return library


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("file", FILES)
def test_what_is_no_regular_file_is_told_at_once(
    kind: Callable[[Path], None], file: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if file.endswith("ttf"):
        fonts = "{base: B, fonts: [{family: B, source: file, files: [b.ttf]}]}"
        change(data / BRAND_FILE, "{base: Source Sans 3}", fonts)
    (data / file).unlink(missing_ok=True)
    kind(data / file)
    status = main(["--data", "data", "build"])
    said = capsys.readouterr().err
    assert status == 1
    assert "error: " in said and "a fault of the program" not in said, said
    made = {path.name for path in Path("build").rglob("*.pdf")}
    assert made == ({"hip-injection.en.letter.pdf"} if file == PROCEDURE_FILE else set())


@pytest.mark.parametrize("kind", [*KINDS[:2], huge], ids=lambda kind: kind.__name__)
def test_a_list_that_is_no_regular_file_is_told_at_once(
    kind: Callable[[Path], None], data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kind(Path("list.csv"))
    assert main(["--data", "data", "batch", "list.csv"]) == 1
    assert re.match(r"error: list\.csv cannot be read: it is ", capsys.readouterr().err)


def test_a_device_is_not_read_however_it_is_named() -> None:
    for name in ("/dev/zero", "/dev/tty", "/dev/stdin", "/proc/self/fd", "/proc/kmsg"):
        if Path(name).exists() and not Path(name).is_file():
            with pytest.raises(OSError):
                read_regular(Path(name), 1000)


def test_a_name_with_a_zero_byte_is_no_file() -> None:
    with pytest.raises(OSError, match="no file can have this name"):
        read_regular(Path("a\0b"), 1000)


def test_a_full_folder_and_links_in_a_circle_do_not_slow_a_build(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(20_000):
        (data / "procedures" / "hip-injection" / f"scan-{number}.jpg").touch()
    (data / "procedures" / "again").symlink_to(data / "procedures", target_is_directory=True)
    (data / "clinics" / "again").symlink_to(data, target_is_directory=True)
    assert main(["--data", "data", "build"]) == 0
    assert len(list(Path("build").rglob("*.pdf"))) == 2


SLOW = {
    "openings": "{{" * 9_000,
    "openings of three kinds": "{{ {% {# " * 2_000,
    "openings before one end": "{{ " * 6_000 + "}}",
    "links that never end": "[a](https://x " * 1_200,
    "brackets": "[ " * 9_000,
    "stars": "** " * 6_000,
    "expressions": "{{ clinic.name }} " * 1_100,
    "expressions for Jinja2": "{{ clinic.name|upper }} " * 800,
    "a soft hyphen a letter": "a\u200b" * 400 + " ",
    "blanks": "a" + " " * 19_000 + "b",
}
"""Texts within the bounds that a careless scan would take minutes for."""


@pytest.mark.parametrize("text", SLOW.values(), ids=SLOW)
def test_a_text_is_read_in_a_time_that_grows_with_its_length_alone(
    text: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(data / OTHER, "Call {{ clinic.phone }} with questions.", text)
    main(["--data", "data", "build"])
    assert "a fault of the program" not in capsys.readouterr().err
    assert (Path("build") / "north" / "knee-injection.en.letter.pdf").is_file()


def test_openings_without_number_are_scanned_once() -> None:
    assert parse_inline("{{" * 200_000, str)[0].text == "{{" * 200_000


@pytest.mark.parametrize(
    ("text", "said"),
    [("a" * 900_000, "longer than 20000 characters"), ("a " * 300_000, "longer than 20000 characters"),
     ("{{" * 50_000, "longer than 20000 characters"), ("a" * 1_001, "a word of more than 1000 characters")],
    ids=["word", "words", "openings", "short word"],
)  # fmt: skip
@pytest.mark.parametrize("file", [OTHER, CLINIC_FILE])
def test_a_text_that_no_page_can_hold_is_told_with_its_place(
    text: str, said: str, file: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = "What is it?" if file == OTHER else "North Clinic"
    change(data / file, old, f'"{text}"')
    assert main(["--data", "data", "build"]) == 1
    assert re.match(rf"data/{file}:\d+:\d+: error: this text .*{said}", capsys.readouterr().err)


def test_a_file_with_thousands_of_mistakes_is_told_the_first_and_how_many_are_left(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (data / OTHER).open("a", encoding="utf-8") as file:
        file.write("".join(f"key-{number}: x\n" for number in range(40_000)))
    assert main(["--data", "data", "build"]) == 1
    said = capsys.readouterr().err
    assert said.count("unknown key") == 100
    assert "39900 more problems are in this file" in said


def test_a_name_that_no_card_can_hold_is_refused_unquoted(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for option in ("--patient", "--provider", "--place"):
        assert main(["--data", "data", "build", option, "Zzyzx" * 20_000]) == 2
        said = capsys.readouterr().err
        assert "longer than 200 characters" in said and "Zzyzx" not in said
