"""All settings, read from the environment; README.md lists every variable.

Without any variable the archive runs for one person on this computer: SQLite and the search index in `data/`,
served to the loopback addresses only, with a secret key made once and kept there. `HTTPS=1` means "public":
secure cookies, HSTS, redirects, and a SECRET_KEY that must be given.
"""

import contextlib
import datetime as dt
import os
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from articles.looks.colours import DARK, LIGHT
from newsarchive.catalogues import compile_catalogues
from newsarchive.environment import (
    env_bool,
    env_colour,
    env_float,
    env_int,
    env_level,
    env_list,
    env_logo,
    env_path,
    env_secret,
    env_text,
    env_zone,
)
from newsarchive.private import files_of, make_private
from newsarchive.waiting import PatientConnection

BASE_DIR = Path(__file__).resolve().parent.parent


@contextlib.contextmanager
def told_as_a_setting(path: Path) -> Iterator[None]:
    """A folder that is not ours to write in is a matter of configuration, not a fault."""
    try:
        yield
    except OSError as error:
        raise ImproperlyConfigured(
            f"{path} cannot be used ({error.strerror}): choose a folder of yours with DATA_DIR=…"
        ) from error


def kept_secret_key(path: Path) -> str:
    """The key in `path`, made there on first use, readable by its owner only.

    It is written beside and linked into place, so that two processes starting together see one whole key.
    """
    with told_as_a_setting(path):
        if not path.exists():
            with tempfile.NamedTemporaryFile("w", dir=path.parent) as draft:  # made with mode 0600
                draft.write(secrets.token_urlsafe(50))
                draft.flush()
                with contextlib.suppress(FileExistsError):
                    os.link(draft.name, path)
        return path.read_text().strip()


def database(url: str, default_file: Path, password: str = "") -> dict[str, Any]:
    """Django's settings for the database at `url`, or for SQLite in `default_file` if no URL is given.

    `password` is that of a server whose URL has none.
    """
    if not url:
        config: dict[str, Any] = {"ENGINE": "django.db.backends.sqlite3", "NAME": default_file}
    else:
        try:
            config = dict(dj_database_url.parse(url))
        except ValueError as error:  # not told: it may hold a password
            raise ImproperlyConfigured(
                "DATABASE_URL must be postgresql://user:password@host:5432/name or sqlite:////path/to/file."
            ) from error
    if config["ENGINE"] == "django.db.backends.sqlite3":
        # WAL lets readers go on while one writes; IMMEDIATE makes writers queue at the start of a
        # transaction, where waiting works, instead of failing in its middle.
        config["OPTIONS"] = config.get("OPTIONS", {}) | {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "factory": PatientConnection,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        }
    else:
        config |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
        config["PASSWORD"] = config.get("PASSWORD") or password
    return config


# Where things are

DATA_DIR = env_path("DATA_DIR", BASE_DIR / "data")
with told_as_a_setting(DATA_DIR):
    DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
INDEX_DIR = env_path("INDEX_DIR", DATA_DIR / "index")
SEARCH_ENGINE = env_text("SEARCH_ENGINE", "tantivy")
# Where SEARCH_ENGINE=opensearch: its nodes, and how we show them who we are.
OPENSEARCH_URL = env_list("OPENSEARCH_URL") or ["http://127.0.0.1:9200"]
OPENSEARCH_USER = env_text("OPENSEARCH_USER")
OPENSEARCH_PASSWORD = env_secret("OPENSEARCH_PASSWORD")
OPENSEARCH_AUTHORITY = env_text("OPENSEARCH_AUTHORITY")  # the file of who signed the nodes' certificates
OPENSEARCH_CERTIFICATE = env_text("OPENSEARCH_CERTIFICATE")
OPENSEARCH_KEY = env_text("OPENSEARCH_KEY")
OPENSEARCH_INDEX = env_text("OPENSEARCH_INDEX", "newsarchive")
OPENSEARCH_SHARDS = env_int("OPENSEARCH_SHARDS", 1)
OPENSEARCH_REPLICAS = env_int("OPENSEARCH_REPLICAS", 0)
OPENSEARCH_TIMEOUT = env_float("OPENSEARCH_TIMEOUT", 10.0)  # seconds
DATABASES = {
    "default": database(
        env_text("DATABASE_URL"), DATA_DIR / "archive.sqlite3", env_secret("POSTGRES_PASSWORD")
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Safety

DEBUG = env_bool("DEBUG")
HTTPS = env_bool("HTTPS")
SECRET_KEY = env_secret("SECRET_KEY")
if not SECRET_KEY:
    if HTTPS:
        raise ImproperlyConfigured("SECRET_KEY must be given when HTTPS=1.")
    SECRET_KEY = kept_secret_key(DATA_DIR / "secret_key")

# The names of this computer are believed only where nobody else is served. Health checks need none.
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS")
if not ALLOWED_HOSTS and not HTTPS:
    ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")

SESSION_COOKIE_AGE = 12 * 3600  # seconds: who has worked for a day logs in again
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
# Short, and for this name only, until whoever runs the archive says otherwise: it cannot be taken back before
# its time. Preloading can hardly be taken back at all, so there is none, and Django need not ask for it.
SECURE_HSTS_SECONDS = env_int("HSTS_SECONDS", 3600) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS and env_bool("HSTS_SUBDOMAINS")
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
if HTTPS:  # gunicorn speaks plain HTTP, so there is a proxy in front, and it says how the reader came
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# How many of our own proxies stand in front, each adding to X-Forwarded-For whom it was asked by.
PROXIES = env_int("PROXIES", 1 if HTTPS else 0)
FORCE_SCRIPT_NAME = ""  # the archive stands at the root, whatever a server believes
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

PRIVATE_FOLDERS = [DATA_DIR, INDEX_DIR]
PRIVATE_FILES = [DATA_DIR / "secret_key"]
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    PRIVATE_FILES += files_of(Path(DATABASES["default"]["NAME"]))
make_private(PRIVATE_FOLDERS, PRIVATE_FILES)

# One original is 5 MB at most; its form fields come beside it.
DATA_UPLOAD_MAX_MEMORY_SIZE = FILE_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024

# Requests to the API a minute, from an address and with a key; 0 is no limit, and so is the loopback address.
API_REQUESTS = env_int("API_REQUESTS", 600)
API_KEY_REQUESTS = env_int("API_KEY_REQUESTS", 6000)

# With it programs elsewhere may ask for /metrics; without it only this computer may.
METRICS_TOKEN = env_secret("METRICS_TOKEN")

# Whom to tell of a hole, as addresses: mailto:… or https:…
SECURITY_CONTACT = env_list("SECURITY_CONTACT")

# What the archive is called and how it looks, where no editor has said so in the admin

ARCHIVE_NAME = env_text("ARCHIVE_NAME")[:80]
ARCHIVE_MOTTO = env_text("ARCHIVE_MOTTO")[:160]
ARCHIVE_LOGO = env_logo("ARCHIVE_LOGO")  # a file: PNG, JPEG, WebP or a plain SVG
ARCHIVE_ACCENT = env_colour("ARCHIVE_ACCENT", LIGHT)
ARCHIVE_ACCENT_DARK = env_colour("ARCHIVE_ACCENT_DARK", DARK)

# The parts of the archive

INSTALLED_APPS = [
    "axes",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_filters",
    "simple_history",
    "articles",
]

MIDDLEWARE = [
    "newsarchive.middleware.LogMiddleware",
    "newsarchive.middleware.HeadMiddleware",
    # What is secret in a page, its CSRF token, is masked anew each time.
    "newsarchive.middleware.PackingMiddleware",
    "newsarchive.languages.LanguageMiddleware",
    "newsarchive.languages.TimeZoneMiddleware",
    "newsarchive.middleware.ApiMiddleware",
    "newsarchive.middleware.HostMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsarchive.middleware.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "newsarchive.middleware.HealthMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "newsarchive.logins.LoginMiddleware",
    "axes.middleware.AxesMiddleware",
    "newsarchive.middleware.TimingMiddleware",
]

ROOT_URLCONF = "newsarchive.urls"
WSGI_APPLICATION = "newsarchive.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Logging in: ten failures of an account, or from an address, close it for a quarter of an hour; one success
# makes an end of the count. `manage.py axes_reset` opens all at once.
AUTHENTICATION_BACKENDS = ["newsarchive.logins.LimitedBackend"]
AXES_FAILURE_LIMIT = env_int("LOGIN_FAILURES", 10)
if not AXES_FAILURE_LIMIT:
    raise ImproperlyConfigured("LOGIN_FAILURES must be at least 1: with 0 nobody could log in.")
AXES_COOLOFF_TIME = dt.timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "newsarchive.logins.locked_out"
AXES_USERNAME_CALLABLE = "newsarchive.logins.account_of"
AXES_CLIENT_IP_CALLABLE = "newsarchive.clients.address_of"
AXES_DISABLE_ACCESS_LOG = True  # who logged in when is Django's last_login
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# Static files: straight from their folders; or, where STATIC_ROOT is given, gathered there by collectstatic,
# compressed, named by their content and cached for ever.

STATIC_URL = "/static/"  # from the root: below a language there are none
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = env_text("STATIC_ROOT") or None
WHITENOISE_USE_FINDERS = STATIC_ROOT is None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_ROOT
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# Language and time

LANGUAGE_CODE = "en"
LANGUAGES = [  # each by its own name
    ("en", "English"),
    ("az", "Azərbaycanca"),
    ("hy", "Հայերեն"),
    ("ka", "ქართული"),
    ("ru", "Русский"),
    ("tr", "Türkçe"),
]
ARCHIVE_LANGUAGES = env_list("ARCHIVE_LANGUAGES")  # of the pages, the first where nobody asks for one
if unknown := set(ARCHIVE_LANGUAGES) - {code for code, _name in LANGUAGES}:
    raise ImproperlyConfigured(
        f"ARCHIVE_LANGUAGES names {', '.join(sorted(unknown))}: not one of the archive's."
    )
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [BASE_DIR / "locale"]
compile_catalogues(LOCALE_PATHS[0])
USE_I18N = True
USE_TZ = True
TIME_ZONE = env_zone("TIME_ZONE", "UTC")

# Logs: one line each on standard error

SLOW_SECONDS = env_float("SLOW_SECONDS", 2.0)  # a request that takes longer is named in the log

# "line" for people, "json" for programs
LOG_FORMAT = env_text("LOG_FORMAT", "line").lower()
if LOG_FORMAT not in {"line", "json"}:
    raise ImproperlyConfigured(f"LOG_FORMAT must be line or json, not {LOG_FORMAT!r}.")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "json": {"()": "newsarchive.logs.JsonFormatter"},
    },
    "filters": {
        "told elsewhere": {
            "()": "django.utils.log.CallbackFilter",
            "callback": lambda record: getattr(record, "status_code", 0) != 503,  # LogMiddleware tells those
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["stderr"], "level": env_level("LOG_LEVEL", "INFO")},
    "loggers": {
        # Django's own handlers would print a second time, and mail nobody.
        "django": {"handlers": [], "propagate": True},
        # Wrong addresses and foreign host names are their visitors' mistakes, not faults here.
        "django.request": {"level": "ERROR", "filters": ["told elsewhere"]},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "django.security.TooManyFieldsSent": {"level": "CRITICAL"},
        # The archive's own line says who was refused and why.
        "axes": {"level": "ERROR"},
    },
}
