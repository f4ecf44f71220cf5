"""What an installation needs once a day. One task for each job in compoundwatch/pipeline/upkeep/; none waits for another."""

from __future__ import annotations

from airflow.sdk import CronTriggerTimetable, dag

from compoundwatch.pipeline.upkeep import job_names
from dags.wiring import house
from dags.wiring.upkeep_task import upkeep_task

# In an order of their own, before what they find is told: dags/notify.py.
NIGHTLY = {"relink", "sweep"}

DOC = """
### Upkeep

Once a day, each job by itself, so that one that fails stops no other: retention, postings that are gone, runs left unpublished, the
store, place names, sanctions lists, an audit of the evidence, a backup. `compoundwatch upkeep JOB` does the same by hand. See
docs/airflow.md.
"""


@dag(
    "upkeep",
    schedule=CronTriggerTimetable("45 4 * * *", timezone="UTC"),
    tags=["compoundwatch", "upkeep"],
    description="Retention, lifecycle, store, place names, sanctions, evidence audit, backup",
    doc_md=DOC,
    **house.DAG,
)
def _upkeep() -> None:
    for name in job_names():
        if name not in NIGHTLY:
            upkeep_task(name)


_upkeep()
