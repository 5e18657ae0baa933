"""Addresses of the person's own pages: numbers only, never a word about a person."""

from django.urls import path

from intake.screening.own.views import questions

app_name = "own"
urlpatterns = [
    path("", questions.start, name="start"),
    path("<int:part>/<int:number>/", questions.question, name="question"),
    path("thanks/", questions.thanks, name="thanks"),
]
