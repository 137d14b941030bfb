"""How Django draws forms here: every ``{{ form }}`` and ``as_field_group`` in the hub's own look."""

from django.forms.renderers import DjangoTemplates


class LookRenderer(DjangoTemplates):
    form_template_name = "core/_form.html"
    field_template_name = "core/_field.html"
