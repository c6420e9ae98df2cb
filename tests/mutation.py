"""Do the tests notice faults? ``.venv/bin/python tests/mutation.py --count 300 --seed 1`` breaks the code to see.

A mutant is the code with one small fault: a ``<`` for a ``<=``, a 2 for a 1, an ``or`` for an ``and``. The tests
should fail on each; where they pass, something that the code does is held by no test. This takes a sample of the
mutants that mutmut can make of the rooms where a fault could harm a patient, an equal share of each room and the
same for the same seed; runs the tests that reach them, on a copy in a temporary folder; and prints each room's score
and the mutants that survived, as diffs. Nine in ten should be killed, but for those that change nothing; a survivor that
nobody can see needs no test.

mutmut is needed for this alone: ``.venv/bin/pip install -e '.[mutation]'``. A run takes some twenty minutes on two
cores; it begins by finding out which tests reach which function. ``--only`` takes the rooms by name.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Room:
    """Which files are mutated, and which tests should notice: quick ones, as each mutant is given to them."""

    files: tuple[str, ...]
    tests: tuple[str, ...]


ROOMS = {
    "tailoring": Room(("handouts/tailoring/*.py",), ("tests/tailoring",)),
    "reading": Room(
        tuple(f"handouts/reading/{name}.py" for name in ("validation", "lost_text", "positions", "nodes")),
        ("tests/reading", "tests/cli/test_cli_messages.py"),
    ),
    "lists": Room(("handouts/lists/*.py",), ("tests/lists",)),
    "page breaks": Room(
        ("handouts/composing/page_breaks.py",),
        ("tests/composing/test_composing_page_breaks.py", "tests/composing/test_composing_best_breaks.py"),
    ),
    "mail merge": Room(
        ("handouts/delivering/mail_merge/guard.py", "handouts/delivering/mail_merge/merge.py"),
        (
            "tests/delivering/test_delivering_foreign_names.py",
            "tests/delivering/test_delivering_short_way.py",
            "tests/delivering/test_delivering_visits.py",
        ),
    ),
}
TOO_SLOW = ("tests/tailoring/test_tailoring_combinations.py", "tests/reading/test_reading_bounds.py")
KILLED = ("killed", "timeout", "caught by type check", "suspicious", "segfault")


def copied_to(folder: Path) -> None:
    """Copy what git knows or would add, as it is in the working tree, to *folder*."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)


def configure(folder: Path, rooms: dict[str, Room]) -> None:
    """Tell mutmut in *folder* what to break and what to run."""
    settings = {
        "source_paths": ["handouts"],
        "only_mutate": [pattern for room in rooms.values() for pattern in room.files],
        "also_copy": sorted(path.name for path in folder.iterdir()),
        "pytest_add_cli_args_test_selection": [test for room in rooms.values() for test in room.tests],
        "track_dependencies": False,
        "pytest_add_cli_args": ["-p", "no:cacheprovider", *(f"--ignore={name}" for name in TOO_SLOW)],
    }
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("\n[tool.mutmut]\n")  # JSON's lists of plain texts are TOML's too
        file.writelines(f"{key} = {json.dumps(value)}\n" for key, value in settings.items())


def mutants_of(folder: Path, room: Room) -> list[str]:
    """Return the names of all mutants of *room*, in order."""
    listing = """if True:
        import sys
        from pathlib import Path
        from mutmut.__main__ import get_mutant_name
        from mutmut.mutation.file_mutation import mutate_file_contents
        for name in sys.argv[1:]:
            for mutant in mutate_file_contents(name, Path(name).read_text(encoding="utf-8")).mutant_names:
                print(get_mutant_name(Path(name), mutant))
    """
    names = (path.relative_to(folder).as_posix() for path in sorted(folder.glob("handouts/**/*.py")))
    files = [name for name in names if any(fnmatch(name, pattern) for pattern in room.files)]
    if not files:
        sys.exit(f"No file matches {', '.join(room.files)}: tell tests/mutation.py where it is now.")
    command = [sys.executable, "-c", listing, *files]
    done = subprocess.run(command, cwd=folder, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.split()


def sample(mutants: dict[str, list[str]], count: int, seed: int) -> dict[str, list[str]]:
    """Return *count* of *mutants*, of each room as many as of the others as far as it has them."""
    chosen: dict[str, list[str]] = {}
    for done, room in enumerate(sorted(mutants, key=lambda room: len(mutants[room]))):
        share = -(-(count - sum(map(len, chosen.values()))) // (len(mutants) - done))
        chosen[room] = random.Random(f"{seed} {room}").sample(mutants[room], min(share, len(mutants[room])))
    return {room: chosen[room] for room in mutants}


def mutmut(folder: Path, *arguments: str) -> str:
    """Return what mutmut prints in *folder*; stop with its last words where it fails, as on a test that fails anyway."""
    command = [sys.executable, "-m", "mutmut", *arguments]
    calm = {**os.environ, "CI": "1"}  # the same examples for each mutant
    done = subprocess.run(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=calm
    )
    if done.returncode:
        sys.exit(done.stdout[-6000:])
    return done.stdout


def changes_nothing(diff: str) -> bool:
    """Return whether *diff* changes only what has no effect: the type in a `cast`, or the ``strict`` of a `zip`."""
    sides = []
    for sign in "-+":
        lines = [line[1:] for line in diff.splitlines() if line.startswith(sign) and line[1:2] != sign]
        text = re.sub(r",\s*(strict=\w+)?\s*\)", ")", "".join(lines))
        sides.append(re.sub(r"cast\([^,]+,", "cast(,", text))
    return sides[0] == sides[1]


def run() -> int:
    """Return 0 when nine in ten of the sample are killed, otherwise 1."""
    parser = argparse.ArgumentParser(
        description="Break the code, one small fault at a time: do the tests notice?"
    )
    parser.add_argument("--count", type=int, default=300, help="how many mutants are tried")
    parser.add_argument("--seed", type=int, default=1, help="another seed is another sample")
    parser.add_argument("--only", nargs="+", choices=ROOMS, default=list(ROOMS), help="these rooms alone")
    parser.add_argument("--at-once", type=int, default=2, help="how many mutants are tried at a time")
    asked = parser.parse_args()
    rooms = {name: ROOMS[name] for name in asked.only}
    with tempfile.TemporaryDirectory(prefix="mutants-") as temporary:
        folder = Path(temporary) / "handouts"
        copied_to(folder)
        configure(folder, rooms)
        mutants = {name: mutants_of(folder, room) for name, room in rooms.items()}
        chosen = sample(mutants, asked.count, asked.seed)
        sizes = ", ".join(f"{len(chosen[name])} of {len(mutants[name])} in {name}" for name in rooms)
        print(f"seed {asked.seed}: {sizes}", flush=True)
        names = [mutant for group in chosen.values() for mutant in group]
        mutmut(folder, "run", "--max-children", str(asked.at_once), *names)
        lines = mutmut(folder, "results", "--all", "true").splitlines()
        outcome = dict(line.strip().rsplit(": ", 1) for line in lines if ": " in line)
        survivors = {
            name: [mutant for mutant in group if outcome.get(mutant) not in KILLED]
            for name, group in chosen.items()
        }
        idle = 0
        for group in survivors.values():
            for mutant in group:
                diff = mutmut(folder, "show", mutant)
                print("Changes nothing:" if changes_nothing(diff) else "", diff, sep="\n")
                idle += changes_nothing(diff)
        for name, group in survivors.items():
            tried = len(chosen[name])
            print(f"{name}: {tried - len(group)} of {tried} killed, {1 - len(group) / max(1, tried):.0%}")
        left = sum(map(len, survivors.values()))
        if idle:
            print(f"{idle} of the survivors change nothing")
        print(f"together: {len(names) - left} of {len(names)} killed, {1 - left / max(1, len(names)):.1%}")
    return 0 if left - idle <= len(names) / 10 else 1


if __name__ == "__main__":
    sys.exit(run())
