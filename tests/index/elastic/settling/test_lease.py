"""The lease: one holder at a time, who notices when it was overtaken, and numbers that nobody else gets."""

from __future__ import annotations

import pytest
from elasticsearch import Elasticsearch

from index.elastic.names import Names
from index.elastic.settling.lease import Lease, LeaseLost


@pytest.fixture
def one(client: Elasticsearch, set_up: Names) -> Lease:
    return Lease(client, set_up)


@pytest.fixture
def other(client: Elasticsearch, set_up: Names) -> Lease:
    return Lease(client, set_up)


def test_only_one_holds_it(one: Lease, other: Lease) -> None:
    assert (one.take(), other.take()) == (True, False)


def test_the_next_may_take_it_once_it_is_released(one: Lease, other: Lease) -> None:
    one.take()
    one.release()

    assert other.take()


def test_one_that_is_left_behind_can_be_taken(client: Elasticsearch, set_up: Names, other: Lease) -> None:
    Lease(client, set_up, seconds=0).take()

    assert other.take()


def test_whoever_was_overtaken_gets_no_numbers(client: Elasticsearch, set_up: Names, other: Lease) -> None:
    slow = Lease(client, set_up, seconds=0)
    slow.take()
    other.take()

    with pytest.raises(LeaseLost):
        slow.reserve(1)


def test_one_that_was_overtaken_does_not_release_the_lease_of_another(
    client: Elasticsearch, set_up: Names, one: Lease, other: Lease
) -> None:
    slow = Lease(client, set_up, seconds=0)
    slow.take()
    other.take()
    slow.release()

    assert not one.take()


def test_numbers_go_on_from_holder_to_holder(one: Lease, other: Lease) -> None:
    one.take()
    first = one.reserve(10)
    one.release()
    other.take()

    assert (first, other.reserve(1)) == (1, 11)


def test_lifted_numbers_stay_above(one: Lease) -> None:
    one.take()
    one.lift(500)

    assert one.reserve(1) == 501


def test_what_is_being_merged_is_handed_on(client: Elasticsearch, set_up: Names, other: Lease) -> None:
    killed = Lease(client, set_up, seconds=0)
    killed.take()
    killed.begin({"old": "new"})
    other.take()

    assert other.merging == {"old": "new"}
