"""The procedures, tables and scripts that once printed wrongly: each is whole on the page, or told and not printed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from judges import assert_conforms, spoken_text
from small_library import ROOT

from handouts.delivering.build import Builder, BuildResult
from handouts.reading.library import Library
from handouts.reading.nodes import read_yaml
from handouts.tailoring.handout import Edition
from handouts.tailoring.request import Request

CASES = ROOT / "tests" / "cases"
EDITIONS: tuple[Edition, ...] = ("standard", "large-print")
TOLD = {
    "colonoscopy": {"unspoken"},  # "do not drive" is for sedation alone, and nothing speaks for it before
    "mri-with-contrast": {"gap"},  # lines to write on, drawn with underscores
    "thinners": set(),
    "thinners-three-columns": set(),
}
"""The warnings that each case has, and no error."""


def built(case: str, folder: Path, edition: Edition) -> BuildResult:
    data = folder / "data"
    shutil.copytree(ROOT / "data", data, ignore=shutil.ignore_patterns("procedures"))
    [file] = CASES.glob(f"*/{case}.en.yaml")
    (data / "procedures" / case).mkdir(parents=True)
    shutil.copy(file, data / "procedures" / case / "en.yaml")
    return Builder(Library(data, ROOT / "fonts")).build(Request(case, "parkview", "en", edition=edition))


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("case", TOLD)
def test_a_case_is_printed_and_what_is_doubtful_in_it_is_told(
    case: str, edition: Edition, tmp_path: Path
) -> None:
    result = built(case, tmp_path, edition)
    assert {problem.code for problem in result.problems} == TOLD[case]
    assert result.pdf is not None
    assert_conforms(result.pdf)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("case", ["thinners", "thinners-three-columns"])
def test_no_word_of_a_table_is_cut(case: str, edition: Edition, tmp_path: Path) -> None:
    result = built(case, tmp_path, edition)
    assert result.pdf is not None
    [file] = CASES.glob(f"tables/{case}.en.yaml")
    [table] = [block["table"] for block in read_yaml(file).data["sections"][0]["blocks"]]  # type: ignore[index]
    said = spoken_text(result.pdf).split()
    for row in [table["columns"], *table["rows"]]:
        for word in " ".join(row).split():
            assert word in said, word


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_script_without_its_font_is_refused_and_not_mirrored(edition: Edition, tmp_path: Path) -> None:
    result = built("arabic", tmp_path, edition)
    assert result.pdf is None
    assert {problem.code for problem in result.problems} == {"missing-glyph"}
    assert all(problem.place is not None for problem in result.problems)
