"""Options that every test may ask for. `from judges import assert_conforms` works from any test: this folder
is on the import path."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--fuzz-stories",
        type=int,
        default=15,
        metavar="N",
        help="how many random documents the rendering room is tried on (500 before a release)",
    )
