"""Loading tables without looking for garbage among them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """No garbage collection within, nor of what is there at the end until tables are loaded again.

    Tables are many objects that all stay: searching them takes a third of the start, and a tenth of a second now and then later.
    Those that are no longer used go when others are loaded: a frozen object with a cycle would else stay for good.
    """
    was_on = gc.isenabled()
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if was_on:
            gc.enable()
