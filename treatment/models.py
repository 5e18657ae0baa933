"""The tables of treatment, each kept in its own room."""

from treatment.detox.models import WithdrawalMonitoring, WithdrawalReading
from treatment.naloxone.models import NaloxoneRecord
from treatment.plans.models import CarePlan, Goal, Intervention, Objective, PlanRevision, Problem

__all__ = [
    "CarePlan",
    "Goal",
    "Intervention",
    "NaloxoneRecord",
    "Objective",
    "PlanRevision",
    "Problem",
    "WithdrawalMonitoring",
    "WithdrawalReading",
]
