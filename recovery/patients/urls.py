"""Addresses of the people in care."""

from django.urls import path

from recovery.patients.views import contacts, people

urlpatterns = [
    path("", people.people, name="people"),
    path("search/", people.search, name="people-search"),
    path("new/", people.new, name="people-new"),
    path("<uuid:patient_id>/episode/", people.new_episode, name="episode-new"),
    path("<uuid:patient_id>/care-team/", people.care_team, name="care-team"),
    path("<uuid:patient_id>/contacts/", contacts.contacts, name="contacts"),
    path("<uuid:patient_id>/contacts/add/", contacts.add, name="contact-add"),
    path("<uuid:patient_id>/contacts/account/", contacts.give_account, name="give-account"),
    path("<uuid:patient_id>/contacts/<uuid:contact_id>/consent/", contacts.consent, name="contact-consent"),
    path("<uuid:patient_id>/contacts/<uuid:contact_id>/hours/", contacts.hours, name="contact-hours"),
]
