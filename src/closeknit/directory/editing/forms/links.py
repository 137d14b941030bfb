"""Offering a link to another group."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from closeknit.directory.editing.forms.fields import LineField
from closeknit.directory.models import Group
from closeknit.directory.vocabulary import RelationKind

OFFERED = 20


class LinkForm(forms.Form):
    """The other group by its name or the address of its page, and how the two belong together."""

    other = LineField(
        label=_("Which group?"),
        max_length=300,
        help_text=_("Its name, or the address of its page here."),
        error_messages={"required": _("Say which group you mean.")},
    )
    kind = forms.ChoiceField(label=_("We…"), choices=RelationKind.choices)
    note = LineField(
        label=_("In your own words"), max_length=200, required=False, help_text=_("Such as: we share their kitchen.")
    )

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        self.group = group
        super().__init__(*args, **kwargs)

    def clean_other(self) -> Group:
        """One public group of this name or address, and not the group itself."""
        typed = self.cleaned_data["other"]
        public = Group.objects.public().exclude(pk=self.group.pk)
        slug = typed.rstrip("/").rpartition("/")[2]
        found = list(public.filter(slug=slug)[:1] if "/" in typed else public.filter(name__iexact=typed)[:2])
        if not found:
            raise forms.ValidationError(_("We know no other group of this name. Look it up and copy its address."))
        if len(found) > 1:
            raise forms.ValidationError(_("Several groups have this name. Give the address of the page you mean."))
        return found[0]
