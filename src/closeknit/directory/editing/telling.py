"""Tells those who look after a group what another one did with a link between the two."""

from collections.abc import Iterable, Mapping
from typing import Any

from closeknit.directory import verbs
from closeknit.directory.models import Group, Relation
from closeknit.directory.policies import stewards_of
from closeknit.journal.recording import record


def ties_named(keys: Iterable[str]) -> dict[str, Relation]:
    """The links that these keys of a portrait stand for. No query where there are none."""
    numbers = [key.removeprefix("tie:") for key in keys if key.startswith("tie:")]
    rows = Relation.objects.filter(uuid__in=numbers).select_related("offered_by", "offered_to") if numbers else ()
    return {f"tie:{tie.uuid}": tie for tie in rows}


def of_ties(group: Group, told: Mapping[str, Mapping[str, Any]], ties: Mapping[str, Relation], *, by: Any) -> None:
    """What this group did with its links, by what they were before and are after."""
    for key in told["after"]:
        if key in ties:
            _of_tie(group, ties[key], told["after"][key], by=by)


def _of_tie(group: Group, tie: Relation, after: Mapping[str, Any] | None, *, by: Any) -> None:
    is_ours = tie.offered_by_id == group.pk
    other = tie.offered_to if is_ours else tie.offered_by
    to, ours = list(stewards_of(other)), {"other": group.name}
    if after is None:
        if not is_ours:
            record(verbs.TIE_DECLINED, by=by, about=tie, to=to)
    elif after["until"] or not (after["confirmed_at"] or is_ours):
        record(verbs.TIE_ENDED, by=by, about=other, to=to, data=ours)
    elif after["confirmed_at"]:
        record(verbs.TIE_CONFIRMED, by=by, about=other, to=to, data=ours)
    else:
        record(verbs.TIE_OFFERED, by=by, about=tie, to=to)
