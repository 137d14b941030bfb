"""Short ways of telling a group: a weekly or monthly thing, when it was last confirmed, its aims
in paragraphs. They keep the stories readable as stories."""

from textwrap import dedent
from typing import Any

from closeknit.demo.loomwick.records import DemoService


def told(text: str) -> str:
    """Paragraphs parted by empty lines; other line ends are only for the page."""
    paragraphs = dedent(text).strip().split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def weekly(name: str, days: str, opens: str = "", closes: str = "", **more: Any) -> DemoService:
    """Every week on these days (``TU,TH``); ``interval=2`` makes it every other week."""
    return DemoService(name=name, freq="WEEKLY", byday=days, opens_at=opens, closes_at=closes, **more)


def monthly(name: str, days: str, opens: str = "", closes: str = "", **more: Any) -> DemoService:
    """Every month on this day: ``1SU`` is the first Sunday, ``-1FR`` the last Friday."""
    return DemoService(name=name, freq="MONTHLY", byday=days, opens_at=opens, closes_at=closes, **more)


def now_and_then(name: str, words: str, **more: Any) -> DemoService:
    """Something with no rule that a calendar would understand."""
    return DemoService(name=name, schedule_text=words, **more)


def confirmed(days_ago: int, by: str, how: str = "steward") -> dict[str, Any]:
    """When the group last said that all is still right, who said so, and how."""
    return {"confirmed_days_ago": days_ago, "confirmed_by": by, "confirmed_how": how}


def reached(name: str, last_digits: int) -> dict[str, str]:
    """An address on a domain that nobody can own, and a number from Ofcom's range for drama."""
    return {
        "email": f"hello@{name}.example",
        "phone": f"01632 960 {last_digits:03d}",
        "website": f"https://{name}.example/",
    }
