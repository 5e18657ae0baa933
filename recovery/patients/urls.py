"""Addresses of the people in care."""

from django.urls import include, path

from recovery.patients import contact_views, views

urlpatterns = [
    path("", include("recovery.patients.merging.urls")),
    path("", views.people, name="people"),
    path("search/", views.search, name="people-search"),
    path("new/", views.new, name="people-new"),
    path("<uuid:patient_id>/episode/", views.new_episode, name="episode-new"),
    path("<uuid:patient_id>/care-team/", views.care_team, name="care-team"),
    path("<uuid:patient_id>/contacts/", contact_views.contacts, name="contacts"),
    path("<uuid:patient_id>/contacts/add/", contact_views.add, name="contact-add"),
    path("<uuid:patient_id>/contacts/account/", contact_views.give_account, name="give-account"),
    path("<uuid:patient_id>/contacts/<uuid:contact_id>/consent/", contact_views.consent, name="contact-consent"),
    path("<uuid:patient_id>/contacts/<uuid:contact_id>/hours/", contact_views.hours, name="contact-hours"),
]
