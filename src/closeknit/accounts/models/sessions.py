"""Where a person is signed in: a session knows whose it is, so that it can be listed and ended."""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

from closeknit.accounts.models.person import Person


class Session(AbstractBaseSession):
    """``is_strong``: a second step was taken at sign-in."""

    uuid = None  # its key is its secret; pages name it by its handle

    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="sessions")
    device = models.CharField(max_length=80, blank=True)
    signed_in_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(default=timezone.now)
    is_strong = models.BooleanField(default=False)

    class Meta:
        verbose_name = "session"

    @property
    def handle(self) -> str:
        """Names the session in a page without giving it away."""
        return handle_of(self.session_key)


def handle_of(session_key: str) -> str:
    return salted_hmac("closeknit.accounts.session", session_key).hexdigest()[:24]
