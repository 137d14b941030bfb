"""Asking somebody for help, saying yes to it, and ending it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts import letters
from closeknit.accounts.actions.joining import consent
from closeknit.accounts.models import HelpedAct, Person, Support, as_stored
from closeknit.accounts.vocabulary import Purpose, Way
from closeknit.core.errors import Refused
from closeknit.places import versions

MOST = 5  # of one person


@transaction.atomic
def invite_supporter(person: Person, *, email: str, names_helper: bool = False) -> Support:
    """Send an invitation; asked twice, it is sent once."""
    email = as_stored(email)
    list(Person.objects.select_for_update().filter(pk=person.pk))  # one wish at a time
    if email == person.email:
        raise Refused(_("That is your own address. Ask somebody else for help."))
    standing = Support.objects.filter(person=person, ended_at=None)
    known = standing.filter(email=email).first()
    if known:
        return known
    if standing.count() >= MOST:
        raise Refused(_("That is enough helpers. End the help of one of them first."))
    consent(person, Purpose.HELP, how=Way.WEB)
    support = Support.objects.create(person=person, email=email, names_helper=names_helper)
    letters.invite_to_help(support)
    return support


@transaction.atomic
def accept_support(support: Support, *, by: Person) -> None:
    """The invited person says yes, with the address that was invited."""
    if support.accepted_at or support.ended_at:
        return
    if by.email != support.email or by.pk == support.person_id:
        raise Refused(_("This invitation went to another e-mail address. Sign in with that one."))
    support.supporter, support.accepted_at = by, timezone.now()
    support.save(update_fields=["supporter", "accepted_at"])


@transaction.atomic
def end_support(support: Support) -> None:
    """Either of the two ends it, at once and without a reason."""
    support.ended_at = timezone.now()
    has_ended = Support.objects.filter(pk=support.pk, ended_at=None).update(ended_at=support.ended_at)
    if has_ended and not Support.objects.filter(person=support.person, ended_at=None).exists():
        consent(support.person, Purpose.HELP, how=Way.WEB, is_given=False)


@transaction.atomic
def name_helper(support: Support, *, is_named: bool) -> None:
    """Whether others read who helps; for what was written before, too."""
    Support.objects.filter(pk=support.pk).update(names_helper=is_named)
    acts = HelpedAct.objects.filter(person=support.person_id, helper=support.supporter_id)
    if support.supporter_id and acts.update(helper_is_named=is_named):
        versions.bump_pages()
