"""The addresses of the networks room."""

from typing import Any

app_name = "networks"

urlpatterns: list[Any] = []
