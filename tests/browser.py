"""A real browser for tests: the system's Chromium, headless, cut off from every network.

A test that asks for ``browser`` is skipped, saying so, where Chromium is not installed.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, sync_playwright

SWITCHES = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
WIDTHS = (320, 768, 1280)
"""CSS pixels: 320 is a small telephone, and 1280 at 400 % (WCAG 2.2, 1.4.10)."""


@dataclass
class Visit:
    """A page that is open, the addresses it asked for, and what the browser complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def is_as_wide_as_the_window(self) -> bool:
        """Whether nothing must be scrolled sideways, but for what scrolls by itself."""
        wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        return bool(self.page.evaluate(wide))

    def findings(self) -> list[str]:
        """Return what axe-core finds wrong, each with the elements."""
        found = Axe().run(self.page).response["violations"]
        return [f"{each['id']}: {[node['html'][:200] for node in each['nodes']]}" for each in found]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium once for all tests of a process."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("chromium is missing: install it (chromium)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=SWITCHES)
        yield started
        started.close()


@contextmanager
def opened(
    browser: Browser, file: Path, width: int = 768, scheme: str = "light", judged: bool = False
) -> Iterator[Visit]:
    """Open *file* without a network. *judged*: its policy is set aside, because axe-core is a script."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        offline=True,
        bypass_csp=judged,
    )
    page = context.new_page()
    visit = Visit(page)

    def keep(request: Request) -> None:
        visit.requests.append(request.url)

    page.on("request", keep)
    page.on("console", lambda message: visit.complaints.append(message.text))
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    page.goto(file.as_uri())
    yield visit
    context.close()
