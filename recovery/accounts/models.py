"""People who sign in: staff and patients, one role each."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from recovery.accounts.codes import Role
from recovery.accounts.on_call.models import OnCallDuty
from recovery.core.models import VersionedRecord

__all__ = ["OnCallDuty", "User"]  # Django finds the tables of this application here


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make a user; `email` is kept in lower case, for people type it either way."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """The first administrator, made by `manage.py createsuperuser`; everybody else is made on the page Staff."""
        return self.create_user(email, password, role=Role.ADMINISTRATOR, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").strip().lower())


class UserQuerySet(models.QuerySet["User"]):
    def staff(self) -> UserQuerySet:
        return self.exclude(role=Role.PATIENT)

    def who_lead_care(self) -> UserQuerySet:
        """Active clinicians who may lead a care team."""
        return self.filter(is_active=True, role__in=[Role.COUNSELOR, Role.NURSE, Role.PRESCRIBER])


class User(AbstractBaseUser, VersionedRecord):
    """Somebody who signs in with an e-mail address."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=20, choices=Role)
    phone = models.CharField(max_length=20, blank=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    phi = frozenset({"email", "name", "phone"})  # a patient's account names a patient

    objects = UserManager.from_queryset(UserQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="user_role_known"),
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_lower_case"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_patient(self) -> bool:
        return self.role == Role.PATIENT

    @property
    def initials(self) -> str:
        words = self.name.replace("Dr. ", "").split()
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()
