"""Addresses of this room; `intake/urls.py` takes them in."""

from django.urls import path

from intake.assessment.views import assessing, clocks, deciding, diagnoses

urlpatterns = [
    path("episodes/<uuid:episode_id>/assess/", assessing.assess, name="assess"),
    path("episodes/<uuid:episode_id>/assess/autosave/", assessing.autosave, name="assess-autosave"),
    path("suggest-level/", assessing.suggest, name="suggest-level"),
    path("episodes/<uuid:episode_id>/assessments/", assessing.course, name="assessments"),
    path("assessments/<uuid:assessment_id>/", assessing.assessment, name="assessment"),
    path("assessments/<uuid:assessment_id>/correct/", assessing.correct, name="assessment-correct"),
    path("episodes/<uuid:episode_id>/decide/", deciding.decide, name="decide"),
    path("decisions/<uuid:decision_id>/", deciding.decision, name="decision"),
    path("decisions/<uuid:decision_id>/sheet/", deciding.referral_sheet, name="referral-sheet"),
    path("episodes/<uuid:episode_id>/diagnoses/", diagnoses.diagnoses, name="diagnoses"),
    path("episodes/<uuid:episode_id>/diagnoses/assign/", diagnoses.assign, name="diagnosis-assign"),
    path("diagnoses/<uuid:condition_id>/change/", diagnoses.change, name="diagnosis-change"),
    path("episodes/<uuid:episode_id>/clocks/", clocks.clocks, name="clocks"),
    path("episodes/<uuid:episode_id>/clocks/<slug:rule_id>/", clocks.go_past, name="clock-go-past"),
    path("milestones/<uuid:milestone_id>/correct/", clocks.correct, name="milestone-correct"),
    path("due/", clocks.due_list, name="due"),
]
