"""Django settings. Everything that differs between machines is an environment variable; nothing here reads the law."""

import os
from ipaddress import ip_network
from pathlib import Path

from foundation import lines
from foundation.keys import keys_of
from mingjing import channels, oidc, production
from mingjing.database import database_settings

ROOT = Path(__file__).resolve().parents[2]

production.check(os.environ)
PRODUCTION = production.is_production(os.environ)
DATA_DIR = Path(os.environ.get("MINGJING_DATA", ROOT / ".mingjing"))
DEBUG = False
SECRET_KEY = os.environ.get("MINGJING_SECRET_KEY", production.DEMO_SECRET + "0" * 40)
ALLOWED_HOSTS = [host.strip() for host in os.environ.get("MINGJING_HOSTS", "127.0.0.1,localhost,testserver").split(",")]
CLOCK = os.environ.get("MINGJING_CLOCK", "")

# The folder says the schema: the first list lives once in `public`, the second in the schema of each hall.
SHARED_APPS = [
    "django_tenants",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.staticfiles",
    "axes",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "rest_framework",
    "drf_spectacular",
    "graphene_django",
    "foundation",
    "accounts",
    "hierarchy",
    "reporting",
    "api",
]
TENANT_APPS = [
    "guardian",
    "tenants.audit",
    "tenants.repeats",
    "tenants.contacts",
    "tenants.documents",
    "tenants.notices",
    "tenants.organization",
    "tenants.items",
    "tenants.cases",
    "tenants.alerts",
    "tenants.directives",
    "tenants.exchange",
]
INSTALLED_APPS = SHARED_APPS + TENANT_APPS

TENANT_MODEL = "hierarchy.Hall"
TENANT_LIMIT_SET_CALLS = True
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
GET_EXECUTOR_FUNCTION = "hierarchy.migrating.executor"
DATABASES = {"default": database_settings(os.environ)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "guardian.backends.ObjectPermissionBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
# guardian's anonymous user would be a row in `public` written from a hall; exceptional grants are for known persons.
ANONYMOUS_USER_NAME = None
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = ["username"]
SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # the name alone locks: an attacker changes address at will
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # a quarter hour is a quarter hour, whoever goes on trying
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS: list[str] = []

# Of allauth rows and reckoning are used: its pages have no addresses here, signing in stays in `accounts.signing`.
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ADAPTER = "accounts.second_factor.Adapter"
MFA_TOTP_TOLERANCE = 1  # a clock that is half a minute off (RFC 6238, 5.2)
# Who acts through a post of these roles needs a second factor: `LEADER,SUPERVISOR`, or nobody.
SECOND_FACTOR_ROLES = frozenset(filter(None, os.environ.get("MINGJING_SECOND_FACTOR_ROLES", "").split(",")))
# A provider of OpenID Connect, or none; persons are bound to it, never made (`accounts.bindings`).
OIDC = oidc.configured(os.environ)
SOCIALACCOUNT_PROVIDERS = oidc.providers(OIDC)
SOCIALACCOUNT_ADAPTER = "api.oidc.Adapter"
# Keys that seal what is kept unreadable; the first one writes (`foundation.ciphers`).
FIELD_KEYS = keys_of(os.environ.get("MINGJING_FIELD_KEYS", "") or production.DEMO_FIELD_KEY)
# Codes of documents that one address may have checked in ten minutes.
VERIFY_TRIES = int(os.environ.get("MINGJING_VERIFY_TRIES", "60"))

MIDDLEWARE = [
    "api.tracing.TraceMiddleware",
    "api.observing.ObservingMiddleware",
    "api.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "api.entry.ActorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "mingjing.urls"
WSGI_APPLICATION = "mingjing.wsgi.application"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [ROOT / "frontend" / "dist"]}]

CSRF_FAILURE_VIEW = "api.graph.view.csrf_failure"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
if PRODUCTION:
    CSRF_TRUSTED_ORIGINS = [os.environ["MINGJING_ORIGIN"]]
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$", "^metrics$"]  # asked from the machine itself
    # The proxy that ends TLS must set this header itself and drop what a browser sent under its name.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
SESSION_ENGINE = "accounts.sessions"
# docs/security.md says why these.
SESSION_COOKIE_AGE = int(os.environ.get("MINGJING_SESSION_HOURS", "8")) * 3600
SESSION_IDLE_SECONDS = int(os.environ.get("MINGJING_IDLE_MINUTES", "120")) * 60
# How long tries to sign in are kept (`mingjing signins forget`).
SIGN_IN_DAYS = int(os.environ.get("MINGJING_SIGN_IN_DAYS", "365"))
# Dates that one address may have reckoned in ten minutes, by each web process.
DEADLINE_TRIES = int(os.environ.get("MINGJING_DEADLINE_TRIES", "120"))
# Proxies before the web server: that many addresses at the end of X-Forwarded-For were written by them.
PROXIES = int(os.environ.get("MINGJING_PROXIES", "1" if PRODUCTION else "0"))
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

# Channels besides the application (docs/howto/channels.md); one that is not named here is not offered.
ORIGIN = os.environ.get("MINGJING_ORIGIN", "http://127.0.0.1:8000")  # of the links in messages
GATEWAY_SECONDS = 10
_mail, _sms = channels.email(os.environ), channels.sms(os.environ)
EMAIL_HOST = _mail["EMAIL_HOST"]
EMAIL_PORT = _mail["EMAIL_PORT"]
EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = _mail["EMAIL_USE_TLS"]
EMAIL_USE_SSL = _mail["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = _mail["EMAIL_TIMEOUT"]
EMAIL_FROM = _mail["EMAIL_FROM"]
SMS_URL = _sms["SMS_URL"]
SMS_BODY = _sms["SMS_BODY"]
SMS_HEADERS = _sms["SMS_HEADERS"]
SMS_TAKEN = _sms["SMS_TAKEN"]
RECEIPT_SECRET = _sms["RECEIPT_SECRET"]

LANGUAGE_CODE = "zh-hans"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "frontend" / "dist"
STATICFILES_DIRS: list[Path] = []
WHITENOISE_USE_FINDERS = False
WHITENOISE_AUTOREFRESH = False
# The build writes a digest of its content into the name of each of these, so that a browser may keep it.
WHITENOISE_IMMUTABLE_FILE_TEST = r"/assets/.+-[\w-]{8}\.(js|css)$"

# Only operations of `api/documents.json` are served, but to a hall's administrators.
TRUSTED_ONLY = os.environ.get("MINGJING_TRUSTED_ONLY") == "1"
GRAPHENE = {"SCHEMA": "api.graph.schema.schema"}
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Mingjing 明镜: exchange with departments' systems",
    "DESCRIPTION": "Names in GB/T 39046-2020 stand beside each member.",
    "VERSION": "1",
    "SERVE_PERMISSIONS": [],
    "SERVE_INCLUDE_SCHEMA": False,
    "APPEND_COMPONENTS": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    "SECURITY": [{"token": []}],
    "POSTPROCESSING_HOOKS": ["api.rest.description.rows_one_by_one"],
}
# Batches that one web process takes at a time, and deltas that may wait before senders are told to wait (429).
EXCHANGE_BATCHES = int(os.environ.get("MINGJING_EXCHANGE_BATCHES", "4"))
EXCHANGE_BACKLOG = int(os.environ.get("MINGJING_EXCHANGE_BACKLOG", "500000"))
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

CELERY_BROKER_URL = os.environ.get("MINGJING_BROKER_URL", "")

IS_DEMO = os.environ.get("MINGJING_DEMO") == "1"

# Who may read /metrics: nobody, unless a network that connects directly, or a token, is named.
METRICS_NETWORKS = [
    ip_network(word.strip()) for word in os.environ.get("MINGJING_METRICS_NETWORKS", "").split(",") if word.strip()
]
METRICS_TOKEN = os.environ.get("MINGJING_METRICS_TOKEN", "")

LOGGING = lines.configuration(os.environ.get("MINGJING_LOG", "WARNING"))
