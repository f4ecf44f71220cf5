"""What Airflow's tasks need, loaded in the worker from which each is forked: it takes longer than most tasks.

Airflow forks a process for each task and does not start another Python in it, so a worker's modules and tables are its tasks',
too, and their memory is shared.
"""

from __future__ import annotations

import logging
from importlib import import_module

_AIRFLOW = ("airflow.dag_processing.dagbag", "airflow.sdk.execution_time.supervisor", "airflow.sdk.execution_time.task_runner")


def load_before_forking() -> None:
    """Airflow's own modules that each task imports, and ours. What is wrong with the settings each task says by itself."""
    from compoundwatch.config import load_settings
    from compoundwatch.errors import CompoundwatchError
    from compoundwatch.pipeline.preload import preload

    for name in (*_AIRFLOW, "dags.wiring.house"):
        import_module(name)
    try:
        preload(load_settings())
    except CompoundwatchError as error:
        logging.getLogger("compoundwatch").warning("nothing is loaded before tasks are forked: %s", error)
