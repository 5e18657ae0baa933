"""Addresses of staff accounts; signing in is django-allauth's."""

from django.urls import path

from recovery.accounts import views
from recovery.accounts.on_call import views as on_call

urlpatterns = [
    path(
        "email/", views.nowhere, name="account_email"
    ),  # stands before django-allauth's: addresses are the staff's to change
    path("staff/", views.staff, name="staff"),
    path("staff/<uuid:user_id>/", views.member, name="staff-member"),
    path("staff/<uuid:user_id>/deactivate/", views.deactivate, name="staff-deactivate"),
    path("staff/<uuid:user_id>/reactivate/", views.reactivate, name="staff-reactivate"),
    path("staff/<uuid:user_id>/invite/", views.invite, name="staff-invite"),
    path("staff/on-call/", on_call.roster, name="on-call"),
    path("staff/on-call/<uuid:duty_id>/replace/", on_call.replace, name="on-call-replace"),
    path("staff/on-call/<uuid:duty_id>/end/", on_call.end, name="on-call-end"),
]
