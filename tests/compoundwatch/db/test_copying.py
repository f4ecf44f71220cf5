"""The whole state moves from one kind of database to the other and back, and nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import BigInteger, Boolean, Engine, Float, Integer, LargeBinary, Table, inspect, null, select
from sqlalchemy.types import JSON

from compoundwatch import db
from compoundwatch.db.copying import copy_state
from compoundwatch.db.engine import HEAD
from compoundwatch.db.overview import count_rows, describe
from compoundwatch.errors import StoreError, UsageError

ROWS = 1203


@pytest.fixture
def on_file(tmp_path: Path) -> Iterator[Engine]:
    engine = db.open_engine(f"sqlite:///{tmp_path}/another.sqlite")
    yield engine
    engine.dispose()


def made_up(table: Table, number: int) -> dict[str, Any]:
    """A row with a value in every column."""
    values: dict[type, Any] = {
        Boolean: number % 2 == 0,
        Float: number + 0.25,
        Integer: number,
        BigInteger: 2**40 + number,
        JSON: {"n": [number, None, "ខ្មែរ"]},
        LargeBinary: number.to_bytes(4, "big"),
    }
    row = {column.name: values.get(type(column.type), f"{column.name[:6]} {number}") for column in table.columns}
    return {**row, "ledger_id": number} if "ledger_id" in row else row


def fill(engine: Engine, rows: int) -> None:
    with db.writing(engine) as connection:
        for table in db.metadata.sorted_tables:
            connection.execute(table.insert(), [made_up(table, number) for number in range(1, rows + 1)])
        connection.execute(db.runs.update().where(db.runs.c.run == "run 1").values(stats=null(), ended=None))


def contents(engine: Engine) -> dict[str, list[Any]]:
    with engine.connect() as connection:
        tables = {table.name: select(table).order_by(*table.primary_key) for table in db.metadata.sorted_tables}
        return {name: sorted(map(repr, connection.execute(rows))) for name, rows in tables.items()}


def test_there_and_back(state_engine: Engine, on_file: Engine, tmp_path: Path) -> None:
    fill(on_file, ROWS)

    assert set(copy_state(on_file, state_engine).values()) == {ROWS}
    assert contents(state_engine) == contents(on_file)

    back = db.open_engine(f"sqlite:///{tmp_path}/back.sqlite")
    copy_state(state_engine, back)
    assert contents(back) == contents(on_file)
    back.dispose()


def test_what_was_null_is_null_and_not_json(state_engine: Engine, on_file: Engine) -> None:
    fill(on_file, 2)
    copy_state(on_file, state_engine)
    with state_engine.connect() as connection:
        assert connection.scalars(select(db.runs.c.run).where(db.runs.c.stats.is_(null()))).all() == ["run 1"]


def test_new_rows_are_numbered_after_the_copied_ones(state_engine: Engine, on_file: Engine) -> None:
    fill(on_file, 7)
    copy_state(on_file, state_engine)
    with db.writing(state_engine) as connection:
        added = connection.execute(db.reviews.insert().values(posting_id="p", decision="unsure", why="", at=0.0))
        assert added.inserted_primary_key == (8,)


def test_an_empty_state_can_be_copied_and_filled(state_engine: Engine, on_file: Engine) -> None:
    copy_state(on_file, state_engine)
    with db.writing(state_engine) as connection:
        added = connection.execute(db.reviews.insert().values(posting_id="p", decision="unsure", why="", at=0.0))
        assert added.inserted_primary_key == (1,)


def test_a_database_with_rows_is_left_alone(state_engine: Engine, on_file: Engine) -> None:
    fill(on_file, 3)
    with db.writing(state_engine) as connection:
        connection.execute(db.cursors.insert().values(name="x", seq=1))
    before = contents(state_engine)
    with pytest.raises(UsageError, match=r"^[^\n]*holds rows already \(table cursors\)[^\n]*$"):
        copy_state(on_file, state_engine)
    assert contents(state_engine) == before


def test_a_copy_that_breaks_off_leaves_nothing(state_engine: Engine, on_file: Engine) -> None:
    fill(on_file, 3)
    with db.writing(on_file) as connection:
        connection.exec_driver_sql("ALTER TABLE suppressions RENAME COLUMN why TO hwy")
    with pytest.raises(StoreError, match="why"):
        copy_state(on_file, state_engine)
    assert set(count_rows(state_engine).values()) == {0}


def test_the_overview_says_what_it_is(state_engine: Engine) -> None:
    facts = describe(state_engine)
    assert facts["kind"].lower() == state_engine.dialect.name
    assert facts["schema"] == HEAD
    assert facts["version"][0].isdigit()
    assert "postgres:" not in facts["where"]


def test_the_overview_counts_every_table(state_engine: Engine) -> None:
    fill(state_engine, 4)
    ours = set(inspect(state_engine).get_table_names()) - {"alembic_version"}
    assert count_rows(state_engine) == dict.fromkeys(ours, 4)
