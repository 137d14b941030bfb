"""The mark a browser keeps once somebody has signed in on it, sent to the pages of signing in alone.

Limits on guessing are counted apart for such a browser, so that no stranger who guesses at an address can
keep its owner out.
"""

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string, salted_hmac

from closeknit.accounts.models import Person, as_stored

COOKIE, PATH = "known", "/sign-in/"
DAYS = 400
SALT = "closeknit.accounts.known_device"


def remember(request: HttpRequest, response: HttpResponse, person: Person) -> None:
    if person.email:
        mark = signing.dumps({"whose": _veiled(person.email), "which": get_random_string(12)}, salt=SALT)
        response.set_cookie(
            COOKIE, mark, max_age=DAYS * 86400, path=PATH, secure=request.is_secure(), httponly=True, samesite="Lax"
        )


def of(request: HttpRequest, email: str) -> str:
    """Which browser this is, if the owner of this address signed in on it; else nothing."""
    try:
        mark = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=DAYS * 86400)
    except signing.BadSignature:
        return ""
    return str(mark["which"]) if mark["whose"] == _veiled(email) else ""


def _veiled(email: str) -> str:
    return salted_hmac(SALT, as_stored(email)).hexdigest()[:20]
