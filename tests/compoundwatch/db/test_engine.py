"""The state database behaves the same over a file and over a server."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, text

from compoundwatch import db
from compoundwatch.errors import StoreError, UsageError

ROOT = Path(__file__).parents[3]


def cursor(name: str, seq: int) -> dict[str, object]:
    return {"name": name, "seq": seq}


def test_opening_again_does_not_load_alembic(state_engine: Engine, state_address: str) -> None:
    code = f"import sys; from compoundwatch.db import open_engine; open_engine({state_address!r})"
    check = f"{code}; sys.exit(any(name.split('.')[0] == 'alembic' for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", check], check=False, cwd=ROOT).returncode == 0


def test_several_programs_may_open_a_new_database_at_once(state_url: str) -> None:
    code = f"from compoundwatch.db import open_engine; open_engine({state_url!r})"
    racing = [subprocess.Popen([sys.executable, "-c", code], cwd=ROOT) for _ in range(4)]
    assert [program.wait() for program in racing] == [0, 0, 0, 0]


def test_a_failure_undoes_the_whole_transaction(state_engine: Engine) -> None:
    def fail() -> None:
        with db.writing(state_engine) as connection:
            connection.execute(db.cursors.insert().values(cursor("x", 1)))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with state_engine.connect() as connection:
        assert connection.execute(select(db.cursors)).all() == []


def test_insert_new_leaves_what_is_there(state_engine: Engine) -> None:
    for seq in (1, 2):
        with db.writing(state_engine) as connection:
            connection.execute(db.insert_new(connection, db.cursors).values(cursor("x", seq)))
    with state_engine.connect() as connection:
        assert connection.scalar(select(db.cursors.c.seq)) == 1


def test_insert_new_says_whether_it_did(state_engine: Engine) -> None:
    with db.writing(state_engine) as connection:
        done = [connection.execute(db.insert_new(connection, db.cursors).values(cursor("x", seq))).rowcount for seq in (1, 2)]
    assert done == [1, 0]


def test_seconds_keep_their_fractions_and_truth_is_truth(state_engine: Engine) -> None:
    moment = 1_795_252_000.123456
    row = {"run": "a/1", "source": "a", "started": moment, "published": True, "stats": {"why": "ждёт 找"}}
    with db.writing(state_engine) as connection:
        connection.execute(db.runs.insert().values(row))
        read = connection.execute(select(db.runs).where(db.runs.c.published)).mappings().one()
    assert {name: read[name] for name in row} == row
    assert read["published"] is True


def test_many_rows_are_streamed_within_a_transaction_that_writes(state_engine: Engine) -> None:
    with db.writing(state_engine) as connection:
        connection.execute(db.cursors.insert(), [cursor(str(number), number) for number in range(1000)])
        for row in connection.execute(select(db.cursors).execution_options(yield_per=100)):
            connection.execute(db.cursors.update().where(db.cursors.c.name == row.name).values(seq=row.seq + 1))
        assert connection.scalar(select(func.sum(db.cursors.c.seq))) == 500_500


def test_a_newer_schema_is_refused(state_engine: Engine, state_address: str) -> None:
    with state_engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="not one of this version"):
        db.open_engine(state_address)


def test_what_is_there_can_be_opened_without_making_anything(state_engine: Engine, state_address: str) -> None:
    engine = db.open_existing(state_address)
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(db.ledger)) == 0
    engine.dispose()


def test_nothing_is_made_where_nothing_is(state_url: str) -> None:
    with pytest.raises(UsageError, match=r"no such file|holds no state"):
        db.open_existing(state_url)


def test_an_older_schema_is_not_brought_up_to_date_by_reading_it(state_engine: Engine, state_address: str) -> None:
    with state_engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    with pytest.raises(StoreError, match="has the schema 0001"):
        db.open_existing(state_address)


def test_scrubbing_loses_nothing(state_engine: Engine) -> None:
    with db.writing(state_engine) as connection:
        connection.execute(db.cursors.insert().values(cursor("x", 1)))
    db.scrub(state_engine)
    with state_engine.connect() as connection:
        assert connection.scalar(select(db.cursors.c.seq)) == 1
