"""Sessions that know whose they are. Named by the setting SESSION_ENGINE; keeps to Django's own store in the
database. That a person was here is written down every ten minutes at most, with no query of its own."""

from datetime import datetime, timedelta
from typing import Any, cast

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from closeknit.accounts.models import Session
from closeknit.core.prepared import PreparedRows

LOOKS_EVERY = timedelta(minutes=10)
BY_KEY = PreparedRows(lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now))


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> Any:
        return Session

    def load(self) -> dict[str, Any]:
        key = self.session_key or ""
        row = next(iter(BY_KEY(key, timezone.now())), None) if key.isalnum() else None
        if row is None:
            self._session_key = None
            return {}
        if timezone.now() - row.seen_at > LOOKS_EVERY:
            self.modified = True  # so that it is saved, with the time
        return cast("dict[str, Any]", self.decode(row.session_data))

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = cast("Session", super().create_model_instance(data))
        row.person_id = data.get("_auth_user_id")
        row.device = data.get("device", "")
        row.signed_in_at = datetime.fromisoformat(data["signed_in_at"]) if "signed_in_at" in data else None
        row.is_strong = bool(data.get("is_strong"))
        return row
