"""Django's settings for Recovery.  Everything that differs between places comes from the environment (env.py)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from recovery.env import BASE, env, sms
from recovery.outbox.pump import figures

BASE_DIR = BASE

# --- where and for whom -----------------------------------------------------------------------------------------
DEBUG = False  # never: error pages with local variables would show health information
DEMO = env.bool("DEMO", False)
SECRET_KEY = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])
PUBLIC_URL = env.str("PUBLIC_URL").rstrip("/")  # what a patient's link begins with
_public = urlsplit(PUBLIC_URL)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", [_public.hostname or ""])
CSRF_TRUSTED_ORIGINS = [f"{_public.scheme}://{_public.netloc}"]
CENTER_NAME = env.str("CENTER_NAME", "Recovery")  # staff pages only
CENTER_PHONE = env.str("CENTER_PHONE", "")
CENTER_HOURS = env.str("CENTER_HOURS", "")
CENTER_HOURS_ES = env.str("CENTER_HOURS_ES", "")  # the same in Spanish, for patients and the public
CENTER_TIME_ZONE = env.str("CENTER_TIME_ZONE", "America/New_York")
INSTRUMENT_PACKS: list[str] = env.list("INSTRUMENT_PACKS", [])  # optional content a center has licensed: "dast10"
MESSAGE_SENDER = env.str("MESSAGE_SENDER", "Front Desk")  # neutral: the center's name alone identifies a patient
REFERRAL_KEPT_DAYS = env.int("REFERRAL_KEPT_DAYS", 90)  # names of closed referrals that never became a patient; POL
LEAVE_PAGE_URL = env.str("LEAVE_PAGE_URL", "https://weather.gov")

# --- applications -----------------------------------------------------------------------------------------------
OWN_APPS = [
    "recovery.core",
    "recovery.accounts",
    "recovery.audit",
    "recovery.patients",
    "recovery.outbox",
    "recovery.clinical",
    "recovery.programs",
    "recovery.appointments",
    "intake",
    "treatment",
    "aftercare",
    "recovery.front",
]
INSTALLED_APPS = [
    *OWN_APPS,
    *(["recovery.front.demo"] if DEMO else []),
    *env.list("EXTRA_APPS", []),  # tools of development: zeal in tests, the migration linter in lint
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "anymail",
    "csp",
    "django_htmx",
    "django_structlog",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "pgtrigger",
    "rest_framework",
    "template_partials",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "intake.screening.own.middleware.LockedToOwnAnswers",
    "recovery.accounts.middleware.SessionClock",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "recovery.core.middleware.PageLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "recovery.core.middleware.NoStore",
    "recovery.patients.middleware.MergedRecords",
]

ROOT_URLCONF = "recovery.urls"
WSGI_APPLICATION = "recovery.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_htmx.templatetags.django_htmx",
                "template_partials.templatetags.partials",
                "recovery.core.templatetags.components",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "recovery.core.context.interface",
                "recovery.front.chart.context.navigation",
            ],
        },
    }
]
FORM_RENDERER = "recovery.core.forms.Renderer"

# --- the database: the application's role owns no table (docs/operations.md) -----------------------------------
_session = "-c statement_timeout=5000 -c lock_timeout=3000 -c idle_in_transaction_session_timeout=30000"
DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        **env.dj_db_url("DATABASE_URL"),
        "ATOMIC_REQUESTS": True,  # audit rows stand or fall with the read or write they belong to
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
}
DATABASES["default"].setdefault("OPTIONS", {}).update({"connect_timeout": 3, "options": _session})
DATABASE_APP_ROLE = env.str("DATABASE_APP_ROLE", "recovery_app")
if _owner := env.str("DATABASE_OWNER_URL", ""):  # given to `migrate` and `provision_database` only
    DATABASES["owner"] = env.dj_db_url("DATABASE_OWNER_URL")

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"}
}  # sign-in rate limits, shared by all processes; Redis may go away at any time

MIGRATION_LINTER_OPTIONS = {"include_apps": [app.rpartition(".")[2] for app in OWN_APPS]}  # read by make lint

# --- Celery carries empty "look now" ticks; nothing in Redis matters (docs/decisions/0003).  Its timetable is in celery.py
CELERY_BROKER_URL = env.str("REDIS_URL")
CELERY_TASK_IGNORE_RESULT = True
CELERY_RESULT_BACKEND = None
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_ACKS_LATE = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_timeout": 5,
    "socket_connect_timeout": 3,
    "socket_keepalive": True,
    "retry_on_timeout": True,
}
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 20
CELERY_TASK_TIME_LIMIT = 100  # seconds; less than the 120 s lease of a claimed message
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = env.str("CELERY_BEAT_SCHEDULE_FILE", "celerybeat-schedule")

# --- messages ---------------------------------------------------------------------------------------------------
vars().update(env.dj_email_url("EMAIL_URL"))
EMAIL_BACKEND = env.str("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "frontdesk@example.org")
SMS = sms()
ADDRESS_KEY = env.str("ADDRESS_KEY", "") or SECRET_KEY  # keys the digests of addresses that said STOP: never change it
REMINDER_SEND_SECONDS = env.float("REMINDER_SEND_SECONDS", figures.HAND_OVER)
REMINDER_LEASE_SECONDS = env.float("REMINDER_LEASE_SECONDS", figures.LEASE)
DEMO_LEDGER = env.str("DEMO_LEDGER", "")  # the file in which the demo's catcher keeps what was sent

# --- signing in -------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "recovery.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by staff for addresses already confirmed
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.bool("BEHIND_PROXY", False) else 0  # whose address the rate limits count
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _public.scheme
USERSESSIONS_TRACK_ACTIVITY = False
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_ENGINE = "django.contrib.sessions.backends.db"  # ending a session must work at once
SESSION_IDLE_SECONDS = env.int("SESSION_IDLE_SECONDS", 15 * 60)  # reliability 2.5
SESSION_STAFF_SECONDS = 12 * 3600
SESSION_PATIENT_SECONDS = 2 * 3600
SESSION_COOKIE_AGE = SESSION_STAFF_SECONDS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# --- what browsers are told -------------------------------------------------------------------------------------
HTTPS = _public.scheme == "https"
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_HTTPONLY = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", False) else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz", r"^readyz"]  # asked inside the host, without the proxy
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
# "no-referrer" would make browsers send `Origin: null` with every form, and the CSRF check would refuse them all.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

# --- language and time ------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [BASE / "recovery" / "locale"]
USE_TZ = True
TIME_ZONE = CENTER_TIME_ZONE  # what staff pages show; the database and Celery keep UTC

# --- static files -----------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE / "static"]
STATIC_ROOT = env.path("STATIC_ROOT", BASE / "staticfiles")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # nothing is uploaded
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- API --------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["recovery.core.api.WholeText"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "recovery.core.api.explain",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Recovery",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}

# --- logs: JSON lines with listed fields, no names, no form data (recovery/core/logs.py) ------------------------
LOG_LEVEL = env.str("LOG_LEVEL", "INFO")
LOGGING_CONFIG = "recovery.core.logs.configure"
LOGGING = {"level": LOG_LEVEL}
DJANGO_STRUCTLOG_COMMAND_LOGGING_ENABLED = False
