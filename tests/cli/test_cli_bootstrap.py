"""The launcher's list of modules is the list of dependencies, and the README's commands are what CI runs."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from handouts import bootstrap

ROOT = Path(__file__).resolve().parents[2]
IMPORTED_AS = {
    "pyyaml": "yaml", "import-linter": "importlinter", "zxing-cpp": "zxingcpp", "page-validation": "page",
    "pillow": "PIL", "resvg-py": "resvg_py", "pytest-xdist": "xdist", "pytest-timeout": "pytest_timeout",
    "python-bidi": "bidi",
    "axe-playwright-python": "axe_playwright_python",
}  # fmt: skip


def modules(requirements: list[str]) -> set[str]:
    names = [re.split(r"[<>=\[ ]", requirement)[0].lower() for requirement in requirements]
    return {IMPORTED_AS.get(name, name) for name in names if not name.startswith("types-")}


def test_the_launcher_looks_for_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert set(bootstrap.NEEDED) == modules(project["dependencies"])
    assert set(bootstrap.NEEDED_FOR_TESTS) == modules(
        project["dependencies"] + project["optional-dependencies"]["dev"]
    )


def test_the_readme_prints_exactly_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^```sh ci\n(.*?)^```", readme, re.MULTILINE | re.DOTALL) == [
        "python3 generate.py\n",
        "python3 tests\n",
    ]
