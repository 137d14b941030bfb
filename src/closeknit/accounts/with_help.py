"""Doing something for a person whom one helps: never as them, but beside them, by a permission they gave.

The author is the person helped, with their rights and limits; the helper stays themselves. A room above
says here which of its things can be made so (``act_kind``); its form asks from whom it is (``ask``), its
action writes the help down (``note``), and its pages say so (``words_for``). Telling the author is the
journal's part: see ``journal.helping``.
"""

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.accounts.models import HelpedAct, Person, Support
from closeknit.core.errors import Refused
from closeknit.core.http import find

FIELD = "from_whom"


@dataclass(frozen=True, slots=True)
class Hands:
    """Who says something, and who helps them with it, if anybody."""

    author: Any
    helper: Any = None

    @property
    def named(self) -> dict[str, Any]:
        """As actions take them."""
        return {"author": self.author, "helper": self.helper}


@dataclass(frozen=True, slots=True)
class ActKind:
    """``undo`` takes the thing back, or says in a ``Refused`` why it cannot; ``things`` are those with a page."""

    words: Any
    things: QuerySet[Any] | None
    undo: Callable[[int], None]


_kinds: dict[str, ActKind] = {}


def act_kind(kind: str, *, words: Any, things: QuerySet[Any] | None, undo: Callable[[int], None]) -> None:
    """Things of this kind can be made with help. ``words`` is a sentence with ``%(name)s``. Called in ``ready()``."""
    _kinds[kind] = ActKind(words, things, undo)


def standing() -> QuerySet[Support]:
    """Permissions to help that hold now."""
    return Support.objects.filter(accepted_at__isnull=False, ended_at=None, person__is_active=True)


def helped_by(person: Person) -> QuerySet[Person]:
    """Those whom this person may help now."""
    if not person.is_active:
        return Person.objects.none()
    return Person.objects.filter(supports__in=standing().filter(supporter=person)).order_by("name", "pk")


# ── A form, and who stands behind it ─────────────────────────────────────────────────────────────


def ask(form: forms.Form, person: Person | None, *, among: Sequence[Person] | None = None, or_me: bool = True) -> None:
    """The form asks from whom it is, if this person helps somebody. ``among`` are those it can be from where not
    everyone may say it; without ``or_me`` it is not the helper's own to say. Costs one query without ``among``."""
    helped = list(helped_by(person)) if among is None and person is not None else among or ()
    if helped:
        mine = [(str(one.uuid), _("%(name)s, with my help") % {"name": one.name}) for one in helped]
        form.fields[FIELD] = forms.ChoiceField(
            label=gettext_lazy("Who is this from?"),
            choices=[*([("", _("Me"))] if or_me else []), *mine],
            required=not or_me,
            initial="" if or_me or len(mine) > 1 else mine[0][0],
            widget=forms.RadioSelect,
            help_text=gettext_lazy("Whoever you help is told, and can take it back."),
        )
        form.order_fields([FIELD, *form.fields])


def hands_of(person: Any, form: forms.Form) -> Hands:
    """Who stands behind a form that is valid: the person, or somebody they help."""
    chosen = form.cleaned_data.get(FIELD)
    return Hands(find(helped_by(person), uuid=chosen), person) if chosen else Hands(person)


# ── What was done ────────────────────────────────────────────────────────────────────────────────


def note(kind: str, number: int, *, hands: Hands, name: str) -> HelpedAct:
    """Write down that this was made with help, in the transaction that makes it; said again, such as another answer
    to the same date, it is one. ``Refused`` if the help has ended meanwhile."""
    live = standing().select_for_update(of=("self",)).filter(person=hands.author, supporter=hands.helper).first()
    if live is None or kind not in _kinds:
        raise Refused(_("You do not help this person any more."))
    told = {"helper": hands.helper, "helper_is_named": live.names_helper, "at": timezone.now(), "undone_at": None}
    act: HelpedAct = HelpedAct.objects.update_or_create(
        kind=kind, thing_id=number, defaults={**told, "person": hands.author, "name": name[:300]}
    )[0]
    return act


def undo(act: HelpedAct) -> None:
    """The person helped takes it back. Safe to repeat, also if it is no more."""
    if act.undone_at is None:
        with suppress(ObjectDoesNotExist):
            _kinds[act.kind].undo(act.thing_id)
        taken_back(act.kind, act.thing_id)


def taken_back(kind: str, number: int) -> None:
    """The thing was taken back, here or on its own page."""
    HelpedAct.objects.filter(kind=kind, thing_id=number, undone_at=None).update(undone_at=timezone.now())


def told(acts: Collection[HelpedAct]) -> list[tuple[str, str]]:
    """What was done, in words, and where it is to be seen; nowhere if it is no more. One query for each kind."""
    pages: dict[tuple[str, int], str] = {}
    for name in {act.kind for act in acts} & _kinds.keys():
        things = _kinds[name].things
        if things is not None:
            found = things.filter(pk__in=[act.thing_id for act in acts if act.kind == name])
            pages |= {(name, thing.pk): thing.get_absolute_url() for thing in found}
    return [(_in_words(act), pages.get((act.kind, act.thing_id), "")) for act in acts]


def _in_words(act: HelpedAct) -> str:
    kind = _kinds.get(act.kind)
    return act.name if kind is None else str(kind.words) % {"name": act.name}


def words_for(kind: str, numbers: Collection[int]) -> dict[int, str]:
    """“with help” for each of these things that was made so; with a name if the author wants that. One query."""
    acts = HelpedAct.objects.filter(kind=kind, thing_id__in=numbers).select_related("helper") if numbers else ()
    return {act.thing_id: label(act) for act in acts}


def label(act: HelpedAct) -> str:
    if act.helper_is_named and act.helper is not None:
        return _("with help from %(name)s") % {"name": act.helper.name}
    return _("with help")
