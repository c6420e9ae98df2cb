"""The installed program: a wheel, put into an empty environment without a network, run far from the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from small_library import write_library

ROOT = Path(__file__).resolve().parents[2]
NO_NETWORK = """\
import socket
def _refuse(*_):
    raise AssertionError("the network was asked for")
socket.socket.connect = socket.socket.connect_ex = socket.create_connection = socket.getaddrinfo = _refuse
"""


def pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=ROOT)
    assert run.returncode == 0, run.stderr


def closure(names: list[str]) -> dict[str, metadata.Distribution]:
    """Return the installed distributions that *names* lead to, without extras: what an installation would fetch."""
    found: dict[str, metadata.Distribution] = {}
    while names:
        name = names.pop().lower().replace("_", "-")
        if name not in found:
            found[name] = metadata.distribution(name)
            needs = [Requirement(text) for text in found[name].requires or []]
            names += [need.name for need in needs if not need.marker or need.marker.evaluate({"extra": ""})]
    return found


def link(source: str, target: str) -> None:
    """Give a file a second name, which takes no time; a disk that cannot do that copies it."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy(source, target)


def lay(distribution: metadata.Distribution, target: Path) -> None:
    """Copy an installed distribution into the site-packages folder *target*."""
    for top in {
        file.parts[0] for file in distribution.files or [] if file.parts[0] not in ("..", "__pycache__")
    }:
        source = Path(str(distribution.locate_file(top)))
        if source.is_dir():
            skip = shutil.ignore_patterns("__pycache__", "tests")
            shutil.copytree(source, target / top, copy_function=link, ignore=skip, dirs_exist_ok=True)
        else:
            shutil.copy(source, target / top)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT))
    (file,) = folder.glob("*.whl")
    return file


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the command ``handouts`` of an environment with the wheel, what its metadata asks for, and no more."""
    home = tmp_path_factory.mktemp("environment")
    builder = venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt")
    builder.create(home)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / ("python.exe" if os.name == "nt" else "python")
    asked = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = Path(subprocess.run(asked, capture_output=True, encoding="utf-8", check=True).stdout.strip())
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        facts = archive.read(name).decode("utf-8")
    wanted = [
        Requirement(line.partition(": ")[2])
        for line in facts.splitlines()
        if line.startswith("Requires-Dist")
    ]
    names = [need.name for need in wanted if not need.marker or need.marker.evaluate({"extra": ""})]
    for distribution in closure(names).values():
        lay(distribution, packages)
    # pip refuses if anything that the wheel asks for is missing, or of another version.
    pip("--python", str(python), "install", "--no-index", str(wheel))
    (packages / "sitecustomize.py").write_text(NO_NETWORK, encoding="utf-8")
    return scripts / ("handouts.exe" if os.name == "nt" else "handouts")


def run(program: Path, folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "HANDOUTS_DATA")}
    return subprocess.run(
        [str(program), *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=folder,
        env={**kept, **environment},
    )


def made(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*.pdf")}


def test_the_wheel_carries_every_file_of_the_samples_and_fonts(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        carried = {name: archive.read(name) for name in archive.namelist() if "/_sample/" in name}
    there = {
        f"handouts/_sample/{file.relative_to(ROOT).as_posix()}": file.read_bytes()
        for kind in ("data", "fonts")
        for file in (ROOT / kind).rglob("*")
        if file.is_file()
    }
    assert carried == there


def test_the_installed_command_makes_the_very_bytes_of_the_checkout(program: Path, tmp_path: Path) -> None:
    here, there = tmp_path / "installed", tmp_path / "checkout"
    here.mkdir()
    there.mkdir()
    installed = run(program, here)
    assert (installed.returncode, installed.stderr) == (0, "")
    subprocess.run([sys.executable, str(ROOT / "generate.py")], check=True, capture_output=True, cwd=there)
    assert len(made(here)) >= 2
    assert made(here) == made(there)


@pytest.mark.parametrize("how", ["option", "environment"])
def test_the_installed_command_builds_a_folder_of_ones_own(program: Path, tmp_path: Path, how: str) -> None:
    write_library(tmp_path / "ours")
    (tmp_path / "ours" / "languages" / "en.yaml").unlink()  # the program's own is used
    if how == "option":
        done = run(program, tmp_path, "--data", "ours")
    else:
        done = run(program, tmp_path, HANDOUTS_DATA=str(tmp_path / "ours"))
    assert (done.returncode, done.stderr) == (0, "")
    assert list(made(tmp_path)) == ["build/north/knee-injection.en.letter.pdf"]


def test_the_sample_inside_the_package_is_not_written_to_but_can_be_copied(
    program: Path, tmp_path: Path
) -> None:
    refused = run(program, tmp_path, "new", "clinic", "Lakeside")
    assert refused.returncode == 1
    assert "handouts new data FOLDER" in refused.stderr
    assert run(program, tmp_path, "new", "data", "ours").returncode == 0
    assert run(program, tmp_path, "--data", "ours", "new", "clinic", "Lakeside").returncode == 0
    done = run(program, tmp_path, "--data", "ours", "build", "--clinic", "lakeside")
    assert (done.returncode, done.stderr) == (0, "")
    assert [name.split("/")[1] for name in made(tmp_path)] == ["lakeside"]
