"""The versions of the schema lead to the tables, on both kinds of database, also with rows in them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect, select, text

from compoundwatch import db
from compoundwatch.db.address import read_address
from compoundwatch.db.engine import HEAD
from compoundwatch.migrations import alembic_config

FIRST = "0001"
HIT = '{"kind": "new", "posting_id": "p", "alerts": ["desk", "other"]}'
TOLD = (
    "INSERT INTO ledger (alert, subscriber, subject, event, posting_id, campaign, hit, at, mail) VALUES "
    f"('desk', 'desk@ngo.example', 'p', 'new', 'p', 'p', '{HIT}', 3.5, 'm')"
)
ROWS = [
    "INSERT INTO runs (run, source, started, published, stats) VALUES ('a/1', 'a', 1.5, true, '{\"pages\": 3}')",
    "INSERT INTO known (source, posting_id, url, content_hash, last_seen, absences, gone) VALUES ('a','p','u','h',2.5,1,false)",
    "INSERT INTO mails (id, subscriber, state, created, body, tries, due) VALUES ('m','Desk@ngo.example','sent',1,'body',1,1)",
    TOLD,
    "INSERT INTO suppressions (subscriber, alert, at, why) VALUES ('desk@ngo.example', '', 4.5, 'asked')",
]


@contextmanager
def migrated(url: str, version: str) -> Iterator[Engine]:
    """A database at one version of the schema, opened without what our own opening adds."""
    engine, config = create_engine(read_address(url)), alembic_config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)
    yield engine
    engine.dispose()


def test_head_is_the_newest_version() -> None:
    assert ScriptDirectory.from_config(alembic_config()).get_current_head() == HEAD


def test_the_versions_lead_to_the_tables(state_url: str) -> None:
    engine = db.open_engine(state_url)
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), db.metadata)
    engine.dispose()
    # Comments explain the code; only PostgreSQL keeps them, and no version is written to reword one.
    assert [change for change in found if not (isinstance(change, list) and change[0][0] == "modify_comment")] == []


def test_rows_of_the_first_version_come_through(state_url: str) -> None:
    with migrated(state_url, FIRST) as first, first.begin() as connection:
        for statement in ROWS:
            connection.execute(text(statement))

    engine = db.open_engine(state_url)

    with engine.connect() as connection:
        run = connection.execute(select(db.runs)).one()
        told = connection.execute(select(db.ledger)).one()
        mail = connection.execute(select(db.mails)).one()
    engine.dispose()
    assert (run.stats, run.started, run.published) == ({"pages": 3}, 1.5, True)
    assert (told.hit["alerts"], told.at, told.mail) == (["desk", "other"], 3.5, "m")
    assert (mail.body, mail.due) == ("body", 1.0)


def test_numbers_go_on_after_the_rows_of_the_first_version(state_url: str) -> None:
    with migrated(state_url, FIRST) as first, first.begin() as connection:
        for statement in ROWS:
            connection.execute(text(statement))
    engine = db.open_engine(state_url)
    with db.writing(engine) as connection:
        row = connection.execute(select(db.ledger)).mappings().one()
        again = {**row, "subject": "another"}
        del again["id"]
        added = connection.execute(db.ledger.insert().values(again)).inserted_primary_key
    engine.dispose()
    assert added is not None
    assert added[0] > row["id"]


@pytest.mark.parametrize("version", ["base", FIRST])
def test_a_new_version_can_be_undone(state_url: str, version: str) -> None:
    engine, config = db.open_engine(state_url), alembic_config()
    with db.writing(engine) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, version)
    left = set(inspect(engine).get_table_names()) - {"alembic_version"}
    first = {"cursors", "known", "ledger", "mails", "reviews", "runs", "suppressions"}
    assert left == (first if version == FIRST else set())
    engine.dispose()
