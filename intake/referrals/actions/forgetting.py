"""What is no longer needed is deleted: names, numbers and notes of referrals that never became a patient."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from intake.referrals.models import Referral, ReferralNote
from recovery.audit import actions as audit
from recovery.audit.codes import Action

AT_MOST = 500  # in one transaction; the next run takes the rest
IDENTIFYING = ("name", "about", "phone", "organisation", "role")


@transaction.atomic
def forget(*, at: datetime, by: None = None) -> int:
    """Delete what says who asked, REFERRAL_KEPT_DAYS after closing; the coded rows stay to be counted.  How many."""
    old = Referral.objects.to_forget(at - timedelta(days=settings.REFERRAL_KEPT_DAYS))
    found = list(old.select_for_update(skip_locked=True)[:AT_MOST])
    for referral in found:
        for name in IDENTIFYING:
            setattr(referral, name, "")
        referral.patient = None
        referral.forgotten_at = at
        referral.save_over(referral.version)
        ReferralNote.objects.filter(referral=referral).delete()
        audit.changed(referral, by=by, at=at, action=Action.DELETED, detail={"fields": list(IDENTIFYING)})
    return len(found)
