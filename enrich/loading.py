"""Work during which looking for garbage would cost more than it finds."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unsearched() -> Iterator[None]:
    """No garbage collection within; what is garbage at the end is found afterwards."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def uncollected() -> Iterator[None]:
    """No garbage collection within, nor of what is there at the end until tables are loaded again.

    Tables are many objects that all stay: searching them takes a third of the start, and a tenth of a second now and then later.
    Those that are no longer used go when others are loaded: a frozen object with a cycle would else stay for good.
    """
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
    with unsearched():
        yield
        gc.freeze()
