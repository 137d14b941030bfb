"""Where the second step at sign-in is set up: in the accounts room."""

from django.urls import NoReverseMatch, reverse

ROUTE = "accounts:second-step"


def address() -> str:
    """The page, or nothing while there is none."""
    try:
        return reverse(ROUTE)
    except NoReverseMatch:
        return ""
