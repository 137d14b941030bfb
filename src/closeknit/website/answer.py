"""A page of groups as the website shows it: the sentence above it, the ways on from it."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from closeknit.core.paging import Pages, pages
from closeknit.directory.search import GroupQuery, Results
from closeknit.directory.search.facets import Facet, distance_label
from closeknit.directory.search.query import MANY

QUICK = (("within", "1"), ("cost", "free"), ("access", "step_free"), ("day", "SA"))

Link = tuple[str, str]


class Answer:
    """What ``website/_results.html`` shows. Addresses are relative: ``?q=singing``."""

    def __init__(self, results: Results) -> None:
        self._results = results
        self.query = results.query
        self.cards = results.cards
        self.notes = results.notes
        self.total = results.total

    @property
    def facets(self) -> tuple[Facet, ...]:
        return self._results.facets

    @cached_property
    def heading(self) -> str:
        """“43 groups for “singing” within 2 miles of LW1 4TT”."""
        total = self.total
        groups = ngettext("%(total)s group", "%(total)s groups", total) % {"total": f"{total:,}"}
        return "".join([groups, *self._about()])

    def _about(self) -> Iterator[str]:
        query, place = self.query, self._results.place
        if words := self._results.match.words:
            yield _(" for “%(words)s”") % {"words": words}
        if place and query.within:
            yield _(" within %(distance)s of %(place)s") % {
                "distance": distance_label(query.within),
                "place": place.label,
            }
        elif place:
            yield _(" near %(place)s") % {"place": place.label}
        names = [label for name, label, _address in self._choices() if name == "area"]
        if names:
            yield _(" in %(areas)s") % {"areas": _listed(names)}

    @property
    def order_note(self) -> str:
        """How the groups are sorted, in a sentence."""
        order = self._results.order
        if order == "best" and self._results.match.reading.words:
            return _(
                "Groups with your words in their name come first, then those that care about it, "
                "then the most lately confirmed."
            )
        return {
            "best": _("The most lately confirmed come first, those that are asleep come last."),
            "near": _("The nearest come first, then those that work in the whole area."),
            "name": _("In the order of the alphabet."),
            "confirmed": _("The most lately confirmed come first."),
        }[order]

    @property
    def order_links(self) -> list[tuple[str, str, bool]]:
        """The orders that make sense here: label, address, whether it is this one."""
        labels = {
            "best": _("Order by what fits best"),
            "near": _("Order by distance"),
            "confirmed": _("Order by last confirmed"),
            "name": _("Order by name"),
        }
        if not self._results.place:
            del labels["near"]
        del labels["best" if not self._results.match.reading.words else "confirmed"]
        now = self._results.order if self._results.order in labels else "confirmed"
        return [(label, self._first_page(order), order == now) for order, label in labels.items()]

    @cached_property
    def chips(self) -> list[Link]:
        """What was chosen, each with the address without it."""
        return [(label, address) for _name, label, address in self._choices()]

    def _choices(self) -> Iterator[tuple[str, str, str]]:
        """Facet, label and address without it, for all that was chosen."""
        query = self.query
        if query.near:
            yield "near", _("Near %(place)s") % {"place": query.near}, _to(query.without("near", "within"))
        if query.within and self._results.place:
            yield (
                "within",
                _("Within %(distance)s") % {"distance": distance_label(query.within)},
                _to(query.without("within")),
            )
        labels = {(facet.name, option.slug): option.label for facet in self.facets for option in facet.options}
        for name in MANY:
            for value in getattr(query, name):
                yield name, labels.get((name, value), value), _to(query.toggled(name, value))

    @cached_property
    def quick(self) -> list[tuple[str, str, str]]:
        """A few choices that many people make: label, number of groups, address."""
        options = {(facet.name, option.slug): option for facet in self.facets for option in facet.options}
        found = (options.get(choice) for choice in QUICK)
        return [(option.label, option.shown, option.url) for option in found if option and not option.is_chosen]

    @cached_property
    def pages(self) -> Pages:
        return pages(self._results.page, self._results.pages, self._page)

    @cached_property
    def _filters(self) -> str:
        """The address without order and page: what all the links around a list have in common."""
        return self.query.filters.address

    def _first_page(self, order: str) -> str:
        return "?" + "&".join(filter(None, [self._filters, order and f"order={order}"]))

    def _page(self, number: int) -> str:
        first = self._first_page(self.query.order)
        if number == 1:
            return first
        return f"{first}{'&' if len(first) > 1 else ''}page={number}"


def _to(query: GroupQuery) -> str:
    return f"?{query.address}"


def _listed(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    return _("%(first)s or %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
