"""The programs people are admitted to, with how many are in each now."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q
from django.http import Http404

from recovery.patients.codes import Stage
from recovery.programs.models import Program, ProgramQuerySet
from recovery.programs.rules import LEVELS


@dataclass(frozen=True, slots=True)
class ProgramRow:
    """One program with how many are admitted to it now."""

    program: Program
    admitted: int

    @property
    def levels(self) -> list[str]:
        return [LEVELS[code].label for code in self.program.levels if code in LEVELS]

    @property
    def places(self) -> str:
        """ "12 of 40 places", "12 admitted"."""
        capacity = self.program.capacity
        return f"{self.admitted} admitted" if capacity is None else f"{self.admitted} of {capacity} places"

    @property
    def is_full(self) -> bool:
        return self.program.capacity is not None and self.admitted >= self.program.capacity


def every_program() -> list[ProgramRow]:
    """Every program by name, those in use first, with how many are admitted."""
    return _rows(Program.objects.order_by("-active", "name"))


def open_programs() -> list[ProgramRow]:
    """The programs that take people now."""
    return _rows(Program.objects.active().order_by("name"))


def get_program(program_id: UUID) -> Program:
    """404 when there is none."""
    found = Program.objects.prefetch_related("people").filter(pk=program_id).first()
    if found is None:
        raise Http404
    return found


def _rows(found: ProgramQuerySet) -> list[ProgramRow]:
    # An admission names its program; the decision stands in a room above this one and is read by its relation alone.
    admitted = Q(
        admissions__outcome="admit",
        admissions__superseded_by__isnull=True,
        admissions__episode__stage=Stage.IN_TREATMENT,
    )
    counted = found.annotate(admitted=Count("admissions", filter=admitted))
    return [ProgramRow(each, each.admitted) for each in counted]  # type: ignore[attr-defined]  # annotated
