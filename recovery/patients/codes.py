"""Coded values of a person and an episode of care; the words are HL7 FHIR's where it has them."""

from __future__ import annotations

from django.db import models


class Language(models.TextChoices):
    ENGLISH = "en", "English"
    SPANISH = "es", "Español"


class Sex(models.TextChoices):
    """Sex as limits for alcohol and reference ranges know it (FHIR administrative gender), not gender identity."""

    UNKNOWN = "unknown", "Not known"
    FEMALE = "female", "Female"
    MALE = "male", "Male"
    OTHER = "other", "Another"


class AllergyStatus(models.TextChoices):
    NOT_ASKED = "not_asked", "Not asked yet"
    NONE_KNOWN = "none_known", "None known"
    KNOWN = "known", "Known"
    UNKNOWN = "unknown", "Does not know"


class Stage(models.TextChoices):
    REFERRED = "referred", "Referred"
    IN_INTAKE = "in_intake", "Intake"
    IN_TREATMENT = "in_treatment", "Treatment"
    IN_AFTERCARE = "in_aftercare", "Aftercare"
    CLOSED = "closed", "Closed"


class ReferralSource(models.TextChoices):
    SELF = "self", "The person themselves"
    FAMILY = "family", "Family or friend"
    PROFESSIONAL = "professional", "A professional or agency"
    EMERGENCY = "emergency", "Emergency department or hospital"
    COURT = "court", "Court or probation"


class Channel(models.TextChoices):
    SMS = "sms", "Text message"
    EMAIL = "email", "E-mail"
    PHONE = "phone", "Phone call"


class MessageHow(models.TextChoices):
    """What a message that is left may say of who calls; not asked counts as the more careful."""

    FIRST_NAME = "first_name", "Only a first name"
    SAY_WHO = "say_who", "May say who is calling"


class LevelOfCare(models.TextChoices):
    """Where care happens, from the least to the most, in our own words; not any proprietary level system (clinical spec 1.14)."""

    REMISSION_MONITORING = "remission_monitoring", "Remission monitoring"
    OUTPATIENT = "outpatient", "Outpatient"
    MEDICALLY_MANAGED_OUTPATIENT = "medically_managed_outpatient", "Medically managed outpatient"
    INTENSIVE_OUTPATIENT = "intensive_outpatient", "Intensive outpatient"
    MEDICALLY_MANAGED_IOP = "medically_managed_iop", "Medically managed intensive outpatient"
    HIGH_INTENSITY_OUTPATIENT = "high_intensity_outpatient", "High-intensity outpatient"
    RECOVERY_RESIDENCE_PLUS_IOP = "recovery_residence_plus_iop", "Recovery residence with intensive outpatient"
    RESIDENTIAL_CLINICALLY_MANAGED = "residential_clinically_managed_high", "Residential, clinically managed"
    RESIDENTIAL_MEDICALLY_MANAGED = "residential_medically_managed", "Residential, medically managed"
    HOSPITAL_INPATIENT = "hospital_inpatient", "Hospital inpatient"
