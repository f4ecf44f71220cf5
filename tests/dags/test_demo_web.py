"""The demo web through a real scheduler to the mails, on both of its days."""

from __future__ import annotations

import re
import shutil
import signal
import sqlite3
from collections import Counter
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
import yaml

from compoundwatch.archive import open_archive
from compoundwatch.config import load_settings
from compoundwatch.db import open_database
from compoundwatch.pipeline.publish import Publisher
from demo.day import CONFIGS, Place, web_of
from demo.expected import id_of, load_expected
from enrich import Enricher
from index import open_store
from tests.compoundwatch.pipeline.history import HISTORY, write_run
from tests.dags.conftest import ROOT
from tests.dags.local_airflow import TASK_SECONDS, LocalAirflow, running, wait_for

OPERATOR = "ops@desk.example"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """The demo's own settings, with somebody who operates it."""
    configs = tmp_path / "configs"
    configs.mkdir()
    for folder in ("spiders", "alerts"):
        (configs / folder).symlink_to(CONFIGS / folder)
    app = yaml.safe_load((CONFIGS / "app.yml").read_text(encoding="utf-8"))
    app |= {"cache": str(ROOT / "var" / "cache"), "tables": str(ROOT / "configs")}
    app["mail"]["operators"] = [OPERATOR]
    (configs / "app.yml").write_text(yaml.safe_dump(app), encoding="utf-8")
    return Place(tmp_path / "var", configs)


@pytest.mark.slow
@pytest.mark.usefixtures("demo_ports")
def test_two_days_of_the_demo_web_and_their_captures_read_again(place: Place, tmp_path: Path) -> None:
    airflow = LocalAirflow(tmp_path / "airflow", place.environment)
    with running(airflow):
        assert airflow.listening() == {("127.0.0.1", airflow.port)}
        with web_of(place, 1):
            first_day(airflow, place)
            the_same_again(airflow, place)
        with web_of(place, 2):
            second_day(airflow, place)
        kept_up(airflow, place)
        captures_read_again(airflow, place)
        family = airflow.family()
        assert airflow.stop(signal.SIGINT) == 0
        # The three services, and what they have below them.
        assert len(family) > 5
        assert not [process for process in family if process.is_running()]


def first_day(airflow: LocalAirflow, place: Place) -> None:
    airflow.unpause("notify", "ingest_daily", "ingest_hourly")
    # Nobody starts these: it is their time.
    runs = [airflow.ended("ingest_daily"), airflow.ended("ingest_hourly")]
    assert [(run["state"], run["run_type"]) for run in runs] == [("success", "scheduled")] * 2, list(airflow.last_words())
    expected = load_expected().days[1]
    published = {
        name: task["state"] for run in runs for (task_id, name), task in airflow.tasks(run).items() if "publish" in task_id
    }
    assert published == dict.fromkeys(expected.sources, "success")
    wanted = Counter({(who, id_of(name)): 1 for who, digest in expected.mails.items() for name in digest.new})
    wait_for(lambda: sum(told(place).values()) >= sum(wanted.values()), TASK_SECONDS, "mails of the first day")
    assert told(place) == wanted
    assert airflow.events() == len(expected.sources)


def the_same_again(airflow: LocalAirflow, place: Place) -> None:
    before, mails = airflow.events(), set(files(place))
    run = airflow.ended("ingest_hourly", airflow.trigger("ingest_hourly"))
    assert run["state"] == "success"
    assert airflow.events() == before
    assert set(files(place)) == mails


def second_day(airflow: LocalAirflow, place: Place) -> None:
    runs = [airflow.trigger("ingest_daily"), airflow.trigger("ingest_hourly")]
    daily, hourly = airflow.ended("ingest_daily", runs[0]), airflow.ended("ingest_hourly", runs[1])
    assert (daily["state"], hourly["state"]) == ("failed", "success")
    tasks = airflow.tasks(daily)
    crawls = {name: (task["state"], task["try_number"]) for (task_id, name), task in tasks.items() if "crawl" in task_id}
    # A broken contract and a refusal fail at once; all others go on.
    assert {name for name, (state, _) in crawls.items() if state == "failed"} == {"lotus_ads", "gate_jobs"}
    assert set(crawls.values()) == {("failed", 1), ("success", 1)}
    expected = load_expected().days[2]
    desk = Counter(id_of(name) for name in expected.mails["desk@example.org"].new)
    wait_for(lambda: all(("desk@example.org", one) in told(place) for one in desk), TASK_SECONDS, "mails of the second day")
    assert max(told(place).values()) == 1
    texts = [text_of(mail) for mail in mails_to(place, "desk@example.org")]
    assert any(all(title in text for title in expected.unread) for text in texts)
    airflow.ended("notify", airflow.trigger("notify"))
    # In one mail, or in two where `notify` ran between the two failures.
    failures = [
        failure for mail in mails_to(place, OPERATOR) for failure in re.findall(r"^\S+: [^,]+", text_of(mail), re.MULTILINE)
    ]
    assert sorted(failures) == ["ingest_daily: gate_jobs", "ingest_daily: lotus_ads"]


def kept_up(airflow: LocalAirflow, place: Place) -> None:
    mails = set(files(place))
    airflow.unpause("upkeep", "notify_nightly")
    for dag_id in ("upkeep", "notify_nightly"):
        run = airflow.ended(dag_id)
        assert {task_id: task["state"] for (task_id, _), task in airflow.tasks(run).items() if task["state"] != "success"} == {}
    (backup,) = (place.var / "backups").iterdir()
    assert {path.name for path in backup.iterdir()} == {"state.sqlite", "postings.sqlite"}
    # A sweep over what was matched already finds nothing to tell.
    assert max(told(place).values()) == 1
    assert set(files(place)) == mails


def captures_read_again(airflow: LocalAirflow, place: Place) -> None:
    """Days of the past, into a store that has lost them, with no web there to be asked."""
    mails, past = set(files(place)), publish_the_past(place)
    shutil.rmtree(place.var / "store")
    airflow.unpause("replay_captures")
    dates = {"from_date": "2026-10-30T00:00:00Z", "to_date": "2026-11-01T00:00:00Z"}
    airflow.ask("POST", "/api/v2/backfills", {"dag_id": "replay_captures", "max_active_runs": 2, **dates})

    def ended() -> list[str] | None:
        runs = [run for run in airflow.runs("replay_captures") if run["run_type"] == "backfill"]
        states = [run["state"] for run in runs]
        return states if states and set(states) <= {"success", "failed"} else None

    assert wait_for(ended, TASK_SECONDS, "end of the backfill") == ["success"] * 3
    assert postings(place) == past
    assert set(files(place)) == mails


def publish_the_past(place: Place) -> set[str]:
    """Runs of three weeks ago, of which nobody is told; their postings."""
    settings = load_settings(place.environment)
    engine = open_database(settings)
    with open_store(settings) as store:
        publisher = Publisher(engine, store, Enricher.load(settings), open_archive(settings), silent=True)
        for crawled in HISTORY[:5]:
            folder, stats = write_run(settings.runs, crawled)
            publisher.publish(folder.run, stats.ended)
        return {posting.id for posting in store.all() if posting.source in {"a", "b"}}


def told(place: Place) -> Counter[tuple[str, str]]:
    """How often each posting was told as new to each subscriber, from the ledger of what mails were sent."""
    with sqlite3.connect(place.var / "state.sqlite") as state:
        rows = state.execute(
            "SELECT ledger.subscriber, ledger.posting_id FROM ledger JOIN mails ON mails.id = ledger.mail"
            " WHERE mails.state = 'sent' AND ledger.event = 'new'"
        ).fetchall()
    return Counter((row[0], row[1]) for row in rows)


def files(place: Place) -> list[Path]:
    return sorted(place.outbox.glob("*.eml"))


def mails_to(place: Place, recipient: str) -> list[EmailMessage]:
    mails = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in files(place)]
    return [mail for mail in mails if mail["To"] == recipient]


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def postings(place: Place) -> set[str]:
    with open_store(load_settings(place.environment)) as store:
        return {posting.id for posting in store.all()}
