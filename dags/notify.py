"""Tell everybody of what is new: as soon as something is in the store, and by the clock for digests, heartbeats and the sweep."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from airflow.sdk import AssetOrTimeSchedule, CronTriggerTimetable, dag, task

from dags.wiring import house
from dags.wiring.upkeep_task import upkeep_task

NOTIFY = """
### Everybody told who is to be told

Runs whenever the asset `postings` was updated, and every ten minutes for digests and heartbeats that go by the clock: reads
delivery reports, matches what changed, writes mails that are due, sends them, calls webhooks. What one run leaves the next
one takes up, and nothing is told twice. What arrives while it runs starts one further run, however many sources published
something.

It also writes to `mail.operators` of app.yml about tasks that failed for good. See docs/airflow.md.
"""

NIGHTLY = """
### Links made anew, and what matching missed

Each night **relink** groups near copies and shares compounds over the whole store, and **sweep** then matches again what changed
since the last sweep, and adverts that others have tied to a compound since. `notify` mails what they find. Nothing is told twice.
See docs/airflow.md.
"""


@task(execution_timeout=timedelta(hours=2), priority_weight=house.TELLING)
def notify() -> dict[str, Any]:
    """Matches, mails and calls; gives the numbers."""
    from compoundwatch.pipeline.stages.notify import notify_stage

    return notify_stage(house.settings(), house.now(), house.report).model_dump(mode="json")


@dag(
    "notify",
    schedule=AssetOrTimeSchedule(timetable=CronTriggerTimetable("*/10 * * * *", timezone="UTC"), assets=[house.POSTINGS]),
    tags=["compoundwatch", "notify"],
    description="Match what is new, and mail it",
    doc_md=NOTIFY,
    **house.DAG,
)
def _notify() -> None:
    notify()


@dag(
    "notify_nightly",
    schedule=CronTriggerTimetable("15 3 * * *", timezone="UTC"),
    tags=["compoundwatch", "notify"],
    description="Link anew, and sweep over what matching missed",
    doc_md=NIGHTLY,
    **house.DAG,
)
def _nightly() -> None:
    upkeep_task("relink") >> upkeep_task("sweep")


_notify()
_nightly()
