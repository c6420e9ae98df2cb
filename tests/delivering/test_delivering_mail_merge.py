"""Making many handouts is another way to the same bytes, and keeps nothing of any patient."""

from __future__ import annotations

import gc
import random
import re
import zlib
from datetime import date, time, timedelta
from pathlib import Path
from types import FunctionType, ModuleType

import pytest
from judges import assert_conforms

from handouts.delivering.build import Builder, BuildResult
from handouts.delivering.mail_merge.merge import Series
from handouts.reading.library import Library
from handouts.tailoring.moments import Appointment
from handouts.tailoring.request import Request

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = Library(ROOT / "data", ROOT / "fonts")
PROCEDURE = "lumbar-sympathetic-block"
NAMES = (
    "Sample Amber", "Étienne Exemple", "Muster-Ejemplo, María José", "Ng Ex", "Nguyễn Ví Dụ", "Przykład Łukasz",
    "Sample Maximiliana Wilhelmina Featherstonehaugh-Example", None,
    "Example " * 9, "Pneumonoultramicroscopicsilicovolcanoconiosis-Specimen-Placeholder (née Madeup)",
)  # fmt: skip
PLACES = ("Suite 200", "Second entrance behind the car park, ask for Ms. Example at the desk", None)


def visits(count: int, seed: int) -> list[Appointment]:
    chance = random.Random(seed)
    return [
        Appointment(
            chance.choice([None, *[date(2030, 1, 1) + timedelta(chance.randrange(400))] * 9]),
            chance.choice([None, *[time(chance.randrange(24), chance.choice([0, 5, 30, 45]))] * 9]),
            chance.choice(NAMES),
            chance.choice(["Dr. Example", None]),
            chance.choice(PLACES),
        )
        for _ in range(count)
    ]


@pytest.mark.parametrize("wishes", [{}, {"edition": "large-print"}, {"mono": True, "paper": "a4"}])
@pytest.mark.parametrize("options", [{}, {"sedation": "yes", "side": "left"}, {"purpose": "diagnostic"}])
def test_each_handout_of_a_series_is_the_file_that_a_single_build_makes(
    wishes: dict[str, object], options: dict[str, str]
) -> None:
    builder = Builder(LIBRARY)
    series = Series(builder)
    for number, visit in enumerate(visits(30, 7)):
        request = Request(PROCEDURE, "parkview", "en", answers=options, appointment=visit, **wishes)  # type: ignore[arg-type]
        made, alone = series.build(request), builder.build(request)
        assert made.pdf == alone.pdf, number
        assert (made.pages, made.name, set(made.problems)) == (alone.pages, alone.name, set(alone.problems))
        if number == 29 and made.pdf is not None:
            assert_conforms(made.pdf)
    if not options.get("purpose"):  # a log that goes over pages repeats the name outside its slot
        assert all(kind is not None and kind.trusted for kind in series._kinds.values()), (
            "the short way was taken"
        )


def test_most_of_an_ordinary_list_is_made_the_short_way(monkeypatch: pytest.MonkeyPatch) -> None:
    series = Series(Builder(LIBRARY))
    in_full = []
    build = Builder.build

    def counted(self: Builder, request: Request) -> BuildResult:
        in_full.append(request)
        return build(self, request)

    monkeypatch.setattr(Builder, "build", counted)
    for number in range(60):
        visit = Appointment(date(2030, 12, 2), time(8 + number % 9), f"Sample Person {number}", "Dr. Example")
        assert series.build(Request(PROCEDURE, "parkview", "en", appointment=visit)).pdf is not None
    assert len(in_full) < 6


def test_a_series_remembers_nothing_of_a_patient() -> None:
    series = Series(Builder(LIBRARY))
    for number in range(12):
        visit = Appointment(
            date(2030, 12, 2), time(8 + number % 4), f"Zzyzx{number} Sample", "Dr. Wxyzzy", "Vault Q"
        )
        series.build(Request(PROCEDURE, "parkview", "en", answers={"sedation": "yes"}, appointment=visit))
    texts = list(texts_below(series))
    assert any("sympathetic" in text for text in texts), "the search finds what is remembered"
    assert not [text for text in texts if re.search("Zzyzx|Wxyzzy|Vault Q", text)]


def texts_below(root: object) -> list[str]:
    """Return every text, and all bytes as Latin-1 with their streams inflated, that *root* holds on to."""
    found: list[str] = []
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        each = waiting.pop()
        if id(each) in seen or isinstance(each, (type, ModuleType, FunctionType)):
            continue
        seen.add(id(each))
        if isinstance(each, str):
            found.append(each)
        elif isinstance(each, bytes):
            found.append(each.decode("latin-1"))
            for start in re.finditer(rb"stream\r?\n", each):
                try:
                    found.append(zlib.decompressobj().decompress(each[start.end() :]).decode("latin-1"))
                except zlib.error:
                    continue
        else:
            waiting += gc.get_referents(each)
    return found
