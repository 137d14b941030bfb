"""All settings, safe by default. What an administrator may change is read by env.py and told in docs/settings.md."""

import mimetypes
from pathlib import Path
from urllib.parse import urlsplit

from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

from closeknit.config import env

BASE_DIR = Path(__file__).resolve().parents[3]
BUILD_DIR = BASE_DIR / "build"

# ── The folder a hub keeps everything in ─────────────────────────────────────────────────────────
DATA_DIR = env.folder(
    "CLOSEKNIT_DATA",
    BASE_DIR / "data",
    "data",
    help="The folder that holds the database, the pictures and the keys. Back this up.",
)
MEDIA_ROOT = DATA_DIR / "media"
BACKUP_DIR = env.folder(
    "CLOSEKNIT_BACKUPS",
    DATA_DIR / "backups",
    "data/backups",
    help="The folder that `closeknit backup` writes to. A disk of its own is best.",
)

# ── Who may reach us, and under which name ───────────────────────────────────────────────────────
DEBUG = env.flag("CLOSEKNIT_DEBUG", help="Show programmers' error pages. Never on a hub that others can reach.")
PUBLIC_URL = env.address(
    "CLOSEKNIT_PUBLIC_URL",
    "http://127.0.0.1:8000",
    help="The address people type to reach the hub; used in mails, feeds and on posters.",
)
QUICK_EXIT = env.address(
    "CLOSEKNIT_QUICK_EXIT",
    help="Where “Leave this page” leads on the pages of groups that must be kept safe: somewhere that gives nothing "
    "away, such as a weather page. Empty: the first page of the hub.",
)
SECRET_KEY = env.secret(
    "CLOSEKNIT_SECRET_KEY",
    make=lambda: env.kept_key(DATA_DIR / "keys" / "secret_key", get_random_secret_key),
    shown="made on the first start and kept in data/keys/secret_key",
    help="Signs sessions and links. At least 32 random characters, the same for every process of the hub.",
)
if len(SECRET_KEY) < 32:  # noqa: PLR2004 - said in the sentence
    raise env.wrong("CLOSEKNIT_SECRET_KEY", "set it to at least 32 random characters")

_PUBLIC = urlsplit(PUBLIC_URL)
_SECURE = _PUBLIC.scheme == "https"
ALLOWED_HOSTS = [
    *env.words(
        "CLOSEKNIT_HOSTS",
        "localhost,127.0.0.1,[::1]",
        help="More names under which the hub answers, beside the one in CLOSEKNIT_PUBLIC_URL.",
    ),
    _PUBLIC.hostname or "localhost",
]
CSRF_TRUSTED_ORIGINS = [f"{_PUBLIC.scheme}://{_PUBLIC.netloc}"]
TRUSTED_PROXIES = env.networks(
    "CLOSEKNIT_TRUSTED_PROXIES",
    help="The web servers in front of the hub (such as 127.0.0.1), believed about https and a visitor's address.",
)
if TRUSTED_PROXIES:  # BelieveOnlyProxies has taken the header from anyone else
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# ── Rooms ────────────────────────────────────────────────────────────────────────────────────────
INSTALLED_APPS = [
    "closeknit.core",
    "closeknit.accounts",
    "closeknit.places",
    "closeknit.journal",
    "closeknit.conversation",
    "closeknit.commitments",
    "closeknit.directory",
    "closeknit.calendar",
    "closeknit.networks",
    "closeknit.website",
    "closeknit.demo",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "closeknit.core.proxies.BelieveOnlyProxies",
    "closeknit.places.zone.ByTheHubsClock",
    "closeknit.core.page_cache.PageCache",
    "django.middleware.security.SecurityMiddleware",
    "closeknit.core.middleware.SafetyHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "closeknit.directory.duplicates.addresses.MergedAddresses",
    "closeknit.core.middleware.PlainErrors",
    "closeknit.website.setup.gate.ClosedUntilOpened",
]
ROOT_URLCONF = "closeknit.config.urls"
WSGI_APPLICATION = "closeknit.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ── Database ─────────────────────────────────────────────────────────────────────────────────────
# FULL, not NORMAL: a power cut must not lose what was acknowledged (docs/decisions, SQLite first).
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    "PRAGMA cache_size=-65536; PRAGMA journal_size_limit=67108864;"
)
_DATABASE = env.database(
    "DATABASE_URL",
    f"sqlite:///{DATA_DIR / 'closeknit.sqlite3'}",
    "sqlite, in data/closeknit.sqlite3",
    help="Where the hub's records are. postgres://user:password@host/name for a hub that has outgrown one machine.",
)
if _DATABASE["ENGINE"].endswith("sqlite3"):
    _DATABASE["OPTIONS"] |= {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS}
else:  # plans are kept of what is asked again and again: closeknit.core.prepared
    _PLANS = "-c plan_cache_mode=force_generic_plan"
    _DATABASE["OPTIONS"] |= {"prepare_threshold": 5, "options": f"{_DATABASE['OPTIONS'].get('options', '')} {_PLANS}"}
if env.flag("CLOSEKNIT_PGBOUNCER", help="The database address leads to pgbouncer in transaction mode."):
    _DATABASE |= {"DISABLE_SERVER_SIDE_CURSORS": True}
    _DATABASE["OPTIONS"] |= {"prepare_threshold": None}
DATABASES = {"default": {**_DATABASE, "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}}

# ── People ───────────────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "accounts.Person"
SECOND_FACTOR = env.choice(
    "CLOSEKNIT_SECOND_FACTOR",
    "required",
    ("required", "off"),
    help="Whether those with power over others need a second step at sign-in. Off only for a demo.",
)
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_ENGINE = "closeknit.accounts.sessions"
SESSION_COOKIE_NAME = "closeknit"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "closeknit.core.views.csrf_failed"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# ── What a browser may do (the one door in it is /embed/) ────────────────────────────────────────
BASEMAP_URL = env.address(
    "CLOSEKNIT_BASEMAP_URL",
    help="A base map under our own shapes: an address with {z}/{x}/{y}, or one of a .pmtiles file. Empty: none.",
)
BASEMAP_CREDIT = env.text("CLOSEKNIT_BASEMAP_CREDIT", help="Whom to thank for the base map, shown in its corner.")
BASEMAP_ORIGIN = "{0.scheme}://{0.netloc}".format(urlsplit(BASEMAP_URL)) if BASEMAP_URL else ""
EMBED_ORIGINS = env.words(
    "CLOSEKNIT_EMBED_ORIGINS",
    "*",
    help="The sites that may show the hub's lists and maps inside their pages.",
)
_BASEMAP = [BASEMAP_ORIGIN] if BASEMAP_ORIGIN else []
SELF, NONE = "'self'", "'none'"
CONTENT_SECURITY_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF],  # no nonce: a page kept for all visitors cannot carry one
    "style-src": [SELF],
    "img-src": [SELF, "data:", "blob:", *_BASEMAP],
    "font-src": [SELF],
    "connect-src": [SELF, *_BASEMAP],
    "worker-src": [SELF],
    "object-src": [NONE],
    "base-uri": [NONE],
    "form-action": [SELF],
    "frame-ancestors": [NONE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = _SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if _SECURE else 0

# ── Uploads, mail, background work ───────────────────────────────────────────────────────────────
UPLOAD_LIMIT = 1_048_576 * env.number(
    "CLOSEKNIT_UPLOAD_MEGABYTES", 50, least=1, help="The largest file that may be sent to the hub."
)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
MEDIA_URL = "media/"
for _name, _value in env.mail(
    "CLOSEKNIT_MAIL_URL",
    "console:",
    help="How mail leaves: smtp://user:password@host:587, smtps://… for port 465, console: prints it.",
).items():
    globals()[_name] = _value
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text(
    "CLOSEKNIT_MAIL_FROM", "Closeknit <hub@localhost>", help="The sender of the hub's mails."
)
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

# ── Words, time, static files, log ───────────────────────────────────────────────────────────────
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
USE_I18N = len(LANGUAGES) > 1  # until there is a second language, looking up the first is a tenth of each page
TIME_ZONE = env.zone(
    "CLOSEKNIT_TIME_ZONE", "Europe/London", help="The time zone of the place, until the hub has chosen one itself."
)
USE_TZ = True
FORM_RENDERER = "closeknit.core.renderers.LookRenderer"

mimetypes.add_type("text/javascript", ".mjs")
mimetypes.add_type("font/woff2", ".woff2")
STATIC_URL = "static/"
STATIC_ROOT = BUILD_DIR / "static"
STATICFILES_DIRS = [("vendor", BUILD_DIR / "vendor")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "closeknit.config.static.ModuleStorage"},
}
WHITENOISE_MIMETYPES = {".mjs": "text/javascript"}

PAGE_CACHE_BYTES = 1_048_576 * env.number(
    "CLOSEKNIT_PAGE_CACHE_MEGABYTES", 32, help="How much memory each web process may use to keep finished pages."
)
# A page may be this much older than the data. Asking for the version costs one query by primary key.
PAGE_VERSION_SECONDS = env.number(
    "CLOSEKNIT_PAGE_VERSION_SECONDS",
    0 if _DATABASE["ENGINE"].endswith("sqlite3") else 1,
    help="How long a visitor's page may lag behind a change, to save a query. 1 on PostgreSQL.",
)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    }
}
_LOG = env.choice(
    "CLOSEKNIT_LOG", "WARNING", ("DEBUG", "INFO", "WARNING", "ERROR"), help="How much the hub tells in its log."
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    # The worker's advice to press Ctrl-C again, when it was us who told it to stop
    "filters": {
        "calm": {
            "()": "django.utils.log.CallbackFilter",
            "callback": lambda record: "shutting down gracefully" not in str(record.msg),
        }
    },
    # On the handler too: the worker sets its own loggers to INFO
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "level": _LOG, "filters": ["calm"]},
    },
    "loggers": {"django.request": {"level": "ERROR"}},  # a page that is not there is no news
    "root": {"handlers": ["stderr"], "level": _LOG},
}

env.refuse_unknown("CLOSEKNIT_")
