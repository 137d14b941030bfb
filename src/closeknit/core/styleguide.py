"""/styleguide/: every component in every state. What is not here is not in the house."""

from pathlib import Path

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from closeknit.core.http import show
from closeknit.core.knit_font import LETTERS

ICONS = Path(__file__).parent / "icons.txt"
DYES = (
    ("woad", _("for acting and links")),
    ("madder", _("for the thread and for errors")),
    ("weld", _("for the band and for waiting")),
    ("lincoln", _("for what was kept")),
    ("heather", _("for promises")),
)
GROUPS = (
    "Bobbin Green Repair Café",
    "Knit and Natter",
    "Friends of Tenter Meadow",
    "Heddle Hill Singers",
    "Caring Shops of Fuller Street",
    "The Long Table Toolshed",
    "Warpfield Larder",
    "Tuesday Remnants",
    "Proving Drawer Bakers",
    "The Spindle youth club",
    "49th Scouts",
    "Πλέξιμο",
)
AREAS = ("Warpfield", "Weftbridge", "Heddle Hill", "Bobbin Green")


class SampleForm(forms.Form):
    """One field of each kind, sent with two mistakes in it."""

    name = forms.CharField(label=_("Name of the group"), help_text=_("As people say it, not as the bank has it."))
    venue = forms.CharField(
        label=_("Where do you meet?"),
        error_messages={"required": _("Say where the group meets, or choose “no fixed place”")},
    )
    email = forms.EmailField(label=_("E-mail address"), error_messages={"invalid": _("The e-mail address has no @")})
    area = forms.ChoiceField(label=_("Neighbourhood"), choices=[(name, name) for name in AREAS], required=False)
    aims = forms.CharField(label=_("Aims, in your own words"), widget=forms.Textarea(attrs={"rows": 4}))
    reference = forms.CharField(label=_("Number"), help_text=_("We give it, you need not."), disabled=True)
    open_to = forms.ChoiceField(
        label=_("May people find it?"),
        choices=[("all", _("Yes, everyone")), ("told", _("Only those we tell"))],
        widget=forms.RadioSelect,
    )
    access = forms.MultipleChoiceField(
        label=_("Getting in"),
        choices=[("step_free", _("Step-free")), ("hearing_loop", _("Hearing loop"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agreed = forms.BooleanField(
        label=_("We may write to you once a year"),
        help_text=_("To ask whether all is still right. Nothing else."),
        required=False,
    )


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    form = SampleForm(
        {"name": "Tuesday Remnants", "email": "priya.example", "aims": "Quilting from offcuts.",
         "area": "Bobbin Green", "open_to": "all", "access": ["step_free"]},
        initial={"reference": "LW-0412"},
        auto_id="sample_%s",
    )  # fmt: skip
    context = {
        "dyes": DYES,
        "depths": (100, 300, 500, 700, 900),
        "groups": GROUPS,
        "areas": AREAS,
        "more_areas": range(len(AREAS) + 1, 25),
        "letters": LETTERS,
        "form": form,
        "icons": icon_names(),
        "pages": {"number": 2, "count": 8, "previous_url": "#way", "next_url": "#way",
                  "links": [(1, "#way"), (2, "#way"), (3, "#way"), (None, ""), (8, "#way")]},
    }  # fmt: skip
    return show(request, "core/styleguide_page.html", context)


def icon_names() -> list[str]:
    lines = ICONS.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
