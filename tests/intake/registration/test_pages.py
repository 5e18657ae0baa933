"""The pages of a registration: what they show, keep, refuse, and how few questions they ask of the database."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from intake.registration import queries
from intake.registration.codes import Answer
from intake.registration.content import PartialDate
from intake.registration.content.sections import SECTIONS
from intake.registration.forms import FORMS
from intake.registration.models import HistoryRevision
from recovery.audit.models import AuditEvent
from recovery.core.models import Draft
from recovery.patients.models.contact_points import ContactPoint
from tests.cast import NOW
from tests.intake.registration.given import ALL, OVERDOSE, posted, pregnant, save, save_all


@pytest.fixture
def intake(cast, client):
    client.force_login(cast.intake)
    return client


@pytest.fixture
def nurse(cast):
    from django.test import Client

    client = Client()
    client.force_login(cast.nurse)
    return client


def page(cast, name="registration", *args):
    return reverse(f"intake:{name}", args=[cast.episode.pk, *args])


def at(cast, section):
    return page(cast, "registration-section", section)


def words(response):
    return response.content.decode()


def typed(cast, section, content=None, **changes):
    """What the page sends when `content` was filled in on it."""
    cast.episode.patient.refresh_from_db()
    entry = queries.entry(cast.episode, SECTIONS[section], reader=cast.intake, at=NOW)
    return posted(FORMS[section].showing(content or ALL[section], **entry.standing, asked_at=NOW), **changes)


def test_the_page_lists_every_section_with_what_is_asked(cast, intake):
    shown = words(intake.get(page(cast)))
    assert "0 of 13 answered." in shown
    for section in SECTIONS.values():
        assert section.title in shown
        assert at(cast, section.code) in shown


def test_every_section_is_answered_one_after_the_other(cast, intake):
    here = at(cast, "identity")
    for section in SECTIONS:
        assert here == at(cast, section)
        assert intake.get(here).status_code == 200
        reply = intake.post(here, typed(cast, section))
        assert reply.status_code == 302, words(reply)
        here = reply.url
    assert here == page(cast)
    assert queries.history(cast.episode).sections.keys() == set(SECTIONS)
    shown = words(intake.get(here))
    assert "13 of 13 answered." in shown
    assert "4 never tested" in shown
    assert "Hepatitis C: never tested" in shown


@pytest.mark.parametrize("section", SECTIONS)
def test_nothing_typed_comes_back_with_what_to_do(cast, intake, section):
    reply = intake.post(at(cast, section), {"seq": "1", "do": "save"})
    assert reply.status_code == 422
    assert "<title>Error: " in words(reply)
    assert not HistoryRevision.objects.exists()


def test_what_the_short_registration_knows_is_filled_in_and_sex_is_still_to_be_asked(cast, intake):
    shown = words(intake.get(at(cast, "identity")))
    assert 'value="Whitfield"' in shown
    assert 'value="Marc"' in shown
    assert 'name="sex" value="unknown" ' in shown
    assert " checked" not in shown.split('name="sex"', 1)[1].split("</fieldset>")[0]


def test_all_rows_come_back_as_they_were_typed(cast, intake):
    rows = tuple(replace(OVERDOSE, when=PartialDate(year), substances=f"Bag {year}") for year in (1970, 2020, 2027))
    reply = intake.post(at(cast, "overdoses"), typed(cast, "overdoses", replace(ALL["overdoses"], overdoses=rows)))
    shown = words(reply)
    assert reply.status_code == 422
    assert "Row 1: When: The overdose lies before the date of birth" in shown
    assert "Row 3: When: The overdose lies in the future" in shown
    for year in (1970, 2020, 2027):
        assert f'value="Bag {year}"' in shown


def test_a_row_is_added_and_removed_without_script_and_nothing_is_judged(cast, intake):
    data = typed(cast, "overdoses", **{"add-row": "1"})
    more = intake.post(at(cast, "overdoses"), data)
    assert (more.status_code, words(more).count('class="rows-one"')) == (200, 2)
    fewer = intake.post(at(cast, "overdoses"), typed(cast, "overdoses", **{"remove-row": "0"}))
    assert (fewer.status_code, words(fewer).count('class="rows-one"')) == (200, 0)


def test_a_contradiction_is_named_and_kept_when_somebody_says_that_it_is_right(cast, intake):
    save(cast, "identity")
    data = typed(cast, "pregnancy", pregnant())
    reply = intake.post(at(cast, "pregnancy"), data)
    assert reply.status_code == 422
    assert "The recorded sex is male" in words(reply)
    assert "It is right as it is written" in words(reply)
    assert intake.post(at(cast, "pregnancy"), data | {"confirmed": "on"}).status_code == 302
    assert "The recorded sex is male. Confirmed by Paul Eriksen." in words(intake.get(page(cast, "history")))


def test_a_finding_leads_to_the_page_that_says_what_to_do_now(cast, intake):
    recent = replace(ALL["overdoses"], overdoses=(replace(OVERDOSE, when=PartialDate(2026, 11, 18)),))
    reply = intake.post(at(cast, "overdoses"), typed(cast, "overdoses", recent))
    assert reply.url == page(cast)
    shown = words(intake.get(reply.url))
    assert "What to do now" in shown
    assert "Ask the C-SSRS before the visit ends" in shown


def test_two_who_answer_at_once_see_both_versions_and_lose_nothing(cast, intake):
    mine = typed(cast, "strengths", replace(ALL["strengths"], wants="My own place"))
    save(cast, "strengths", replace(ALL["strengths"], wants="Sleep through"), by=cast.nurse)
    reply = intake.post(at(cast, "strengths"), mine)
    shown = words(reply)
    assert reply.status_code == 409
    assert "Somebody else answered this while you were writing" in shown
    assert "Sleep through" in shown
    assert "My own place" in shown
    again = mine | {"base": reply.context["section_form"].main["base"].value()}
    assert intake.post(at(cast, "strengths"), again).status_code == 302
    assert queries.history(cast.episode).strengths.wants == "My own place"


def test_an_identity_changed_meanwhile_shows_what_stands_now(cast, intake):
    mine = typed(cast, "identity", replace(ALL["identity"], preferred_name="Marcus"))
    save(cast, "allergies", by=cast.nurse)
    reply = intake.post(at(cast, "identity"), mine)
    assert reply.status_code == 409
    version = reply.context["section_form"].main["version"].value()
    assert intake.post(at(cast, "identity"), mine | {"version": version}).status_code == 302


def test_a_submit_repeated_makes_one_version(cast, intake):
    data = typed(cast, "social")
    assert {intake.post(at(cast, "social"), data).status_code for _ in range(3)} == {302}
    assert HistoryRevision.objects.count() == 1


# --- drafts -------------------------------------------------------------------------------------------------------


def autosave(client, cast, section, **data):
    return client.post(page(cast, "registration-autosave", section), {"seq": "1", **data})


def test_what_is_typed_survives_the_end_of_the_session(cast, intake):
    assert autosave(intake, cast, "strengths", good_at="Roofing").json() == {"saved": "14:05"}
    intake.logout()
    assert autosave(intake, cast, "strengths", seq="2", good_at="Roofing, and").status_code == 302
    intake.force_login(cast.intake)
    shown = words(intake.get(at(cast, "strengths")))
    assert "You were answering this before" in shown
    assert ">\nRoofing</textarea>" in shown


def test_rows_typed_and_not_saved_come_back_too(cast, intake):
    autosave(intake, cast, "people", **{
        "row-TOTAL_FORMS": "2", "row-INITIAL_FORMS": "0", "row-0-name": "Dee", "row-1-name": "Andre",
        "row-1-may_know": ["appointments", "progress"],
    })  # fmt: skip
    shown = words(intake.get(at(cast, "people")))
    assert 'value="Dee"' in shown
    assert 'value="Andre"' in shown
    assert shown.count(" checked") == 2


def test_a_late_autosave_does_not_undo_a_newer_one(cast, intake):
    autosave(intake, cast, "strengths", seq="5", good_at="Roofing")
    late = autosave(intake, cast, "strengths", seq="4", good_at="Roof")
    assert late.status_code == 409
    assert "another tab" in words(late)
    assert Draft.objects.get().data["good_at"] == ["Roofing"]


def test_a_draft_that_somebody_else_overtook_stands_beside_what_they_answered(cast, intake):
    first, _ = save(cast, "strengths")
    autosave(intake, cast, "strengths", base=str(first.pk), good_at="Roofing, mine")
    theirs, _ = save(cast, "strengths", replace(ALL["strengths"], wants="Sleep through"), by=cast.nurse)
    reply = intake.get(at(cast, "strengths"))
    for said in ("Somebody else answered this while you were writing", "Sleep through", "Roofing, mine"):
        assert said in words(reply)
    assert reply.context["section_form"].main["base"].value() == str(theirs.pk)


def test_come_back_later_keeps_and_judges_nothing(cast, intake):
    reply = intake.post(at(cast, "pregnancy"), {"seq": "1", "due_on": "soon", "do": "later"})
    assert reply.url == page(cast)
    shown = words(intake.get(reply.url))
    assert "Begun, last at 14:05" in shown
    assert "Resume pregnancy" in shown


def test_a_draft_is_thrown_away_by_its_writer(cast, intake):
    autosave(intake, cast, "strengths", good_at="Roofing")
    assert intake.post(at(cast, "strengths"), {"do": "discard"}).url == at(cast, "strengths")
    assert not Draft.objects.exists()
    assert AuditEvent.objects.filter(resource="core.draft", detail={"discarded": True}).count() == 1


def test_two_people_in_one_registration_see_each_other(cast, intake, nurse):
    autosave(nurse, cast, "strengths", good_at="Cooking")
    assert "Nora Lindqvist is answering this, last at 14:05." in words(intake.get(at(cast, "strengths")))
    shown = words(intake.get(page(cast)))
    assert "Working on this registration" in shown
    assert "Nora Lindqvist" in shown
    assert "Cooking" not in words(intake.get(at(cast, "strengths")))


# --- ways to reach the person -------------------------------------------------------------------------------------


def test_a_way_to_reach_the_person_is_added_with_how_a_message_is_left(cast, intake):
    reply = intake.post(at(cast, "reach"), {
        "do": "add-contact", "channel": "phone", "address": "212 555 0143", "may_leave_message": "on",
        "message_how": "first_name", "note": "Shared phone", "allowed_from": "17:00", "allowed_until": "20:00",
    })  # fmt: skip
    assert reply.url == at(cast, "reach")
    point = ContactPoint.objects.get(address="+12125550143")
    assert (point.may_leave_message, point.message_how, point.note) == (True, "first_name", "Shared phone")
    shown = words(intake.get(reply.url))
    assert "17:00 to 20:00 · a message may be left, only a first name" in shown
    assert "Shared phone" in shown


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"address": "12"}, "Enter a telephone number with area code"),
        ({"address": "212 555 0143", "message_how": "say_who"}, "Tick that a message may be left"),
    ],
)
def test_a_way_that_cannot_be_comes_back(cast, intake, data, sentence):
    reply = intake.post(at(cast, "reach"), {"do": "add-contact", "channel": "phone", **data})
    assert reply.status_code == 422
    assert sentence in words(reply)
    assert data["address"] in words(reply)


def test_a_way_that_is_kept_already_is_said_to_be(cast, intake):
    reply = intake.post(at(cast, "reach"), {
        "do": "add-contact", "channel": "sms", "address": "+12125550177", "allowed_from": "09:00",
        "allowed_until": "20:00",
    })  # fmt: skip
    assert reply.status_code == 422
    assert "This is kept already" in words(reply)


def test_changing_a_way_leads_back_to_the_section(cast, intake):
    shown = intake.get(at(cast, "reach")).content.decode()
    point = cast.patient.contact_points.get(channel="sms")
    change = f"{reverse('contact-hours', args=[cast.patient.pk, point.pk])}?next={at(cast, 'reach')}"
    assert f'href="{change}"' in shown
    reply = intake.post(change, {
        "version": point.version, "allowed_from": "10:00", "allowed_until": "18:00", "time_zone": "America/New_York",
    })  # fmt: skip
    assert reply.url == at(cast, "reach")


# --- the history --------------------------------------------------------------------------------------------------


def test_the_history_shows_what_stands_and_every_earlier_version(cast, intake):
    save_all(cast)
    save(cast, "strengths", replace(ALL["strengths"], wants="My own place"), by=cast.nurse)
    shown = words(intake.get(page(cast, "history")))
    for said in ("Sertraline", "Dee Whitfield", "1 earlier version", "My own place", "Nora Lindqvist", "4 bags"):
        assert said in shown


def test_what_was_not_asked_is_not_shown_as_an_answer(cast, intake):
    assert words(intake.get(page(cast, "history"))).count("Not asked yet.") == 13


def test_opening_a_section_is_a_read_of_the_record(cast, intake):
    intake.get(at(cast, "overdoses"))
    event = AuditEvent.objects.get(resource="registration overdoses")
    assert (event.actor, event.patient_id) == (cast.intake, cast.patient.pk)


def test_a_section_that_is_none_does_not_exist(cast, intake):
    assert intake.get(at(cast, "dreams")).status_code == 404
    assert autosave(intake, cast, "dreams").status_code == 404


def test_a_pregnancy_stands_in_the_banner_and_nothing_else_does(cast, intake):
    assert "Pregnant" not in words(intake.get(reverse("chart", args=[cast.patient.pk])))
    save(cast, "pregnancy", pregnant())
    shown = words(intake.get(reverse("chart", args=[cast.patient.pk])))
    assert "Pregnant" in shown
    assert "Due 28 Feb 2027" in shown


def asked(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len([each for each in captured if "SAVEPOINT" not in each["sql"]])


@pytest.mark.parametrize("versions", [1, 30])
@pytest.mark.parametrize(
    ("name", "args"), [("registration", ()), ("history", ()), ("registration-section", ("strengths",))]
)
def test_pages_ask_the_same_few_questions_however_much_was_told(cast, intake, versions, name, args):
    save_all(cast)
    for number in range(versions):
        someone = cast.intake if number % 2 else cast.nurse
        told = replace(ALL["strengths"], wants=f"Wish {number}")
        save(cast, "strengths", told, by=someone, at=NOW + timedelta(minutes=number))
    assert asked(intake, page(cast, name, *args)) == 9


def test_what_the_person_told_is_in_no_address_and_no_title(cast, intake):
    save_all(cast)
    for address in (page(cast), page(cast, "history"), *(at(cast, section) for section in SECTIONS)):
        shown = words(intake.get(address))
        title = shown.split("<title>")[1].split("</title>")[0]
        assert "Whitfield" not in title
        assert "Marc" not in title


def test_an_outsider_sees_nothing_of_it(cast, client):
    client.force_login(cast.outsider)
    for address in (page(cast), page(cast, "history"), at(cast, "social")):
        assert client.get(address).status_code == 404
    assert autosave(client, cast, "social").status_code == 404


def test_no_answer_is_no_no(cast, intake):
    """An answer that was declined is kept as one, and is still to be asked."""
    save(cast, "coverage", replace(ALL["coverage"], answer=Answer.DECLINED, coverages=()))
    assert "Insurance: declined to answer" in words(intake.get(page(cast)))
