"""From screening to admission: Keisha assesses, assigns a diagnosis, decides; the clocks begin."""

from __future__ import annotations

from playwright.sync_api import expect

from recovery.programs.models import Program
from tests.journeys.people import Counselor

RATED = {
    "Withdrawal and addiction medication": "2. Withdrawal that needs a prescriber several times a week, or medication being started.",
    "Physical health": "0. No illness that matters for care here.",
    "Mental health and thinking": "2. Symptoms that need mental health care several times a week.",
    "Risk of use": "2. Likely to use without several contacts a week.",
    "Surroundings": "1. Mostly safe; some support is missing.",
}


def assesses(keisha: Counselor, name: str) -> None:
    keisha.find(name)
    keisha.follow("Assess", exact=True)
    keisha.look("assessment form")
    for dimension, answer in RATED.items():
        keisha.choose(f"Rating: {dimension}", answer)
    # The suggestion follows the ratings, with its reasoning.
    suggestion = keisha.page.locator("#suggestion")
    expect(suggestion.get_by_text("Medically managed intensive outpatient", exact=True)).to_be_visible()
    expect(suggestion.get_by_text("Mental health and thinking is rated 2, moderate")).to_be_visible()
    keisha.select("Level of care you choose", "Outpatient")
    keisha.page.get_by_label("Level stated by somebody else").focus()
    expect(suggestion.get_by_text("The level you choose is lower")).to_be_visible()
    keisha.look("assessment with a suggestion")
    # Finishing says what is missing and keeps what was chosen.
    keisha.press("Finish the assessment")
    keisha.sees("Write why risk of use is rated 2")
    for dimension in ("1.", "3.", "4."):
        keisha.page.get_by_role("region", name=dimension).get_by_label("Why this rating").fill(
            "As he tells it, and as seen today."
        )
    keisha.select("Level of care you choose", "Medically managed intensive outpatient")
    keisha.press("Finish the assessment")
    expect(keisha.page.get_by_role("link", name="Decide", exact=True)).to_be_visible()
    keisha.look("assessment")
    keisha.tab("Intake", "Assessment")
    keisha.look("assessments")


def assigns_a_diagnosis(keisha: Counselor) -> None:
    keisha.tab("Intake", "Diagnoses")
    keisha.look("diagnoses")
    keisha.follow("Assign a diagnosis")
    keisha.look("assign a diagnosis")
    keisha.select("Diagnosis", "F11.20 Opioid dependence, uncomplicated")
    keisha.choose("Principal or co-occurring", "Principal")
    keisha.press("Assign it")
    keisha.sees("F11.20 Opioid dependence, uncomplicated")


def admits(keisha: Counselor, program: Program) -> None:
    keisha.tab("Overview")
    keisha.follow("Decide on admission")
    keisha.choose("Decision", "Admit")
    expect(keisha.page.get_by_label("Where to")).to_be_hidden()  # nothing of another outcome is asked
    keisha.select("Program", str(program.pk))
    keisha.look("decision form")
    keisha.press("Keep the decision")
    keisha.is_on("Decision: admit")
    keisha.look("decision")


def answers_a_clock(keisha: Counselor, name: str) -> None:
    keisha.follow("What is due")
    keisha.sees("Due in 14 days")
    keisha.select("What was done", "Full medical exam")
    keisha.press("Record")
    keisha.sees("Recorded.")
    keisha.look("clocks")
    keisha.open("/intake/due/")
    keisha.sees(name)
    keisha.look("due by regulation")
