"""Airflow's scheduler with what its tasks need loaded first: `python -m deploy.local.scheduler scheduler ARGUMENT...`.

With the LocalExecutor tasks are forked from processes that are forked from it.
"""

from __future__ import annotations

from airflow.__main__ import main

from deploy.forked import load_before_forking

if __name__ == "__main__":
    load_before_forking()
    main()  # type: ignore[no-untyped-call]  # Airflow's own
