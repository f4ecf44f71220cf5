"""Past captures enriched and indexed again by the present rules, from evidence alone: for `airflow backfill`."""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import CronDataIntervalTimetable, dag, get_current_context, task
from airflow.sdk.exceptions import AirflowSkipException

from dags.wiring import house

DOC = """
### Past captures, read again

For days that are past, after rules or lexicons have changed:

    airflow backfill create --dag-id replay_captures --from-date 2026-11-01 --to-date 2026-11-07 --max-active-runs 2

Each run takes the captures of one day (UTC), source by source, and enriches and indexes them by the present rules. The web is not
touched, what was learnt of gone and returned postings stays, and nobody is told of anything. Its scheduled runs do nothing: they
are there because Airflow backfills only what has a schedule. See docs/airflow.md.
"""


@task
def captures() -> list[str]:
    """Names the runs that were captured in this run's day."""
    from compoundwatch.pipeline.stages.replay import runs_between

    run = get_current_context()["dag_run"]
    if run.run_type == "scheduled" or run.data_interval_start is None or run.data_interval_end is None:
        raise AirflowSkipException("only for `airflow backfill`, which says of which day")
    return runs_between(house.settings(), run.data_interval_start, run.data_interval_end)


# A mapped task does not show its docstring by itself.
@task(
    map_index_template="{{ task.op_kwargs['run'] }}",
    execution_timeout=timedelta(hours=6),
    doc_md="Enriches and indexes one run again, silently; counts what that changed.",
)
def replay(run: str) -> dict[str, int]:
    """Enriches and indexes one run again, silently; counts what that changed."""
    from compoundwatch.pipeline.stages.publish import publish_stage

    published = publish_stage(house.settings(), run, house.now(), silent=True)
    return {str(event): count for event, count in published.events.items()}


@dag(
    "replay_captures",
    schedule=CronDataIntervalTimetable("0 0 * * *", timezone="UTC"),
    tags=["compoundwatch", "replay"],
    description="Enrich and index past captures again, without the web and without alerts",
    doc_md=DOC,
    **house.DAG,
)
def _replay() -> None:
    replay.expand(run=captures())


_replay()
