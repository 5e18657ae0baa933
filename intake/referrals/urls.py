"""Addresses of referrals and of the waiting list."""

from django.urls import path

from intake.referrals.views import acting, converting, referrals

urlpatterns = [
    path("", referrals.to_call, name="referrals"),
    path("open/", referrals.undecided, name="referrals-open"),
    path("closed/", referrals.closed, name="referrals-closed"),
    path("waiting/", referrals.waiting_list, name="waiting-list"),
    path("waiting/<uuid:entry_id>/off/", acting.take_off, name="waiting-off"),
    path("waiting/<uuid:entry_id>/interim/", acting.interim, name="waiting-interim"),
    path("waiting/<uuid:entry_id>/interim/<uuid:given_id>/", acting.interim_mistake, name="interim-mistake"),
    path("new/", referrals.new, name="referral-new"),
    path("<uuid:referral_id>/", referrals.referral, name="referral"),
    path("<uuid:referral_id>/details/", referrals.details, name="referral-details"),
    path("<uuid:referral_id>/triage/", acting.triage, name="referral-triage"),
    path("<uuid:referral_id>/call/", acting.attempt, name="referral-call"),
    path("<uuid:referral_id>/wait/", acting.wait, name="referral-wait"),
    path("<uuid:referral_id>/close/", acting.close, name="referral-close"),
    path("<uuid:referral_id>/reopen/", acting.reopen, name="referral-reopen"),
    path("<uuid:referral_id>/register/", converting.register, name="referral-register"),
    path("<uuid:referral_id>/same-person/", converting.same_person, name="referral-same-person"),
    path("<uuid:referral_id>/episode/", converting.episode, name="referral-episode"),
]
