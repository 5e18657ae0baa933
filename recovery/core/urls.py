"""Pages of the core room."""

from django.urls import path

from recovery.core import views

urlpatterns = [
    path("favicon.ico", views.favicon, name="favicon"),
    path("components/", views.gallery, name="gallery"),
    path("display/", views.display, name="display"),
]
