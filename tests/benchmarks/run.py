"""What a handout costs, against other ways to make the same page: ``python tests/benchmarks/run.py --runs 15``.

Run by hand, on a quiet computer; needs the project's environment. Every figure is CPU time (user and system)
of whole processes, the median of interleaved runs, and what counts is the ratio to the bare ReportLab script of
the same run: absolute times differ from computer to computer. Rivals that are not installed are skipped; to have
them all, in the same environment: ``pip install weasyprint fpdf2 typst`` (WeasyPrint needs the library Pango too).
Each writes the same words and pictures in the same fonts on two Letter pages, as its own manual would have it done.
They are asked for a plain PDF of words that are literals; ours conforms to PDF/UA and PDF/A, and is made of files
that are read and checked each time.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BARE = "bare ReportLab script"
OURS = "handouts"
MOST_OF_BARE, MOST_OF_HELP, MOST_OF_TAGGING, MOST_BYTES_OF_TAGGING = 1.6, 0.150, 1.25, 4096
PAGES = re.compile(rb"/Type\s*/Page\b")


@dataclass(slots=True)
class Subject:
    """A way to make the page: the command of a cold process, and the module whose ``make`` is called warm."""

    name: str
    command: list[str]
    module: str | None = None
    needs: str | None = None
    cold: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)


def main() -> int:
    """Measure, print, and return 1 when a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=11, help="processes of each kind (default 11)")
    parser.add_argument("--rounds", type=int, default=20, help="pages of each warm loop (default 20)")
    parser.add_argument("--only-ours", action="store_true", help="leave the other libraries out")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        return measure(Path(name), arguments.runs, arguments.rounds, arguments.only_ours)


def measure(folder: Path, runs: int, rounds: int, only_ours: bool) -> int:
    """Run everything in *folder* and print the tables; return 1 when a limit is passed."""
    sys.path[:0] = [str(ROOT)]
    from same_words import write_content

    write_content(folder)
    environment = child_environment(folder)
    subjects = [each for each in all_subjects(folder) if not only_ours or each.needs is None]
    present = []
    for subject in subjects:
        if subject.needs and find_spec(subject.needs) is None:
            print(f"{subject.name}: not installed (pip install {subject.name.lower()}), skipped")
            continue
        # The first run also leaves the bytecode, as an installed program has it.
        failure = subprocess.run(subject.command, env=environment, capture_output=True, check=False)
        if failure.returncode:
            print(f"{subject.name}: does not run, skipped\n{failure.stderr.decode(errors='replace')[-400:]}")
            continue
        present.append(subject)
    for _ in range(runs):
        for subject in present:
            subject.cold.append(cpu_seconds(subject.command, environment))
    for _ in range(max(3, runs // 4)):
        for subject in present:
            if subject.module:
                subject.warm.append(loop_seconds(subject.module, folder, rounds, environment))
    by_name = {subject.name: subject for subject in present}
    return report(by_name, folder)


def all_subjects(folder: Path) -> list[Subject]:
    """Return everything that is measured; each writes its page into *folder*."""

    def rival(name: str, module: str, needs: str | None) -> Subject:
        command = [sys.executable, str(HERE / "one_process.py"), module, str(folder / f"{module}.pdf")]
        return Subject(name, command, module, needs)

    generate = [sys.executable, str(ROOT / "generate.py")]
    build = [*generate, "build", "lumbar-sympathetic-block", "--clinic", "parkview", "--language", "en"]
    return [
        rival(BARE, "bare_reportlab", None),
        Subject(OURS, [*build, "--out", str(folder / "our_handout.pdf")], "our_handout"),
        rival("Typst", "with_typst", "typst"),
        rival("fpdf2", "with_fpdf2", "fpdf"),
        rival("WeasyPrint", "with_weasyprint", "weasyprint"),
        rival("untagged", "our_untagged", None),
        Subject("--help", [*generate, "--help"]),
        Subject("python -c pass", [sys.executable, "-c", "pass"]),
    ]


def child_environment(folder: Path) -> dict[str, str]:
    """Return the environment of the measured processes: bytecode is kept, as on any computer in use."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPATH"] = os.pathsep.join([str(folder), str(ROOT)])
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
    return environment


def cpu_seconds(command: Sequence[str], environment: dict[str, str]) -> float:
    """Return the CPU seconds of one process; where the system does not tell them, its wall-clock seconds."""
    start = time.perf_counter()
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        if not hasattr(os, "wait4"):
            process.wait()
            return time.perf_counter() - start
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with status {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def loop_seconds(module: str, folder: Path, rounds: int, environment: dict[str, str]) -> float:
    """Return the CPU seconds of one page of *module* in a process that makes many."""
    command = [
        sys.executable,
        str(HERE / "one_process.py"),
        module,
        str(folder / f"{module}.pdf"),
        str(rounds),
    ]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1])


def report(by_name: dict[str, Subject], folder: Path) -> int:
    """Print the tables and the verdicts; return 1 when a limit is passed."""
    bare = by_name[BARE]
    cold, warm = statistics.median(bare.cold), statistics.median(bare.warm)
    print(f"\n{'CPU, the bare script = 1':26}{'cold':>8}{'warm':>8}{'bytes':>10}{'pages':>7}")
    for subject in by_name.values():
        if subject.module and subject.name != "untagged":
            file = folder / f"{subject.module}.pdf"
            print(
                f"{subject.name:26}{statistics.median(subject.cold) / cold:8.2f}"
                f"{statistics.median(subject.warm) / warm:8.2f}{file.stat().st_size:10d}{_pages(file):>7}"
            )
    print(f"(1 is {cold * 1000:.0f} ms cold and {warm * 1000:.1f} ms warm)\n")
    ours, untagged = by_name[OURS], by_name["untagged"]
    help_cost = statistics.median(by_name["--help"].cold) - statistics.median(by_name["python -c pass"].cold)
    tagging = statistics.median(ours.warm) / statistics.median(untagged.warm)
    size = (folder / "our_handout.pdf").stat().st_size - (folder / "our_untagged.pdf").stat().st_size
    verdicts = [
        ("one handout, cold, to the bare script", statistics.median(ours.cold) / cold, MOST_OF_BARE, ".2f"),
        ("--help beyond an empty interpreter, seconds", help_cost, MOST_OF_HELP, ".3f"),
        ("tagged to untagged, warm", tagging, MOST_OF_TAGGING, ".2f"),
        ("bytes that tagging adds", size, MOST_BYTES_OF_TAGGING, "d"),
    ]
    for words, value, limit, form in verdicts:
        print(f"{words:46}{value:8{form}}  at most {limit:{form}}  {'ok' if value <= limit else 'TOO MUCH'}")
    return 1 if any(value > limit for _, value, limit, _ in verdicts) else 0


def _pages(file: Path) -> str:
    """Return the number of pages, or a question mark where they stand in a compressed object."""
    try:
        import pikepdf
    except ImportError:
        return str(len(PAGES.findall(file.read_bytes())) or "?")
    with pikepdf.open(file) as document:
        return str(len(document.pages))


if __name__ == "__main__":
    sys.exit(main())
