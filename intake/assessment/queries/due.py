"""What is due by regulation: one list over everybody admitted to an opioid treatment program.

The day that is due next is computed in SQL, so that the list is sorted and paged by the database; `clocks.run` then says
what it is.  A test holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Case, Count, DateField, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Least
from django.utils.timezone import localtime

from intake.assessment.codes import MilestoneKind, Outcome
from intake.assessment.models import AdmissionDecision, Milestone, MilestoneQuerySet
from intake.assessment.queries import clocks
from intake.assessment.queries.clocks import Clock, EpisodeClocks
from intake.assessment.rules import otp_clock
from recovery.audit.queries import past_overrides
from recovery.core.findings import Finding, Severity
from recovery.patients.codes import Stage
from recovery.patients.models import EpisodeOfCare, Patient

if TYPE_CHECKING:
    from recovery.accounts.models import User
    from recovery.audit.models import Override

PAGE = 50  # people on one page


@dataclass(frozen=True, slots=True)
class DueRow:
    """One person with what is wanted next, `due` its day; `clocks` are all that are still open."""

    admission: AdmissionDecision
    state: EpisodeClocks
    due: date
    today: date

    @property
    def episode(self) -> EpisodeOfCare:
        return self.admission.episode

    @property
    def patient(self) -> Patient:
        return self.admission.episode.patient

    @property
    def clocks(self) -> tuple[Clock, ...]:
        """What is open and can be answered now, the first due first."""
        return self.state.open

    @property
    def is_late(self) -> bool:
        return self.today > self.due

    @property
    def wants_tests(self) -> bool:
        """Whether the year is full and too few drug tests are on record."""
        return any(finding.rule_id == otp_clock.CLK_05.id for finding in self.state.findings)


@dataclass(frozen=True, slots=True)
class ClockFinding:
    """What a clock says, the record it is about, and who went past it; `override` is None while nobody did."""

    finding: Finding
    record: Milestone | AdmissionDecision
    override: Override | None


@dataclass(frozen=True, slots=True)
class DuePage:
    """A page of the list; `after` is the key of the next one when not all are shown."""

    rows: tuple[DueRow, ...]
    after: UUID | None

    @property
    def patient_ids(self) -> list[UUID]:
        return [row.episode.patient_id for row in self.rows]

    @property
    def late(self) -> int:
        return sum(row.is_late for row in self.rows)


def of_episode(episode: EpisodeOfCare, admission: AdmissionDecision, at: datetime) -> EpisodeClocks:
    """The clocks of one admission."""
    kept = Milestone.objects.current().with_overrides().filter(episode=episode).select_related("recorded_by")
    return clocks.run(admission, kept, localtime(at).date())


def told(episode: EpisodeOfCare, admission: AdmissionDecision, at: datetime) -> tuple[ClockFinding, ...]:
    """What the clocks of one admission say, each with who went past it; two queries."""
    return with_overrides(of_episode(episode, admission, at))


def clock_finding(episode: EpisodeOfCare, rule_id: str, at: datetime) -> ClockFinding | None:
    """What one rule says now of the admission that stands, where it asks for a reason."""
    admission = AdmissionDecision.objects.admissions().filter(episode=episode).select_related("program").first()
    if admission is None or not admission.program or not admission.program.is_otp:
        return None
    asking = (each for each in told(episode, admission, at) if each.finding.severity is Severity.OVERRIDE)
    return next((each for each in asking if each.finding.rule_id == rule_id), None)


def with_overrides(state: EpisodeClocks) -> tuple[ClockFinding, ...]:
    """The findings of clocks that were run, each with who went past it; one query, none where nothing was found."""
    records = {each.rule_id: _record(state, each) for each in state.findings}
    gone_past = past_overrides([record.pk for record in records.values()]) if records else []
    held = {(each.rule_id, each.resource_id): each for each in gone_past}
    return tuple(
        ClockFinding(each, records[each.rule_id], held.get((each.rule_id, records[each.rule_id].pk)))
        for each in state.findings
    )


def _record(state: EpisodeClocks, finding: Finding) -> Milestone | AdmissionDecision:
    """What a finding is about: the exam that is too old, or the admission whose clock ran out."""
    is_of_exam = finding.rule_id == otp_clock.CLK_01.id
    return state.screening if is_of_exam and state.screening else state.admission


def by_regulation(actor: User, at: datetime, after: UUID | None = None) -> DuePage:
    """People within reach with something still due, the most overdue first; two queries, one more for a later page."""
    today = localtime(at).date()
    found = with_due(AdmissionDecision.objects.filter(episode__in=EpisodeOfCare.objects.within_reach_of(actor)), today)
    last = found.filter(pk=after).first() if after else None
    if last:
        found = found.filter(Q(due__gt=last.due) | Q(due=last.due, pk__gt=last.pk))  # type: ignore[attr-defined]  # annotated
    kept = Prefetch("episode__milestones", Milestone.objects.current().with_overrides(), to_attr="kept")
    admissions = list(found.select_related("episode__patient", "program").prefetch_related(kept)[: PAGE + 1])
    rows = tuple(_row(each, today) for each in admissions[:PAGE])
    return DuePage(rows, admissions[PAGE - 1].pk if len(admissions) > PAGE else None)


def with_due(admissions: QuerySet[AdmissionDecision], today: date) -> QuerySet[AdmissionDecision]:
    """Admissions to an opioid treatment program in treatment with a `due` day still open, by that day."""
    standing = admissions.filter(
        outcome=Outcome.ADMIT, superseded_by__isnull=True, program__is_otp=True, episode__stage=Stage.IN_TREATMENT
    )
    dated = standing.annotate(interim=_interim(), tests=_tests(today))
    open_days = Least(_opening(), _interim_due(), _tests_due(today))
    return dated.annotate(due=open_days).filter(due__isnull=False).order_by("due", "pk")


def _row(admission: Any, today: date) -> DueRow:
    return DueRow(admission, clocks.run(admission, admission.episode.kept, today), admission.due, today)


def _of(kind: str, **more: Any) -> MilestoneQuerySet:
    return Milestone.objects.current().filter(episode=OuterRef("episode"), kind=kind, **more)


def _screening_that_counts() -> QuerySet[Milestone]:
    """What `clocks.counts` says of one exam."""
    earliest = Cast(OuterRef("starts_on") - timedelta(days=otp_clock.SCREENING_DAYS), DateField())
    in_time = Q(done_on__gte=earliest, done_on__lte=OuterRef("starts_on"))
    exams = _of(MilestoneKind.SCREENING_EXAM).with_overrides()
    return exams.filter(Q(external=False) | in_time | Q(gone_past=True))


def _opening() -> Case:
    """The first of the clocks that begin at admission and is still open."""
    drawn = Cast(OuterRef("starts_on") - timedelta(days=otp_clock.SEROLOGY_DAYS), DateField())
    first = ~Exists(_screening_that_counts())
    within = (
        ~Exists(_of(MilestoneKind.FULL_EXAM))
        | ~Exists(_of(MilestoneKind.PSYCHOSOCIAL))
        | ~Exists(_of(MilestoneKind.CARE_PLAN))
        | ~(Exists(_of(MilestoneKind.SEROLOGY, done_on__gte=drawn)) | Exists(_of(MilestoneKind.NO_SEROLOGY)))
    )
    return Case(
        When(first, then=F("starts_on")),
        When(within, then=_plus("starts_on", otp_clock.FULL_EXAM_DAYS)),
        output_field=DateField(null=True),
    )


def _interim() -> Subquery:
    """The day on which interim treatment began that has not ended."""
    began = _of(MilestoneKind.INTERIM_START).order_by("-done_on")
    ended = Milestone.objects.current().filter(
        episode=OuterRef("episode"), kind=MilestoneKind.INTERIM_END, done_on__gte=OuterRef("done_on")
    )
    return Subquery(began.filter(~Exists(ended)).values("done_on")[:1], output_field=DateField(null=True))


def _interim_due() -> Case:
    running = Q(interim__isnull=False)
    return Case(
        When(running & ~Exists(_of(MilestoneKind.INTERIM_PLAN)), then=_plus("interim", otp_clock.INTERIM_PLAN_DAYS)),
        When(running, then=_plus("interim", otp_clock.INTERIM_DAYS)),
        output_field=DateField(null=True),
    )


def _tests(today: date) -> Coalesce:
    """Random drug tests of the past 12 months."""
    recent = _of(MilestoneKind.DRUG_TEST, done_on__gt=today - clocks.YEAR).order_by()
    counted = recent.values("episode").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), Value(0))


def _tests_due(today: date) -> Case:
    """Today, for who has been here a full year with too few tests: there is no other day to name."""
    short = Q(starts_on__lte=today - clocks.YEAR, tests__lt=otp_clock.TESTS_A_YEAR)
    return Case(When(short, then=Value(today)), output_field=DateField(null=True))


def _plus(field: str, days: int) -> Cast:
    return Cast(F(field) + timedelta(days=days), DateField())
