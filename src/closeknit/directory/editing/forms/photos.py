"""A picture and its words."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from closeknit.core.images import renditions
from closeknit.directory.editing.forms.fields import LineField, MeetingForm


class PhotoWordsForm(MeetingForm):
    """What a picture shows, and whom to thank."""

    alt = LineField(
        label=_("What does it show?"),
        max_length=300,
        help_text=_("For people who cannot see it: Six people round a table, mending a toaster."),
        error_messages={"required": _("Say what the picture shows, for people who cannot see it.")},
    )
    credit = LineField(label=_("Who took it?"), max_length=120, required=False)


class PhotoForm(PhotoWordsForm):
    """A new picture. It is made smaller and written anew; where and when it was taken is left out."""

    field_order = ("picture", "alt", "credit", "number")
    picture = forms.FileField(
        label=_("Picture"),
        help_text=_("JPEG, PNG, WebP or GIF, up to 10 MB. Ask the people in it first, and the parents of children."),
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp,image/gif"}),
        error_messages={
            "required": _("Choose a picture."),
            "empty": _("This file is empty. Choose another one."),
        },
    )
    number = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def clean_picture(self) -> Any:
        """Its renditions, ready to be stored."""
        return renditions(self.cleaned_data["picture"])
