"""What templates say to draw: icons, swatches, selvedges, where one is, a token's colour."""

import functools

from django import template
from django.conf import settings
from django.forms import BoundField, Field
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from closeknit.core import assets, tokens
from closeknit.core import swatch as swatches
from closeknit.core.weave_pattern import weave_of

register = template.Library()


@register.simple_tag
def quick_exit() -> str:
    """Where to go from a page that nobody should be seen to read."""
    return settings.QUICK_EXIT or "/"


class Once(template.Node):
    """Draws its contents the first time, and then again only for values it has not yet seen.

    For what is the same on every page. Only what is named in the tag may differ inside.
    """

    MOST = 200

    def __init__(self, inside: NodeList, values: list[FilterExpression]) -> None:
        self.inside = inside
        self.values = values
        self.drawn: dict[tuple[object, ...], SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        key = (get_language(), *(value.resolve(context) for value in self.values))
        if key not in self.drawn:
            if len(self.drawn) >= self.MOST:
                self.drawn.clear()
            self.drawn[key] = self.inside.render(context)
        return self.drawn[key]


@register.tag
def once(parser: Parser, token: Token) -> Once:
    """``{% once hub.name %}…{% endonce %}``"""
    values = [parser.compile_filter(value) for value in token.split_contents()[1:]]
    inside = parser.parse(("endonce",))
    parser.delete_first_token()
    return Once(inside, values)


@register.simple_tag
def asset(file: str) -> str:
    """The address of a static file."""
    return assets.address(file)


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of ``core/icons.txt``; it always has a word beside it."""
    return _icon(name, assets.address("vendor/icons.svg"))


@functools.cache
def _icon(name: str, sprite: str) -> SafeString:
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', sprite, name)


@register.simple_tag
def swatch(name: str) -> SafeString:
    """The knitted initials of a group or a person."""
    return swatches.svg(name)


@register.simple_tag
@functools.cache
def selvedge(number: int) -> SafeString:
    """The stripe of the area with this number; nothing for an area without one (0)."""
    if not number:
        return SafeString()
    return format_html('<span class="selvedge {}" aria-hidden="true"></span>', weave_of(number).classes)


@register.simple_tag
@functools.lru_cache(maxsize=1024)
def area_name(name: str, number: int) -> SafeString:
    """An area as it is always shown: its stripe and its name."""
    return format_html('<span class="area">{}{}</span>', selvedge(number), name)


@register.filter
def of_field(problem: str, field: BoundField) -> str:
    """A problem as the list above a form tells it, with the name of the field where the words do not say which."""
    return f"{field.label}: {problem}" if problem == Field.default_error_messages["required"] else problem


@register.filter
def weave(number: int) -> str:
    """The classes of an area's dye and weave, for a picture that brings its own shape."""
    return weave_of(number).classes if number else ""


@register.simple_tag(takes_context=True)
def here(context: template.Context, page: str, *rooms: str) -> str:
    """``aria-current`` for a link to this very page, or to a page of one of these rooms."""
    match = getattr(context.get("request"), "resolver_match", None)
    if match and match.view_name == page:
        return mark_safe(' aria-current="page"')
    inside = match and match.app_name in rooms and not match.route.startswith("manage/")
    return mark_safe(' aria-current="true"') if inside else ""


@register.simple_tag
def colour(name: str, theme: str = "light") -> str:
    """A token as hex, where the browser cannot read the style sheets."""
    return tokens.hex_colour(name, theme)


@register.filter
def boxed(field: BoundField) -> SafeString:
    """A form's widget as our box; Django itself ties it to its help and its errors."""
    return field.as_widget(attrs={"class": "field-box"})
