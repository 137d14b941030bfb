"""A session for somebody, as signing in makes it: for a hub that is served, where no test client signs in.
Used by what runs inside the hub (``Hub.told``)."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY


def session_of(person: Any, **more: Any) -> str:
    """Its key, which is what the cookie holds. ``more`` is kept in it too, such as ``is_strong``."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.update(more)
    session.save()
    return str(session.session_key)
