"""Near copies are found the same, whether a chunk asks for all its candidates at once or each posting for its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from elasticsearch import Elasticsearch

from compoundwatch.posting import TaggedPosting, posting_id
from index.elastic.names import Names
from index.elastic.settling.glance import Glances
from index.elastic.settling.likeness import Likeness
from index.elasticsearch import ElasticsearchStore

MakePosting = Callable[..., TaggedPosting]
LURE = (
    "Customer chat officers wanted at once for our office near the river. Salary 1800 dollars every month plus bonus, free room,"
    " three meals and air ticket. No schooling needed, only quick typing. The driver meets you at the airport."
)
UNLIKE = (
    "The municipal library looks for a colleague who repairs old books with patience and care, four mornings in the week, paid"
    " after the public tariff. Knowledge of paper and glue is welcome, training is given by the present master."
)


@pytest.fixture
def glances(server_store: ElasticsearchStore, set_up: Names, client: Elasticsearch, make_posting: MakePosting) -> Glances:
    """Four postings: a text, the same again, reworded, and another."""
    texts = {"one": LURE, "same": LURE, "reworded": LURE.replace("1800 dollars", "good pay"), "unlike": UNLIKE}
    server_store.upsert([make_posting(name, text) for name, text in texts.items()], at=datetime(2026, 11, 21, tzinfo=UTC))
    return Glances(client, set_up)


@pytest.mark.parametrize("most", [1, 10_000], ids=["each for itself", "all at once"])
def test_near_copies_are_found(client: Elasticsearch, glances: Glances, most: int) -> None:
    named = {name: posting_id("board", name) for name in ("one", "same", "reworded", "unlike")}
    found = glances.of(list(named.values()))
    digests = {name: str(found[one].digest) for name, one in named.items()}
    alike = Likeness(client, glances, most=most).among([found[named["one"]], found[named["unlike"]]])

    assert alike == {digests["one"]: {digests["same"], digests["reworded"]}}
