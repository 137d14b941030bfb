"""The ways a wish can end without being granted, each said to the person as one plain sentence."""


class Spoken(Exception):
    """An end that a person is told about. Its message is a whole sentence for them."""

    status = 500

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Refused(Spoken):
    """A "no" of the domain: the wish is understood, and cannot be done as things stand."""

    status = 409


class NotForYou(Spoken):
    """Seen, but not this person's to do. The sentence says who may."""

    status = 403


class TooLarge(Spoken):
    """More was sent than the hub takes."""

    status = 413


class Unavailable(Spoken):
    """The outside world does not answer: a mail server, another site, a full disk."""

    status = 503


class TooMany(Spoken):
    """Asked more often than the hub can serve fairly."""

    status = 429

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after  # seconds
