"""Somebody before a browser: goes to pages, presses what has a name, and has each page checked."""

from __future__ import annotations

import os
import re
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from tests.cast import PASSWORD
from tests.journeys.browser import Visits, context_for

SHOTS = os.environ.get("JOURNEY_SHOTS", "")  # a folder for pictures of the pages; none are kept without it


class Visitor:
    """One person with a browser profile of their own."""

    def __init__(
        self, browser: Browser, visits: Visits, base_url: str, *, phone: bool = False, **options: object
    ) -> None:
        self.browser, self.visits, self.base_url = browser, visits, base_url
        self.phone, self.options = phone, options
        self.seen: dict[str, str] = {}  # the address at which each page was looked at
        self.arrive()

    def arrive(self) -> None:
        """A fresh profile: nobody is signed in."""
        self.context = context_for(self.browser, self.visits, self.base_url, phone=self.phone, **self.options)
        self.page: Page = self.context.new_page()

    def leave(self) -> None:
        """Close the browser, without signing out."""
        self.context.close()

    # --- going and doing ----------------------------------------------------------------------------------------

    def open(self, address: str) -> None:
        self.page.goto(address)

    def sign_in(self, email: str, password: str = PASSWORD) -> None:
        self.open("/")
        self.page.get_by_label("Email").fill(email)
        self.page.get_by_label("Password", exact=True).fill(password)
        self.press("Sign in")

    def press(self, name: str, within: Page | Locator | None = None) -> None:
        """Press the one button of that name."""
        self.visits.clicks += 1
        (within or self.page).get_by_role("button", name=name).click()

    def follow(self, name: str, within: Page | Locator | None = None, *, exact: bool = False) -> None:
        """Follow the one link of that name."""
        self.visits.clicks += 1
        (within or self.page).get_by_role("link", name=name, exact=exact).click()

    def go(self, name: str) -> None:
        """Follow a link of the rail, or of the tab bar on a patient's phone."""
        self._of("Main", name)

    def tab(self, part: str, page: str = "") -> None:
        """Open another part of the record that is open, and a page within it."""
        self._of("Record", part)
        if page:
            self._of(part, page)

    def _of(self, navigation: str, name: str) -> None:
        self.visits.clicks += 1
        self.page.get_by_role("navigation", name=navigation).get_by_role("link", name=name, exact=True).click()

    def fill(self, label: str, text: str) -> None:
        """Write into the box of that label, whether it is optional or not."""
        self.page.get_by_label(label_of(label)).fill(text)

    def choose(self, question: str, answer: str) -> None:
        """Choose one answer of a question that stands as tiles."""
        group = self.page.get_by_role("group", name=question)
        self.tick(group.get_by_role("radio", name=answer, exact=True))

    def tick(self, control: Locator) -> None:
        """Press a radio or a tick.  Its label covers it, so the press lands there: `force` allows for that."""
        self.visits.clicks += 1
        control.check(force=True)

    def select(self, label: str, answer: str) -> None:
        """Choose from a list by what is read there, or by its value."""
        box = self.page.get_by_label(label_of(label))
        wanted = box.locator("option").filter(has_text=re.compile(rf"^{re.escape(answer)}$"))
        box.select_option(label=answer) if wanted.count() else box.select_option(value=answer)

    # --- seeing -------------------------------------------------------------------------------------------------

    def sees(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_role("main").get_by_text(text).first).to_be_visible()

    def is_on(self, heading: str | re.Pattern[str]) -> None:
        """The page's first heading says so."""
        expect(self.page.get_by_role("heading", level=1, name=heading).first).to_be_visible()

    def look(self, name: str) -> None:
        """Have the page checked as it stands, and keep a picture where pictures are wanted."""
        self.visits.check(self.page, name)
        self.seen[name] = self.page.url
        if SHOTS:
            self.page.screenshot(path=str(Path(SHOTS) / f"{name.replace(' ', '-')}.png"), full_page=True)


def label_of(text: str) -> re.Pattern[str]:
    """A label of that text, whether its box is optional or not."""
    return re.compile(rf"^\s*{re.escape(text)}( \(optional\))?\s*$")
