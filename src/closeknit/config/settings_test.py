"""The same settings, made quick and harmless for tests: their own data folder, no mail, no waiting for the disk."""

import atexit
import os
import shutil
import tempfile

os.environ["CLOSEKNIT_DATA"] = tempfile.mkdtemp(prefix="closeknit-test-")
atexit.register(shutil.rmtree, os.environ["CLOSEKNIT_DATA"], ignore_errors=True)

from closeknit.config.settings import *  # noqa: E402, F403
from closeknit.config.settings import DATA_DIR, DATABASES, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
PAGE_VERSION_SECONDS = 0  # every test sees its own changes at once
WHITENOISE_AUTOREFRESH = True  # look for static files when asked, not at each start of a test's client
