"""Writing to the server: nothing lost, doubled or in two months, whoever writes at the same time and whatever it refuses."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from compoundwatch.errors import StoreError, TryLater
from compoundwatch.posting import TaggedPosting, posting_id
from index.elastic.names import Names
from index.elastic.writing.announced import Announced, Entry
from index.elastic.writing.body import Call
from index.elastic.writing.dead_letters import DeadLetters
from index.elastic.writing.plan import Item
from index.elastic.writing.writer import Parts, Writer
from index.elasticsearch import ElasticsearchStore
from index.query import parse_query

MakePosting = Callable[..., TaggedPosting]
OpenServerStore = Callable[[], ElasticsearchStore]

HOUR = timedelta(hours=1)
ONE = posting_id("board", "one")
# From the made-up postings' noon of 21 November to either side of the next month's first second.
TURN = 24 * 9 + 12
RACERS = 120


@pytest.fixture
def parts(client: Elasticsearch, set_up: Names) -> Parts:
    return Parts.of(client, set_up, 0, {})


@pytest.fixture
def dead_letters(tmp_path: Path) -> DeadLetters:
    return DeadLetters(tmp_path / "dead-letters")


def months_of(client: Elasticsearch, names: Names) -> Counter[str]:
    """In how many months each id stands."""
    client.indices.refresh(index=names.postings)
    hits = client.search(index=names.postings, size=10_000, source=False)["hits"]["hits"]
    return Counter(hit["_id"] for hit in hits)


def test_one_posting_several_times_in_a_batch_is_written_in_its_order(
    server_store: ElasticsearchStore, make_posting: MakePosting, now: datetime
) -> None:
    texts = ["First words", "Second words", "Third words"]
    written = server_store.upsert([make_posting(text=text, hours=hour) for hour, text in enumerate(texts)], at=now)

    assert written.events == {"new": 1, "edited": 2}
    assert [(one.number, one.posting.text) for one in server_store.revisions(ONE)] == [(0, "First words"), (1, "Second words")]


def test_a_posting_in_two_chunks_keeps_the_order_of_the_batch(
    server_store: ElasticsearchStore, make_posting: MakePosting, now: datetime
) -> None:
    between = [make_posting(f"p{number}") for number in range(500)]
    written = server_store.upsert([make_posting(text="First"), *between, make_posting(text="Second", hours=1)], at=now)

    assert (written.events["edited"], [one.posting.text for one in server_store.revisions(ONE)]) == (1, ["First"])


def test_an_older_capture_that_comes_late_changes_nothing(
    server_store: ElasticsearchStore, make_posting: MakePosting, now: datetime
) -> None:
    server_store.upsert([make_posting(text="Newer", hours=1)], at=now)
    written = server_store.upsert([make_posting(text="Older")], at=now + HOUR)

    assert (written.unchanged, server_store.revisions(ONE)) == (1, [])


def test_two_threads_at_a_months_turn_leave_each_posting_in_one_month(
    open_server_store: OpenServerStore, client: Elasticsearch, set_up: Names, make_posting: MakePosting, now: datetime
) -> None:
    sides = [[make_posting(f"p{number}", hours=hours) for number in range(RACERS)] for hours in (TURN - 1, TURN + 1)]
    stores = [open_server_store() for _ in sides]
    ready = threading.Barrier(len(sides))

    def write(side: int) -> None:
        ready.wait()
        stores[side].upsert(sides[side], at=now)

    with ThreadPoolExecutor(len(sides)) as pool:
        list(pool.map(write, range(len(sides))))

    standing = months_of(client, set_up)
    assert (len(standing), set(standing.values())) == (RACERS, {1})


def test_two_processes_at_a_months_turn_leave_each_posting_in_one_month(
    client: Elasticsearch, set_up: Names, elasticsearch_url: str
) -> None:
    command = [sys.executable, "-c", _RACER, elasticsearch_url, set_up.prefix]
    racers = [subprocess.Popen([*command, month], stdin=subprocess.PIPE, stdout=subprocess.PIPE) for month in ("10", "11")]
    for racer in racers:
        assert racer.stdout
        assert racer.stdout.readline() == b"ready\n"
    for racer in racers:
        assert racer.stdin
        racer.stdin.close()
    assert [racer.wait(60) for racer in racers] == [0, 0]
    for racer in racers:
        assert racer.stdout
        racer.stdout.close()

    standing = months_of(client, set_up)
    assert (len(standing), set(standing.values())) == (RACERS, {1})


_RACER = f"""
import sys
from datetime import UTC, datetime
from pathlib import Path
from elasticsearch import Elasticsearch
from compoundwatch.config.store import StoreConfig
from compoundwatch.posting import TaggedPosting, posting_id
from index.elastic.writing.body import Call
from index.elastic.writing.dead_letters import DeadLetters
from index.elastic.names import Names
from index.elastic.writing.plan import Item
from index.elastic.writing.writer import Parts, Writer
from index.elasticsearch import ElasticsearchStore
url, prefix, month = sys.argv[1:]
seen = datetime(2026, int(month), 30 if month == "10" else 1, tzinfo=UTC)
postings = [
    TaggedPosting(
        id=posting_id("board", f"p{{n}}"), source="board", native_id=f"p{{n}}", url="https://board.example/", kind="job",
        text=f"Work {{n}}", fetched_at=seen, enrich_version="1",
    )
    for n in range({RACERS})
]
config = StoreConfig(kind="elasticsearch", url=url, prefix=prefix, replicas=0)
store = ElasticsearchStore(
    Elasticsearch(url), Names(prefix), config, lambda tagged: tagged.risk, dead_letters=Path("none"), compounds={{}}
)
print("ready", flush=True)
sys.stdin.read()
store.upsert(postings, at=seen)
store.close()
"""


def test_writers_of_one_posting_lose_no_edit(open_server_store: OpenServerStore, make_posting: MakePosting, now: datetime) -> None:
    """Each capture is newer than all before it in its own writer, so the last content wins and every other is a revision."""
    stores = [open_server_store() for _ in range(3)]
    stores[0].upsert([make_posting(text="At first")], at=now)

    def write(writer: int) -> int:
        edits = (make_posting(text=f"Edit {writer} {turn}", hours=1 + turn * 3 + writer) for turn in range(8))
        return sum(stores[writer].upsert([edit], at=now).events.get("edited", 0) for edit in edits)

    with ThreadPoolExecutor(len(stores)) as pool:
        edited = sum(pool.map(write, range(len(stores))))

    posting = stores[0].get(ONE)
    assert posting is not None
    assert (posting.text, posting.revision) == ("Edit 2 7", edited)
    assert [one.number for one in stores[0].revisions(ONE)] == list(range(edited))


def test_a_stream_is_read_no_further_than_a_few_chunks_ahead(
    server_store: ElasticsearchStore, client: Elasticsearch, set_up: Names, make_posting: MakePosting, now: datetime
) -> None:
    ahead: list[int] = []

    def stream() -> Iterator[TaggedPosting]:
        for number in range(4000):
            if number and number % 1000 == 0:
                ahead.append(number - client.count(index=set_up.single("ids"))["count"])
                client.indices.refresh(index=set_up.single("ids"))
            yield make_posting(f"p{number}")

    server_store.upsert(stream(), at=now)

    # What is not counted yet was written less than a refresh ago, or is in one of three chunks of 500.
    assert max(ahead[1:]) <= 2500


def test_a_write_block_that_is_lifted_only_delays(
    server_store: ElasticsearchStore, client: Elasticsearch, set_up: Names, make_posting: MakePosting, now: datetime
) -> None:
    server_store.upsert([make_posting()], at=now)
    block(client, set_up, on=True)
    lift = threading.Timer(0.5, block, (client, set_up), {"on": False})
    lift.start()
    written = server_store.upsert([make_posting(text="Second", hours=1), make_posting("two")], at=now + HOUR)
    lift.join()

    assert written.events == {"edited": 1, "new": 1}


def test_a_write_block_that_stays_is_told_and_what_was_refused_can_be_written_later(
    server_store: ElasticsearchStore, client: Elasticsearch, set_up: Names, make_posting: MakePosting, now: datetime
) -> None:
    server_store.upsert([make_posting()], at=now)
    block(client, set_up, on=True)
    with pytest.raises((TryLater, StoreError), match=r"refused|takes no change"):
        server_store.upsert([make_posting("two")], at=now)
    block(client, set_up, on=False)

    assert server_store.upsert([make_posting("two")], at=now).events == {"new": 1}


def test_what_is_announced_is_settled_when_the_call_returns(
    server_store: ElasticsearchStore, client: Elasticsearch, set_up: Names, make_posting: MakePosting, now: datetime
) -> None:
    server_store.upsert([make_posting(f"p{number}") for number in range(20)], at=now)

    assert list(Announced(client, set_up).waiting()) == []


def test_what_a_killed_writer_left_is_settled_by_whoever_opens_the_store(
    open_server_store: OpenServerStore, dead_letters: DeadLetters, parts: Parts, make_posting: MakePosting, now: datetime
) -> None:
    """Killed after its postings were written and before it settled them."""
    Writer(parts, dead_letters).write([Item("upsert", ONE, 0, make_posting())], Call("killed", now, silent=False))

    assert [change.event for change in open_server_store().since(0)] == ["new"]


def test_an_announced_writing_is_done_once_another_version_stands_there() -> None:
    entry = Entry("a" * 32, "2026.11", seq_no=4, primary_term=1)
    same = {"found": True, "_seq_no": 4, "_primary_term": 1}

    assert [entry.is_done(stored) for stored in (same, same | {"_seq_no": 9}, None)] == [False, True, True]


def test_a_posting_that_is_announced_as_new_is_not_done_until_it_is_there() -> None:
    entry = Entry("a" * 32, "2026.11")

    assert [entry.is_done(stored) for stored in (None, {"found": False}, {"found": True, "_seq_no": 0, "_primary_term": 1})] == [
        False, False, True,
    ]  # fmt: skip


def test_a_store_that_was_never_set_up_is_refused(
    client: Elasticsearch, names: Names, elasticsearch_url: str, store_config: object
) -> None:
    with pytest.raises(StoreError, match="compoundwatch store setup"):
        ElasticsearchStore(client, names, store_config, None, dead_letters=None, compounds={})  # type: ignore[arg-type]  # refused before any is used


def test_mappings_of_another_version_are_refused(client: Elasticsearch, set_up: Names, store_config: object) -> None:
    later = Names(set_up.prefix, version=set_up.version + 1)
    with pytest.raises(StoreError, match="compoundwatch store migrate"):
        ElasticsearchStore(client, later, store_config, None, dead_letters=None, compounds={})  # type: ignore[arg-type]  # refused before any is used


def test_what_one_process_writes_another_finds(
    open_server_store: OpenServerStore, make_posting: MakePosting, now: datetime
) -> None:
    reader, writer = open_server_store(), open_server_store()
    writer.upsert([make_posting()], at=now)

    assert [posting.id for posting in reader.search(parse_query("typing")).postings] == [ONE]


def block(client: Elasticsearch, names: Names, *, on: bool) -> None:
    """Refuse writing to the months, as a migration, an operator or a full disk does."""
    client.indices.put_settings(index=names.postings, settings={"index.blocks.write": on})
