"""What an installation needs now and then: one job a file, found by its name, called by the command line and by Airflow alike.

Each job is independent of the others, and done again it changes nothing more. Modules are light: what is heavy is imported by
the job itself, because Airflow reads their names and first lines whenever it looks at the DAGs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Protocol, TypeAlias, cast

from compoundwatch.config import Settings
from compoundwatch.errors import UsageError

Report: TypeAlias = Callable[[str], None]
Done: TypeAlias = Mapping[str, int | str]


class Job(Protocol):
    """Does its work as of `at`, tells `report` how far it is, and gives what it did in numbers. Raises CompoundwatchError."""

    def __call__(self, settings: Settings, at: datetime, report: Report) -> Done: ...


def job_names() -> list[str]:
    """All jobs, sorted."""
    return sorted(path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("_"))


def load_job(name: str) -> Job:
    """Raises UsageError where there is none of that name."""
    if name not in job_names():
        raise UsageError(f"no job of upkeep is named {name!r}; there are {', '.join(job_names())}")
    return cast("Job", getattr(import_module(f"{__name__}.{name}"), name))
