"""What one writer reads stays true until it commits, whoever else writes: on both kinds of database."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, Engine, func, select, text

from compoundwatch import db
from compoundwatch.errors import TryLater

_PATIENCE = 10
# Long enough that a writer who is not held back would be done.
_A_WHILE = 0.4


@pytest.fixture
def others() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor() as pool:
        yield pool


def note(engine: Engine, name: str, about: str | None = None) -> None:
    with db.writing(engine, about) as connection:
        connection.execute(db.cursors.insert().values(name=name, seq=1))


def count(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(db.cursors)) or 0


def is_held_back(waiting: Future[None]) -> bool:
    """Whether it still waits after a while."""
    end = time.monotonic() + _A_WHILE
    while time.monotonic() < end and not waiting.done():
        time.sleep(0.01)
    return not waiting.done()


def test_nobody_writes_beside_a_writer(state_engine: Engine, others: ThreadPoolExecutor) -> None:
    with db.writing(state_engine) as connection:
        before = count(connection)
        waiting = others.submit(note, state_engine, "other")
        assert is_held_back(waiting)
        assert count(connection) == before
    waiting.result(_PATIENCE)


def test_a_writer_of_one_thing_waits_for_the_writer_of_all(state_engine: Engine, others: ThreadPoolExecutor) -> None:
    with db.writing(state_engine):
        waiting = others.submit(note, state_engine, "other", "mail 1")
        assert is_held_back(waiting)
    waiting.result(_PATIENCE)


def test_the_writer_of_all_waits_for_a_writer_of_one_thing(state_engine: Engine, others: ThreadPoolExecutor) -> None:
    with db.writing(state_engine, "mail 1"):
        waiting = others.submit(note, state_engine, "other")
        assert is_held_back(waiting)
    waiting.result(_PATIENCE)


def test_writers_of_one_thing_wait_for_each_other(state_engine: Engine, others: ThreadPoolExecutor) -> None:
    with db.writing(state_engine, "mail 1"):
        waiting = others.submit(note, state_engine, "other", "mail 1")
        assert is_held_back(waiting)
    waiting.result(_PATIENCE)


def test_after_waiting_a_writer_sees_what_the_other_wrote(state_engine: Engine, others: ThreadPoolExecutor) -> None:
    """Read, add one, write: by many at once, and none of it is lost."""
    with db.writing(state_engine) as connection:
        connection.execute(db.cursors.insert().values(name="sum", seq=0))

    def add_one() -> None:
        with db.writing(state_engine) as connection:
            seq = connection.scalars(select(db.cursors.c.seq)).one()
            connection.execute(db.cursors.update().values(seq=seq + 1))

    for added in [others.submit(add_one) for _ in range(40)]:
        added.result(_PATIENCE)
    with state_engine.connect() as connection:
        assert connection.scalar(select(db.cursors.c.seq)) == 40


def test_numbers_of_the_ledger_come_in_the_order_of_commits(state_engine: Engine, others: ThreadPoolExecutor) -> None:
    """Whoever follows the reviews by their numbers misses none."""
    seen: list[int] = []
    ended = threading.Event()

    def review() -> None:
        for _ in range(15):
            with db.writing(state_engine) as connection:
                connection.execute(db.reviews.insert().values(posting_id="p", decision="unsure", why="", at=0.0))

    def follow() -> None:
        last = False
        while not last:
            last = ended.is_set()
            with state_engine.connect() as connection:
                after = select(db.reviews.c.id).where(db.reviews.c.id > (seen[-1] if seen else 0))
                seen.extend(connection.scalars(after.order_by(db.reviews.c.id)))

    following = others.submit(follow)
    for reviewing in [others.submit(review) for _ in range(4)]:
        reviewing.result(_PATIENCE)
    ended.set()
    following.result(_PATIENCE)
    assert len(seen) == 60


class TestOnPostgresql:
    @pytest.fixture
    def engine(self, postgres_url: str) -> Iterator[Engine]:
        engine = db.open_engine(postgres_url)
        yield engine
        engine.dispose()

    def test_writers_of_different_things_do_not_wait(self, engine: Engine, others: ThreadPoolExecutor) -> None:
        with db.writing(engine, "mail 1"):
            others.submit(note, engine, "other", "mail 2").result(_PATIENCE)

    def test_readers_do_not_wait(self, engine: Engine) -> None:
        with db.writing(engine) as connection, engine.connect() as reading:
            connection.execute(db.cursors.insert().values(name="x", seq=1))
            assert count(reading) == 0

    def test_a_lock_that_cannot_be_had_is_one_line_and_tried_later(
        self, engine: Engine, take: Callable[[Engine, str], None]
    ) -> None:
        with db.writing(engine), pytest.raises(TryLater, match=r"^[^\n]*another program holds[^\n]*$"):
            take(engine, "100ms")

    @pytest.fixture
    def take(self) -> Callable[[Engine, str], None]:
        def wait_for(engine: Engine, patience: str) -> None:
            with engine.connect() as connection:
                connection.execute(text(f"SET lock_timeout = '{patience}'"))
                connection.commit()
                connection.execute(select(func.pg_advisory_xact_lock(held_key(connection))))

        return wait_for


def held_key(connection: Connection) -> int:
    """The one advisory lock that is held in this database now."""
    # Other tests have databases of their own on the same server.
    own = "locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    row = connection.execute(text(f"SELECT classid::bigint, objid::bigint FROM pg_locks WHERE {own}")).one()
    key = (row[0] << 32) | row[1]
    return int(key - (1 << 64) if key >= 1 << 63 else key)
