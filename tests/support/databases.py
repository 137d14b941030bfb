"""What a test asks of the database that it runs on."""

import pytest
from django.db import connection

once_is_enough = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="it has a SQLite file of its own, whatever the other tests run on"
)
