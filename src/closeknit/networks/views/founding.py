"""Beginning a network, changing what its page says, naming who organises it, ending it."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from closeknit.accounts.models import Person
from closeknit.core.http import done, find, only_who_may, person_of, signed_in
from closeknit.core.policy import may, require
from closeknit.networks import reads
from closeknit.networks.actions import founding
from closeknit.networks.forms import NetworkForm, OrganiserForm, PageForm
from closeknit.networks.policies import areas_for_founding
from closeknit.networks.views.showing import crumbs, form_page, network_named


@require_http_methods(["GET", "HEAD", "POST"])
@only_who_may("networks.found")
def new(request: HttpRequest) -> HttpResponse:
    """A new network, of an area or of a theme."""
    form = NetworkForm(request.POST or None, areas=areas_for_founding(person_of(request)))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        made = founding.found_network(
            by=person_of(request), client_id=told["client_id"], area=told["area"], theme=told["theme"], **form.page
        )
        return done(request, to=made, said=_("The network has its page"))
    context = {"form": form, "crumbs": crumbs(), "here": _("Begin a network")}
    return form_page(request, "networks/network_new_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """What the page says."""
    row = network_named(request, slug)
    require(person_of(request), "networks.run", row)
    form = PageForm(
        request.POST or None, initial={name: getattr(row, name) for name in PageForm.base_fields if name != "client_id"}
    )
    if request.method == "POST" and form.is_valid():
        founding.change_network(row, by=person_of(request), **form.page)
        return done(request, to=row, said=_("The page is changed"))
    context = {"form": form, "network": row, "crumbs": crumbs(row), "here": _("Change the page")}
    return form_page(request, "networks/network_edit_page.html", context)


@require_POST
@signed_in
def state(request: HttpRequest, slug: str) -> HttpResponse:
    """End it, or open it again."""
    row = network_named(request, slug)
    require(person_of(request), "networks.run", row)
    if request.POST.get("do") == "end":
        founding.end_network(row, by=person_of(request))
        return done(request, to=row, said=_("The network has ended. Its page stays."))
    founding.reopen_network(row, by=person_of(request))
    return done(request, to=row, said=_("The network is open again"))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def organisers(request: HttpRequest, slug: str) -> HttpResponse:
    """Who organises it, and who belongs, by name: for those who run it."""
    person, row = person_of(request), network_named(request, slug)
    require(person, "networks.run", row)
    may_name = may(person, "networks.name_organisers", row)
    known = reads.organisers(row)
    people = reads.people_of(row)
    form = OrganiserForm(request.POST or None, people=people.exclude(pk__in=[one.pk for one in known]))
    if request.method == "POST":
        require(person, "networks.name_organisers", row)
        if form.is_valid():
            founding.name_organiser(row, form.cleaned_data["person"], by=person)
            said = _("They organise it now. They need a second step at sign-in before it counts.")
            return done(request, to=request.path, said=said)
    context = {
        "form": form,
        "network": row,
        "organisers": known,
        "people": people,
        "may_name": may_name,
        "is_last": len(known) == 1 and row.is_open,
        "crumbs": crumbs(row),
        "here": _("People"),
    }
    return form_page(request, "networks/organisers_page.html", context)


@require_POST
@signed_in
def organiser_end(request: HttpRequest, slug: str, uuid: str) -> HttpResponse:
    """They organise it no more."""
    row = network_named(request, slug)
    require(person_of(request), "networks.name_organisers", row)
    who = find(Person.objects.filter(pk__in=[one.pk for one in reads.organisers(row)]), uuid=uuid)
    founding.end_organiser(row, who, by=person_of(request))
    return done(request, to=f"{row.get_absolute_url()}people/", said=_("They organise it no more"))
