"""A plan on paper: as it would be signed, as it was signed, and how its versions differ."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.timezone import localtime

from recovery.core.findings import Finding, Severity
from recovery.patients.models import EpisodeOfCare
from treatment.plans import actions
from treatment.plans.codes import InterventionKind
from treatment.plans.content import Change, Content, changes, content_of, labels, words_of
from treatment.plans.forms import SignForm
from treatment.plans.models import CarePlan, PlanRevision
from treatment.plans.queries import builder
from treatment.plans.queries import plans as queries
from treatment.plans.rules.parts import in_words

if TYPE_CHECKING:
    from recovery.accounts.models import User

REFUSED = (
    actions.SigningBlocked,
    actions.ReasonMissing,
    actions.PrescriberNeeded,
    actions.NothingToSign,
    actions.NotInCare,
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A plan on paper: signed when `revision` is there, else as it would be signed."""

    problems: list[Content]
    labels: list[tuple[str, str]]
    revision: PlanRevision | None = None
    signed_at: str = ""
    review_due: str = ""


@dataclass(frozen=True, slots=True)
class ToSign:
    """The page on which a plan is signed."""

    plan: CarePlan
    sheet: Sheet
    findings: list[Finding]
    blockers: list[builder.Blocker]
    signed: PlanRevision | None
    changed: list[Change]

    @property
    def version(self) -> int:
        return self.plan.version

    @property
    def stops(self) -> list[builder.Blocker]:
        return [each for each in self.blockers if each.finding.severity is Severity.HARD_STOP]

    @property
    def past(self) -> list[builder.Blocker]:
        return [each for each in self.blockers if each.finding.severity is Severity.OVERRIDE]

    @property
    def advised(self) -> list[builder.Blocker]:
        return [each for each in self.blockers if each.finding.severity is Severity.ADVISORY]

    @property
    def nothing_new(self) -> bool:
        return self.signed is not None and not self.changed


def to_sign(episode: EpisodeOfCare, at: datetime) -> ToSign:
    """The plan as it stands, with every finding; 404 when there is none."""
    plan = queries.plan_of(episode)
    if plan is None:
        raise Http404
    found, signed, content = queries.findings(plan, at), queries.current_revision(episode), content_of(plan)
    return ToSign(
        plan,
        Sheet(_shown(content), labels(content)),
        found,
        builder.blockers(episode, plan, found),
        signed,
        changes(signed.content, content) if signed else [],
    )


def sign(shown: ToSign, form: SignForm, *, by: User, at: datetime) -> PlanRevision:
    """Sign what the form was made for."""
    return actions.sign_plan(
        plan=shown.plan,
        version=form.cleaned_data["version"],
        reasons=form.reasons,
        submission_id=form.cleaned_data["submission_id"],
        by=by,
        at=at,
    )


def sheet(episode: EpisodeOfCare, revision: PlanRevision) -> Sheet:
    """A signed revision as it is read and printed."""
    signed = localtime(revision.signed_at)
    due = in_words(revision.review_due_on) if revision.review_due_on else ""
    return Sheet(
        _shown(revision.content), labels(revision.content), revision, f"{in_words(signed)}, {signed:%H:%M %Z}", due
    )


def _shown(content: Content) -> list[Content]:
    """The problems as they are read: dates and kinds in words."""
    problems = deepcopy(content["problems"])
    for objective in (o for problem in problems for goal in problem["goals"] for o in goal["objectives"]):
        objective["target_date"] = words_of(objective["target_date"] or "")
        for each in objective["interventions"]:
            each["kind"] = str(dict(InterventionKind.choices).get(each["kind"], each["kind"]))
    return problems


@dataclass(frozen=True, slots=True)
class Version:
    """One line of the plan's history: what changed in it against the one before; no revision is what is not signed."""

    revision: PlanRevision | None
    signed_at: str
    changed: list[Change]


def history(episode: EpisodeOfCare) -> list[Version]:
    """Unsigned changes first, then every signed version with what it changed, the newest first."""
    signed = list(queries.revisions(episode))
    plan = queries.plan_of(episode)
    listed = []
    if plan and signed and (unsigned := changes(signed[0].content, content_of(plan))):
        listed.append(Version(None, "", unsigned))
    for revision, before in zip_longest(signed, signed[1:]):
        differing = changes(before.content, revision.content) if before else []
        listed.append(Version(revision, sheet(episode, revision).signed_at, differing))
    return listed
