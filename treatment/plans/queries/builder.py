"""What the plan pages show: findings beside the plan, what stands before signing, who signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from intake.screening.queries.packets import ScreeningSummary
from recovery.accounts.permissions import Permission, may
from recovery.core.findings import Finding, Severity
from recovery.patients.models import EpisodeOfCare
from recovery.patients.queries import care_team
from treatment.naloxone import queries as medication
from treatment.naloxone.models import NaloxoneRecord
from treatment.plans.codes import Part
from treatment.plans.content import Change, Problems, changes, content_of, labels, laid_out, part_at, parts_of
from treatment.plans.models import CarePlan, Goal, PlanRevision
from treatment.plans.queries import plans as queries
from treatment.plans.rules import DRAFT_RULES, RULES, propose
from treatment.plans.rules.parts import Proposal, Screening, in_words, name_of, place_of

if TYPE_CHECKING:
    from recovery.accounts.models import User

MET = {  # what it means that a rule has found nothing
    "CP-01": "Problems",
    "CP-02": "Goals with objectives",
    "CP-03": "Measurable objectives",
    "CP-10": "Target dates",
    "CP-04": "Goals in the person’s words",
    "CP-05": "The person’s signature",
    "CP-06": "Discharge criteria",
    "CP-07": "Naloxone",
    "CP-08": "Medication for opioid use disorder",
    "CP-09": "Review date",
}


@dataclass(frozen=True, slots=True)
class Result:
    """One screening result beside the plan; `state` is "in_plan", "open", "set_aside" or ""."""

    name: str
    value: str
    words: str
    state: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding is put right."""

    label: str
    url: str
    plan_url: str = ""

    @property
    def page(self) -> str:
        """The same from another page than the builder."""
        return self.plan_url + self.url if self.url.startswith("#") else self.url


@dataclass(frozen=True, slots=True)
class Blocker:
    """A rule that has something to say, once, with every place it is about."""

    finding: Finding
    places: tuple[Place, ...]

    @property
    def needs_reason(self) -> bool:
        return self.finding.severity is Severity.OVERRIDE


@dataclass(frozen=True, slots=True)
class Signatory:
    """Somebody whose signature the plan has or waits for."""

    name: str
    role: str
    state: str
    tone: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Builder:
    """Everything on the builder page."""

    plan: CarePlan | None
    results: list[Result]
    problems: Problems = field(default_factory=list)
    blockers: list[Blocker] = field(default_factory=list)
    met: list[str] = field(default_factory=list)
    signatories: list[Signatory] = field(default_factory=list)
    signed: PlanRevision | None = None
    signed_words: str = ""
    changed: list[Change] = field(default_factory=list)
    labels: list[tuple[str, str]] = field(default_factory=list)
    removed: int = 0
    new_suggestions: int = 0
    may_write: bool = False
    may_sign: bool = False

    @property
    def open_results(self) -> int:
        return sum(result.state == "open" for result in self.results)

    @property
    def stops(self) -> int:
        return sum(each.finding.severity is Severity.HARD_STOP for each in self.blockers)

    @property
    def to_settle(self) -> int:
        return sum(each.finding.stands_in_the_way for each in self.blockers)

    @property
    def number(self) -> int:
        """The number that the next signature gives."""
        return self.signed.number + 1 if self.signed else 1

    @property
    def is_signed(self) -> bool:
        """Whether the plan stands as it was last signed."""
        return self.signed is not None and not self.changed

    @property
    def draft_tag(self) -> str:
        return f"Version {self.number}, draft"

    @property
    def signed_tag(self) -> str:
        return f"Version {self.signed.number}, signed" if self.signed else ""

    @property
    def open_words(self) -> str:
        return f"{self.open_results} open" if self.open_results else ""

    @property
    def strengths(self) -> list[str]:
        return self.plan.strengths.splitlines() if self.plan else []


def build(episode: EpisodeOfCare, actor: User, at: datetime) -> Builder:
    """The builder page; the same number of queries however long the plan is."""
    plan = queries.plan_of(episode)
    record = medication.naloxone(episode)
    told = queries.screening_summary(episode)
    day = plan.plan_date if plan else queries.today(at)
    screening = queries.screened(told, day, record)
    proposals = propose(screening)
    may_write = episode.is_open and may(actor, Permission.WRITE_PLAN, episode)
    if plan is None:
        shown = _results(screening, proposals, set(), set())
        return Builder(None, shown, new_suggestions=len(proposals), may_write=may_write)
    held = {part.rule_id for part in parts_of(plan)}
    removed = set(plan.removed_suggestions)
    signed = queries.current_revision(episode)
    content = content_of(plan)
    changed = changes(signed.content, content) if signed else []
    found = _judged(plan, record, told, at)
    return Builder(
        plan,
        _results(screening, proposals, held, removed),
        problems=laid_out(plan),
        blockers=blockers(episode, plan, found),
        met=met(found),
        signatories=_signatories(episode, plan, actor, signed if not changed else None),
        signed=signed,
        signed_words=in_words(queries.today(signed.signed_at)) if signed else "",
        changed=changed,
        labels=labels(content),
        removed=len(removed & {rule.id for rule in DRAFT_RULES}),
        new_suggestions=len(_wanting(proposals, held, removed)),
        may_write=may_write,
        may_sign=may_write and may(actor, Permission.SIGN_PLAN),  # who may write has the person within reach
    )


def _judged(plan: CarePlan, record: NaloxoneRecord | None, told: ScreeningSummary, at: datetime) -> list[Finding]:
    on = queries.today(at)
    return queries.judged(plan, record, oud_active=queries.oud_active(told), on=on)


def _results(screening: Screening, proposals: Sequence[Proposal], held: set[str], removed: set[str]) -> list[Result]:
    """The results in the order of the house, those it does not know by name last, then the diagnoses."""
    read = sorted(screening.readings.values(), key=lambda each: (place_of(each.code), each.code))
    shown = [
        (each.code, name_of(each.code), each.value, f"{each.band_words.capitalize()}, {in_words(each.on)}")
        for each in read
    ]
    shown += [
        (each.code, each.title, each.icd10, f"Diagnosis, {in_words(each.on)}") for each in screening.diagnoses.values()
    ]
    return [
        Result(name, value, words, _state({each.rule_id for each in proposals if each.code == code}, held, removed))
        for code, name, value, words in shown
    ]


def _state(asked: set[str], held: set[str], removed: set[str]) -> str:
    """How the plan answers one result: `asked` are the rules it raised."""
    if not asked:
        return ""
    if asked <= held:
        return "in_plan"
    if asked & held:
        return "in_plan" if asked <= held | removed else "open"
    return "set_aside" if asked & removed else "open"


def _wanting(proposals: Sequence[Proposal], held: set[str], removed: set[str]) -> list[str]:
    """Rules whose part a press of "Draft" would add."""
    there, new = set(held), []
    for each in proposals:
        if each.rule_id not in there and each.rule_id not in removed and (not each.parent or each.parent in there):
            there.add(each.rule_id)
            new.append(each.rule_id)
    return new


def blockers(episode: EpisodeOfCare, plan: CarePlan, found: Sequence[Finding]) -> list[Blocker]:
    """The findings, the gravest first, those of one rule and one wording together."""
    grouped: dict[tuple[str, str], list[Finding]] = {}
    for finding in sorted(found, key=lambda each: -each.severity.rank):
        grouped.setdefault((finding.rule_id, finding.message), []).append(finding)
    return [Blocker(same[0], tuple(_place(episode, plan, finding) for finding in same)) for same in grouped.values()]


def _place(episode: EpisodeOfCare, plan: CarePlan, finding: Finding) -> Place:
    """The page on which this is put right."""
    part = part_at(plan, finding.subject)
    if part is not None:
        kind = Part.GOAL if isinstance(part, Goal) else Part.OBJECTIVE
        title = (part.statement or part.patient_words) if isinstance(part, Goal) else part.measure
        wants_objective = kind == Part.GOAL and finding.rule_id == "CP-02"
        if wants_objective:
            return Place(
                f"Add an objective to: {title}",
                reverse("treatment:add-part", args=[episode.pk, Part.OBJECTIVE, part.pk]),
            )
        return Place(title, reverse("treatment:edit-part", args=[episode.pk, kind, part.pk]))
    if finding.subject in ("problems", "goals"):
        return Place("Go to the problems", "#problems", reverse("treatment:plan", args=[episode.pk]))
    if finding.subject == "naloxone_status" or finding.rule_id.startswith("NLX"):
        return Place("Record naloxone", reverse("treatment:naloxone", args=[episode.pk]))
    return Place("Go to it", reverse("treatment:plan-details", args=[episode.pk]) + f"#id_{finding.subject}")


def met(found: Sequence[Finding]) -> list[str]:
    """What is complete, in the order of the rules."""
    fired = {finding.rule_id for finding in found}
    return [MET[rule.id] for rule in RULES if rule.id not in fired]


def _signatories(episode: EpisodeOfCare, plan: CarePlan, actor: User, signed: PlanRevision | None) -> list[Signatory]:
    """The person in care first, then those of the care team who may sign."""
    if plan.patient_signed_on:
        person = Signatory(
            episode.patient.called, "Patient", f"Signed {in_words(plan.patient_signed_on)}", "ok", "check"
        )
    elif plan.signature_refusal_reason:
        person = Signatory(episode.patient.called, "Patient", "Not signed, reason given", "info", "info")
    else:
        person = Signatory(episode.patient.called, "Patient", "Not signed yet", "open")
    team = [place.member for place in care_team(episode)]
    signers = [member for member in team if may(member, Permission.SIGN_PLAN)]
    if signed and signed.signed_by not in signers:
        signers.append(signed.signed_by)
    return [person, *(_signer(member, actor, signed) for member in signers)]


def _signer(member: User, actor: User, signed: PlanRevision | None) -> Signatory:
    role: Any = member.get_role_display()
    if signed and signed.signed_by_id == member.pk:
        return Signatory(member.name, role, f"Signed version {signed.number}", "ok", "check")
    if signed:
        return Signatory(member.name, role, "Not needed", "")
    return Signatory(member.name, role, "You may sign" if member.pk == actor.pk else "May sign", "open")
