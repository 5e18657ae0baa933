"""A center moves here: the whole file or nothing, and as often as you like."""

import csv
import io
from datetime import date
from uuid import uuid4

import pytest
from django.db import models

from recovery.audit.models import AuditEvent
from recovery.patients import actions
from recovery.patients.importing import actions as importing
from recovery.patients.models import EpisodeOfCare, Patient
from recovery.patients.models.contact_points import NewContact
from tests.cast import NOW
from tests.house.source import ROOT
from tests.patients.importing.conftest import RUTH, table

SAMPLE = (ROOT / "docs" / "samples" / "import-patients.csv").read_bytes()


def newcomers():
    return set(Patient.objects.exclude(family_name__in=["Whitfield", "Banks"]).values_list("family_name", flat=True))


def test_the_sample_of_the_page_is_imported_as_it_says(cast, run):
    done = run(SAMPLE)
    assert (done.error, done.outcomes) == ("", ["create"] * 3)
    tomas = Patient.objects.get(family_name="Núñez-Ortiz")
    assert (tomas.language, tomas.allergy_status, tomas.sex) == ("es", "known", "male")
    assert (tomas.birth_date, tomas.registered_by) == (date(1990, 11, 23), cast.intake)
    points = {c.channel: (c.address, c.has_consent, c.may_leave_message) for c in tomas.contact_points.all()}
    assert points == {"sms": ("+12125550163", True, True), "phone": ("+12125550164", False, False)}
    episode = EpisodeOfCare.objects.get(patient=tomas)
    assert (episode.stage, episode.referral_source) == ("referred", "self")
    assert episode.care_team.get(leads=True).member == cast.counselor
    assert {row["record_number"] for row in done.report} == {
        p.record_number for p in Patient.objects.filter(family_name__in=newcomers())
    }
    told = AuditEvent.objects.get(patient_id=tomas.pk, actor=cast.intake)
    assert (told.resource, told.action, told.detail["imported"]) == ("patients.patient", "created", True)
    assert set(told.detail["with"]) == {str(each.pk) for each in (*tomas.contact_points.all(), episode)}


def test_a_byte_order_mark_and_other_line_ends_change_nothing(cast, run):
    assert run(b"\xef\xbb\xbf" + SAMPLE.replace(b"\n", b"\r\n")).outcomes == ["create"] * 3


def test_a_dry_run_says_the_same_and_writes_nothing(cast, run):
    dry = run(SAMPLE, "--dry-run")
    assert (dry.outcomes, newcomers()) == (["create"] * 3, set())
    assert "Nothing was imported." in dry.said


def test_repeated_it_makes_no_doubles(cast, run):
    run(SAMPLE)
    again = run(SAMPLE)
    assert (again.error, again.outcomes) == ("", ["already here"] * 3)
    assert Patient.objects.count() == 5


def test_a_row_that_changed_is_reported_and_not_written_over(cast, run):
    run(table(RUTH))
    again = run(table({**RUTH, "given_name": "Rut"}))
    assert again.report[0]["what_to_do"] == "given_name: differs from the record, which was left as it is."
    assert Patient.objects.get(family_name="Adeyemi").given_name == "Ruth"


def test_one_bad_row_stops_the_whole_file(cast, run):
    done = run(table(RUTH, {**RUTH, "external_id": "OLD-2", "family_name": "Zhou", "birth_date": "1981-13-05"}))
    assert done.error == "1 of 2 rows need a decision."
    assert done.outcomes == ["create", "error"]
    assert "row 3: birth_date: Write the date as year-month-day" in done.said
    assert newcomers() == set()


def test_only_valid_leaves_bad_rows_out_and_still_ends_with_1(cast, run):
    bad = {**RUTH, "external_id": "OLD-2", "family_name": "Zhou", "birth_date": ""}
    done = run(table(RUTH, bad), "--only-valid")
    assert (newcomers(), done.error) == ({"Adeyemi"}, "1 of 2 rows need a decision.")


def test_a_failure_half_way_leaves_nothing(cast, run, monkeypatch):
    write, calls = importing._write, []

    def fails_at_the_third(batch, **given):
        calls.append(batch)
        if len(calls) == 3:
            raise RuntimeError("power")
        return write(batch, **given)

    monkeypatch.setattr(importing, "BATCH", 1)
    monkeypatch.setattr(importing, "_write", fails_at_the_third)
    with pytest.raises(RuntimeError):
        run(SAMPLE)
    assert newcomers() == set()


def test_what_is_imported_is_what_registering_one_by_one_writes(cast, run):
    """The import writes many rows at once by itself: this holds it to the actions."""
    row = {
        **RUTH, "text_number": "212 555 0163", "text_consent": "yes", "text_may_leave_message": "yes",
        "email": "ruth@example.org", "episode_source": "self", "episode_reason": "My mornings.",
        "episode_lead": "counselor@example.org",
    }  # fmt: skip
    run(table(row))
    imported = Patient.objects.get(family_name="Adeyemi")
    same = actions.register_patient(
        given_name="Ruth", family_name="Adeyemi", birth_date=imported.birth_date, time_zone=imported.time_zone,
        contacts=[
            NewContact("sms", "+12125550163", consent=True, may_leave_message=True),
            NewContact("email", "ruth@example.org", consent=True),
        ],
        submission_id=uuid4(), by=cast.intake, at=NOW,
    )  # fmt: skip
    actions.open_episode(
        patient=same, referral_source="self", reason="My mornings.", lead=cast.counselor, submission_id=uuid4(),
        by=cast.intake, at=NOW,
    )  # fmt: skip
    assert written(imported) == written(same)


def written(patient):
    """Everything that registering writes, without keys and times."""
    episode = patient.episodes.get()
    rows = [patient, *patient.contact_points.order_by("channel"), episode, *episode.stage_changes.all()]
    rows += episode.care_team.all()
    apart = {"id", "number", "submission_id", "patient", "episode"}
    return [
        {
            field.name: getattr(row, field.attname)
            for field in row._meta.concrete_fields
            if field.name not in apart and not isinstance(field, models.DateTimeField)
        }
        for row in rows
    ]


def test_ten_times_the_rows_ask_the_database_no_more_often(cast, run, django_assert_max_num_queries):
    rows = [
        {**RUTH, "external_id": f"OLD-{n}", "family_name": "abcdefghij"[n] * 9, "birth_date": f"19{50 + 4 * n}-06-05"}
        for n in range(10)
    ]
    with django_assert_max_num_queries(22):
        assert run(table(*rows)).outcomes == ["create"] * 10


MARCUS = {"external_id": "OLD-9", "given_name": "Marcus", "family_name": "Whitfield", "birth_date": "1992-03-12"}


def test_a_likely_duplicate_waits_for_a_person(cast, run):
    done = run(table(MARCUS))
    assert (done.outcomes, done.report[0]["record_number"]) == (["likely duplicate"], cast.patient.record_number)
    assert AuditEvent.objects.filter(resource="likely match", patient_id=cast.patient.pk).count() == 1
    done = run(table({**MARCUS, "despite_match": cast.patient.record_number.lower()}))
    assert done.outcomes == ["create"]
    made = Patient.objects.exclude(pk=cast.patient.pk).get(family_name="Whitfield")
    assert AuditEvent.objects.get(resource="patients.patient", resource_id=made.pk, action="created").detail == {
        "imported": True, "with": [], "despite": [str(cast.patient.pk)],
    }  # fmt: skip


def test_two_rows_of_one_person_wait_too(cast, run):
    twin = {**RUTH, "external_id": "OLD-2"}
    done = run(table(RUTH, twin))
    assert done.outcomes == ["create", "likely duplicate"]
    assert "Probably the same person as row 2." in done.report[1]["what_to_do"]
    assert run(table(RUTH, {**twin, "despite_match": "OLD-1"})).outcomes == ["create", "create"]


def test_an_external_id_stands_once(cast, run):
    done = run(table(RUTH, {**RUTH, "family_name": "Zhou", "birth_date": "1960-01-01"}))
    assert done.report[1]["what_to_do"] == "external_id: The same stands in row 2. Remove one."


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"external_id": ""}, "external_id: Fill in this cell."),
        ({"given_name": "x" * 81}, "given_name: Write 80 characters or fewer."),
        ({"birth_date": "03/12/1992"}, "birth_date: Write the date as year-month-day, such as 1992-03-12."),
        ({"birth_date": "1892-03-12"}, "birth_date: No living person was born on this day. Look at the year."),
        ({"sex": "f"}, "sex: Write one of: unknown, female, male, other."),
        ({"language": "fr"}, "language: Write one of: en, es."),
        ({"time_zone": "EST5"}, "time_zone: Write a time zone such as America/New_York, or leave the cell empty."),
        ({"allergy_status": "known"}, "allergies: Write the allergies where allergy_status is known, and only there."),
        ({"text_number": "555-01"}, "text_number: Write a telephone number with area code, such as (212) 555-0177."),
        ({"text_consent": "yes"}, "text_consent: Fill in text_number, or leave this cell empty."),
        ({"email_consent": "perhaps"}, "email_consent: Write yes or no."),
        ({"email": "ruth at home"}, "email: Write an address such as name@example.org."),
        (
            {"episode_source": "self"},
            "episode_lead: Fill in this cell too: an episode of care needs it beside episode_source.",
        ),
        (
            {"episode_source": "self", "episode_lead": "intake@example.org"},
            "episode_lead: Nobody who may lead care signs in with this e-mail address. See the page Staff.",
        ),
    ],
)
def test_a_bad_cell_is_named_with_what_to_do(cast, run, changes, says):
    assert run(table({**RUTH, **changes})).report[0]["what_to_do"] == says


def test_the_screen_shows_nothing_of_a_person(cast, run):
    done = run(table(RUTH, {**MARCUS, "text_number": "Zebra"}, {**MARCUS, "external_id": "SECRET-7"}))
    for words in ("Ruth", "Adeyemi", "Whitfield", "1992", "Zebra", "OLD-", "SECRET", cast.patient.record_number):
        assert words not in done.said + done.error


@pytest.mark.parametrize("email", ["counselor@example.org", "marc@example.org", "nobody@example.org"])
def test_it_is_done_in_the_name_of_somebody_who_may_register(cast, run, email):
    assert "--as must name somebody who may register people" in run(SAMPLE, email=email).error


def test_a_report_that_cannot_be_written_stops_the_import(cast, run, tmp_path):
    done = run(SAMPLE, "--report", str(tmp_path / "nowhere" / "report.csv"))
    assert done.error == "Nothing was imported: the report cannot be written: No such file or directory."
    assert newcomers() == set()


def test_the_report_is_its_owners_alone(cast, run, tmp_path):
    run(SAMPLE)
    assert (tmp_path / "people.report.csv").stat().st_mode & 0o777 == 0o600


def test_the_progress_bar_is_silent_where_nobody_looks_and_ends_full_where_somebody_does(cast, tmp_path):
    from django.core.management import call_command

    class Terminal(io.StringIO):
        def isatty(self):
            return True

    source = tmp_path / "people.csv"
    source.write_bytes(SAMPLE)
    quiet, screen = io.StringIO(), Terminal()
    for stream, flags in ((quiet, ["--dry-run"]), (screen, [])):
        call_command(
            "import_patients", str(source), "--as", "intake@example.org", *flags, stdout=io.StringIO(), stderr=stream
        )
    assert quiet.getvalue() == ""
    assert f"Writing 3 of 3 [{'#' * 30}]\n" in screen.getvalue()


def test_it_is_imported_into_the_survivor_of_a_merge(cast, run):
    from uuid import uuid4

    from recovery.front.merging.actions import merge_patients
    from tests.cast import NOW

    run(table(RUTH))
    ruth = Patient.objects.get(family_name="Adeyemi")
    merge_patients(
        survivor=Patient.objects.get(pk=cast.patient.pk), merged=ruth, reason="Same.", submission_id=uuid4(),
        by=cast.intake, at=NOW,
    )  # fmt: skip
    again = run(table(RUTH))
    assert (again.outcomes, again.report[0]["record_number"]) == (["already here"], cast.patient.record_number)


def test_the_page_names_every_column(cast):
    from recovery.patients.importing.columns import COLUMNS

    page = (ROOT / "docs" / "importing-patients.md").read_text(encoding="utf-8")
    assert [name for name in COLUMNS if f"`{name}`" not in page] == []
    assert set(next(csv.reader(io.StringIO(SAMPLE.decode())))) == set(COLUMNS)
