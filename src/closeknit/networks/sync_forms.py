"""The forms of the hall: what a note, an arrival, a dot and raised hands are. A tablet that sends many at once
and a plain form without scripts are checked by the same."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.networks.meeting_vocabulary import Came, ItemSort, NoteKind, note_kinds, ways_to_come

LONGEST_NOTE = 4000
MOST_HANDS = 2000


class Placed(forms.Form):
    """Where, in words or as a point; half a point is none."""

    place_words = forms.CharField(label=gettext_lazy("Where?"), max_length=200, required=False)
    lat = forms.FloatField(min_value=-90, max_value=90, required=False, widget=forms.HiddenInput)
    lng = forms.FloatField(min_value=-180, max_value=180, required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("lat") is None or said.get("lng") is None:
            said["lat"] = said["lng"] = None
        else:
            said["lat"], said["lng"] = round(said["lat"], 5), round(said["lng"], 5)
        return said


class NoteForm(Placed):
    """``note`` is the number of the note that is changed, none for a new one."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=note_kinds,
        required=False,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=gettext_lazy("In the words of the table"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    priority = forms.UUIDField(required=False, widget=forms.HiddenInput)
    is_private = forms.BooleanField(
        label=gettext_lazy("Only for the organisers"),
        help_text=gettext_lazy("It is not kept on this tablet, so it needs a signal."),
        required=False,
    )
    guest_name = forms.CharField(label=gettext_lazy("Who takes the notes?"), max_length=120, required=False)
    note = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or NoteKind.SAID


class ArrivalForm(Placed):
    guest_name = forms.CharField(label=gettext_lazy("Your name"), max_length=120, required=False)
    group_name = forms.CharField(
        label=gettext_lazy("For which group?"),
        help_text=gettext_lazy("Leave it empty if you come for yourself."),
        max_length=200,
        required=False,
    )
    does = forms.CharField(label=gettext_lazy("What do you do, in one line?"), max_length=300, required=False)
    is_first_time = forms.BooleanField(label=gettext_lazy("I am here for the first time"), required=False)
    may_be_named = forms.BooleanField(
        label=gettext_lazy("You may name me in the report of this meeting"),
        help_text=gettext_lazy("Without a tick we name only the group."),
        required=False,
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address, to hear of the next meeting"),
        help_text=gettext_lazy("Only if you like. We write to it once, and you say yes in that letter."),
        max_length=254,
        required=False,
    )
    how = forms.ChoiceField(choices=ways_to_come, required=False, widget=forms.HiddenInput)

    def clean_how(self) -> str:
        return self.cleaned_data["how"] or Came.PHONE

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if not self.errors and not (said.get("guest_name") or said.get("group_name")):
            self.add_error("guest_name", _("Give a name, or that of the group."))
        if not said.get("group_name"):  # a point is kept of groups, never of a person
            said |= {"lat": None, "lng": None}
        return said


class DotForm(forms.Form):
    """``voter`` is the number that the person signed in with."""

    voter = forms.UUIDField(widget=forms.HiddenInput)
    cluster = forms.UUIDField(widget=forms.HiddenInput)
    take_back = forms.BooleanField(required=False, widget=forms.HiddenInput)


class HandsForm(forms.Form):
    cluster = forms.UUIDField(widget=forms.HiddenInput)
    number = forms.IntegerField(label=gettext_lazy("Raised hands"), min_value=0, max_value=MOST_HANDS)


FORMS: dict[str, type[forms.Form]] = {
    ItemSort.NOTE: NoteForm,
    ItemSort.ARRIVAL: ArrivalForm,
    ItemSort.DOT: DotForm,
    ItemSort.HANDS: HandsForm,
}


class OwnNumber(forms.Form):
    """The number that a page gave its form, so that sent twice it is one."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)

    @classmethod
    def new(cls) -> "OwnNumber":
        return cls(initial={"client_id": uuid4()})

    @property
    def number(self) -> UUID:
        """The form's own, or a new one if it came without."""
        return self.cleaned_data["client_id"] if self.is_valid() else uuid4()


def why_not(form: forms.Form) -> str:
    """The first thing that is wrong, as a sentence."""
    name, errors = next(iter(form.errors.items()))
    label = form.fields[name].label if name in form.fields else ""
    return f"{label}: {errors[0]}" if label else str(errors[0])
