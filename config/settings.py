"""The one settings file, driven by the environment.

Embedded (nothing set): SQLite and a Valkey server of our own, both below DATA_DIR.
Service: DATABASE_URL, BROKER_URL and SECRET_KEY are given.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environ import Env

from config import brokers, languages, network, secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()

# Where things are -------------------------------------------------------------------------------

DEBUG = env.bool("DEBUG", default=False)
DATA_DIR = Path(env.str("DATA_DIR", default="") or BASE_DIR / "var").absolute()
SCHEMAS_DIR = BASE_DIR / "schemas"
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

HOST = env.str("HOST", default="") or "127.0.0.1"
PORT = int(env.str("PORT", default="") or 8000)
PUBLIC_URL = env.str("PUBLIC_URL", default="").rstrip("/") or (
    f"http://{network.authority(network.reachable(HOST), PORT)}"
)
_public = urlsplit(PUBLIC_URL)
if _public.scheme not in {"http", "https"} or not _public.hostname:
    raise ImproperlyConfigured(
        "PUBLIC_URL is not a web address. Give scheme and host, such as https://passports.example."
    )
_secure = _public.scheme == "https"
WEB_WORKERS = env.int("WEB_WORKERS", default=2)
WEB_THREADS = env.int("WEB_THREADS", default=4)

# Database ---------------------------------------------------------------------------------------

_database_url = env.str("DATABASE_URL", default="")
_database: dict[str, Any] = (
    env.db_url_config(_database_url)
    if _database_url
    else {"ENGINE": "django.db.backends.sqlite3", "NAME": str(DATA_DIR / "registry.sqlite3")}
)
_on_sqlite = _database["ENGINE"] == "django.db.backends.sqlite3"
if _on_sqlite:
    _database["OPTIONS"] = {
        # A transaction that begins by reading and then writes fails at once, without waiting, when
        # another has written in between: so every transaction begins by taking the write lock.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # Without recursive triggers INSERT OR REPLACE deletes rows behind the triggers' back.
        "init_command": (
            "PRAGMA journal_mode=WAL;"
            "PRAGMA synchronous=NORMAL;"
            "PRAGMA foreign_keys=ON;"
            "PRAGMA recursive_triggers=ON"
        ),
    }
    # A file, because a database in memory has neither a second connection nor a write-ahead log,
    # and tests would meet other locks than the product. Named by process: runs may overlap.
    _database["TEST"] = {"NAME": str(DATA_DIR / f"test-{os.getpid()}.sqlite3")}
DATABASES = {"default": {**_database, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Security ---------------------------------------------------------------------------------------

SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    if not _on_sqlite:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set. A registry with a database of its own may run on several"
            " machines, which must share one key: set it to at least 50 random characters."
        )
    SECRET_KEY = secret_key.kept_in(DATA_DIR / "secret-key")

ALLOWED_HOSTS = sorted(
    {"localhost", "127.0.0.1", "[::1]", _public.hostname, network.reachable(HOST)}
    | set(env.list("ALLOWED_HOSTS", default=[]))
)
CSRF_TRUSTED_ORIGINS = [f"{_public.scheme}://{_public.netloc}"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _secure
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "public.problems.csrf_failure"
SECURE_HSTS_SECONDS = 31_536_000 if _secure else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# The proxy that ends TLS redirects to https, and decides for the names beside and below its own.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W008", "security.W021"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# What it is made of -----------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "rest_framework",
    "ledger",
    "accounts",
    "passports",
    "passports.search",
    "lifecycle",
    "api",
    "public",
    "config",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "public.languages.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
# An address is an identifier: a slash more or less names another product, or none.
APPEND_SLASH = False
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
            ],
        },
    }
]
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Served from where they lie: a copy made at an earlier start cannot go stale.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
}

# Files ------------------------------------------------------------------------------------------

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    # What people hand in to be imported; nobody but their organisation sees it.
    "uploads": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "uploads", "file_permissions_mode": 0o600},
    },
}

# How much the passports that this machine keeps ready may take, in megabytes; 0 keeps none.
RENDITIONS_MB = env.int("RENDITIONS_MB", default=512)
# What a passport's page is made from besides the passport: where another release would differ.
RENDITION_SOURCES = (
    *("accounts", "config", "domain", "ledger", "lifecycle", "passports", "public"),
    *("locale", "schemas", "static", "templates"),
)

# Time and language ------------------------------------------------------------------------------

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = "en"
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGES = [(LANGUAGE_CODE, "English"), *languages.found_in(LOCALE_PATHS[0])]

# Tasks ------------------------------------------------------------------------------------------

BROKER_EMBEDDED = not env.str("BROKER_URL", default="")
CELERY_BROKER_URL = env.str("BROKER_URL", default="") or brokers.url(DATA_DIR)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # A message that nobody acknowledged goes back to its queue once it is older than this: a task
    # whose worker was killed. Above the hard time limit, or a task that still runs would run twice.
    "visibility_timeout": env.int("TASK_VISIBILITY_TIMEOUT", default=120),
    # How often the workers look for such messages, in seconds, and at which of their looks.
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 3,
    # Keeps registries apart that share one Redis.
    "global_keyprefix": env.str("BROKER_PREFIX", default=""),
}
# A request does not wait for a broker that rests: the sweep of the outbox sends what it did not.
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0.1, "interval_max": 0.1}
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_RESULT_SERIALIZER = "json"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_DEFAULT_QUEUE = "registry"
# A task is done when it has ended, not when it has begun; and a worker takes no more than it runs.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_CONCURRENCY = env.int("WORKER_CONCURRENCY", default=2)
# Work is cut into chunks of at most 30 s; what takes three times as long hangs.
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_TASK_TIME_LIMIT = 90
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "sweep outbox": {
        "task": "config.tasks.sweep_outbox",
        "schedule": 5.0,
        # While no worker runs, sweeps do not pile up.
        "options": {"expires": 5.0},
    },
    # Costs one read while the index is as it should be.
    "tend search": {
        "task": "config.tasks.tend_search",
        "schedule": 60.0,
        "options": {"expires": 60.0},
    },
    "summarise categories": {
        "task": "config.tasks.summarise_categories",
        "schedule": 86_400.0,
        "options": {"expires": 3_600.0},
    },
    "forget old uploads": {
        "task": "config.tasks.forget_old_uploads",
        "schedule": 86_400.0,
        "options": {"expires": 3_600.0},
    },
}

# Logs -------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "config.logs.Lines", "texts": DEBUG}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        # Django's own handlers would write a second time, and to people by mail.
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        # Refused requests are no news, and their paths hold serial numbers.
        "django.request": {"level": "ERROR"},
        # One line per sweep, every five seconds, says nothing.
        "celery.beat": {"level": "WARNING"},
        "celery.worker.strategy": {"level": "WARNING"},
        "celery.app.trace": {"level": "WARNING"},
    },
}
