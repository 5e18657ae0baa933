"""Addresses of staff accounts; signing in is django-allauth's."""

from django.urls import path

from recovery.accounts import views

urlpatterns = [
    path(
        "email/", views.nowhere, name="account_email"
    ),  # stands before django-allauth's: addresses are the staff's to change
    path("staff/", views.staff, name="staff"),
    path("staff/<uuid:user_id>/", views.member, name="staff-member"),
    path("staff/<uuid:user_id>/deactivate/", views.deactivate, name="staff-deactivate"),
    path("staff/<uuid:user_id>/reactivate/", views.reactivate, name="staff-reactivate"),
    path("staff/<uuid:user_id>/invite/", views.invite, name="staff-invite"),
]
