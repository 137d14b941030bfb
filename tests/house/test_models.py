"""Every table has a bigint key and a public uuid that never changes."""

import inspect
import re

import pytest
from django.apps import apps
from django.db import models

OURS = [model for model in apps.get_models() if model.__module__.startswith("closeknit.")]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_it_has_a_public_uuid_or_says_why_not(model):
    if "uuid" in {field.name for field in model._meta.concrete_fields}:
        field = model._meta.get_field("uuid")
        assert isinstance(field, models.UUIDField)
        assert field.unique
        assert not field.editable
        return
    is_derived = "rebuilt at will" in (inspect.getmodule(model).__doc__ or "")
    says_why = re.search(r"uuid = None\s+# \S+", inspect.getsource(model))
    assert is_derived or says_why, f"{model._meta.label}: give it a uuid, or say `uuid = None  # why`"


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_its_key_is_a_bigint(model):
    """But for a derived table, and for a key that people say aloud, such as a postcode."""
    key = model._meta.pk
    assert isinstance(key, models.BigAutoField) or "uuid" not in {field.name for field in model._meta.concrete_fields}
    assert not isinstance(key, models.AutoField) or isinstance(key, models.BigAutoField)
