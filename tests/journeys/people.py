"""What each person of a journey does, in their own words: intake worker, counselor, nurse, patient."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import expect

from tests.journeys.visitor import Visitor

COWS_SEVEN = {  # the first seven signs as seen; with the four below the total is 16, moderate
    "Resting pulse rate": "2", "Sweating": "2", "Restlessness": "1", "Pupil size": "2",
    "Bone or joint aches": "2", "Runny nose or tearing": "2", "GI upset": "2",
}  # fmt: skip
COWS_REST = {"Tremor": "1", "Yawning": "1", "Anxiety or irritability": "1", "Gooseflesh skin": "0"}


class IntakeWorker(Visitor):
    """Takes the first call."""

    def register(self, given: str, family: str, born: date, *, email: str, phone: str, zone: str) -> None:
        """Fill in the form of a new person, with consent to reminders by text and by e-mail."""
        self.follow("Register a person")
        self.look("register")
        self.fill("Given name", given)
        self.fill("Family name", family)
        for part, value in (("Month", born.month), ("Day", born.day), ("Year", born.year)):
            self.fill(part, str(value))
        self.choose("Allergies", "None known")
        self.fill("Phone number", phone)
        self.tick(self.page.get_by_label("May we send reminders by text to this number?"))
        self.fill("E-mail address", email)
        self.tick(self.page.get_by_label("May we send reminders to this e-mail address?"))
        self.page.get_by_label("Time zone").select_option(zone)
        self.press("Register")

    def open_episode(self, *, lead: str, reason: str) -> None:
        self.choose("Who asked for care?", "The person themselves")
        self.fill("Why now, in the person’s own words", reason)
        self.page.get_by_label("Who leads care?").select_option(label=lead)
        self.look("open episode")
        self.press("Open the episode")

    def allow_all_day(self, address: str) -> None:
        """Let reminders go out at any hour, so that a run does not depend on the time of day."""
        self.follow(f"Hours for {address}")
        self.look("hours for reminders")
        self.fill("Not before", "00:00")
        self.fill("Not after", "23:59")
        self.press("Save")

    def score(self, signs: dict[str, str]) -> None:
        for sign, value in signs.items():
            self.tick(self.page.get_by_role("group", name=sign).locator(f"[value='{value}']"))

    def answer_all(self, answers: list[str]) -> None:
        """Answer the questions of a form in their order; an empty answer passes one over."""
        groups = self.page.locator("form .cols, form.cols").get_by_role("group")
        for position, answer in enumerate(answers):
            if answer:
                self.tick(groups.nth(position).get_by_role("radio", name=answer, exact=True))
        expect(self.page.get_by_role("button", name="Finish and submit")).to_be_visible()
