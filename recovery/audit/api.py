"""The base of every API of records: within reach, by permission, and each read in the trail."""

from __future__ import annotations

from typing import Any, ClassVar, Generic, TypeVar, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils.timezone import now
from rest_framework import serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from recovery.accounts.models import User
from recovery.accounts.permissions import Permission, may
from recovery.audit import actions as audit
from recovery.core.api import NewestFirst

Row = TypeVar("Row", bound=Model)


class RecordViewSet(viewsets.GenericViewSet[Row], Generic[Row]):
    """List and retrieve records that the caller may see; what is out of reach does not exist.

    A room says `resource` (its name in the trail), `readers` (any of these permissions will do), `reach` and
    `patient_of`.
    """

    resource: ClassVar[str]
    readers: ClassVar[tuple[Permission, ...]]
    way_to_episode: ClassVar[str] = "episode_id"  # from a record
    query: ClassVar[frozenset[str]] = frozenset({"cursor", "episode"})
    pagination_class = NewestFirst
    lookup_value_converter = "uuid"

    def reach(self, actor: User) -> QuerySet[Row]:
        """Every record `actor` may see, with what its serializer shows."""
        raise NotImplementedError

    def patient_of(self, record: Row) -> UUID:
        """The person a record is about."""
        raise NotImplementedError

    @property
    def actor(self) -> User:
        return cast(User, self.request.user)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse who may not read, and questions that would be ignored."""
        super().initial(request, *args, **kwargs)
        if not any(may(self.actor, permission) for permission in self.readers):
            raise PermissionDenied
        if unknown := sorted(set(request.query_params) - self.query):
            raise serializers.ValidationError({name: ["This cannot be asked for."] for name in unknown})

    def get_queryset(self) -> QuerySet[Row]:
        records = self.reach(self.actor)
        asked = self.request.query_params.get("episode")
        return records.filter(**{self.way_to_episode: _uuid(asked)}) if asked is not None else records

    def list(self, request: Request) -> Response:
        """A page of records, newest first."""
        page = self.paginate_queryset(self.get_queryset()) or []
        people = list(dict.fromkeys(self.patient_of(record) for record in page))
        audit.read(f"API: {self.resource} list", by=self.actor, at=now(), ids=people)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    def retrieve(self, request: Request, pk: UUID) -> Response:
        """One record."""
        return Response(self.get_serializer(self.one(pk)).data)

    def one(self, pk: UUID) -> Row:
        """The record within reach, its read recorded; 404 otherwise."""
        record = self.reach(self.actor).filter(pk=pk).first()
        if record is None:
            raise Http404
        audit.read(
            f"API: {self.resource}",
            by=self.actor,
            at=now(),
            patient_id=self.patient_of(record),
            resource_id=record.pk,
        )
        return record


class WithoutStaffsOwn(serializers.ModelSerializer[Any]):
    """Leaves out the fields of `staff_only` where the person themselves reads: what the rules and the staff noted."""

    staff_only: ClassVar[frozenset[str]] = frozenset()

    def to_representation(self, instance: Any) -> dict[str, Any]:
        shown = super().to_representation(instance)
        if not self.context["request"].user.is_patient:
            return shown
        return {name: value for name, value in shown.items() if name not in self.staff_only}


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise serializers.ValidationError({"episode": ["Enter the id of an episode of care."]}) from None
