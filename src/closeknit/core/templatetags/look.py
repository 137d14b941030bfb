"""What templates say to draw: icons, swatches, selvedges, where one is, a token's colour."""

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from closeknit.core import swatch as swatches
from closeknit.core import tokens
from closeknit.core.weave_pattern import weave_of

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of ``core/icons.txt``; it always has a word beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>',
        static("vendor/icons.svg"),
        name,
    )


@register.simple_tag
def swatch(name: str) -> SafeString:
    """The knitted initials of a group or a person."""
    return swatches.svg(name)


@register.simple_tag
def selvedge(number: int) -> SafeString:
    """The stripe of the area with this number; nothing for an area without one (0)."""
    if not number:
        return SafeString()
    return format_html(
        '<span class="selvedge {}" aria-hidden="true"></span>', weave_of(number).classes
    )


@register.simple_tag
def area_name(name: str, number: int) -> SafeString:
    """An area as it is always shown: its stripe and its name."""
    return format_html('<span class="area">{}{}</span>', selvedge(number), name)


@register.filter
def weave(number: int) -> str:
    """The classes of an area's dye and weave, for a picture that brings its own shape."""
    return weave_of(number).classes if number else ""


@register.simple_tag(takes_context=True)
def here(context: template.Context, *paths: str) -> str:
    """``aria-current`` for a link to this page, or to the part of the site it lies in."""
    path = context["request"].path if "request" in context else ""
    if path in paths:
        return mark_safe(' aria-current="page"')  # noqa: S308 - a constant
    inside = any(path.startswith(start) for start in paths if start != "/")
    return mark_safe(' aria-current="true"') if inside else ""  # noqa: S308 - a constant


@register.simple_tag
def colour(name: str, theme: str = "light") -> str:
    """A token as hex, where the browser cannot read the style sheets."""
    return tokens.hex_colour(name, theme)


@register.filter
def boxed(field: BoundField) -> SafeString:
    """A form's widget as our box; Django itself ties it to its help and its errors."""
    return field.as_widget(attrs={"class": "field-box"})
