"""``{% masthead_tools %}``: what the rooms put into the head of the page for who is signed in."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from closeknit.core import masthead

register = template.Library()


@register.simple_tag(takes_context=True)
def masthead_tools(context: template.Context) -> SafeString:
    return format_html_join("", "{}", ((tool,) for tool in masthead.tools_for(context["person"])))
