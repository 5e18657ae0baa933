"""The tables of intake, each kept in its own room."""

from intake.assessment.models import AdmissionDecision, Assessment, Milestone, Program
from intake.conditions.models import Condition
from intake.redflags.models import RedFlag, RedFlagStep
from intake.referrals.interim import InterimServices
from intake.referrals.models import ContactAttempt, Referral, ReferralMove, ReferralNote
from intake.referrals.waiting_list import WaitingListEntry
from intake.registration.models import HistoryRevision
from intake.screening.assignments.models import PacketAssignment
from intake.screening.models import InstrumentResponse, ScreeningPacket
from intake.screening.packets.models import PacketDefinition, PacketRetirement

__all__ = [
    "AdmissionDecision",
    "Assessment",
    "Condition",
    "ContactAttempt",
    "HistoryRevision",
    "InstrumentResponse",
    "InterimServices",
    "Milestone",
    "PacketAssignment",
    "PacketDefinition",
    "PacketRetirement",
    "Program",
    "RedFlag",
    "RedFlagStep",
    "Referral",
    "ReferralMove",
    "ReferralNote",
    "ScreeningPacket",
    "WaitingListEntry",
]
