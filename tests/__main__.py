"""Runs the tests: ``python3 tests``. Arguments go to pytest.

Needs nothing but Python: what the tests need is installed into ``.venv`` at the first run.
"""

import os
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SYSTEM_TOOLS = {
    "pdftotext": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "qpdf": "qpdf",
    "chromium": "chromium",
}


def run() -> int:
    """Make sure that the dependencies are there, say what will be skipped, and run pytest."""
    # Python puts the folder it runs at the front; the project comes from its root.
    sys.path.insert(0, str(ROOT))
    from handouts import bootstrap

    bootstrap.ensure(ROOT, bootstrap.NEEDED_FOR_TESTS, extra="dev")
    for tool, package in SYSTEM_TOOLS.items():
        if shutil.which(tool) is None:
            print(f"{tool} (package {package}) is not installed: tests that need it are skipped", flush=True)
    os.chdir(ROOT)
    import pytest

    # The whole suite takes every core; one test by name starts quicker without.
    return int(pytest.main(sys.argv[1:] or ["-q", "-n", "auto", "--dist", "worksteal"]))


if __name__ == "__main__":
    sys.exit(run())
