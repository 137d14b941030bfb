"""Working out what importing a boundary file would change, before anything is written.

An area is the same area when its official code is the same; without codes, when its name is.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import shapely
from django.db.models import Q
from django.utils.translation import gettext as _

from closeknit.algorithms import polygons
from closeknit.algorithms.geo import Bounds
from closeknit.core.errors import Refused
from closeknit.places.area_file import (
    LONGEST_CODE,
    LONGEST_NAME,
    AreaFile,
    Feature,
    cell_text,
    guess_columns,
    shared_code,
)
from closeknit.places.area_plan import AreaPlan, Heir, Step, Wishes
from closeknit.places.models import Area
from closeknit.places.outlines import Outline, Unsound, outline_of, stored
from closeknit.places.vocabulary import Change, Outcome

LEAST_INSIDE = 0.5  # of an area's land that must lie in its parent
LEAST_COVERED = 0.1  # of the present areas' land that a new set must cover, else it is another place
LEAST_HEIR = 0.02  # of either's land that must be shared for one area to succeed another


def plan_areas(file: AreaFile, wishes: Wishes) -> AreaPlan:
    """Compare the file with the areas there are. Costs two to four queries, whatever the file."""
    wishes = _with_columns(file, wishes)
    parents = _Parents(wishes)
    steps = _without_twins([_read(feature, wishes, parents, file.is_metric) for feature in file.features])
    present = _Present(wishes, parents, steps)
    steps = [present.compared(step) if step.is_in_force else step for step in steps]
    ended = present.missing_from(steps)
    _check_same_place(steps, ended)
    outline = _outline_around(steps, parents) if wishes.outline_name else None
    return AreaPlan(wishes, (*steps, *ended), _heirs(ended, steps), outline)


def _with_columns(file: AreaFile, wishes: Wishes) -> Wishes:
    for column in (wishes.code_column, wishes.name_column, wishes.parent_column):
        if column and column not in file.columns:
            raise Refused(
                _("There is no column “%(column)s”. The columns are: %(all)s.")
                % {"column": column, "all": ", ".join(file.columns)}
            )
    code, name = guess_columns(file, wishes.kind)
    wishes = replace(
        wishes,
        code_column=wishes.code_column or code,
        name_column=wishes.name_column or name,
        outline_code=shared_code(file, wishes.kind.wider) if wishes.outline_name else "",
    )
    if not wishes.name_column:
        raise Refused(_("Which column holds the names? Choose one of: %(all)s.") % {"all": ", ".join(file.columns)})
    return wishes


class _Parents:
    """Finds the area that each one of the file belongs to."""

    def __init__(self, wishes: Wishes) -> None:
        self.wishes = wishes
        self.around = self._drawn_before()
        wider = [] if not wishes.parent_column else Area.objects.current().exclude(kind=wishes.kind)
        self._by_text = {text.casefold(): area for area in wider for text in (area.name, area.code) if text}
        self._shapes: dict[int, Outline] = {}

    def of(self, feature: Feature) -> Area | None:
        """Its parent; None for a root, and while the outline around it is not drawn yet."""
        if self.wishes.parent_column:
            text = cell_text(feature, self.wishes.parent_column, LONGEST_NAME)
            if text.casefold() not in self._by_text:
                raise Unsound(_("There is no area “%(name)s” for it to lie in.") % {"name": text})
            return self._by_text[text.casefold()]
        return self.around if self.wishes.outline_name else self.wishes.parent

    def box_of(self, parent: Area | None) -> Bounds | None:
        """Where an outline should lie. One that is redrawn with its parent may lie anywhere."""
        if parent is None or parent.boundary is None or self.wishes.outline_name:
            return None
        return polygons.bounds(parent.boundary)

    def check_inside(self, outline: Outline, parent: Area | None) -> None:
        """Refuse an outline that lies elsewhere than its parent."""
        if parent is None or parent.boundary is None or self.wishes.outline_name:
            return
        around = self._shapes.setdefault(parent.pk, polygons.as_shape(parent.boundary))
        if outline.intersection(around).area < LEAST_INSIDE * outline.area:
            raise Unsound(_("It does not lie in %(parent)s.") % {"parent": parent.name})

    def _drawn_before(self) -> Area | None:
        if not self.wishes.outline_name:
            return None
        drawn = Area.objects.current().filter(kind=self.wishes.kind.wider)
        same_code = Q(code=self.wishes.outline_code) & ~Q(code="")
        return drawn.filter(same_code | Q(name__iexact=self.wishes.outline_name)).first()


def _read(feature: Feature, wishes: Wishes, parents: _Parents, is_metric: bool) -> Step:
    """The feature as a new area, or as one left out."""
    code = cell_text(feature, wishes.code_column, LONGEST_CODE) if wishes.code_column else ""
    name = cell_text(feature, wishes.name_column, LONGEST_NAME)
    step = Step(Outcome.NEW if name else Outcome.REFUSED, name, code, feature.number)
    if not name:
        return replace(step, reason=_("It has no name."))
    try:
        parent = parents.of(feature)
        outline, mended = outline_of(feature.geometry, is_metric=is_metric, near=parents.box_of(parent))
        parents.check_inside(outline, parent)
    except Unsound as reason:
        return replace(step, outcome=Outcome.REFUSED, reason=str(reason))
    return replace(step, outline=outline, parent=parent, reason=mended)


def _identity(step: Step | Area) -> str:
    return step.code or step.name.casefold()


def _without_twins(steps: list[Step]) -> list[Step]:
    """The second of two with one code, or one name where there are no codes, is left out."""
    first: dict[str, Step] = {}
    kept = []
    for step in steps:
        twin = first.setdefault(_identity(step), step) if step.is_in_force else step
        reason = _("It stands in the file twice: number %(first)d is the same.") % {"first": twin.number}
        kept.append(step if twin is step else _left_out(step, reason))
    return kept


def _left_out(step: Step, reason: str) -> Step:
    return replace(step, outcome=Outcome.REFUSED, reason=reason, outline=None)


class _Present:
    """The areas that are there, and how the file's compare with them."""

    def __init__(self, wishes: Wishes, parents: _Parents, steps: list[Step]) -> None:
        self.wishes = wishes
        same_kind = Area.objects.filter(kind=wishes.kind).select_related("parent")
        homes = {step.parent.pk: step.parent for step in steps if step.parent}
        if not homes and (home := parents.around or wishes.parent):
            homes = {home.pk: home}
        self.homes = list(homes.values())
        self.in_scope = [area for area in same_kind.current() if self._is_in_scope(area)]
        codes = [step.code for step in steps if step.code]
        coded = Area.objects.filter(code__in=codes).select_related("parent")
        self._by_code = {area.code: area for area in coded}
        self._by_name = {area.name.casefold(): area for area in self.in_scope}

    def compared(self, step: Step) -> Step:
        """What becomes of an area of the file."""
        area = self._by_code.get(step.code) if step.code else None
        if area is None and (like := self._by_name.get(step.name.casefold())) and not (like.code and step.code):
            area = like
        if area is None:
            return replace(step, parent=self._closest_home(step))
        if area.kind != self.wishes.kind:
            reason = _("The code belongs to %(name)s, which is of another kind.") % {"name": area.name}
            return _left_out(step, reason)
        return self._changed(step, area)

    def missing_from(self, steps: list[Step]) -> list[Step]:
        """Areas that the file does not have any more. None while it is unclear what was left out."""
        stay = {step.area.pk for step in steps if step.area}
        spoken_for = {_identity(step) for step in steps if step.outcome == Outcome.REFUSED}
        if "" in spoken_for or not any(step.is_in_force for step in steps):
            return []
        return [
            Step(Outcome.ENDED, area.name, area.code, area=area)
            for area in self.in_scope
            if area.pk not in stay and _identity(area) not in spoken_for
        ]

    def _is_in_scope(self, area: Area) -> bool:
        if not self.homes:
            return area.parent_id is None and not self.wishes.outline_name
        return any(area.pk != home.pk and area.path.startswith(home.path) for home in self.homes)

    def _changed(self, step: Step, area: Area) -> Step:
        is_moved = step.parent is not None and not area.path.startswith(step.parent.path)
        is_moved = is_moved or (step.parent is None and bool(self.wishes.outline_name))
        changes = {
            Change.BOUNDARY: stored_boundary(area) != stored(step.outline) if step.outline else False,
            Change.NAME: area.name != step.name or (bool(step.code) and area.code != step.code),
            Change.PARENT: is_moved,
            Change.BACK: not area.is_current,
        }
        found = tuple(change for change, is_so in changes.items() if is_so)
        return replace(
            step,
            outcome=Outcome.CHANGED if found else Outcome.UNCHANGED,
            changes=found,
            was_name=area.name,
            area=area,
            parent=step.parent if is_moved else area.parent,
        )

    def _closest_home(self, step: Step) -> Area | None:
        """Under the parent of its neighbours: a new ward goes into the neighbourhood it lies in."""
        between = {a.parent: a.parent.boundary for a in self.in_scope if a.parent and a.parent.boundary}
        if step.parent is None or step.outline is None or set(between) <= {step.parent}:
            return step.parent
        return polygons.parents_by_overlap({step.number: step.outline}, between)[step.number] or step.parent


def stored_boundary(area: Area) -> dict[str, Any] | None:
    """An area's boundary in the form that imports store, to compare the two."""
    if area.boundary is None:
        return None
    try:
        return stored(outline_of(area.boundary)[0])
    except Unsound:
        return area.boundary  # type: ignore[no-any-return]


def _check_same_place(steps: list[Step], ended: list[Step]) -> None:
    """Refuse a whole set that lies elsewhere: it would end every area and replace none."""
    before = [polygons.as_shape(s.area.boundary) for s in ended if s.area and s.area.boundary]
    if not before or any(step.area for step in steps):
        return
    land = shapely.union_all(before)
    after = shapely.union_all([step.outline for step in steps if step.outline])
    if land.intersection(after).area < LEAST_COVERED * land.area:
        names = ", ".join(step.name for step in ended[:3])
        raise Refused(
            _(
                "These areas lie elsewhere than the present ones (%(names)s …), so they cannot replace them."
                " Choose the area they lie in, or name the outline to draw around them."
            )
            % {"names": names}
        )


def _heirs(ended: list[Step], steps: list[Step]) -> tuple[Heir, ...]:
    """Who takes over which share of the land of those that end."""
    old = [step for step in ended if step.area and step.area.boundary]
    new = [step for step in steps if step.is_in_force and step.outline]
    if not old or not new:
        return ()
    shares = polygons.overlaps(
        [polygons.as_shape(step.area.boundary) for step in old if step.area],
        [step.outline for step in new],
    )
    return tuple(
        Heir(old[share.first], new[share.second], share.of_first, share.of_second)
        for share in shares
        if max(share.of_first, share.of_second) >= LEAST_HEIR
    )


def _outline_around(steps: Iterable[Step], parents: _Parents) -> Step:
    """The area drawn around all that are in force after the import."""
    wishes = parents.wishes
    outlines = [step.outline for step in steps if step.is_in_force and step.outline]
    if not outlines:
        raise Refused(_("None of these areas can be used, so there is no outline to draw around them."))
    step = Step(
        Outcome.NEW,
        wishes.outline_name,
        wishes.outline_code,
        outline=polygons.union(outlines),
        parent=wishes.parent,
    )
    area = parents.around
    if area is None:
        return step
    is_same = step.outline is not None and stored_boundary(area) == stored(step.outline)
    return replace(
        step,
        name=area.name,
        code=area.code or step.code,
        outcome=Outcome.UNCHANGED if is_same else Outcome.CHANGED,
        changes=() if is_same else (Change.BOUNDARY,),
        area=area,
        parent=area.parent,
    )
