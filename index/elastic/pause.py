"""Waiting before the next try."""

from __future__ import annotations

import random
import time


def pause(longest: float) -> None:
    """Between half and all of so many seconds, so that many who wait do not come back at the same moment."""
    time.sleep(random.uniform(longest / 2, longest))  # noqa: S311  # no secret
