"""Addresses of merging; two keys, never a number or a name."""

from django.urls import path

from recovery.front.merging import views

urlpatterns = [
    path("merged/<uuid:merge_id>/", views.record, name="merge-record"),
    path("<uuid:patient_id>/merge/", views.find, name="merge-find"),
    path("<uuid:patient_id>/merge/<uuid:other_id>/", views.merge, name="merge"),
    path("<uuid:patient_id>/merge/<uuid:other_id>/end-sign-in/", views.end_sign_in, name="merge-end-sign-in"),
]
