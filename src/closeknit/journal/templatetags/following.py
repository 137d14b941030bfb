"""``{% follow_button thing %}``: how much of this does one want to hear. Costs a query, for a visitor none."""

from django import template
from django.db.models import Model
from django.utils.safestring import SafeString

from closeknit.journal import follow_button as button

register = template.Library()


@register.simple_tag(takes_context=True)
def follow_button(context: template.Context, thing: Model) -> SafeString:
    return button.draw({name: context.get(name) for name in ("person", "request", "csrf_token")}, thing)
