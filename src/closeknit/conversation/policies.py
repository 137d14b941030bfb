"""Who may do what with what people write, with reports and with complaints."""

from typing import Any

from closeknit.accounts.vocabulary import Role, Scope
from closeknit.conversation.models import Case
from closeknit.conversation.querysets import areas_moderated_by
from closeknit.conversation.vocabulary import CommentState, Desk
from closeknit.core.policy import may, permission


@permission("conversation.comment")
def may_comment(person: Any, _thing: Any = None) -> bool:
    """Write where a thread is open."""
    return person is not None and person.is_active


@permission("conversation.change_comment")
def may_change_comment(person: Any, comment: Any = None) -> bool:
    """Mend or take away what one has written oneself, unless moderators have it hidden."""
    if person is None or comment.author_id != person.pk:
        return False
    return comment.state in (CommentState.SHOWN, CommentState.WAITING)


@permission("conversation.look_after_thread")
def may_look_after_thread(person: Any, place: Any = None) -> bool:
    """Open or close the thread about a thing: those who look after the thing, and moderators."""
    if person is None:
        return False
    return any(host.pk == person.pk for host in place.hosts()) or may_moderate_in(person, place.areas())


@permission("conversation.see_reports")
def may_see_reports(person: Any, _thing: Any = None) -> bool:
    """See the list of reports, each those of their own areas."""
    return person is not None and bool(person.scopes_of(Role.MODERATOR) or person.scopes_of(Role.HUB_ADMIN))


@permission("conversation.see_case")
def may_see_case(person: Any, case: Any = None) -> bool:
    """Know that a case is there, how old it is and where it stands."""
    return person is not None and (person.holds(Role.HUB_ADMIN) or may_moderate_case(person, case))


@permission("conversation.moderate_case")
def may_moderate_case(person: Any, case: Case | None = None) -> bool:
    """Read what was reported and decide on it: the moderators of its area or of the hub, and the hub's
    administrators once it has moved up to them."""
    if person is None or case is None:
        return False
    if case.desk == Desk.ADMINS and person.holds(Role.HUB_ADMIN):
        return True
    if person.holds(Role.MODERATOR):
        return True
    areas = areas_moderated_by(person)
    return bool(areas) and case.areas.filter(area__in=areas).exists()


@permission("conversation.answer_complaints")
def may_answer_complaints(person: Any, _thing: Any = None) -> bool:
    """Read and answer complaints about how data was handled."""
    return may(person, "accounts.manage_hub")


@permission("conversation.change_house_rules")
def may_change_house_rules(person: Any, _thing: Any = None) -> bool:
    """Change the house rules, and say what is read before it appears."""
    return may(person, "accounts.manage_hub")


def may_moderate_in(person: Any, areas: Any) -> bool:
    """Whether the person is a moderator of the hub or of one of these areas."""
    return person is not None and person.holds(Role.MODERATOR, *((Scope.AREA, number) for number in areas))
