"""Which texts are found to be near copies."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

import pytest
from elasticsearch import Elasticsearch

from compoundwatch.posting import TaggedPosting, posting_id
from index.elastic.names import Names
from index.elastic.settling.glance import Glances
from index.elastic.settling.likeness import Likeness
from index.elasticsearch import ElasticsearchStore

MakePosting = Callable[..., TaggedPosting]
AlikeNames = Callable[[Mapping[str, str], Sequence[str]], dict[str, set[str]]]
LURE = (
    "Customer chat officers wanted at once for our office near the river. Salary 1800 dollars every month plus bonus, free room,"
    " three meals and air ticket. No schooling needed, only quick typing. The driver meets you at the airport."
)
UNLIKE = (
    "The municipal library looks for a colleague who repairs old books with patience and care, four mornings in the week, paid"
    " after the public tariff. Knowledge of paper and glue is welcome, training is given by the present master."
)


NOW = datetime(2026, 11, 21, tzinfo=UTC)
COPIES = 60


@pytest.fixture
def alike(server_store: ElasticsearchStore, set_up: Names, client: Elasticsearch, make_posting: MakePosting) -> AlikeNames:
    """Stores a text under each name; for some of them, the names of which each is a near copy."""

    def names_of(texts: Mapping[str, str], asked: Sequence[str]) -> dict[str, set[str]]:
        server_store.upsert([make_posting(name, text) for name, text in texts.items()], at=NOW)
        glances = Glances(client, set_up)
        found = {name: glance for name in texts for glance in glances.of([posting_id("board", name)]).values()}
        digests = {str(glance.digest): name for name, glance in reversed(found.items())}
        told = Likeness(client, glances).among([found[name] for name in asked])
        return {digests[one]: {digests[other] for other in others} for one, others in told.items()}

    return names_of


def test_the_same_and_the_reworded_are_near_copies_and_others_are_not(alike: AlikeNames) -> None:
    texts = {"one": LURE, "same": LURE, "reworded": LURE.replace("officers", "agents"), "unlike": UNLIKE}

    assert alike(texts, ["one", "unlike"]) == {"one": {"one", "reworded"}}


def test_a_text_that_stands_once_is_no_copy_of_itself(alike: AlikeNames) -> None:
    assert alike({"one": LURE, "unlike": UNLIKE}, ["one", "unlike"]) == {}


def test_many_copies_of_one_text_do_not_hide_another(alike: AlikeNames) -> None:
    copies = {f"copy {number}": LURE.replace("officers", "agents") for number in range(COPIES)}
    texts = {"one": LURE, **copies, "far": LURE.replace("officers", "agents").replace("typing", "writing of short answers")}

    assert alike(texts, ["one"]) == {"one": {"copy 0", "far"}}
