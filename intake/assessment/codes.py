"""Coded values of assessments, decisions and milestones."""

from __future__ import annotations

from django.db import models


class LowerReason(models.TextChoices):
    """Why a lower level than the one suggested was chosen."""

    PERSON_CHOOSES = "person_chooses", "The person chooses it, knowing the risk"
    NOT_AVAILABLE = "not_available", "The suggested level is not available in time"
    ACCESS = "access", "It cannot be reached: transport, childcare, work, cost"
    SUPPORT = "support", "Support outside care makes it safe"
    MEDICATION_FIRST = "medication_first", "Medication starts now and is expected to lower the risk"
    JUDGMENT = "judgment", "Clinical judgment: the ratings do not show the whole"


class Outcome(models.TextChoices):
    ADMIT = "admit", "Admit"
    WAIT = "wait", "Wait"
    REFER = "refer", "Refer elsewhere"


class WaitReason(models.TextChoices):
    NO_PLACE = "no_place", "No place is free"
    PERSON_NOT_READY = "not_ready", "The person asks for time"
    MORE_NEEDED = "more_needed", "More has to be found out first"
    LEVEL_MISSING = "level_missing", "The level is not offered here yet"
    PRACTICAL = "practical", "Insurance, papers or transport"


class ReferReason(models.TextChoices):
    LEVEL = "level", "Needs a level of care that is not offered here"
    MEDICAL = "medical", "Needs hospital or medical care first"
    MENTAL_HEALTH = "mental_health", "Needs mental health care first"
    CLOSER = "closer", "Care nearer to home or family"
    PERSON_CHOOSES = "person_chooses", "The person chooses another place"
    OTHER = "other", "Another reason"


class HandOff(models.TextChoices):
    """How the person was handed over."""

    TOGETHER = "together", "Called together with the person; they are expected"
    BOOKED = "booked", "An appointment is booked"
    ACCOMPANIED = "accompanied", "Taken there by staff or ambulance"
    SHEET_ONLY = "sheet_only", "Nobody could be reached; the person has the sheet"


class MilestoneKind(models.TextChoices):
    """What a clock of an opioid treatment program waits for; 42 CFR 8.12(f) and (j)."""

    SCREENING_EXAM = "screening_exam", "Screening exam"
    FULL_EXAM = "full_exam", "Full medical exam"
    PSYCHOSOCIAL = "psychosocial", "Initial psychosocial assessment"
    CARE_PLAN = "care_plan", "Care plan"
    SEROLOGY = "serology", "Blood drawn for serology"
    NO_SEROLOGY = "no_serology", "No blood drawn: declined, or not clinically indicated"
    INTERIM_START = "interim_start", "Interim treatment began"
    INTERIM_PLAN = "interim_plan", "Plan for what follows interim treatment"
    INTERIM_END = "interim_end", "Interim treatment ended"
    DRUG_TEST = "drug_test", "Random drug test"
