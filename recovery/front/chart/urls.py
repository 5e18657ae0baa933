"""Addresses of the chart room."""

from django.urls import path

from recovery.front.chart import views

urlpatterns = [
    path("", views.home, name="home"),
    path("people/<uuid:patient_id>/", views.chart, name="chart"),
    path("people/<uuid:patient_id>/timeline/", views.timeline_page, name="timeline"),
]
