"""In a real browser the page is accessible, fits any width, and asks for nothing: samples, every block, random ones."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from browser import WIDTHS, opened
from every_block import NAME, write_every_block
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Browser
from random_handouts import random_handout
from small_library import ROOT

from handouts.delivering.build import Builder
from handouts.reading.library import Library
from handouts.screen.page import html_page
from handouts.tailoring.handout import Edition
from handouts.tailoring.request import Request

SAMPLE = "lumbar-sympathetic-block"
PICTURE = ROOT / "tests" / "reference" / "screens" / f"parkview-{SAMPLE}.en.png"
CASES = [
    ("parkview", SAMPLE, "standard"),
    ("parkview", NAME, "standard"),
    ("harbour", SAMPLE, "standard"),
    ("harbour", NAME, "large-print"),
]


@pytest.fixture(scope="module")
def builder(tmp_path_factory: pytest.TempPathFactory) -> Builder:
    data = write_every_block(tmp_path_factory.mktemp("content") / "data")
    (data / "procedures" / SAMPLE).symlink_to(ROOT / "data" / "procedures" / SAMPLE)
    return Builder(Library(data, ROOT / "fonts"))


def page_of(
    builder: Builder, folder: Path, clinic: str, procedure: str, edition: Edition, seed: int | None = None
) -> Path:
    handout, look, problems, _name = builder.tailor(Request(procedure, clinic, "en", edition=edition))
    assert handout is not None and look is not None, problems
    file = folder / "page.html"
    handout = handout if seed is None else random_handout(seed, handout)
    file.write_text(html_page(handout, look), encoding="utf-8")
    return file


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("clinic", "procedure", "edition"), CASES)
def test_axe_finds_nothing(
    clinic: str,
    procedure: str,
    edition: Edition,
    scheme: str,
    builder: Builder,
    browser: Browser,
    tmp_path: Path,
) -> None:
    with opened(
        browser, page_of(builder, tmp_path, clinic, procedure, edition), 768, scheme, judged=True
    ) as visit:
        assert visit.findings() == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("clinic", "procedure", "edition"), CASES)
def test_it_fits_any_width_and_asks_for_nothing(
    clinic: str,
    procedure: str,
    edition: Edition,
    width: int,
    builder: Builder,
    browser: Browser,
    tmp_path: Path,
) -> None:
    file = page_of(builder, tmp_path, clinic, procedure, edition)
    with opened(browser, file, width) as visit:
        assert visit.is_as_wide_as_the_window
        assert [url for url in visit.requests if not url.startswith("data:")] == [file.as_uri()]
        assert visit.complaints == []
        assert visit.page.evaluate("document.fonts.size") >= 2
        assert visit.page.evaluate("[...document.fonts].every(font => font.status !== 'error')")


def test_random_handouts_are_accessible_too(
    builder: Builder, browser: Browser, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    for seed in range(max(6, request.config.getoption("--fuzz") // 10)):
        file = page_of(builder, tmp_path, "parkview", SAMPLE, "standard", seed)
        scheme = ("light", "dark")[seed % 2]
        with opened(browser, file, WIDTHS[seed % 3], scheme, judged=True) as visit:
            assert visit.findings() == [], f"seed {seed}, {scheme}"
            assert visit.is_as_wide_as_the_window, f"seed {seed}"


def test_the_keyboard_reaches_everything_that_can_be_used(
    builder: Builder, browser: Browser, tmp_path: Path
) -> None:
    with opened(browser, page_of(builder, tmp_path, "parkview", NAME, "standard")) as visit:
        usable = visit.page.evaluate(
            "document.querySelectorAll('a[href],input,textarea,[tabindex=\"0\"]').length"
        )
        reached = set()
        for _ in range(usable):
            visit.page.keyboard.press("Tab")
            seen = "[...document.querySelectorAll('*')].indexOf(document.activeElement)"
            reached.add(visit.page.evaluate(seen))
            ring = "getComputedStyle(document.activeElement).outlineStyle"
            assert visit.page.evaluate(ring) != "none"
        assert len(reached) == usable


def test_nothing_that_was_ticked_or_written_is_kept(
    builder: Builder, browser: Browser, tmp_path: Path
) -> None:
    with opened(browser, page_of(builder, tmp_path, "parkview", NAME, "standard")) as visit:
        visit.page.locator("input[type=checkbox]").first.check()
        visit.page.locator("textarea").first.fill("Zzyzx")
        visit.page.reload()
        assert not visit.page.locator("input[type=checkbox]").first.is_checked()
        assert visit.page.locator("textarea").first.input_value() == ""
        assert visit.page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_the_picture_in_the_readme_is_of_the_page(
    browser: Browser, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    builder = Builder(Library(ROOT / "data", ROOT / "fonts"))
    with opened(browser, page_of(builder, tmp_path, "parkview", SAMPLE, "standard")) as visit:
        now = Image.open(BytesIO(visit.page.screenshot())).convert("RGB")
    if request.config.getoption("--update-references"):
        now.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(PICTURE, optimize=True)
    assert PICTURE.stat().st_size <= 300_000
    with Image.open(PICTURE) as kept:
        assert kept.size == now.size == (768, 900)
        # Browsers of different versions smooth letters differently: coarsely, the two are one.
        small = [image.convert("L").resize((96, 112), Image.Resampling.BOX) for image in (kept, now)]
        assert max(ImageStat.Stat(ImageChops.difference(*small)).mean) < 4
