"""A store whose indices were snapshotted at different moments is brought into agreement with itself."""

from __future__ import annotations

from collections.abc import Callable

from elasticsearch import Elasticsearch

from compoundwatch.posting import TaggedPosting, posting_id
from index.elastic.names import Names
from index.elastic.upkeep.mend import Mended, mend
from index.elasticsearch import ElasticsearchStore
from tests.index.conftest import NOW

MakePosting = Callable[..., TaggedPosting]


def test_what_lies_between_two_moments_is_made_good(
    server_store: ElasticsearchStore, client: Elasticsearch, names: Names, make_posting: MakePosting
) -> None:
    """The registry as of before `b`, the changes as of before `c`, the counter of before all."""
    server_store.upsert([make_posting("a"), make_posting("b", "Cook"), make_posting("c", "Driver")], at=NOW)
    (last,) = [change for change in server_store.since(0) if change.posting.native_id == "c"]
    client.delete(index=names.single("ids"), id=posting_id("board", "b"))
    client.options(ignore_status=404).delete(index=names.single("state"), id="lease")
    found = client.search(index=names.single("changes"), query={"term": {"seq": last.seq}})["hits"]["hits"]
    client.delete(index=names.single("changes"), id=found[0]["_id"], refresh=True)
    server_store.number_from(server_store.last_seq())
    done = mend(client, names)
    server_store.settle()

    assert done == Mended(claimed=1, announced=1)
    assert [(change.seq, change.posting.native_id) for change in server_store.since(0)] == [(1, "a"), (2, "b"), (3, "c")]
    assert server_store.upsert([make_posting("b", "Cook")], at=NOW).unchanged == 1
    assert mend(client, names) == Mended()
