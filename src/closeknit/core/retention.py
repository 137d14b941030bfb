"""How long things are kept: one table that each room adds to in its module ``retention``, read at start.

What is past its time goes by itself, once a day; what another job lets go is only told here. The
page "what we hold" shows the whole table.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from closeknit.core.jobs import KEPT_FOR, every

LetGo = Callable[[datetime], int]
log = logging.getLogger("closeknit")


@dataclass(frozen=True, slots=True)
class Rule:
    """``what`` and ``kept`` are words for people. ``let_go`` takes the time and returns how many went;
    running it twice has the effect of once."""

    name: str
    what: Any
    kept: Any
    let_go: LetGo | None = None


RETENTION: dict[str, Rule] = {}


def rule(name: str, *, what: Any, kept: Any) -> Callable[[LetGo], LetGo]:
    """Have the decorated function carry this rule out."""

    def register(let_go: LetGo) -> LetGo:
        RETENTION[name] = Rule(name, what, kept, let_go)
        return let_go

    return register


def tell(name: str, *, what: Any, kept: Any) -> None:
    """Show a rule that is carried out elsewhere."""
    RETENTION[name] = Rule(name, what, kept)


def carry_out(now: datetime) -> dict[str, int]:
    """Let go what is past its time; returns how many rows went by each rule.

    A rule that fails keeps no other from being carried out; it fails the job, which is tried again.
    """
    gone: dict[str, int] = {}
    failed: list[str] = []
    for one in RETENTION.values():
        if one.let_go is None:
            continue
        try:
            with transaction.atomic():
                gone[one.name] = one.let_go(now)
        except Exception:
            log.exception("The rule %s could not be carried out", one.name)
            failed.append(one.name)
    if failed:
        raise RuntimeError(f"not let go: {', '.join(failed)}")
    return gone


@every(hours=24)
@task()
def let_go_what_is_past_its_time() -> dict[str, int]:
    return carry_out(timezone.now())


tell("core.tasks", what=_("The list of work the hub did by itself"), kept=_("%(days)d days") % {"days": KEPT_FOR.days})
tell("core.backups", what=_("Copies kept for safety"), kept=_("Until those who run this hub replace them"))
