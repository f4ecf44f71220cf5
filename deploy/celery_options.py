"""Celery's options as Airflow has them, and what a worker loads first: named by AIRFLOW__CELERY__CELERY_CONFIG_OPTIONS."""

from __future__ import annotations

from typing import Any

from airflow.providers.celery.executors.default_celery import DEFAULT_CELERY_CONFIG
from celery.signals import import_modules  # type: ignore[import-untyped]

from deploy.forked import load_before_forking

OPTIONS: dict[str, Any] = DEFAULT_CELERY_CONFIG


# Sent in a worker alone, before its processes are forked. Airflow's own receiver comes later and takes all that is loaded out of
# the garbage collector's sight, which would else write to it, and so unshare it.
@import_modules.connect  # type: ignore[untyped-decorator]
def load(**_: object) -> None:
    """Once in each worker."""
    load_before_forking()
