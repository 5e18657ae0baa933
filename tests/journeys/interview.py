"""A whole registration as it is told: thirteen sections of one person."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from tests.journeys.visitor import label_of


class Interview:
    """Paul asks, and writes down what is told."""

    def __init__(self, visitor):
        self.visitor, self.page = visitor, visitor.page

    def is_on(self, title):
        self.visitor.is_on(title)

    def row(self, name):
        return self.page.get_by_role("group", name=name, exact=True)

    def write(self, row, **told):
        """Fill in a row by its labels; a text chosen from a list where the label is one of a list."""
        for label, answer in told.items():
            box = self.row(row).get_by_label(label_of(label.replace("_", " ")))
            if box.evaluate("element => element.tagName") == "SELECT":
                self.visitor.visits.clicks += 1
                box.select_option(label=answer)
            else:
                box.fill(answer)

    def tick(self, row, label):
        self.visitor.tick(self.row(row).get_by_label(label))

    def save(self, name):
        self.visitor.look(f"registration: {name}")
        self.visitor.press("Save and next")


def told_everything(ask):
    """Every section in its order; each page leads to the next."""
    visitor = ask.visitor
    visitor.follow("Start identity", exact=True)
    visitor.choose("Sex", "Female")
    ask.save("identity")

    ask.is_on("Ways to reach the person")
    visitor.choose("How", "Phone call")
    visitor.fill("Number or e-mail address", "212 555 0143")
    visitor.tick(visitor.page.get_by_label("May we leave a message?"))
    visitor.fill("Safety note", "Shared phone")
    visitor.press("Add")
    visitor.sees("Shared phone")
    visitor.choose("Are these all the ways to reach the person?", "Yes, these are all")
    ask.save("reach")

    ask.is_on("Emergency contact and support people")
    visitor.choose("Is there somebody we may call", "Yes")
    ask.write("Person 1", Name="Luz Delgado", Relation="Mother", Phone="212 555 0144")
    ask.tick("Person 1", "Call in an emergency")
    ask.tick("Person 1", "Only what an emergency needs")
    ask.save("people")

    ask.is_on("Insurance")
    visitor.choose("Is there insurance?", "Does not know")
    ask.save("coverage")

    ask.is_on("Allergies")
    visitor.choose("Are there allergies?", "None known")
    ask.save("allergies")

    ask.is_on("Current medicines")
    visitor.choose("Which medication for opioid use disorder", "None")
    visitor.choose("Are other medicines taken?", "None")
    ask.save("medicines")

    ask.is_on("Pregnancy")
    visitor.choose("Is the person pregnant?", "Pregnant")
    visitor.fill("Due date", (timezone.localdate() + timedelta(days=120)).isoformat())
    ask.save("pregnancy")

    ask.is_on("Infections")
    for infection in ("HIV", "Hepatitis C", "Hepatitis B", "Syphilis", "Tuberculosis"):
        visitor.visits.clicks += 1
        visitor.select(infection, "Never tested")
    ask.save("infections")

    ask.is_on("Substances and last use")
    visitor.choose("Has the person used any substance", "Yes")
    visitor.choose("Are there signs of withdrawal now?", "Yes")
    ask.write(
        "Substance 1",
        **{"Substance": "Heroin", "Last use, hours ago": "9", "How much": "3 bags", "Which way": "Injected"},
        **{"In the past month": "Several times a day", "Since": "2019"},
    )
    visitor.press("Add another substance")
    ask.write(
        "Substance 2",
        **{"Substance": "Tobacco or nicotine", "Last use, hours ago": "1", "Which way": "Smoked or inhaled"},
        **{"In the past month": "Several times a day"},
    )
    ask.save("substances")

    ask.is_on("Registration")  # pregnant, in withdrawal, no medication: what to do now comes first
    visitor.sees("Pregnant and in withdrawal without medication")
    visitor.look("registration with a finding")
    visitor.follow("Start Earlier overdoses", exact=True)
    visitor.choose("Has the person ever had an overdose?", "Never")
    ask.save("overdoses")

    ask.is_on("Earlier treatments")
    visitor.choose("Has there been treatment", "Yes")
    ask.write("Treatment 1", What="Withdrawal management", How_it_ended="Left early")
    ask.save("treatments")

    ask.is_on("Daily life")
    for question, answer in {
        "Where does the person live?": "With family or friends",
        "Is it safe there?": "Yes",
        "How can the person come here?": "Bus or train",
        "Work or school": "Looking for work",
        "Children at home": "No children at home",
    }.items():
        visitor.choose(question, answer)
    visitor.tick(visitor.page.get_by_role("checkbox", name="Probation or parole"))
    ask.save("daily life")

    ask.is_on("Strengths")
    visitor.choose("Did the person name strengths?", "Yes")
    visitor.fill("Good at, proud of", "I raised my brothers.")
    ask.save("strengths")
