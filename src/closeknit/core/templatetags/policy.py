"""``{% may "directory.import_groups" as can_import %}``: the only way a template asks about rights."""

from typing import Any

from django import template

from closeknit.core import policy

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context: template.Context, name: str, thing: Any = None) -> bool:
    return policy.may(context.get("person"), name, thing)
