"""The house rules: the set every hub begins with, and how a wording follows another."""

from typing import Any
from uuid import UUID

from django.db import connections, transaction
from django.utils import timezone
from django.utils.text import slugify

from closeknit.conversation.models import HouseRule
from closeknit.places import versions

READY = (
    ("kind", "Be kind", "No insults, no threats, no mocking. Speak about the matter, not about the person."),
    ("fair", "Be fair to all", "Nothing against people for where they come from, how they live, or what they can do."),
    ("private", "Keep private things private", "No names, addresses, numbers or pictures of others without their yes."),
    ("true", "Stay with what is true", "Do not make things up, and do not pretend to be somebody else."),
    ("advert", "No adverts", "Nothing only to sell something, and the same thing not again and again."),
    ("law", "Nothing against the law", "No hate, no fraud, no call to hurt anybody, no stolen texts or pictures."),
    ("safe", "Nobody in danger", "Nothing that puts a child or an adult at risk. Tell us at once if you see it."),
    ("other", "Something else", "You can tell us what is wrong in your own words."),
)  # fmt: skip


def ship(using: str = "default", **_of_the_signal: Any) -> None:
    """Give an empty hub the ready set. Runs after each migration, and after a test has emptied all."""
    connection = connections[using]
    if HouseRule._meta.db_table not in connection.introspection.table_names():
        return
    if not HouseRule.objects.using(using).exists():
        HouseRule.objects.using(using).bulk_create(
            HouseRule(code=code, title=title, words=words, position=10 * place)
            for place, (code, title, words) in enumerate(READY, start=1)
        )


@transaction.atomic
def add(*, client_id: UUID, title: str, words: str, position: int, by: Any) -> HouseRule:
    """A new rule, with a code made of its title. ``client_id`` becomes its ``uuid``: sent twice it is one rule."""
    versions.bump_pages()  # first, so that whoever adds at the same moment waits here and then sees the other's
    said = {"code": _free_code(title), "title": title, "words": words, "position": position, "by": by}
    rule, _is_new = HouseRule.objects.get_or_create(uuid=client_id, defaults=said)
    return rule


def _free_code(title: str) -> str:
    stem = slugify(title)[:50] or "rule"
    taken = set(HouseRule.objects.filter(code__startswith=stem).values_list("code", flat=True))
    return next(code for code in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if code not in taken)


@transaction.atomic
def reword(rule: HouseRule, *, title: str, words: str, position: int, by: Any) -> HouseRule:
    """End this wording and begin the next. The old one stays with the reports that cite it.

    Of two that change the same wording at once the second changes nothing.
    """
    if not retire(rule):
        return HouseRule.objects.filter(code=rule.code).latest("since", "id")
    return HouseRule.objects.create(code=rule.code, title=title, words=words, position=position, by=by)


@transaction.atomic
def retire(rule: HouseRule) -> bool:
    """End this wording; False if somebody has done so already."""
    versions.bump_pages()
    return bool(HouseRule.objects.in_force().filter(pk=rule.pk).update(until=timezone.now()))
