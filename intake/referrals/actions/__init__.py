"""Every write of this room, by what is done."""

from intake.referrals.actions.calling import record_attempt
from intake.referrals.actions.closing import close, reopen
from intake.referrals.actions.converting import convert, identify, join
from intake.referrals.actions.forgetting import forget
from intake.referrals.actions.interim import give_interim, take_back_interim
from intake.referrals.actions.receiving import Caller, ask_for_call, change_details, take_in
from intake.referrals.actions.triaging import triage
from intake.referrals.actions.waiting import judge_again, put_on_waiting_list, take_off

__all__ = [
    "Caller", "ask_for_call", "change_details", "close", "convert", "forget", "give_interim", "identify", "join",
    "judge_again", "put_on_waiting_list", "record_attempt", "reopen", "take_back_interim", "take_in", "take_off", "triage",
]  # fmt: skip
