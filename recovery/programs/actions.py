"""Programs of the center, kept by the administrator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from recovery.accounts.permissions import Permission, require
from recovery.audit import actions as audit
from recovery.audit.codes import Action
from recovery.programs.models import Program

if TYPE_CHECKING:
    from recovery.accounts.models import User


class NameTaken(Exception):
    """Another program has this name."""

    def __init__(self) -> None:
        super().__init__("Another program has this name. Choose a different one.")


@dataclass(frozen=True, slots=True)
class ProgramFields:
    """All of a program that can be set; `people` are told of each admission."""

    name: str
    levels: Sequence[str]
    is_otp: bool
    capacity: int | None
    people: Sequence[User]
    active: bool = True


@transaction.atomic
def add_program(*, fields: ProgramFields, by: User, at: datetime) -> Program:
    """A new program; raises NameTaken when one has this name."""
    require(by, Permission.MANAGE_PROGRAMS)
    _refuse_same_name(fields.name)
    program = Program()
    _fill(program, fields)
    program.save()
    program.people.set(fields.people)
    audit.changed(program, by=by, at=at)
    return program


@transaction.atomic
def change_program(*, program: Program, fields: ProgramFields, version: int, by: User, at: datetime) -> Program:
    """Change a program; raises StaleEdit when `version` is not the newest, NameTaken when another has this name."""
    require(by, Permission.MANAGE_PROGRAMS)
    _refuse_same_name(fields.name, program)
    _fill(program, fields)
    program.save_over(version)
    program.people.set(fields.people)
    audit.changed(program, by=by, at=at, action=Action.CHANGED)
    return program


def _fill(program: Program, fields: ProgramFields) -> None:
    program.name, program.levels, program.is_otp = fields.name.strip(), list(fields.levels), fields.is_otp
    program.capacity, program.active = fields.capacity, fields.active


def _refuse_same_name(name: str, program: Program | None = None) -> None:
    named = Program.objects.filter(name__iexact=name.strip())
    if (named.exclude(pk=program.pk) if program else named).exists():
        raise NameTaken
