import pytest
from django.core.exceptions import PermissionDenied
from django.template import Context, Template

from closeknit.core import policy


@pytest.fixture(autouse=True)
def _own_vocabulary(monkeypatch):
    monkeypatch.setattr(policy, "_declared", {})

    @policy.permission("knitting.cast_on")
    def may_cast_on(person, thing=None):
        """Begin a piece."""
        return person == "ada" and thing != "finished"


def test_it_asks_the_rule():
    assert policy.may("ada", "knitting.cast_on", "scarf") is True
    assert policy.may("ada", "knitting.cast_on", "finished") is False
    assert policy.may(None, "knitting.cast_on") is False


def test_require_lets_through_or_denies():
    policy.require("ada", "knitting.cast_on")
    with pytest.raises(PermissionDenied):
        policy.require("tom", "knitting.cast_on")


def test_a_name_that_nobody_declared_is_a_bug():
    with pytest.raises(KeyError):
        policy.may("ada", "knitting.unravel")


def test_a_permission_must_say_what_it_is_for():
    with pytest.raises(ValueError, match=r"knitting\.silent"):
        policy.permission("knitting.silent")(lambda person, thing: True)


def test_one_name_one_rule():
    def other(person, thing):
        """Something else."""

    other.__module__ = "another.room"
    with pytest.raises(ValueError, match="twice"):
        policy.permission("knitting.cast_on")(other)


def test_a_template_asks_in_the_same_way():
    words = '{% load policy %}{% may "knitting.cast_on" thing as can %}{{ can }}'
    assert Template(words).render(Context({"person": "ada", "thing": "scarf"})) == "True"
    assert Template(words).render(Context({"person": None, "thing": "scarf"})) == "False"
