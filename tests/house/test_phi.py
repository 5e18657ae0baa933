"""Every field says whether it holds protected health information; one that nobody thought of fails here."""

import re

import pytest
from django.apps import apps

from tests.house.source import APPS

MODELS = [model for model in apps.get_models() if model.__module__.split(".")[0] in APPS and not model._meta.proxy]

# Reviewed: what these hold says nothing about a patient.  A new field is declared in its model's `phi`, or added here.
NEVER_PHI = re.compile(
    r"""^(
        id | created_at | updated_at | version | submission_id | seq | position | number | code | code_version
      | \w+_by | by | at | \w+_at | since | until | respond_by
      | active | leads | is_active | source | rule_id | severity | content_hash
    )$""",
    re.X,
)
REVIEWED: dict[str, set[str]] = {
    "core.Draft": {"actor", "base_version", "form_code", "subject_id"},
    "accounts.User": {"date_joined", "last_login", "password", "role"},
    "accounts.OnCallDuty": {"line", "user"},  # staff
    "audit.AuditEvent": {"action", "actor", "actor_role", "chain", "hash", "previous_hash", "request_id", "resource", "resource_id"},
    "audit.AuditChain": {"chain", "hash"},
    "audit.Override": {"resource", "resource_id"},
    "patients.ContactPoint": {"channel"},
    "patients.CareTeamMember": {"member"},  # staff
    "patients.CalledIn": {"member"},  # staff
    "intake.HistoryRevision": {"supersedes"},
    "intake.InstrumentResponse": {
        "assignment", "instrument_version", "language", "mode", "packet", "supersedes",
    },
    "clinical.RedFlag": {"owner"},  # staff
    "intake.Assessment": {"rule_version"},
    "programs.Program": {"capacity", "is_otp", "levels", "name", "people"},  # the center's own
    "intake.PacketAssignment": {"assignee", "wrong_tries"},  # staff; a count
    "intake.PacketDefinition": {"content", "reason", "title"},  # what is asked, of nobody
    "intake.PacketRetirement": {"definition", "reason"},
    "treatment.WithdrawalReading": {"instrument", "instrument_version", "supersedes"},
    "treatment.CarePlan": {"next_review_in_days"},  # a setting of the center's
    "appointments.Appointment": {"practitioner"},  # staff
    "aftercare.CheckInResponse": {"by_link"},
    "outbox.Occurrence": {"slot", "status", "subject_version", "tzdata_version"},
    "outbox.SecureLink": {"occurrence_purpose", "token_digest"},
    "outbox.OutboundMessage": {
        "attempts", "channel", "dedupe_key", "language", "last_code", "lease_token", "lease_until", "not_before",
        "occurrence", "params", "priority", "provider", "provider_message_id", "state", "template_code",
        "template_version",
    },
    "outbox.Resolution": {"went_out"},
    "outbox.DeliveryAttempt": {
        "http_status", "lease_token", "message", "outcome", "provider_code", "provider_message_id",
    },
    "outbox.ProviderEvent": {"attempt_id", "kind", "provider", "provider_event_id"},
    "outbox.ProviderState": {"consecutive_failures", "paused_until", "provider"},
    "outbox.OptOut": {"channel", "opted_in"},
    "outbox.PumpHeartbeat": {"name"},
}  # fmt: skip


def label(model):
    return model._meta.label


def fields(model):
    return {field.name for field in model._meta.get_fields() if field.concrete}


@pytest.mark.parametrize("model", MODELS, ids=label)
def test_a_model_declares_its_phi_by_fields_it_has(model):
    assert isinstance(model.phi, frozenset)
    assert model.phi - fields(model) == set()


@pytest.mark.parametrize("model", MODELS, ids=label)
def test_every_field_is_declared_or_reviewed(model):
    reviewed = REVIEWED.get(label(model), set())
    undeclared = {name for name in fields(model) - model.phi - reviewed if not NEVER_PHI.match(name)}
    assert undeclared == set()


def test_what_was_reviewed_still_exists():
    by_label = {label(model): model for model in MODELS}
    assert {name: names - fields(by_label[name]) for name, names in REVIEWED.items()} == {
        name: set() for name in REVIEWED
    }


def test_no_record_shows_a_persons_name_when_it_is_logged():
    for model in MODELS:
        shown = model.__str__.__qualname__
        assert shown in {"Model.__str__", "User.__str__", "Patient.__str__"} or "name" not in shown, label(model)
