"""Django settings. What a city may set is read from HOMETOWN_* variables, each described in docs/settings.md."""

from pathlib import Path

from hometown.config import environment as env

PACKAGE = Path(__file__).resolve().parent.parent
HOMETOWN_HOME = env.home()
DEBUG = env.flag("HOMETOWN_DEBUG", default=False)
HTTPS = env.flag("HOMETOWN_HTTPS", default=False)
ALLOWED_HOSTS = env.words("HOMETOWN_HOSTS", "127.0.0.1,localhost,[::1]")
env.require_safe(ALLOWED_HOSTS, https=HTTPS, debug=DEBUG)

SECRET_KEY = env.secret_key(HOMETOWN_HOME)
SEAL_KEYS = env.folder("HOMETOWN_SEAL_KEYS", HOMETOWN_HOME / "seal-keys")
CHANNELS = env.channels("HOMETOWN_CHANNELS", HOMETOWN_HOME / "channels.toml")
DATABASES = {"default": env.database(HOMETOWN_HOME)}
DATABASE_ROUTERS = ["hometown.ledger.moments.MomentRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

FLOORS = [
    # Top to bottom, as in ARCHITECTURE.md.
    "hometown.desk",
    "hometown.intake",
    "hometown.relay",
    "hometown.chronicle",
    "hometown.bulletins",
    "hometown.dispatch",
    "hometown.meetings",
    "hometown.chains",
    "hometown.enclave",
    "hometown.exchange",
    "hometown.aftercare",
    "hometown.care",
    "hometown.landing",
    "hometown.projects",
    "hometown.fieldwork",
    "hometown.companies",
    "hometown.programme",
    "hometown.tasks",
    "hometown.notices",
    "hometown.files",
    "hometown.policy",
    "hometown.accounts",
    "hometown.ledger",
    "hometown.face",
]
INSTALLED_APPS = [
    *[floor for floor in FLOORS if (PACKAGE / floor.split(".")[1] / "apps.py").exists()],
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "hometown.face.methods.MethodsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hometown.face.headers.SecurityHeadersMiddleware",
    "hometown.accounts.middleware.KeptSessionMiddleware",
    "hometown.policy.middleware.RulesMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "hometown.accounts.middleware.PersonMiddleware",
    "hometown.face.middleware.RefusalMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "config" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["hometown.face.templatetags.form_keys"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "hometown.config.navigation.navigation",
            ],
        },
    }
]
ROOT_URLCONF = "hometown.config.urls"
WSGI_APPLICATION = "hometown.config.wsgi.application"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["hometown.accounts.signing.PasswordBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "today"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "config" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "static/"
STATIC_ROOT = HOMETOWN_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
OFFICE = env.program("HOMETOWN_OFFICE", "soffice", "libreoffice")  # makes PDFs of official documents
FILE_UPLOAD_TEMP_DIR = None
UPLOAD_BYTES_MAX = env.whole_number("HOMETOWN_UPLOAD_MB", 25, least=1, most=500) << 20
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "hometown.face.web.form_expired"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("HOMETOWN_BEHIND_PROXY", default=False) else None
)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Sessions are server-side rows: signing out ends them, and an account has few at once.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_secrets": {"()": "hometown.face.logs.NoSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["no_secrets"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
