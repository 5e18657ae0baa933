"""The tables of intake, each kept in its own room."""

from intake.referrals.models import ContactAttempt, Referral, ReferralMove, ReferralNote
from intake.referrals.waiting_list import WaitingListEntry
from intake.screening.models import InstrumentResponse, ScreeningPacket

__all__ = [
    "ContactAttempt", "InstrumentResponse", "Referral", "ReferralMove", "ReferralNote", "ScreeningPacket",
    "WaitingListEntry",
]  # fmt: skip
