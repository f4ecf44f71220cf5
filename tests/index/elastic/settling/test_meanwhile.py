"""Linking keeps up with writing: the writer goes on while it links, but waits where it has come too far ahead."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from compoundwatch.errors import TryLater
from index.elastic.settling.meanwhile import MOST_AHEAD, Meanwhile


class SlowSettler:
    """Each settling that need not be waited for takes until it is allowed to end."""

    def __init__(self) -> None:
        self.may_end = threading.Event()
        self.ended: list[bool] = []

    def settle(self, *, wait: bool = True) -> None:
        if not wait:
            assert self.may_end.wait(20)
        self.ended.append(wait)


class BrokenSettler:
    def settle(self, *, wait: bool = True) -> None:
        raise TryLater("the server is away")


def write(settler: Any, chunks: int) -> None:
    with Meanwhile(settler) as meanwhile:
        for _ in range(chunks):
            meanwhile.chunk_written()


def test_writing_goes_on_while_linking_takes_its_time() -> None:
    settler = SlowSettler()
    with Meanwhile(settler) as meanwhile:  # type: ignore[arg-type]  # a stand-in
        for _ in range(MOST_AHEAD - 1):
            meanwhile.chunk_written()
        assert settler.ended == []
        settler.may_end.set()


def test_writing_waits_where_linking_is_too_far_behind() -> None:
    settler = SlowSettler()
    threading.Timer(0.3, settler.may_end.set).start()
    with Meanwhile(settler) as meanwhile:  # type: ignore[arg-type]  # a stand-in
        for _ in range(MOST_AHEAD):
            meanwhile.chunk_written()
        # What was going on, and then all that was written since.
        assert settler.ended == [False, True]


@pytest.mark.parametrize("chunks", [2, MOST_AHEAD])
def test_what_goes_wrong_is_told(chunks: int) -> None:
    with pytest.raises(TryLater, match="the server is away"):
        write(BrokenSettler(), chunks)
