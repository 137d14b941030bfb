import pytest
from django.core.exceptions import ImproperlyConfigured

from closeknit.config import env


def test_a_flag_says_yes_or_no(monkeypatch):
    monkeypatch.setenv("X_FLAG", "maybe")
    with pytest.raises(ImproperlyConfigured, match="X_FLAG is not right: set it to yes or no"):
        env.flag("X_FLAG", help="")
