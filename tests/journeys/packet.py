"""The full intake packet: twelve instruments of one person, asked by staff."""

from __future__ import annotations

from tests.journeys.people import COWS_REST, COWS_SEVEN, OPIOID_CRITERIA, IntakeWorker

WORRY = ("Several days",) * 7
MOOD = (*("Several days",) * 8, "Not at all", "Somewhat difficult")
IN_ORDER = {  # the answers to the questions of an instrument as they come up: some only after others
    "Opioid use disorder criteria": OPIOID_CRITERIA,
    "Craving": ("8",),
    "Tobacco, alcohol and drugs (TAPS-1)": ("Daily or almost daily", "Never", "Daily or almost daily", "Never"),
    "Each substance of the last 3 months (TAPS-2)": (
        "",  # which substances: TAPS-1 has ticked heroin, cannabis, stimulants, tobacco
        *("Yes",) * 3, "No", "No", *("Yes",) * 3,
    ),
    "Alcohol (AUDIT-C)": ("Monthly or less", "1 or 2", "Never"),
    "Mood (PHQ-9)": MOOD,
    "Worry (GAD-7)": WORRY,
    "Trauma (PC-PTSD-5)": ("Yes", "Yes", "Yes", "No", "Yes", "No"),
    "Bipolar screen, totals of the paper form (MDQ)": ("2",),
    "The last 30 days (BAM)": (
        "Fair", "9 to 15", "16 to 30", "1 to 3", "0", "16 to 30",
        "0", "0", "0", "0", "16 to 30", "0", "0",  # which drugs, after days of use
        "Considerably", "Moderately", "0", "9 to 15", "Slightly", "0", "No", "Moderately", "4 to 8", "Slightly",
    ),
}  # fmt: skip


def answers_the_full_packet(paul: IntakeWorker) -> None:
    """From the chart to the results of the packet."""
    paul.press("Start intake packet")
    paul.is_on("Choose a packet")
    paul.press("Start Full intake packet")
    paul.is_on("Full intake packet")
    paul.look("full packet begins")
    paul.begin("Suicide risk screen (C-SSRS)")
    safe_first(paul)
    for instrument, answers in IN_ORDER.items():
        paul.follow(f"Next: {instrument}")
        if instrument == "Craving":
            paul.choose("How strong is your craving for heroin/opioids right now?", *answers)
        elif instrument.startswith("Bipolar"):
            paul.fill("Yes answers in part 1", *answers)
        else:
            paul.answer(answers)
        paul.look(f"{instrument} answered")
        paul.press("Finish and submit")
    paul.follow("Go on with the packet")
    paul.look("full packet answered")
    paul.press("Submit packet")
    paul.is_on("Intake results")
    paul.look("full packet results")


def safe_first(paul: IntakeWorker) -> None:
    """The suicide screen is low; the signs of withdrawal of a pregnant woman interrupt."""
    paul.screen_for_suicide()
    paul.follow("Next: Withdrawal signs (COWS)")
    paul.score(COWS_SEVEN | COWS_REST)
    paul.press("Finish and submit")
    paul.is_on("Act now")
    paul.look("act now in a packet")
    paul.follow("I have read this: go on")
