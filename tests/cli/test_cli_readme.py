"""What the README says is so: its commands run, its examples build, its lists are complete, its pictures are there."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_library import LOGO

from handouts.pictures import icon_names, region_names
from handouts.reading.models.procedure import Block

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    """Return the code blocks that the README opens with exactly *kind*."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def commands() -> Iterator[list[str]]:
    for block in [*blocks("sh ci")[:1], *blocks("sh")]:
        for line in block.replace("\\\n", " ").splitlines():
            yield shlex.split(line)


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=folder)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a copy of the project without its tests, two folders deep, so that ``..`` stays inside."""
    folder = tmp_path / "checkout"
    for kind in ("handouts", "data", "fonts"):
        shutil.copytree(ROOT / kind, folder / kind, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "generate.py", folder)
    return folder


def test_every_command_runs_as_printed(checkout: Path) -> None:
    tried = list(commands())
    assert len(tried) > 5
    for command in tried:
        assert command[0] == "python3"
        done = run(checkout, *command[1:])
        assert done.returncode == 0, (command, done.stderr)
        assert "Traceback" not in done.stderr


def test_every_command_runs_on_a_fresh_folder_of_ones_own_from_anywhere(tmp_path: Path) -> None:
    program, own, elsewhere = str(ROOT / "generate.py"), str(tmp_path / "own"), tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert run(elsewhere, program, "new", "data", own).returncode == 0
    tried = [command[2:] for command in commands() if "--data" not in command and command[2:3] != ["new"]]
    tried += [["check"], ["schema"], ["new", "clinic", "Lakeside"], ["new", "procedure", "Hip injection"],
              ["proof", "--clinic", "parkview"], ["build", "lumbar-sympathetic-block", "--packet", "--cover"],
              ["batch", "data/appointments/sample.csv", "--clinic", "parkview"]]  # fmt: skip
    for arguments in tried:
        arguments = [argument.replace("data/", f"{own}/") for argument in arguments]
        done = run(elsewhere, program, "--data", own, *arguments)
        assert done.returncode == 0, (arguments, done.stderr)
    assert len(list((elsewhere / "build/batch/sample").glob("*.pdf"))) > 3


def test_the_library_is_opened_in_one_way() -> None:
    modules = (ROOT / "handouts").rglob("*.py")
    openers = {
        file.name for file in modules if re.search(r"(?<![\w.])Library\(", file.read_text(encoding="utf-8"))
    }
    assert openers == {"places.py"}


def test_the_examples_build_without_a_word_of_complaint(tmp_path: Path) -> None:
    data = tmp_path / "data"
    (clinic,), (brand,), (procedure,) = blocks("yaml clinic"), blocks("yaml brand"), blocks("yaml procedure")
    files = {
        "clinics/lakeside/clinic.yaml": clinic,
        "clinics/lakeside/_brand.yml": brand,
        "clinics/lakeside/logo.svg": LOGO,
        "procedures/knee-injection/en.yaml": procedure,
    }
    for name, text in files.items():
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_text(text, encoding="utf-8")
    done = run(tmp_path, str(ROOT / "generate.py"), "--data", "data")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "build/lakeside/knee-injection.en.letter.pdf").exists()


def test_the_example_shows_every_kind_of_block() -> None:
    (procedure,) = blocks("yaml procedure")
    kinds = set(Block.model_fields) - {"when", "otherwise"}
    assert {kind for kind in kinds if f"      - {kind}:" not in procedure} == set()


def test_the_lists_of_names_are_complete() -> None:
    for start, names in (
        ("Icons: ", icon_names()),
        ("Body map, front: ", region_names("front")),
        ("Body map, back: ", region_names("back")),
    ):
        listed = README.partition(start)[2].partition(".\n")[0]
        assert re.findall(r"`([a-z-]+)`", listed) == sorted(names)


def test_every_picture_and_file_that_is_linked_is_there() -> None:
    linked = re.findall(r'src="([^"]+)"', README)
    linked += [link for link in re.findall(r"\]\(([^)]+)\)", README) if "://" not in link]
    assert len(linked) >= 4
    assert [link for link in linked if not (ROOT / link).is_file()] == []
    assert all('alt="' in picture for picture in re.findall(r"<img [^>]*>", README))
