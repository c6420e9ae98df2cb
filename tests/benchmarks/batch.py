"""What many handouts cost: ``python tests/benchmarks/batch.py --rows 100 1000 10000``.

Run by hand, on a quiet computer. A list of invented people is made into separate files, by one process and by as
many as the program takes, and into one merged file. Printed are handouts a second, CPU a handout, alone and as a
ratio to one warm page of the bare ReportLab script (and of Typst, if it is installed), the peak memory of the
largest process, and bytes a handout. CPU is user and system time of whole processes, start and learning included.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
MOST_OF_BARE, MOST_KILOBYTES_MERGED = 0.5, 100
CLINIC = "parkview"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took; ``memory`` is the resident peak in megabytes."""

    seconds: float
    cpu: float
    memory: float
    size: int


def main() -> int:
    """Measure, print, and return 1 when a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--rows", type=int, nargs="+", default=[100, 1000, 10000], help="lengths of the lists"
    )
    parser.add_argument(
        "--rounds", type=int, default=20, help="pages of each warm loop of a rival (default 20)"
    )
    arguments = parser.parse_args()
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    with tempfile.TemporaryDirectory() as name:
        return measure(Path(name), arguments.rows, arguments.rounds)


def measure(folder: Path, lengths: list[int], rounds: int) -> int:
    """Run everything in *folder* and print the table; return 1 when a limit is passed."""
    from run import child_environment, loop_seconds
    from same_words import write_content

    write_content(folder)
    environment = child_environment(folder)
    rivals = {"bare ReportLab": "bare_reportlab", "Typst": "with_typst"}
    warm = {
        title: loop_seconds(module, folder, rounds, environment)
        for title, module in rivals.items()
        if module != "with_typst" or find_spec("typst") is not None
    }
    print("one warm page: " + ", ".join(f"{title} {each * 1000:.1f} ms" for title, each in warm.items()))
    head = f"{'rows':>6} {'made into':<22}{'a second':>9}{'CPU ms':>8}"
    print(head + "".join(f"{'/ ' + title:>17}" for title in warm) + f"{'peak MB':>9}{'KB each':>9}")
    passed = True
    memory: dict[int, float] = {}
    for rows in lengths:
        for words, more in (
            ("files, one process", ["--jobs", "1", "--out", "out"]),
            ("files", ["--out", "out"]),
            ("one merged file", ["--merge", "out.pdf"]),
        ):
            cost = run(folder, rows, more, environment)
            each = cost.cpu / rows
            ratios = "".join(f"{each / seconds:17.3f}" for seconds in warm.values())
            print(
                f"{rows:6d} {words:<22}{rows / cost.seconds:9.0f}{each * 1000:8.2f}{ratios}"
                f"{cost.memory:9.0f}{cost.size / rows / 1000:9.1f}"
            )
            passed &= each / warm["bare ReportLab"] <= MOST_OF_BARE
            if words == "one merged file":
                memory[rows] = cost.memory
    if len(memory) > 1:
        fewest, most = min(memory), max(memory)
        growth = (memory[most] - memory[fewest]) * 1000 / (most - fewest)
        print(f"a merged file takes {growth:.1f} KB of memory a handout, at most {MOST_KILOBYTES_MERGED}")
        passed &= growth <= MOST_KILOBYTES_MERGED
    print("ok" if passed else "TOO MUCH")
    return 0 if passed else 1


def run(folder: Path, rows: int, more: list[str], environment: dict[str, str]) -> Cost:
    """Make a list of so many rows in *folder* as *more* says, and return what it took; leave nothing behind."""
    from appointment_lists import appointment_list

    (folder / "list.csv").write_text(appointment_list(rows), encoding="utf-8")
    command = [sys.executable, str(ROOT / "generate.py"), "--data", str(ROOT / "data"), "batch", "list.csv"]
    start = time.perf_counter()
    with subprocess.Popen(
        [*command, "--clinic", CLINIC, *more],
        cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with status {process.returncode}")
    made = [*folder.glob("out/*.pdf"), *folder.glob("out.pdf")]
    size = sum(file.stat().st_size for file in made)
    shutil.rmtree(folder / "out", ignore_errors=True)
    (folder / "out.pdf").unlink(missing_ok=True)
    unit = 1e6 if sys.platform == "darwin" else 1e3  # ru_maxrss is in bytes there, elsewhere in kilobytes
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit, size)


if __name__ == "__main__":
    sys.exit(main())
