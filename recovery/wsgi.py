"""The WSGI entry point for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recovery.settings")

application = get_wsgi_application()

from recovery.core.checks import refuse_unsafe_settings  # noqa: E402  needs the loaded applications

refuse_unsafe_settings()
