"""Addresses of referrals and of the waiting list."""

from django.urls import path

from intake.referrals import act_views, convert_views, views

urlpatterns = [
    path("", views.to_call, name="referrals"),
    path("open/", views.undecided, name="referrals-open"),
    path("closed/", views.closed, name="referrals-closed"),
    path("waiting/", views.waiting_list, name="waiting-list"),
    path("waiting/<uuid:entry_id>/off/", act_views.take_off, name="waiting-off"),
    path("waiting/<uuid:entry_id>/interim/", act_views.interim, name="waiting-interim"),
    path("waiting/<uuid:entry_id>/interim/<uuid:given_id>/", act_views.interim_mistake, name="interim-mistake"),
    path("new/", views.new, name="referral-new"),
    path("<uuid:referral_id>/", views.referral, name="referral"),
    path("<uuid:referral_id>/details/", views.details, name="referral-details"),
    path("<uuid:referral_id>/triage/", act_views.triage, name="referral-triage"),
    path("<uuid:referral_id>/call/", act_views.attempt, name="referral-call"),
    path("<uuid:referral_id>/wait/", act_views.wait, name="referral-wait"),
    path("<uuid:referral_id>/close/", act_views.close, name="referral-close"),
    path("<uuid:referral_id>/reopen/", act_views.reopen, name="referral-reopen"),
    path("<uuid:referral_id>/register/", convert_views.register, name="referral-register"),
    path("<uuid:referral_id>/same-person/", convert_views.same_person, name="referral-same-person"),
    path("<uuid:referral_id>/episode/", convert_views.episode, name="referral-episode"),
]
