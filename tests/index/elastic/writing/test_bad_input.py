"""What no server can store is set aside or refused by itself; everything beside it is written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from compoundwatch.posting import TaggedPosting, posting_id
from index.elastic.names import Names
from index.elastic.writing.bulk import Action, Outcome, send
from index.elastic.writing.plan import Item
from index.elastic.writing.writer import cut
from index.elasticsearch import ElasticsearchStore
from index.query import parse_query

MakePosting = Callable[..., TaggedPosting]
Letters = Callable[[], list[dict[str, Any]]]

GOOD = ("before", "after")


@pytest.fixture
def letters(tmp_path: Path) -> Callable[[], list[dict[str, Any]]]:
    """Reads all dead letters of the store."""
    folder = tmp_path / "dead-letters"
    return lambda: [json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.read_bytes().splitlines()]


def many_contacts(count: int) -> dict[str, Any]:
    names = [f"name{number}" for number in range(count)]
    text, contacts, start = "Write to " + " ".join(names), [], 10
    for name in names:
        contacts.append({"type": "telegram", "value": name, "raw": name, "start": start, "end": start + len(name)})
        start += len(name) + 1
    return {"text": text, "contacts": contacts}


@pytest.fixture
def write(server_store: ElasticsearchStore, make_posting: MakePosting, now: datetime) -> Callable[..., int]:
    """Writes a posting between two good ones; how many dead letters that made."""

    def write_between(posting: TaggedPosting) -> int:
        batch = [make_posting(GOOD[0], "Good before"), posting, make_posting(GOOD[1], "Good after")]
        return server_store.upsert(batch, at=now).dead

    return write_between


def stored(store: ElasticsearchStore, names: Iterable[str]) -> list[bool]:
    return [store.get(posting_id("board", name)) is not None for name in names]


def test_what_is_no_text_becomes_a_dead_letter(
    write: Callable[..., int], server_store: ElasticsearchStore, make_posting: MakePosting, letters: Letters
) -> None:
    """No model lets a lone surrogate pass, so only a faulty program could hand one over."""
    posting = make_posting("bad")
    dead = write(TaggedPosting.model_construct(**(dict(posting) | {"text": "a lone \ud800 surrogate"})))

    assert (dead, [letter["id"] for letter in letters()]) == (1, [posting.id])
    assert stored(server_store, [*GOOD, "bad"]) == [True, True, False]


@pytest.fixture
def other_mapping(client: Elasticsearch, set_up: Names) -> None:
    """November as a faulty hand made it: its `employment_type` takes numbers alone."""
    aliases: dict[str, dict[str, Any]] = {alias: {} for alias in set_up.month_aliases("2026.11")}
    mappings = {"properties": {"employment_type": {"type": "long"}}}
    client.indices.create(index=set_up.month_index("2026.11"), aliases=aliases, mappings=mappings)


@pytest.mark.usefixtures("other_mapping")
def test_what_the_mapping_refuses_becomes_a_dead_letter(
    write: Callable[..., int], server_store: ElasticsearchStore, make_posting: MakePosting, letters: Letters
) -> None:
    dead = write(make_posting("bad", employment_type="full time"))

    (letter,) = letters()
    assert (dead, letter["what"], letter["posting"]["native_id"]) == (1, "upsert", "bad")
    assert "employment_type" in letter["why"]
    assert stored(server_store, [*GOOD, "bad"]) == [True, True, False]


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "five megabytes of words " * 220_000},
        {"text": "control \x00 \x07 \x1b[31m \u202e characters"},
        {"text": "Typing", "date_posted": datetime(1, 1, 1, tzinfo=UTC), "valid_through": datetime(9999, 12, 31, tzinfo=UTC)},
        {"text": "Typing", "title": "t" * 40_000},
    ],
    ids=["five-megabytes", "control-characters", "far-dates", "long-word"],
)
def test_what_is_only_strange_is_stored_whole(
    write: Callable[..., int], server_store: ElasticsearchStore, make_posting: MakePosting, fields: dict[str, Any]
) -> None:
    record = make_posting("strange").model_dump() | fields
    posting = TaggedPosting.model_validate(record)
    dead = write(posting)
    found = server_store.get(posting.id)

    assert found is not None
    assert (dead, TaggedPosting.model_validate({name: getattr(found, name) for name in TaggedPosting.model_fields})) == (0, posting)


@pytest.mark.parametrize("year", [1, 9999])
def test_a_capture_of_a_far_year_has_a_month_of_its_own(
    write: Callable[..., int], server_store: ElasticsearchStore, make_posting: MakePosting, year: int
) -> None:
    dead = write(make_posting("far", fetched_at=datetime(year, 1, 1, tzinfo=UTC)))

    assert (dead, server_store.search(parse_query("*")).total) == (0, 3)


def test_contacts_of_a_posting_with_many_are_all_found(
    write: Callable[..., int], server_store: ElasticsearchStore, make_posting: MakePosting
) -> None:
    write(TaggedPosting.model_validate(make_posting("many").model_dump() | many_contacts(20_000)))

    assert server_store.search(parse_query("telegram:name19999")).total == 1


@pytest.mark.parametrize("fields", [{"text": "字" * 1_700_000}, many_contacts(100_000)], ids=["five-megabytes-of-han", "contacts"])
def test_what_may_be_too_large_for_a_small_server_is_stored_whole_or_set_aside_whole(
    write: Callable[..., int], server_store: ElasticsearchStore, make_posting: MakePosting, letters: Letters, fields: dict[str, Any]
) -> None:
    posting = TaggedPosting.model_validate(make_posting("large").model_dump() | fields)
    dead = write(posting)

    assert stored(server_store, [*GOOD, "large"]) == [True, True, not dead]
    assert [TaggedPosting.model_validate(letter["posting"]) for letter in letters()] == [posting] * dead


def test_what_is_more_than_one_request_may_hold_goes_out_in_several(client: Elasticsearch, set_up: Names) -> None:
    """One request may have 100 MB (http.max_content_length)."""
    body = json.dumps({"posting": {"text": "long " * 400_000}}).encode()
    index = set_up.single("revisions")
    results = send(client, [Action.of("index", index, str(number), body) for number in range(55)])

    assert [result.outcome for result in results] == [Outcome.DONE] * 55


def test_memory_for_a_batch_is_bounded_by_its_texts(make_posting: MakePosting) -> None:
    long = make_posting(text="字" * 1_000_000)
    chunks = [len(chunk) for chunk in cut(Item("upsert", long.id, number, long) for number in range(10))]

    assert chunks == [4, 4, 2]
