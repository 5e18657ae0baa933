"""Coded values of referrals and of the waiting list."""

from __future__ import annotations

from django.db import models


class State(models.TextChoices):
    RECEIVED = "received", "Received"
    TRIAGED = "triaged", "Triaged"
    WAITING = "waiting", "Waiting"
    CONVERTED = "converted", "Became a patient"
    DECLINED = "declined", "Declined"
    REFERRED_ON = "referred_on", "Referred on"
    UNREACHABLE = "unreachable", "Not reached"


class Why(models.TextChoices):
    """Why a referral was closed without becoming a patient, or taken off the waiting list."""

    NOT_WANTED = "not_wanted", "The person does not want care now"
    NOT_OURS = "not_ours", "Needs care that we do not give"
    TOO_FAR = "too_far", "Lives too far away"
    SOONER = "sooner", "Can be seen sooner elsewhere"
    IN_CARE = "in_care", "Is in care elsewhere"
    TWICE = "twice", "The same request came twice"
    NOT_REAL = "not_real", "Not a request for care"
    NO_ANSWER = "no_answer", "Nobody answered our calls"
    ADMITTED = "admitted", "Begins care here"
    OTHER = "other", "Another reason"


class Reason(models.TextChoices):
    """What makes a referral urgent, in the order in which pages ask for it."""

    SUICIDE = "suicide", "Thoughts of suicide"
    OVERDOSE = "overdose", "Overdose in the last 7 days"
    PREGNANT = "pregnant", "Pregnant"
    WITHDRAWAL = "withdrawal", "In withdrawal now"
    INJECTING = "injecting", "Injects drugs"
    OTHER = "other", "Something else that is urgent"


class Priority(models.IntegerChoices):
    """The class of a referral; a lower number comes first."""

    AT_ONCE = 1, "At once"
    TODAY = 2, "Today"
    SOON = 3, "Soon"
    ROUTINE = 4, "Routine"


class Service(models.TextChoices):
    """What is done for somebody who must wait, in the order in which the page asks for it."""

    EDUCATION = (
        "education",
        "Counseling on HIV and TB, shared needles, and how not to pass them on to partners and infants",
    )
    HIV_TB = "hiv_tb", "Referral for HIV or TB treatment, where it is needed"
    FETUS = "fetus", "Counseling on what alcohol and drugs do to the unborn child"
    PRENATAL = "prenatal", "Referral for prenatal care"
    NALOXONE = "naloxone", "Naloxone kit"
    DECLINED = "declined", "All were offered, and the person declined"


class Mistake(models.TextChoices):
    """Why a record of interim services does not stand, in codes: these rows are kept for ever."""

    NOT_GIVEN = "not_given", "They were not given after all"
    WRONG_PERSON = "wrong_person", "Recorded for the wrong person"
    TWICE = "twice", "Recorded twice"


class Way(models.TextChoices):
    """How the request reached us."""

    PAGE = "page", "Public page"
    PHONE = "phone", "Phone call"
    LETTER = "letter", "Letter, fax or message"
    DOOR = "door", "At the door"


class BestTime(models.TextChoices):
    ANY = "any", "Any time"
    MORNING = "morning", "Morning"
    AFTERNOON = "afternoon", "Afternoon"
    EVENING = "evening", "Evening"


class How(models.TextChoices):
    PHONE = "phone", "Phone call"
    TEXT = "text", "Text message"
    LETTER = "letter", "Letter"
    IN_PERSON = "in_person", "In person"


class Outcome(models.TextChoices):
    REACHED = "reached", "Reached"
    LEFT_MESSAGE = "left_message", "Left a message"
    NO_ANSWER = "no_answer", "No answer"
    WRONG_NUMBER = "wrong_number", "Wrong number"
