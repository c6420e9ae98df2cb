"""Where each word of the sample handouts stands, held against references: words and places, block by block.

`pytest --update-references` writes the references anew; read in review what moved.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import places
import pytest

from handouts.delivering.build import build_pdf

REFERENCES = Path(__file__).resolve().parents[1] / "reference" / "places"
PROCEDURE = "lumbar-sympathetic-block"
HANDOUTS: dict[str, tuple[str, dict[str, object]]] = {
    "parkview": ("parkview", {}),
    "parkview.large-print": ("parkview", {"edition": "large-print"}),
    "harbour": ("harbour", {}),
}
REFERENCE = """\
page 1
  H1
    700.0: 40.0 Knee 90.0 injection
  P
    680.0: 40.0 Call 62.0 us
    665.0: 40.0 today.
page 2
  outside
    40.0: 40.0 Page 66.0 2
"""


@pytest.mark.parametrize("name", HANDOUTS)
def test_every_word_stands_where_the_reference_has_it(
    name: str, request: pytest.FixtureRequest, assert_as_reference: Callable[[str, str], None]
) -> None:
    clinic, wishes = HANDOUTS[name]
    found = places.places_of(build_pdf(PROCEDURE, clinic, "en", **wishes))
    file = REFERENCES / f"{name}.txt"
    if not file.exists() or request.config.getoption("--update-references"):
        assert_as_reference(f"places/{name}.txt", places.written(found))
    differences = places.differences(places.read(file.read_text(encoding="utf-8")), found)
    assert differences == [], "\n".join(differences)


def test_every_place_is_of_a_handout_that_is_tried() -> None:
    assert {file.stem for file in REFERENCES.iterdir()} == set(HANDOUTS)


def test_what_is_written_is_read_as_it_was() -> None:
    assert places.written(places.read(REFERENCE)) == REFERENCE


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("90.0 injection", "90.6 injection", []),
        ("90.0 injection", "91.0 injection", ["'injection' moved from 90.0 700.0 to 91.0 700.0"]),
        ("665.0:", "666.0:", ["'today.' moved from 40.0 665.0 to 40.0 666.0"]),
        ("  P\n", "  LI\n", ["P 'Call us today.' is gone", "LI 'Call us today.' is new"]),
        (" 62.0 us", "", ["P 'Call us today.' is gone", "P 'Call today.' is new"]),
        ("page 2\n", "", ["page 2, outside 'Page 2' is gone", "page 1, outside 'Page 2' is new"]),
    ],
)
def test_a_difference_is_named_by_its_block_and_a_hairs_breadth_is_none(
    old: str, new: str, said: list[str]
) -> None:
    found = places.differences(places.read(REFERENCE), places.read(REFERENCE.replace(old, new, 1)))
    assert len(found) == len(said)
    for one, other in zip(found, said, strict=True):
        assert other in one
