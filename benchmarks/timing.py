"""Times of repeated calls, in milliseconds."""

import time
from collections.abc import Callable, Sequence

import numpy as np


def milliseconds(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1000


def percentile(times: Sequence[float], share: int) -> float:
    return float(np.percentile(times, share))
