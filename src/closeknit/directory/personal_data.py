"""What the directory holds of a person: their notes to groups, what they suggested, claimed and changed.

What a group's page says is the group's own and stays. Who changed it becomes "someone who left", by
the emptied row that accounts leave behind.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.accounts.models import HelpedAct, Person
from closeknit.core import personal_data
from closeknit.core.personal_data import SOMEONE_WHO_LEFT, Row, Section, section_of, without
from closeknit.directory import models
from closeknit.directory.editing.naming import Namer
from closeknit.directory.indexing import reindex
from closeknit.directory.policies import groups_of, stewards_of
from closeknit.directory.stewardship.adding import TELLING
from closeknit.directory.stewardship.stewards import give_to_organisers, leave
from closeknit.journal.forgetting import forget_guests

Theirs = Callable[[Person], QuerySet[Any]]


def _by(model: Any, *keys: str, email: str = "") -> Theirs:
    """The rows that name the person by one of these keys, or their address as a guest's."""

    def rows(person: Person) -> QuerySet[Any]:
        theirs = Q(**{keys[0]: person}) if keys else Q(pk=None)
        for key in keys[1:]:
            theirs |= Q(**{key: person})
        if email and person.email:
            theirs |= Q(**{f"{email}__iexact": person.email})
        return model._base_manager.filter(theirs).order_by("pk")

    return rows


NOTES = _by(models.ContactMessage, email="email")
SUGGESTIONS = _by(models.Suggestion, "by", email="guest_email")
TELLINGS = _by(models.Telling, email="guest_email")
WAKINGS = _by(models.Waking, "by", email="guest_email")
CLAIMS = _by(models.Claim, "person")
INVITATIONS = _by(models.Invitation, "invited_by", "accepted_by", email="email")
REASSIGNMENTS = _by(models.Reassignment, "asked_by", "agreed_by", "stopped_by", email="email")
CALLS = _by(models.Call, "by")
CHANGES = _by(models.Revision, "by")
PHOTOS = _by(models.Photo, "added_by")
PAIRS = _by(models.Pair, "decided_by")
MERGES = _by(models.Merge, "by", "parted_by")
LISTS = _by(models.ImportRun, "started_by", "undone_by")
REMEMBERED = (
    (models.Revision, "before", "after"),
    (models.Suggestion, "before", "wanted"),
    (models.ImportRow, "raw", "before"),
    (models.Merge, "steps", "pictures"),
)


def _tellings(person: Person) -> QuerySet[Any]:
    """Also those that somebody told for them: who has no address is known by that alone."""
    with_help = HelpedAct.objects.filter(kind=TELLING, person=person).values("thing_id")
    return (TELLINGS(person) | models.Telling._base_manager.filter(pk__in=with_help)).order_by("pk")


def export(person: Person) -> list[Section]:
    """One query for each part. What somebody else decided or wrote down is not told."""
    return [
        section_of(_("Notes to groups that wait to be sent"), NOTES(person)),
        section_of(_("What you suggested"), SUGGESTIONS(person), "by", "decided_by", "guest_email", tell=_wished),
        section_of(_("Groups you told us about"), _tellings(person), "guest_email"),
        section_of(_("Groups you asked to wake up"), WAKINGS(person), "by", "guest_email", "about_kind", "about_id"),
        section_of(_("Groups you asked to look after"), CLAIMS(person), "person", "decided_by"),
        section_of(_("Invitations to look after a group"), INVITATIONS(person)),
        section_of(_("Groups for which new people were looked for"), REASSIGNMENTS(person)),
        section_of(_("Calls you made to groups"), CALLS(person), "by"),
        section_of(_("Changes you made to pages"), CHANGES(person), "by", tell=_changed),
        section_of(_("Pictures you added"), PHOTOS(person), "added_by"),
        section_of(_("Pages you looked at to see whether they are about one group"), PAIRS(person), "decided_by"),
        section_of(_("Pages you made one, or parted again"), MERGES(person), "steps", "pictures"),
        section_of(_("Lists you brought in"), LISTS(person), "columns", "mapping", "options", "made_themes"),
    ]


def _wished(_person: Person, rows: Sequence[models.Suggestion]) -> list[Row]:
    parts = _put_into_words([row.wanted for row in rows])
    return [
        {
            _("When"): row.created_at,
            _("Group"): row.group.name,
            _("What it should say"): wanted,
            _("Why"): row.reason,
            _("Answered"): row.decided_at,
            _("Answer"): row.answer,
        }
        for row, wanted in zip(rows, parts, strict=True)
    ]


def _changed(_person: Person, rows: Sequence[models.Revision]) -> list[Row]:
    before, after = (_put_into_words([getattr(row, name) for row in rows]) for name in ("before", "after"))
    return [
        {_("When"): row.at, _("Group"): row.group_name, _("It said"): said, _("Since then it says"): says}
        for row, said, says in zip(rows, before, after, strict=True)
    ]


def _put_into_words(told: Sequence[dict[str, Any]]) -> list[list[str]]:
    """For each of these parts of a page its fields as “Name: Heddle Hill Singers”. At most four queries."""
    namer = Namer()
    namer.learn(*told)
    return [[f"{namer.label(key, value)}: {namer.words(key, value)}" for key, value in part.items()] for part in told]


def erase(person: Person, now: datetime) -> list[str]:
    """Suggestions and claims that wait go; answered ones and changes stay, named by nobody."""
    _forget_who_confirmed(person)
    _hand_pages_back(person)
    NOTES(person).delete()
    CLAIMS(person).filter(decided_at=None).delete()
    CLAIMS(person).update(words="")
    _forget_as_guest(person)
    SUGGESTIONS(person).filter(decided_at=None).delete()
    SUGGESTIONS(person).update(guest_name="", guest_email="", wants_to_be_named=False, reason="")
    models.Photo.objects.taken_off().filter(added_by=person).delete()  # their files go with the next round
    _tellings(person).update(guest_name="", guest_email="")
    WAKINGS(person).update(by=None, words="", guest_name="", guest_email="")
    if person.email:
        _forget_address(person.email)
    return [_("What you wrote on groups’ pages stays there, without your name.")]


def _hand_pages_back(person: Person) -> None:
    """The organisers hear of a group that nobody looks after now, but not who left. What the person
    asked of others and nobody took up counts no more."""
    person.name = str(SOMEONE_WHO_LEFT)
    for group in groups_of(person):
        if stewards_of(group).exclude(pk=person.pk).exists():
            leave(group=group, person=person)
        else:
            give_to_organisers(group=group, person=person, reason="")
    models.Invitation._base_manager.filter(invited_by=person, reassignment=None, ended_at=None).delete()


def _forget_as_guest(person: Person) -> None:
    """What they suggested stands under a name in the record, and in the page's history if they wished so."""
    for suggestion in SUGGESTIONS(person).select_related("group", "revision"):
        credit = suggestion.revision.guest if suggestion.revision else ""
        forget_guests([suggestion.guest_name, credit], about=[suggestion, suggestion.group])
    named = models.Revision._base_manager.filter(pk__in=SUGGESTIONS(person).values("revision")).exclude(guest="")
    named.update(guest=str(SOMEONE_WHO_LEFT))


def _forget_address(email: str) -> None:
    """Where it stood as a group's own, and in what pages and lists said before."""
    models.Invitation._base_manager.filter(email__iexact=email).delete()
    models.Reassignment._base_manager.filter(email__iexact=email).delete()
    groups = models.Group._base_manager.filter(contact_email__iexact=email)
    numbers = list(groups.values_list("pk", flat=True))
    groups.update(contact_email="")
    for model, *columns in REMEMBERED:
        _rewrite(model, columns, email)
    if numbers:
        reindex(numbers)


def _rewrite(model: type[Model], columns: list[str], email: str) -> None:
    named = Q()
    for column in columns:
        named |= Q(**{f"{column}__icontains": email})
    for row in model._base_manager.filter(named).iterator():
        for column in columns:
            setattr(row, column, without(email, getattr(row, column)))
        row.save(update_fields=columns)


def _forget_who_confirmed(person: Person) -> None:
    """A listing stays confirmed on its day; only by whom is forgotten."""
    named = Q(confirmed_by=person.name)
    theirs = Q(pk__in=[number for kind, number in person.scopes_of("group_steward") if kind == "group"])
    models.Group._base_manager.filter(named & theirs).update(confirmed_by="")


personal_data.register(
    "directory",
    models=[
        models.ContactMessage,
        models.Suggestion,
        models.Telling,
        models.Waking,
        models.Claim,
        models.Invitation,
        models.Reassignment,
        models.Call,
        models.Revision,
        models.Photo,
        models.ImportRun,
        models.Group,
        models.ImportRow,
        models.Pair,
        models.Merge,
    ],
    export=export,
    erase=erase,
    goes=[gettext_lazy("Notes, suggestions and requests that nobody has answered yet.")],
    stays=[
        gettext_lazy(
            "What you changed on the page of a group stays, for the group needs it. It will say “someone who left”"
            " where your name was."
        )
    ],
)
