"""The same at the same moment, many times: real threads, each with a database connection of its own."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connections

T = TypeVar("T")


def together(times: int, deed: Callable[[], T]) -> list[T | Exception]:
    """What each of them gave, or the exception it ended with. Only in a test with ``transaction=True``."""
    ready = threading.Barrier(times)

    def once(_number: int) -> T | Exception:
        ready.wait(30)
        try:
            return deed()
        except Exception as error:  # noqa: BLE001 - it is handed over
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(once, range(times)))
