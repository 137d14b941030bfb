"""``{% quick %}`` writes what Django would have written, whatever it meets."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st


@dataclass
class Thing:
    name: object = "Knit & natter"
    number: object = 7

    def called(self):
        return "<called>"

    @property
    def shown(self):
        return self.name

    class Below:
        deep = "deep"

    below = Below()


BODIES = [
    "plain",
    "{{ thing.name }}",
    "{{ thing.shown }} {{ thing.number }} {{ thing.below.deep }}",
    "{{ thing.called }}",
    "{{ thing.missing }}{{ nothing }}{{ nothing.at.all }}",
    "{{ thing.name|upper }}{{ thing.name|default:'none' }}",
    "{{ 'a literal' }}{{ 12 }}",
    "{{ table.items }}{{ table.key }}{{ row.0 }}{{ row.1 }}",
    "{% if thing.name %}yes{% elif thing.number %}number{% else %}no{% endif %}",
    "{% if thing.missing %}yes{% else %}no{% endif %}",
    "{% if thing.number > 3 and thing.name %}more{% endif %}",
    "{% if not thing.name %}none{% endif %}",
    "{% for one in row %}{{ one }}{{ forloop.counter }}{% empty %}empty{% endfor %}",
    "{% with other=thing.name %}{{ other }}{% endwith %}{# a remark #}",
    "{% autoescape off %}{{ thing.name }}{% endautoescape %}",
]
VALUES = [
    "",
    "plain",
    "<b>&'\"",
    mark_safe("<b>safe</b>"),
    0,
    7,
    1234567,
    -3,
    1.5,
    None,
    True,
    date(2026, 1, 2),
    gettext_lazy("Name"),
    [1],
    {},
]


def drawn(body, context):
    return Template(body).render(Context(context))


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_writes_the_same_as_django(body, value):
    context = {"thing": Thing(value, value), "table": {"key": value, "items": value}, "row": [value, "two"]}
    assert drawn("{% load quick %}{% quick %}" + body + "{% endquick %}", context) == drawn(body, context)


@given(st.text())
def test_every_text_is_escaped_as_django_does(text):
    context = {"thing": Thing(text)}
    assert drawn("{% load quick %}{% quick %}{{ thing.name }}{% endquick %}", context) == drawn(
        "{{ thing.name }}", context
    )


def test_large_numbers_are_parted_where_the_hub_wants_it(settings):
    settings.USE_THOUSAND_SEPARATOR = True
    context = {"thing": Thing(number=1234567)}
    assert drawn("{% load quick %}{% quick %}{{ thing.number }}{% endquick %}", context) == "1,234,567"


def test_an_unescaped_part_stays_unescaped():
    body = "{% load quick %}{% autoescape off %}{% quick %}{{ thing.name }}{% endquick %}{% endautoescape %}"
    assert drawn(body, {"thing": Thing("<b>")}) == "<b>"


def test_it_takes_no_arguments():
    with pytest.raises(TemplateSyntaxError):
        Template("{% load quick %}{% quick 1 %}{% endquick %}")
