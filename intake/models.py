"""The tables of intake, each kept in its own room."""

from intake.assessment.models import AdmissionDecision, Assessment, Milestone
from intake.referrals.models import ContactAttempt, Referral, ReferralMove, ReferralNote
from intake.referrals.models.interim import InterimServices
from intake.referrals.models.waiting_list import WaitingListEntry
from intake.registration.models import HistoryRevision
from intake.screening.assignments.models import PacketAssignment
from intake.screening.models import InstrumentResponse, ScreeningPacket
from intake.screening.packets.models import PacketDefinition, PacketRetirement

__all__ = [
    "AdmissionDecision",
    "Assessment",
    "ContactAttempt",
    "HistoryRevision",
    "InstrumentResponse",
    "InterimServices",
    "Milestone",
    "PacketAssignment",
    "PacketDefinition",
    "PacketRetirement",
    "Referral",
    "ReferralMove",
    "ReferralNote",
    "ScreeningPacket",
    "WaitingListEntry",
]
