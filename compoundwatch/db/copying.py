"""The whole state from one database into another: from a file to a server when an installation grows, or back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import JSON, Column, Connection, Engine, Insert, Table, bindparam, func, select
from sqlalchemy.types import TypeEngine

from compoundwatch.db.address import shown
from compoundwatch.db.engine import writing
from compoundwatch.db.tables import metadata
from compoundwatch.errors import UsageError

_ROWS = 500


def copy_state(source: Engine, target: Engine) -> dict[str, int]:
    """Copy every row, in one transaction; rows by table. Both sides have the newest schema, and the source is only read.

    Raises UsageError for a target that holds rows already, StoreError, TryLater: then the target is as it was.
    """
    with _one_view(source) as reading, writing(target) as connection:
        _require_empty(target, connection)
        return {str(table.name): _copy(reading, connection, table) for table in metadata.sorted_tables}


@contextmanager
def _one_view(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one moment, so that no row refers to one that it does not see. SQLite's are all like that."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


def _require_empty(target: Engine, connection: Connection) -> None:
    for table in metadata.sorted_tables:
        if connection.execute(select(1).select_from(table).limit(1)).first():
            raise UsageError(f"{shown(target.url)} holds rows already (table {table.name}): copy into an empty database")


def _copy(reading: Connection, connection: Connection, table: Table) -> int:
    copied, insert = 0, _insert(table)
    rows = reading.execute(select(table).execution_options(yield_per=_ROWS)).mappings()
    for batch in rows.partitions():
        connection.execute(insert, [dict(row) for row in batch])
        copied += len(batch)
    counted = table.autoincrement_column
    if counted is not None and connection.dialect.name == "postgresql":
        _go_on_counting(connection, table, counted)
    return copied


def _insert(table: Table) -> Insert:
    """What is NULL stays so, which a JSON column would else take for JSON's null."""
    return table.insert().values({column.name: bindparam(column.name, type_=_type(column)) for column in table.columns})


def _type(column: Column[Any]) -> TypeEngine[Any]:
    return JSON(none_as_null=True) if isinstance(column.type, JSON) else column.type


def _go_on_counting(connection: Connection, table: Table, counted: Column[int]) -> None:
    """Rows to come are numbered after those that were copied with their numbers."""
    sequence = func.pg_get_serial_sequence(table.name, counted.name)
    newest = select(func.max(counted)).scalar_subquery()
    connection.execute(select(func.setval(sequence, newest)))
