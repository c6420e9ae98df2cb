"""The project's own environment: made at the first run, and healed or explained whatever happened to it.

Each test runs the launcher for real, on a small project with one requirement that pip finds in a folder: no network.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from handouts import bootstrap

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="the stand-in is laid out as on POSIX"),
    pytest.mark.timeout(300),
]
RUN = """\
import sys
from pathlib import Path
ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))
from handouts import bootstrap
bootstrap.ensure(ROOT, ("leaf",))
import leaf
print("leaf", leaf.VERSION, sys.argv[1:])
"""
BACKEND = """\
import zipfile
def build_editable(folder, config_settings=None, metadata_directory=None):
    name = "standin-1.0-py3-none-any.whl"
    meta = "Metadata-Version: 2.1\\nName: standin\\nVersion: 1.0\\nRequires-Dist: leaf@VERSIONS@\\n"
    with zipfile.ZipFile(folder + "/" + name, "w") as wheel:
        wheel.writestr("standin-1.0.dist-info/METADATA", meta)
        wheel.writestr("standin-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr("standin-1.0.dist-info/RECORD", "")
    return name
def build_wheel(*given, **more):
    return build_editable(*given, **more)
"""


def write_wheel(folder: Path, version: str) -> None:
    wheel_info = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    meta = f"leaf-{version}.dist-info"
    files = {
        "leaf/__init__.py": f'from leaf.inner import VERSION\n__all__ = ["VERSION"]  # {version}\n',
        "leaf/inner.py": f'VERSION = "{version}"\n',
        f"{meta}/METADATA": f"Metadata-Version: 2.1\nName: leaf\nVersion: {version}\n",
        f"{meta}/WHEEL": wheel_info,
    }
    record = "".join(f"{name},,\n" for name in [*files, f"{meta}/RECORD"])
    with zipfile.ZipFile(folder / f"leaf-{version}-py3-none-any.whl", "w") as wheel:
        for name, text in {**files, f"{meta}/RECORD": record}.items():
            wheel.writestr(name, text)


def require(root: Path, versions: str) -> None:
    """Let the project in *root* require *versions* of its one package."""
    (root / "backend.py").write_text(BACKEND.replace("@VERSIONS@", versions), encoding="utf-8")
    (root / "pyproject.toml").write_text(
        '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
        f'[project]\nname = "standin"\nversion = "1.0"\ndependencies = ["leaf{versions}"]\n',
        encoding="utf-8",
    )


def lay_out(root: Path) -> Path:
    """Write the small project into *root*, with the launcher as it is."""
    (root / "handouts").mkdir(parents=True)
    shutil.copy(Path(bootstrap.__file__), root / "handouts" / "bootstrap.py")
    (root / "handouts" / "__init__.py").touch()
    (root / "run.py").write_text(RUN, encoding="utf-8")
    (root / "wheels").mkdir()
    for version in ("1.0", "2.0"):
        write_wheel(root / "wheels", version)
    require(root, "==1.0")
    return root


def environment(root: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HANDOUTS", "PYTEST"))}
    return kept | {
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": (root / "wheels").as_uri(),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def system_python() -> str:
    """Return an interpreter outside of every environment."""
    return str(Path(sys.base_prefix) / "bin" / f"python{sys.version_info[0]}.{sys.version_info[1]}")


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [system_python(), str(root / "run.py"), *arguments],
        env=environment(root), capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def packages(root: Path) -> Path:
    (folder,) = (root / ".venv").glob("lib/python*/site-packages")
    return folder


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project after its first run."""
    root = lay_out(tmp_path_factory.mktemp("first") / "a place")
    first = run(root, "one", "two")
    assert first.stdout == "leaf 1.0 ['one', 'two']\n", first.stderr
    assert "making" in first.stderr and "installing" in first.stderr
    return root


@pytest.fixture
def root(finished: Path, tmp_path: Path) -> Path:
    """Return a copy of that project."""
    shutil.copytree(finished, tmp_path / "copy", symlinks=True)
    return tmp_path / "copy"


def assert_healed(root: Path, version: str = "1.0") -> None:
    """Fail unless the next run works, and the one after it has nothing left to do."""
    healing = run(root)
    assert healing.stdout == f"leaf {version} []\n", healing.stderr
    assert "Traceback" not in healing.stderr
    again = run(root)
    assert (again.stdout, again.stderr) == (f"leaf {version} []\n", "")


def test_the_second_run_says_and_does_nothing(root: Path) -> None:
    before = {path: path.lstat().st_mtime_ns for path in root.rglob("*")}
    again = run(root)
    assert (again.stdout, again.stderr) == ("leaf 1.0 []\n", "")
    assert {path: path.lstat().st_mtime_ns for path in root.rglob("*")} == before


def test_a_warm_run_loads_nothing_to_find_out_that_all_is_there(root: Path) -> None:
    heavy = "{'tomllib', 'subprocess', 'venv', 'importlib.metadata', 'zipfile'}"
    (root / "run.py").write_text(RUN + f"print(sorted({heavy} & set(sys.modules)))\n", encoding="utf-8")
    assert run(root).stdout.splitlines()[1] == "[]"


def test_a_changed_pin_is_installed(root: Path) -> None:
    require(root, ">=2,<3")
    assert_healed(root, "2.0")


@pytest.mark.parametrize("left", ["", "__init__.py"], ids=["emptied", "half"])
def test_a_package_that_lost_its_files_is_installed_anew(left: str, root: Path) -> None:
    for file in (packages(root) / "leaf").glob("*.py"):
        if file.name != left:
            file.unlink()
    if left:  # still found, so that only a closer look tells: the stamp says that none was taken since
        (root / ".venv" / ".complete").unlink()
    assert_healed(root)


def test_a_package_that_was_removed_is_installed(root: Path) -> None:
    shutil.rmtree(packages(root) / "leaf")
    assert_healed(root)


@pytest.mark.parametrize("gone", ["pyvenv.cfg", "bin", "lib"])
def test_a_half_made_environment_is_made_again(gone: str, root: Path) -> None:
    path = root / ".venv" / gone
    path.unlink() if path.is_file() else shutil.rmtree(path)
    assert_healed(root)


def test_an_environment_without_pip_gets_it_back(root: Path) -> None:
    for folder in packages(root).glob("pip*"):
        shutil.rmtree(folder)
    (root / ".venv" / ".complete").unlink()
    require(root, ">=2")
    assert_healed(root, "2.0")


@pytest.mark.parametrize("seconds", [0.4, 2.5])
def test_a_first_run_that_is_killed_leaves_nothing_that_the_next_one_cannot_heal(
    seconds: float, tmp_path: Path
) -> None:
    root = lay_out(tmp_path / "killed")
    process = subprocess.Popen(
        [system_python(), str(root / "run.py")], env=environment(root), start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert_healed(root)


def test_two_first_runs_at_once_both_work(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "twice")
    command = [system_python(), str(root / "run.py")]
    both = [
        subprocess.Popen(
            command, env=environment(root), stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
        )
        for _ in range(2)
    ]
    said = [process.communicate() for process in both]
    assert [out for out, _ in said] == ["leaf 1.0 []\n"] * 2, said
    assert sum("making" in error for _, error in said) == 1


def test_a_pin_that_cannot_be_fetched_says_so_once_and_what_to_do(root: Path) -> None:
    require(root, "==9")
    failed = run(root)
    assert failed.returncode == 1 and failed.stdout == ""
    assert "Traceback" not in failed.stderr
    assert "error: leaf is not made ready for Python" in failed.stderr
    require(root, "==1.0")
    assert_healed(root)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "locked")
    root.chmod(0o555)
    failed = run(root)
    root.chmod(0o755)
    assert failed.returncode == 1 and "cannot be made" in failed.stderr


def test_a_file_in_the_place_of_the_environment_is_told(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "file")
    (root / ".venv").write_text("", encoding="utf-8")
    failed = run(root)
    assert failed.returncode == 1
    assert "cannot be made" in failed.stderr and "Traceback" not in failed.stderr


def test_an_old_python_is_told_which_one_to_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "_OLDEST", (4, 0))
    with pytest.raises(SystemExit) as ended:
        bootstrap.ensure(tmp_path, ())
    assert ended.value.code == 1
    assert "is needed; this is" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("said", "system", "machine", "words"),
    [("WARNING: Retrying: Failed to establish a new connection\nERROR: No matching distribution found for x", "linux",
      "x86_64", "connect to the network"),
     ("ERROR: No matching distribution found for uharfbuzz", "win32", "ARM64", "x86-64, not ARM64"),
     ("ERROR: No matching distribution found for uharfbuzz", "linux", "riscv64", "Python 3.13 from python.org"),
     ("OSError: [Errno 28] No space left on device", "linux", "x86_64", "make room"),
     ("ERROR: [Errno 13] Permission denied: '/x'", "linux", "x86_64", "whose folder it is")],
)  # fmt: skip
def test_a_failed_installation_says_the_one_thing_to_do(
    said: str, system: str, machine: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", system)
    monkeypatch.setattr("platform.machine", lambda: machine)
    monkeypatch.setattr("platform.system", lambda: system)
    assert words in bootstrap._why(said)[1]


@pytest.mark.parametrize(
    ("version", "versions", "meets"),
    [("5.1.0", "==5.1.0", True), ("5.1.1", "==5.1.0", False), ("2.13.4", ">=2.10,<3", True), ("3.0", ">=2.10,<3", False),
     ("2.9", ">=2.10,<3", False), ("8.1.8", ">=8.1.8,<9", True), ("25.1", ">=24", True), ("2.10", "==2.*", True),
     ("3.1", "==2.*", False), ("1.4.5", "~=1.4.2", True), ("1.5", "~=1.4.2", False), ("2025.2", "", True)],
)  # fmt: skip
def test_versions_are_compared_as_their_numbers(version: str, versions: str, meets: bool) -> None:
    assert bootstrap._meets(version, versions) is meets
