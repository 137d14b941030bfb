"""Shape and cleaning of what people type. Knows no person, writes nothing."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from closeknit.commitments.sources import fetch
from closeknit.commitments.vocabulary import NEEDS_WORDS, Kind, Move, Verdict
from closeknit.conversation.forms import CommentForm, OnceForm, Text
from closeknit.conversation.subjects import Voice

FURTHEST = timedelta(days=3650)
COUNCIL = "council"
OF_THE_COUNCIL = Voice(COUNCIL, 0, "")


class Day(forms.DateField):
    """A day to come; one that has gone by if ``may_be_past``."""

    def __init__(self, *, may_be_past: bool = False, **more: Any) -> None:
        self.may_be_past = may_be_past
        widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, error_messages={"invalid": _("Write the day like 2027-05-04.")}, **more)

    def clean(self, value: Any) -> date | None:
        on: date | None = super().clean(value)
        today = timezone.localdate()
        if on and on < today and not self.may_be_past:
            raise forms.ValidationError(_("This day has gone by."))
        if on and abs(on - today) > FURTHEST:
            raise forms.ValidationError(_("This day is too far away."))
        return on


class SaidForm(CommentForm):
    """What an ask and a promise have in common."""

    def __init__(self, *args: Any, voices: Any = (), **more: Any) -> None:
        super().__init__(*args, voices=voices, **more)
        del self.fields["parent"]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        voice, mandate = said.get("voice", ""), said.get("mandate") or "own"
        if voice.startswith(COUNCIL) and mandate != "own":
            self.add_error("mandate", _("This is for groups only."))
        return said

    @property
    def said(self) -> dict[str, Any]:
        """What both actions take: the words, once, and on whose authority."""
        told = self.written
        return {
            "text": told["text"],
            "client_id": told["client_id"],
            "mandate": {name: value for name, value in told.items() if name.startswith("mandate")},
            "due_on": self.cleaned_data["due_on"],
        }

    @property
    def group(self) -> Any:
        """The group that it is said for."""
        told = self.written
        return fetch(told["speaking_as_kind"], told["speaking_as_id"]) if told["speaking_as_id"] else None

    @property
    def is_for_council(self) -> bool:
        return bool(self.written["speaking_as_kind"] == COUNCIL)


class AskForm(SaidForm):
    """What is asked, of whom, and by when. ``recipients`` are pairs of value and words; a guest leaves an address."""

    to = forms.ChoiceField(label=_("Whom do you ask?"), widget=forms.RadioSelect)
    due_on = Day(label=_("By when do you hope for an answer?"), required=False)
    guest_name = forms.CharField(
        label=_("Your name"),
        help_text=_("Everyone can see it beside what you ask."),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("Say who asks.")},
    )
    guest_email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We send you a link to confirm it, and then the answer. Nobody else sees it."),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"required": _("We need it to send you the answer.")},
    )
    field_order = (
        "to", "text", "due_on", "voice", "mandate", "mandate_on", "mandate_agreed", "mandate_of", "mandate_minute",
    )  # fmt: skip

    def __init__(self, *args: Any, recipients: Any, is_known: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["to"].choices = recipients
        self.fields["to"].initial = recipients[0][0]
        self.fields["text"].label = _("What do you ask for?")
        self.fields["text"].help_text = _("One thing at a time is answered sooner.")
        if is_known:
            del self.fields["guest_name"], self.fields["guest_email"]

    @property
    def guest(self) -> dict[str, str]:
        return {name: self.cleaned_data.get(name, "") for name in ("guest_name", "guest_email")}


class PromiseForm(SaidForm):
    """What will be done, by when, by whom."""

    due_on = Day(label=_("By which day?"))
    kind = forms.ChoiceField(
        label=_("What is it?"), choices=Kind.choices, initial=Kind.PROMISE, widget=forms.RadioSelect
    )
    owner_name = forms.CharField(
        label=_("Who does it, if it is not you?"),
        help_text=_("A name, for somebody who has no account here. Ask them first: everyone can see it."),
        max_length=120,
        required=False,
    )
    field_order = (
        "text", "due_on", "voice", "mandate", "mandate_on", "mandate_agreed", "mandate_of", "mandate_minute", "kind",
        "owner_name",
    )  # fmt: skip

    def __init__(self, *args: Any, may_enter: bool, is_answer: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["text"].label = _("What will be done?")
        self.fields["text"].help_text = _("So that anyone can see later whether it was done.")
        self.fields["due_on"].error_messages["required"] = _now("Name a day. You can change it later, and say why.")
        if "voice" in self.fields:
            named = self.fields["voice"].choices
            told = [(value, _("For the council") if value.startswith(COUNCIL) else words) for value, words in named]
            self.fields["voice"].choices = told
            self.fields["voice"].label = _("Who promises it?")
            if not any(value and not value.startswith(COUNCIL) for value, _words in named):
                for name in [name for name in self.fields if name.startswith("mandate")]:
                    del self.fields[name]
        if not may_enter:
            del self.fields["owner_name"]
        if is_answer:
            del self.fields["kind"]

    @property
    def promise(self) -> dict[str, Any]:
        return {
            **self.said,
            "kind": self.cleaned_data.get("kind") or Kind.PROMISE,
            "owner_name": self.cleaned_data.get("owner_name", ""),
            "for_council": self.is_for_council,
            "for_group": None if self.is_for_council else self.group,
        }


WORDS_FOR = {
    Move.ACKNOWLEDGED: _("Do you want to say something with it?"),
    Move.ANSWERED: _("Your answer"),
    Move.NEWS: _("How does it go?"),
    Move.KEPT: _("What was done?"),
    Move.VERDICT: _("Do you want to say more?"),
    Move.CORRECTED: _("What was wrong, and what is right?"),
    Move.OFFERED: _("Do you want to say why?"),
}


class StepForm(OnceForm):
    """One step. Which fields it has is up to the step; ``row`` gives what they begin with."""

    verdict = forms.ChoiceField(
        label=_("Did it answer you?"),
        choices=[(Verdict.YES, _("Yes")), (Verdict.PARTLY, _("In part")), (Verdict.NO, _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    text = Text(label=_("What will be done"), rows=4, required=False)
    due_on = Day(label=_("By which day"), required=False)
    email = forms.EmailField(
        label=_("The e-mail address of whoever takes it over"),
        help_text=_("They get a letter, and it is theirs only if they say yes. You keep it until then."),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "off"}),
        error_messages={"required": _("We need an address to ask them.")},
    )
    words = Text(label=_("Why?"), rows=4, error_messages={"required": _("Say it in a few words.")})

    def __init__(self, *args: Any, move: Move, row: Any, **more: Any) -> None:
        is_promise = hasattr(row, "times_changed")
        initial = {"text": row.text, "due_on": row.due_on} if move == Move.CHANGED else {}
        super().__init__(*args, initial=initial, **more)
        self.row, self.move = row, move
        wanted = {
            "verdict": move == Move.VERDICT,
            "text": move == Move.CHANGED and is_promise,
            "due_on": move in (Move.CHANGED, Move.ACKNOWLEDGED),
            "email": move == Move.OFFERED,
            "words": move not in (Move.TAKEN_OVER, Move.OFFER_ENDED),
        }
        for name in [name for name, is_wanted in wanted.items() if not is_wanted]:
            del self.fields[name]
        self._word(move)

    def _word(self, move: Move) -> None:
        if "words" in self.fields:
            self.fields["words"].label = WORDS_FOR.get(move, _("Why?"))
            self.fields["words"].required = move in NEEDS_WORDS
            self.fields["words"].help_text = _("Everyone can read it.")
        if "due_on" in self.fields:
            self.fields["due_on"].required = move == Move.CHANGED
            self.fields["due_on"].may_be_past = False
            if move == Move.ACKNOWLEDGED:
                self.fields["due_on"].label = _("By when will you answer?")
        if move == Move.CHANGED and "text" in self.fields:
            self.fields["text"].help_text = _("What it said before stays to be seen.")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.move == Move.CHANGED and "due_on" in said:
            same_words = said.get("text", self.row.text) in ("", self.row.text)
            if same_words and said["due_on"] == self.row.due_on:
                self.add_error("due_on", _("This is what it says already."))
        return said

    @property
    def told(self) -> dict[str, Any]:
        """As ``actions.step`` takes it."""
        said = self.cleaned_data
        return {
            "why": said.get("words", ""),
            "due_on": said.get("due_on"),
            "text": said.get("text", ""),
            "verdict": said.get("verdict", ""),
            "client_id": said["client_id"],
        }
