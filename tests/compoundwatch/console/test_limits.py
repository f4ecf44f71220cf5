from __future__ import annotations

import pytest

from compoundwatch.console.limits import Limit, network_of


def test_so_many_and_no_more() -> None:
    limit = Limit(3, 60)
    assert [limit.take("192.0.2.1", 0) for _ in range(4)] == [True, True, True, False]


def test_it_refills_evenly() -> None:
    limit = Limit(3, 60)
    for _ in range(3):
        limit.take("192.0.2.1", 0)
    assert [limit.take("192.0.2.1", 21), limit.take("192.0.2.1", 21), limit.take("192.0.2.1", 200)] == [True, False, True]


def test_one_client_does_not_use_up_what_others_may() -> None:
    limit = Limit(1, 60)
    assert [limit.take("192.0.2.1", 0), limit.take("192.0.2.2", 0)] == [True, True]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("unknown", "unknown", True),
    ],
)
def test_a_household_counts_as_one(one: str, other: str, same: bool) -> None:
    assert (network_of(one) == network_of(other)) == same
