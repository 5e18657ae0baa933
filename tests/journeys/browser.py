"""A real Chromium: one found on PATH, else Playwright's own.  And what every visited page must pass."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1440, "height": 900}
_BACK = re.compile(
    r"status of (409|410|422|503) "
)  # forms and links that come back: the browser reports every such page
PHONE = {"width": 390, "height": 844}
GET_IT = "make setup && .venv/bin/playwright install --with-deps chromium"


def executable() -> str | None:
    """The path of a Chromium to use, or None when there is none."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


@contextmanager
def launched() -> Iterator[Browser]:
    """A running browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=QUIET)
        yield browser
        browser.close()


@dataclass
class Visits:
    """Every page a journey looked at: how many violations axe found, and what the browser complained of."""

    checked: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    clicks: int = 0
    costs: list[str] = field(default_factory=list)  # what a whole piece of work took, in words
    looking: float = 0.0  # seconds axe took: no part of anybody's work

    @contextmanager
    def cost(self, work: str, *, at_most: int) -> Iterator[None]:
        """Count the clicks of a piece of work, and its seconds without axe's; `at_most` clicks are allowed."""
        clicks, begun, looking = self.clicks, time.monotonic(), self.looking
        yield
        clicks = self.clicks - clicks
        seconds = time.monotonic() - begun - (self.looking - looking)
        self.costs.append(f"{work}: {clicks} clicks, {seconds:.0f} s at a machine's speed")
        assert clicks <= at_most, f"{work} takes {clicks} clicks"

    def check(self, page: Page, name: str) -> None:
        """Run axe on the page as it stands; `name` says which page it is in the report."""
        page.wait_for_load_state("load")
        begun = time.monotonic()
        results = Axe().run(page)
        self.looking += time.monotonic() - begun
        self.checked.append(name)
        for violation in results.response["violations"]:
            nodes = "; ".join(str(node["target"]) for node in violation["nodes"][:3])
            self.violations.append(f"{name}: {violation['id']} ({violation['impact']}) at {nodes}")

    def heed(self, message: ConsoleMessage) -> None:
        """Keep what the browser's console reports as an error: a refused script, a broken link."""
        if message.type == "error" and not _BACK.search(message.text):
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")


def context_for(
    browser: Browser, visits: Visits, base_url: str, *, phone: bool = False, **options: object
) -> BrowserContext:
    """A fresh browser profile, as large as a desktop or a phone, whose complaints are heeded."""
    context = browser.new_context(
        base_url=base_url, viewport=PHONE if phone else DESKTOP, is_mobile=phone, has_touch=phone, **options
    )
    context.on("console", visits.heed)
    context.set_default_timeout(15_000)
    return context
