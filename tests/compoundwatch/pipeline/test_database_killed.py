"""PostgreSQL dies in the middle of the main job: the right exit code, no traceback, and the next run loses and doubles nothing."""

from __future__ import annotations

import re
import subprocess
import time
from collections import Counter

import psycopg
import pytest

from tests.compoundwatch.pipeline.made_up import Installation
from tests.servers.postgres import Postgres

_TRY_LATER = 5
_DEADLINE = 120
_TOLD = re.compile(r"PostgreSQL database postgres at 127\.0\.0\.1:\d+(:| cannot be reached).*[Tt]ry again later")
# What stands in the database when the server is killed: the job has begun, crawled, matched, written a mail.
_MOMENTS = {
    "begun": b"SELECT 1 FROM pg_stat_activity WHERE application_name = 'compoundwatch'",
    "crawled": b"SELECT 1 FROM runs",
    "matched": b"SELECT 1 FROM ledger",
    "mail written": b"SELECT 1 FROM mails",
}


@pytest.fixture
def served(installation: Installation, own_postgres: Postgres, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """An installation whose state lies on a server of its own."""
    monkeypatch.setenv("COMPOUNDWATCH_DATABASE_URL", own_postgres.url)
    assert installation.do("database", "check").returncode == 0
    return installation


def wait_for(server: Postgres, moment: bytes, job: subprocess.Popen[str]) -> None:
    end = time.monotonic() + _DEADLINE
    with psycopg.connect(server.url, autocommit=True) as connection:
        while connection.execute(moment).fetchone() is None:
            assert job.poll() is None, "the job ended before"
            assert time.monotonic() < end
            time.sleep(0.002)


def told(installation: Installation) -> Counter[str]:
    """How often each posting stands in the mails: each hit names the command for its evidence once."""
    parts = (mail.get_body(("plain",)) for mail in installation.mails())
    texts = "".join(str(part.get_content()) for part in parts if part)
    return Counter({posting["id"]: texts.count(f"compoundwatch evidence {posting['id']}") for posting in installation.postings()})


@pytest.mark.slow
@pytest.mark.parametrize("moment", _MOMENTS)
def test_killed_started_again_and_run_again(moment: str, served: Installation, own_postgres: Postgres) -> None:
    with subprocess.Popen(
        served.command("run", "--json"), env=served.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as job:
        wait_for(own_postgres, _MOMENTS[moment], job)
        own_postgres.kill()
        _, words = job.communicate(timeout=_DEADLINE)
    assert job.returncode == _TRY_LATER, words
    # Matching, mailing and the rest fail apart, each in one line.
    assert words
    assert [line for line in words.splitlines() if not _TOLD.search(line)] == []

    own_postgres.start()

    done = served.run()
    assert done["exit_code"] == 0, done
    assert sorted(posting["title"] for posting in served.postings()) == [f"Advert {number}" for number in range(1, 7)]
    assert set(told(served).values()) == {1}
    assert served.run()["mails"] == 0


def test_a_server_that_is_down_is_one_line_before_anything_is_fetched(served: Installation, own_postgres: Postgres) -> None:
    own_postgres.stop()
    ended = served.do("run")
    assert (ended.returncode, ended.stdout) == (_TRY_LATER, "")
    assert len(ended.stderr.splitlines()) == 1
    assert "cannot be reached" in ended.stderr
    assert own_postgres.password not in ended.stderr
