"""Mappings changed: what comes over, what is refused, what stays of the old."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest
from elasticsearch import NotFoundError

from compoundwatch.errors import StoreError
from index.elastic.schema.version import check_version, indices_in_use, stored_versions
from index.elastic.upkeep.migrate import MigrateReport, migrate
from index.elastic.upkeep.retired import drop_retired, erase_from_retired, retired
from tests.index.elastic.upkeep.two_versions import MONTHS, Server, contents, document, layout, set_up, to_version_2


def test_all_documents_come_over_in_the_new_form(server: Server) -> None:
    set_up(server, documents=1300)
    with server.client() as client:
        before = contents(client, server.names(1).postings)
        report = to_version_2(server)

        assert contents(client, server.names(2).postings) == {one: source | {"double": 0} for one, source in before.items()}
        assert client.count(index=server.names(2).postings, query={"term": {"hidden": 0}})["count"] == 2600
        assert stored_versions(client, server.names(2)) == {2}
        assert report.documents == 2600
        assert report.compared == 100


def test_a_second_time_does_nothing(server: Server) -> None:
    set_up(server, documents=3)
    to_version_2(server)

    assert to_version_2(server) == MigrateReport()


def test_a_program_of_before_is_refused_in_one_line(server: Server) -> None:
    set_up(server)
    to_version_2(server)
    with server.client() as client, pytest.raises(StoreError, match="has mapping version 2, this program knows 1: update it"):
        check_version(client, server.names(1))


def test_what_a_writer_of_before_has_in_hand_never_reaches_the_new_index(server: Server) -> None:
    set_up(server, documents=1)
    with server.client() as client:
        alias = server.names(1).month_alias(MONTHS[0])
        read = client.get(index=alias, id="counter-0")
        to_version_2(server)
        with pytest.raises(NotFoundError):
            client.index(
                index=alias,
                id="counter-0",
                document=document(9, 1),
                if_seq_no=read["_seq_no"],
                if_primary_term=read["_primary_term"],
                require_alias=True,
            )


def test_a_document_that_the_new_mapping_refuses_leaves_all_as_it_was(server: Server) -> None:
    set_up(server, documents=2)
    spoilt = replace(layout(2), steps={1: lambda kind, source: source | {"unknown": 1}})
    with server.client() as client:
        before = indices_in_use(client, server.names(1))
        with pytest.raises(StoreError, match=r"document counter-\d of .*unknown"):
            migrate(client, server.names(2), spoilt, lambda line: None)

        assert indices_in_use(client, server.names(1)) == before
        assert not [index for index in client.indices.get(index=f"{server.prefix}-*") if index not in before]


def test_a_document_that_comes_over_otherwise_is_noticed(server: Server) -> None:
    set_up(server, documents=2)
    numbers = count()
    spoilt = replace(layout(2), steps={1: lambda kind, source: source | {"double": next(numbers)}})
    with server.client() as client, pytest.raises(StoreError, match="did not come over whole; nothing was changed"):
        migrate(client, server.names(2), spoilt, lambda line: None)


def test_an_index_that_people_have_closed_is_not_opened(server: Server) -> None:
    set_up(server, documents=2)
    with server.client() as client:
        client.indices.add_block(index=server.names(1).single_index("runs"), block="write")
        with pytest.raises(StoreError, match="runs-v1: closed to writing, and not by a migration"):
            migrate(client, server.names(2), layout(2), lambda line: None)


def test_a_missing_step_is_told(server: Server) -> None:
    set_up(server)
    with server.client() as client, pytest.raises(StoreError, match="version 1 cannot become 3: no step from 2 is known"):
        migrate(client, server.names(3), replace(layout(2), version=3), lambda line: None)


def test_the_old_indices_stay_until_they_are_dropped(server: Server) -> None:
    set_up(server, documents=2)
    with server.client() as client:
        old = indices_in_use(client, server.names(1))
        to_version_2(server)
        assert retired(client, server.names(2)) == old

        assert drop_retired(client, server.names(2)) == old
        assert retired(client, server.names(2)) == []
        assert len(contents(client, server.names(2).postings)) == 4


def test_what_is_erased_goes_from_old_indices_too(server: Server) -> None:
    set_up(server, documents=2)
    to_version_2(server)
    with server.client() as client:
        erase_from_retired(client, server.names(2), "counter-1")

        assert set(contents(client, server.names(1).all_months(1))) == {f"{month} counter-0" for month in MONTHS}
        assert len(contents(client, server.names(2).postings)) == 4
