"""Everybody settles in: the staff are hired, then each story is told."""

from __future__ import annotations

from django.db import transaction
from django.utils.timezone import now

from recovery.accounts.models import User
from recovery.front.demo import assessment, histories, merging, packets, redflags, referrals, stories
from recovery.front.demo.people import hire

# In this order: the later ones go on with people of the earlier ones.
STORIES = (
    stories.tell,
    histories.tell,
    referrals.tell,
    redflags.tell,
    assessment.tell,
    packets.tell,
    merging.tell,
)


def settle() -> None:
    """Make everybody and their story up to now, unless they are here already."""
    if User.objects.exists():
        return
    with transaction.atomic():
        staff, at = hire(), now()
        for tell in STORIES:
            tell(staff, at)
