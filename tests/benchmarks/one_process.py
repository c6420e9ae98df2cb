"""One process of the benchmark: ``one_process.py SUBJECT FILE`` makes the page once and writes it.

With a number of rounds at the end it makes the page that often again and prints the CPU seconds of one round.
"""

import sys
from importlib import import_module
from pathlib import Path


def run(subject: str, target: str, rounds: int = 0) -> None:
    """Make the page of *subject*, a module with ``make() -> bytes``."""
    make = import_module(subject).make
    Path(target).write_bytes(make())
    if rounds:
        from time import process_time

        make()
        start = process_time()
        for _ in range(rounds):
            make()
        print((process_time() - start) / rounds)


if __name__ == "__main__":
    run(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
