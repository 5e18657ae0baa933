"""What views and other rooms may read of red flags."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Prefetch, Q
from django.http import Http404
from django.urls import reverse
from django.utils.timezone import localtime

from recovery.clinical.redflags.codes import Origin, StepKind
from recovery.clinical.redflags.models import RedFlag, RedFlagQuerySet, RedFlagStep
from recovery.clinical.redflags.rules import emergencies
from recovery.core.findings import Finding, Severity
from recovery.core.timeline import Entry
from recovery.patients.models import CalledIn, EpisodeOfCare, Patient
from recovery.patients.queries import open_episode_record

if TYPE_CHECKING:
    from recovery.accounts.models import User

PAGE = 50  # red flags on a page
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
_LEVELS = {Severity.HARD_STOP: "red", Severity.OVERRIDE: "orange"}


@dataclass(frozen=True, slots=True)
class FlagCard:
    """A red flag as pages show it at `at`: what to do, in order, whose it is, by when, and what happened since."""

    flag: RedFlag
    at: datetime
    told: tuple[str, ...] = ()

    @property
    def episode(self) -> EpisodeOfCare:
        return self.flag.episode

    @property
    def patient(self) -> Patient:
        return self.flag.episode.patient

    @property
    def level(self) -> str:
        return _LEVELS[Severity(self.flag.severity)]

    @property
    def finding(self) -> Finding:
        """What raised it."""
        flag = self.flag
        return Finding(
            flag.rule_id, Severity(flag.severity), flag.message, flag.source, flag.facts, escalation=flag.escalation
        )

    @property
    def headline(self) -> str:
        """The first sentence of the rule's message."""
        return self.flag.message.split(". ")[0].rstrip(".")

    @property
    def steps(self) -> tuple[str, ...]:
        """What to do, in order."""
        flag = self.flag
        return emergencies.steps(rule_id=flag.rule_id, escalation=flag.escalation, message=flag.message)

    @property
    def seen(self) -> str:
        """What staff wrote who raised it by hand."""
        return str(self.flag.facts.get("seen", "")) if self.flag.origin == Origin.BY_HAND else ""

    @property
    def is_about_suicide(self) -> bool:
        return self.flag.rule_id in emergencies.ABOUT_SUICIDE

    @property
    def is_overdue(self) -> bool:
        return self.flag.is_overdue(self.at)

    @property
    def due(self) -> str:
        """ "35 min late", "1 h 10 min late", "By 14:30", "By 21 Nov 02:30"."""
        late = self.at - self.flag.wanted_by
        if self.is_overdue and late >= HOUR:
            return f"{late // HOUR} h {late % HOUR // MINUTE:02} min late"
        if self.is_overdue and late >= MINUTE:
            return f"{late // MINUTE} min late"
        when = localtime(self.flag.wanted_by)
        day = "" if when.date() == localtime(self.at).date() else f"{when.day} {when:%b} "
        return "Due now" if self.is_overdue else f"By {day}{when:%H:%M}"

    @property
    def who(self) -> str:
        """Whose it is, in a few words."""
        if self.flag.owner is None:
            return "Nobody could be told"
        verb = "was told" if self.flag.is_open else "has it" if not self.flag.is_resolved else "resolved it"
        return f"{self.flag.owner.name} {verb}"

    @property
    def taken_since(self) -> datetime | None:
        """When whoever has it took it; needs the steps prefetched."""
        taken = [step.at for step in self.history if step.kind == StepKind.TAKEN]
        return taken[-1] if taken else None

    @property
    def history(self) -> list[RedFlagStep]:
        """Every step, the first one first; needs them prefetched."""
        return sorted(self.flag.steps.all(), key=lambda step: (step.at, step.pk))

    @property
    def was_corrected(self) -> bool:
        """Whether the record it stood on no longer raises it, and nothing has found it again since."""
        marks = [step.kind for step in self.history if step.kind in {StepKind.CORRECTED, StepKind.AGAIN}]
        return marks[-1:] == [StepKind.CORRECTED]

    @property
    def raised_from(self) -> str:
        """Where to read what raised it; "" where there is no page of it here."""
        if self.flag.origin != Origin.SCREENING:
            return ""
        return reverse("intake:result", args=[self.flag.current_subject_id])


@dataclass(frozen=True, slots=True)
class FlagPage:
    """Red flags of an episode, the newest first; `before` is the last one's id when there are older ones."""

    cards: tuple[FlagCard, ...]
    before: UUID | None


@dataclass(frozen=True, slots=True)
class WorkPage:
    """Red flags that need a person, `total` of all there are; `after` is the last one's id when more come after it."""

    cards: tuple[FlagCard, ...]
    total: int
    after: UUID | None

    @property
    def patient_ids(self) -> list[UUID]:
        return [card.episode.patient_id for card in self.cards]


def open_flag(actor: User, flag_id: UUID, *, page: str, at: datetime) -> FlagCard:
    """The red flag with its steps and who was told, the read recorded; 404 when out of reach."""
    flag = _whole().filter(pk=flag_id).first()
    if flag is None:
        raise Http404
    flag.episode = open_episode_record(actor, flag.episode_id, page=page, at=at)
    return _cards([flag], at)[0]


def open_raised(actor: User, subject_id: UUID, *, page: str, at: datetime) -> list[FlagCard]:
    """Everything that one record raised, the read recorded; 404 when it raised nothing or is out of reach."""
    flags = list(_whole().filter(current_subject_id=subject_id))
    if not flags:
        raise Http404
    episode = open_episode_record(actor, flags[0].episode_id, page=page, at=at)
    for flag in flags:
        flag.episode = episode
    return _gravest_first(_cards(flags, at))


def raised(subject_id: UUID, at: datetime) -> list[FlagCard]:
    """The same for a page of another room, which has recorded its own read."""
    return _gravest_first(_cards(_whole().filter(current_subject_id=subject_id), at))


def must_act(subject_id: UUID) -> bool:
    """Whether a record raised something that is not resolved."""
    return RedFlag.objects.unresolved().filter(current_subject_id=subject_id).exists()


def work_list(actor: User, at: datetime, *, after: UUID | None = None) -> WorkPage:
    """Unresolved red flags within reach, a page of them: those nobody has yet first, each by when somebody must be there.

    One query; one more for a later page, and one to count where there are more.
    """
    waiting = RedFlag.objects.unresolved().within_reach_of(actor).in_turn()
    last = waiting.filter(pk=after).first() if after else None
    found = waiting
    if last:
        same = Q(due_at__gt=last.due_at) | Q(due_at=last.due_at, id__gt=last.pk)
        turn = last.turn  # type: ignore[attr-defined]  # annotated
        found = waiting.filter(Q(turn__gt=turn) | Q(turn=turn) & same)
    rows = list(found.select_related("episode__patient", "owner")[: PAGE + 1])
    cards = tuple(FlagCard(flag, at) for flag in rows[:PAGE])
    more = len(rows) > PAGE
    total = waiting.count() if more or last else len(cards)
    return WorkPage(cards, total, cards[-1].flag.pk if more else None)


def unresolved_in(episode: EpisodeOfCare, at: datetime) -> list[FlagCard]:
    """What still needs a person, whichever episode raised it, for the head of every page about them; one query."""
    waiting = (
        RedFlag.objects.unresolved().filter(episode__patient=episode.patient_id).select_related("owner", "episode")
    )
    return _gravest_first([FlagCard(flag, at) for flag in waiting])


def flags_of(episode: EpisodeOfCare, at: datetime, *, before: UUID | None = None) -> FlagPage:
    """A page of all red flags of the episode, the newest first."""
    found = _whole().filter(episode=episode).order_by("-raised_at", "-id")
    last = RedFlag.objects.filter(episode=episode, pk=before).first() if before else None
    if last:
        found = found.filter(Q(raised_at__lt=last.raised_at) | Q(raised_at=last.raised_at, id__lt=last.pk))
    flags = list(found[: PAGE + 1])
    cards = tuple(_cards(flags[:PAGE], at))
    return FlagPage(cards, cards[-1].flag.pk if len(flags) > PAGE else None)


def told(flag: RedFlag) -> list[User]:
    """Everybody who was told of it."""
    return [call.member for call in CalledIn.objects.filter(subject_id=flag.pk).select_related("member")]


def timeline(episode: EpisodeOfCare) -> list[Entry]:
    """Red flags raised, and every step of each."""
    entries = []
    for flag in _whole().filter(episode=episode):
        entries.append(_entry(flag, flag.raised_at, "Red flag raised", flag.message, flag.raised_by, tone="bad"))
        entries += [
            _entry(flag, step.at, _SAID[StepKind(step.kind)], _text(step), step.by, tone=_tone(step))
            for step in flag.steps.all()
        ]
    return entries


_SAID = {
    StepKind.TAKEN: "Red flag taken",
    StepKind.AGAIN: "Red flag found again",
    StepKind.REMINDED: "Who has the red flag was told again",
    StepKind.ESCALATED: "Red flag told to the next",
    StepKind.CORRECTED: "The record that raised a red flag was corrected",
    StepKind.RESOLVED: "Red flag resolved",
}


def _text(step: RedFlagStep) -> str:
    return f"{step.get_outcome_display()}: {step.note}" if step.kind == StepKind.RESOLVED else step.flag.message


def _tone(step: RedFlagStep) -> str:
    return {StepKind.RESOLVED: "on", StepKind.REMINDED: "bad", StepKind.ESCALATED: "bad"}.get(StepKind(step.kind), "")


def _entry(flag: RedFlag, at: datetime, title: str, text: str, who: User | None, *, tone: str) -> Entry:
    return Entry(
        at=at,
        title=title,
        text=text,
        actor=who.name if who else "",
        icon="flag",
        tone=tone,
        url=reverse("clinical:red-flag", args=[flag.pk]),
    )


def _whole() -> RedFlagQuerySet:
    """Red flags with all that a card shows; their steps come in a second query."""
    steps = RedFlagStep.objects.select_related("by", "flag")
    return RedFlag.objects.select_related("owner", "raised_by", "episode__patient").prefetch_related(
        Prefetch("steps", steps)
    )


def _cards(flags: Iterable[RedFlag], at: datetime) -> list[FlagCard]:
    listed = list(flags)
    calls = CalledIn.objects.filter(subject_id__in=[flag.pk for flag in listed]).select_related("member")
    names: dict[UUID, list[str]] = {}
    for call in calls.order_by("since", "member__name"):
        names.setdefault(call.subject_id, []).append(call.member.name)
    return [FlagCard(flag, at, tuple(names.get(flag.pk, ()))) for flag in listed]


def _gravest_first(cards: list[FlagCard]) -> list[FlagCard]:
    return sorted(cards, key=lambda card: (card.flag.is_resolved, -Severity(card.flag.severity).rank, card.flag.due_at))
