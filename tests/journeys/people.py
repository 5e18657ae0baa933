"""What each person of a journey does: intake worker, counselor, nurse, patient."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from playwright.sync_api import expect

from tests.cast import PASSWORD
from tests.journeys.visitor import Visitor

COWS_SEVEN = {  # the first seven signs as seen; with the four below the total is 16, moderate
    "Resting pulse rate": 2, "Sweating": 2, "Restlessness": 1, "Pupil size": 2,
    "Bone or joint aches": 2, "Runny nose or tearing": 2, "GI upset": 2,
}  # fmt: skip
COWS_REST = {"Tremor": 1, "Yawning": 1, "Anxiety or irritability": 1, "Gooseflesh skin": 0}
SIGNS = (*COWS_SEVEN, *COWS_REST)
OPIOID_CRITERIA = ("Yes",) * 7 + ("No",) * 4  # seven of eleven: severe
MOOD = ("More than half the days",) * 4 + ("Several days",) * 4 + ("Not at all",)  # 12: moderate
CHECK_IN = {  # a piece of each question, and the answer: a strong craving and cannabis make it orange
    "How strong is your craving": "8", "have you used any of these": "cannabis", "were you around": "yes",
    "How sure are you": "5", "Little interest or pleasure": "1", "Feeling down": "1", "did you sleep badly": "2",
    "did you miss your medicine": "0", "had an overdose": "no", "wished you were dead": "no", "have naloxone": "yes",
}  # fmt: skip


class Staff(Visitor):
    """What everybody on the staff does."""

    def score(self, signs: dict[str, int]) -> None:
        """Score signs of withdrawal on the row of keys."""
        for sign, value in signs.items():
            self.tick(self.page.get_by_role("group", name=sign).locator(f"[value='{value}']"))

    def find(self, name: str) -> None:
        """Find a person by the search box of every page, and open the chart."""
        self.page.get_by_role("searchbox", name="Find a patient").fill(name)
        self.page.keyboard.press("Enter")
        self.follow(name)


class IntakeWorker(Staff):
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
        self.select("Time zone", zone)
        self.press("Register")

    def open_episode(self, *, lead: str, reason: str) -> None:
        self.is_on("Open an episode of care")
        self.choose("Who asked for care?", "The person themselves")
        self.fill("Why now, in the person’s own words", reason)
        self.select("Who leads care?", lead)
        self.look("open episode")
        self.press("Open the episode")

    def allow_all_day(self, address: str) -> None:
        """Let reminders go out at any hour, so that a run does not depend on the time of day."""
        self.follow(f"Hours for {address}")
        self.look("hours for reminders")
        self.fill("Not before", "00:00")
        self.fill("Not after", "23:59")
        self.press("Save")

    def begin(self, instrument: str) -> None:
        self.follow(f"Start {instrument}", self.page.get_by_role("listitem"))

    def answer(self, answers: tuple[str, ...]) -> None:
        """Answer the questions of the page as they come up; "" leaves one as it stands."""
        questions = self.page.get_by_role("main").get_by_role("group")
        for position, chosen in enumerate(answers):
            if chosen:
                self.tick(questions.nth(position).get_by_role("radio", name=chosen, exact=True))

    def complete(self, instrument: str, answers: tuple[str, ...]) -> None:
        """From the packet's page: answer one instrument, and finish it."""
        self.begin(instrument)
        self.answer(answers)
        self.look(f"{instrument} answered")
        self.press("Finish and submit")

    def screen_for_suicide(self) -> None:
        """A wish to be dead, no thought of killing oneself, no act: low."""
        self.choose("Have you wished you were dead", "Yes")
        self.choose("Have you actually had any thoughts", "No")
        self.choose("Have you ever done anything", "No")
        self.look("suicide risk answered")
        self.press("Finish and submit")


class Counselor(Staff):
    """Plans care, and life after treatment."""

    def write_goal(self, goal: str, words: str) -> None:
        """Put the person's own words to a suggested goal."""
        self.follow(f"Add their words to the goal {goal}")
        self.look("edit goal")
        self.fill("In the person’s own words", words)
        self.press("Save goal")

    def set_target(self, objective: str, target: str) -> None:
        self.follow(f"Edit objective: {objective}")
        self.look("edit objective")
        self.fill("Target", target)
        self.press("Save objective")

    def record_naloxone(self, expires: date) -> None:
        """A kit is given; the way there is what stands before signing."""
        self.page.get_by_role("link", name="Record naloxone").first.click()
        self.choose("Naloxone today", "Kit given")
        self.fill("Expiry date on the kit", expires.isoformat())
        self.choose("Was a kit used since the last visit?", "No")
        self.look("naloxone")
        self.press("Save record")
        self.sees("Naloxone recorded")
        self.follow("Treatment plan")

    def write_details(self, signed_on: date) -> None:
        self.follow("Edit plan details")
        self.look("plan details")
        self.select("Level of care", "Outpatient")
        self.fill("Strengths, in the person’s words", "My son.\nI have held a job for six years.")
        self.fill("When care here will end or move on", "Eight weeks without use, and a plan for after.")
        self.select("Medication for opioid use disorder", "Prescribed")
        self.fill("Medicine", "Buprenorphine-naloxone 8 mg/2 mg")
        self.fill("Review after (days)", "60")
        self.fill("Signed by the person on", signed_on.isoformat())
        self.press("Save details")

    def sign(self) -> None:
        """Sign past the goals that are not in the person's words yet, with a reason and the password."""
        self.follow("Review and sign")
        self.select("Reason", "Will be done by a set date")
        self.fill("In your words", "We word the other goals together on Monday.")
        self.fill("Your password, to sign past these findings", PASSWORD)
        self.look("sign plan")
        self.press("Sign the plan")

    def write_aftercare(self) -> None:
        self.tab("Aftercare")
        self.look("aftercare plan empty")
        self.fill("Their own words", "My son.")
        self.fill("When this happens", "Payday with money in my pocket")
        self.fill("What I do", "I call Dana before I leave work.")
        self.fill("Name", "Dana Ruiz")
        self.fill("Relation", "Sponsor")
        self.fill("Phone", "212 555 0143")
        self.press("Add another meeting")
        self.fill("Meeting", "Tuesday group")
        self.fill("When", "Tuesdays at 6 pm")
        self.press("Save and give to the person")
        self.sees("Version 1 is given")
        self.look("aftercare plan given")

    def book(self, *, purpose: str, day: date) -> None:
        self.tab("Contact", "Visits")
        self.select("With", "Keisha Monroe, counselor")
        self.fill("Purpose", purpose)
        self.choose("How", "In person")
        self.fill("Place", "Room 3")
        self.fill("Day", day.isoformat())
        self.fill("Time", "10:00")
        self.press("Book visit")
        self.sees("The visit is booked")
        self.look("visits")

    def schedule(self, first: datetime) -> None:
        """Ask the person from `first`, a local time, on."""
        self.tab("Aftercare", "Check-ins")
        self.fill("First check-in on", first.date().isoformat())
        self.fill("Local time", f"{time(first.hour, first.minute):%H:%M}")
        self.choose("How often", "As recommended: daily for a week, then less and less often")
        self.press("Save schedule")
        self.sees("The check-ins of the next 14 days are planned")
        self.look("check-in schedule")

    def discharge(self, on: date) -> None:
        self.tab("Aftercare")
        self.follow("Move to aftercare")
        self.fill("Discharged on", on.isoformat())
        self.look("move to aftercare")
        self.press("Move to aftercare")
        self.sees("Aftercare has begun")


class Nurse(Staff):
    """Watches withdrawal."""

    def record_from_board(self, signs: dict[str, int], *, heart_rate: str) -> None:
        self.go("Readings")
        self.look("board")
        self.follow("Record reading for Ellis, Jordan")
        self.score(signs)
        self.fill("Heart rate", heart_rate)
        self.press("Finish and sign")


class PatientOnPhone(Visitor):
    """Answers, and reads the plan."""

    def answer_check_in(self) -> None:
        """Answer every question, one a page, up to the page after."""
        self.follow("Start")
        for position, (piece, answer) in enumerate(CHECK_IN.items()):
            self.is_on(re.compile(re.escape(piece)))
            if position < 2 or answer == "0":  # a keypad, ticks, a box
                self.look(f"question {position + 1}")
            self._give(answer)
            self.press("Send" if position == len(CHECK_IN) - 1 else "Continue")

    def _give(self, answer: str) -> None:
        main = self.page.get_by_role("main")
        tile = main.locator(f"input[value='{answer}']")
        if tile.count():
            self.tick(tile)
        else:
            main.get_by_role("textbox").fill(answer)

    def choose_password(self, link: str, password: str) -> None:
        self.open(link)
        self.fill("New Password", password)
        self.fill("New Password (again)", password)
        self.look("choose password")
        self.press("Save the new password")
        expect(self.page.get_by_role("heading", name="Your password is changed")).to_be_visible()
