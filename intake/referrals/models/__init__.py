"""Requests for care before anybody is a patient: referrals, their moves, the calls made, and notes."""

from intake.referrals.models.referral import ContactAttempt, Referral, ReferralMove, ReferralNote, ReferralQuerySet

__all__ = [
    "ContactAttempt",
    "Referral",
    "ReferralMove",
    "ReferralNote",
    "ReferralQuerySet",
]
