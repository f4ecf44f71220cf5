"""Crawl and publish every source at its cadence. One DAG for each cadence; the sources are read from their files by each run."""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import CronTriggerTimetable, TriggerRule, dag, get_current_context, task, task_group
from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException

from dags.wiring import house

# Minutes apart, so that the three do not begin at one moment. UTC.
CADENCES = {"hourly": "5 * * * *", "daily": "20 1 * * *", "weekly": "40 2 * * 1"}

# What a source's tasks are called, from their beginning on.
NAME = "{{ task.op_kwargs['source'] }}"

DOC = """
### Sources that are looked at {cadence}

For each file in `configs/spiders/` with `cadence: {cadence}` and `enabled: true`:

1. **crawl** fetches its pages politely into a run folder and holds it against the source's `expect:`;
2. **publish** tags what was captured and puts it into the store. Where that is something new, the asset `postings` is updated, and
   `notify` follows.

A source that fails stops no other. What may heal is tried again; a broken contract or a refusal fails at once, is named at the end
of every digest and in a mail to the operators. A source that is switched off or deleted is simply gone from the next run. What is
done again changes nothing. See docs/airflow.md.
"""


@task
def sources(cadence: str) -> list[str]:
    """Names the sources that are due."""
    from compoundwatch.pipeline.stages.sources import due_sources

    return due_sources(house.settings(), cadence)


# Each crawl ends itself at its source's own `deadline`; this is for a worker that hangs.
@task(map_index_template=NAME, execution_timeout=timedelta(hours=24), priority_weight=house.CRAWLING)
def crawl(source: str) -> str:
    """Crawls one source; gives the name of its run."""
    from compoundwatch.pipeline.stages.crawl import crawl_stage
    from compoundwatch.pipeline.stages.ending import run_of
    from compoundwatch.pipeline.stages.sources import is_due

    settings, run = house.settings(), get_current_context()["dag_run"]
    if run.run_type == "backfill":
        raise AirflowSkipException("the past cannot be crawled: replay_captures reads what was captured then")
    if not is_due(settings, source):
        raise AirflowSkipException(f"{source} was switched off or deleted meanwhile")
    return run_of(crawl_stage(settings, source, run.data_interval_start or run.run_after, house.report))


# Also after a crawl that failed: what it got before, and how it ended, is written down.
@task(
    map_index_template=NAME,
    trigger_rule=TriggerRule.NONE_SKIPPED,
    execution_timeout=timedelta(hours=6),
    priority_weight=house.PUBLISHING,
    outlets=[house.POSTINGS],
)
def publish(source: str, run: str | None) -> dict[str, int]:
    """Enriches and indexes what the source's crawls left; counts what that changed."""
    from compoundwatch.pipeline.stages.left_behind import publish_source
    from compoundwatch.pipeline.stages.publish import publish_stage

    settings, at = house.settings(), house.now()
    published = publish_stage(settings, run, at) if run else publish_source(settings, source, at)
    if not published.events:
        house.leave_assets()
    if run is None:
        raise AirflowFailException(f"the crawl of {source} failed")
    return {str(event): count for event, count in published.events.items()}


@task_group(group_id="source")
def each_source(source: str) -> None:
    """One source: crawl, then publish."""
    # By their names, since templates know those; what a task gives stands here for what Airflow will give the next one.
    publish(source=source, run=crawl(source=source))  # type: ignore[arg-type]


def _ingest(cadence: str, cron: str) -> None:
    @dag(
        f"ingest_{cadence}",
        schedule=CronTriggerTimetable(cron, timezone="UTC"),
        tags=["compoundwatch", "ingest", cadence],
        description=f"Crawl and publish the sources that are looked at {cadence}",
        doc_md=DOC.format(cadence=cadence),
        # A slow source of the run before holds up nobody: two crawls of one source never overlap.
        **house.DAG | {"max_active_runs": 3},
    )
    def build() -> None:
        each_source.expand(source=sources(cadence))

    build()


for _cadence, _cron in CADENCES.items():
    _ingest(_cadence, _cron)
