"""How long a picture takes after one option has changed, in this process, warm: what whoever types at a desk waits for.

``python3 tests/benchmarks/preview.py [ROUNDS]`` prints medians in milliseconds of CPU time, taken in turns, and their
ratio to one full build: the picture (96 dots an inch) of the page in view, the full build with pictures of all pages,
and the web page.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from handouts.delivering.preview import page_picture  # noqa: E402
from handouts.delivering.service import Service  # noqa: E402
from handouts.reading.library import Library  # noqa: E402
from handouts.tailoring.request import Request  # noqa: E402

CHOICES = [
    {"sedation": "yes"},
    {"sedation": "no"},
    {"side": "left"},
    {"side": "right"},
    {"purpose": "relief"},
]


def main(rounds: int) -> None:
    service = Service(Library(ROOT / "data", ROOT / "fonts"), lasting=True)

    def build(request: Request) -> None:
        assert service.result(request).pdf is not None

    def picture(request: Request) -> None:
        assert service.picture(request).png is not None

    def all_pictures(request: Request) -> None:
        result = service.result(request)
        assert result.pdf is not None
        for page in range(1, result.pages + 1):
            page_picture(result.pdf, 96, page)

    def with_html(request: Request) -> None:
        assert service.result(request, html=True).html is not None

    subjects: dict[str, Callable[[Request], None]] = {
        "full build": build,
        "picture of one page": picture,
        "full build, all pictures": all_pictures,
        "full build, web page": with_html,
    }
    taken: dict[str, list[float]] = {name: [] for name in subjects}
    for number in range(rounds + 2):
        request = Request(
            "lumbar-sympathetic-block", "parkview", "en", answers=CHOICES[number % len(CHOICES)]
        )
        for name, make in subjects.items():
            start = process_time()
            make(request)
            if number > 1:
                taken[name].append(1000 * (process_time() - start))
    base = median(taken["full build"])
    for name, times in taken.items():
        print(f"{name:<28}{median(times):8.1f} ms{median(times) / base:8.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 25)
