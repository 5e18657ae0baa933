"""Addresses of the person's own pages: numbers only, never a word about a person."""

from django.urls import path

from intake.screening.own import views

app_name = "own"
urlpatterns = [
    path("", views.start, name="start"),
    path("<int:part>/<int:number>/", views.question, name="question"),
    path("thanks/", views.thanks, name="thanks"),
]
