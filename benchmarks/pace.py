"""How fast a DAG run does its sources, and what of the machine each of Airflow's services takes meanwhile."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psutil

from benchmarks.processor_time import seconds_of_family
from tests.servers.several_machines import Machines

_DAG = "ingest_daily"
_LAST_TASK = "source.publish"
_TASKS = ("source.crawl", _LAST_TASK)
# What Airflow's task runner writes when it has made everything ready, and when the task's function has returned.
_BEGUN, _ENDED = "::endgroup::", "Done. Returned value"
_LOOK_SECONDS = 2.0
_SAID_EVERY_SECONDS = 60.0
# Characters of its logs.
_TOLD_OF_A_FAILURE = 10_000


@dataclass(frozen=True, slots=True)
class Pace:
    """`stages`: wall seconds of our two stages a source, as tasks' logs have them; `processor`: seconds that each service took;
    `cores`: how many of the machine's were at work, whoever worked; `failed`: tasks that did not end well in a run that ended.
    """

    sources: int
    seconds: float
    stages: float
    cores: float
    processor: dict[str, float]
    failed: int
    interrupted: bool

    def told(self, name: str) -> dict[str, Any]:
        """As figures that begin with `name`."""
        a_source = {service: round(used / max(self.sources, 1), 2) for service, used in self.processor.items()}
        return {
            f"{name}_sources": self.sources,
            f"{name}_failed_tasks": self.failed,
            f"{name}_seconds": round(self.seconds, 1),
            f"{name}_stages_seconds_per_source": round(self.stages, 2),
            f"{name}_cores_at_work": round(self.cores, 2),
            **{f"{name}_{service}_processor_seconds_per_source": used for service, used in a_source.items()},
        }


def pace_of(machines: Machines, sources: int, name: str) -> Pace:
    """Of the DAG's first run, which is told on stderr as it goes on, and so is each task that failed, with its log."""
    airflow = machines.airflow
    airflow.unpause(_DAG)
    run = airflow.first_run(_DAG)
    watch = _Watch(machines, run)
    interrupted, said = False, 0.0
    try:
        while airflow.ending(_DAG, run) is None:
            if time.monotonic() - said > _SAID_EVERY_SECONDS:
                said = time.monotonic()
                print(f"{name}: {watch.done()} of {sources} sources in {watch.seconds():.0f} s", file=sys.stderr, flush=True)
            time.sleep(_LOOK_SECONDS)
    except KeyboardInterrupt:
        interrupted = True
    return watch.pace(interrupted=interrupted)


class _Watch:
    def __init__(self, machines: Machines, run: str) -> None:
        self._airflow, self._run = machines.airflow, run
        self._machine, self._processor, self._began = _machine_seconds(), self._used(), time.monotonic()

    def seconds(self) -> float:
        return time.monotonic() - self._began

    def done(self) -> int:
        """Sources that are published."""
        path = f"/api/v2/dags/{_DAG}/dagRuns/{self._run}/taskInstances?task_id={_LAST_TASK}&state=success&limit=1"
        return int(self._airflow.ask("GET", path)["total_entries"])

    def failed(self) -> int:
        """Tasks that did not end well; each is told on stderr."""
        failed = [task for task in self._airflow.tasks(_DAG, self._run) if task["state"] != "success"]
        for task in failed:
            where = f"task_id={task['task_id']}/map_index={task['map_index']}"
            told = "".join(
                log.read_text(encoding="utf-8", errors="replace") for log in self._airflow.folder.rglob(f"{where}/*.log")
            )
            print(f"{where} {task['state']}, try {task['try_number']}:\n{told[-_TOLD_OF_A_FAILURE:]}", file=sys.stderr, flush=True)
        return len(failed)

    def pace(self, *, interrupted: bool) -> Pace:
        seconds = self.seconds()
        used = {service: after - self._processor[service] for service, after in self._used().items()}
        cores = (_machine_seconds() - self._machine) / seconds
        failed = 0 if interrupted else self.failed()
        return Pace(self.done(), seconds, stages_seconds(self._airflow.folder), cores, used, failed, interrupted)

    def _used(self) -> dict[str, float]:
        return {name: seconds_of_family(service.pid) for name, service in self._airflow.running.items()}


def stages_seconds(folder: Path) -> float:
    """Mean wall seconds of a source's tasks between Airflow's own work before and after them, by the logs below `folder`."""
    return sum(_mean_seconds(folder.rglob(f"task_id={task}/*/attempt=*.log")) for task in _TASKS)


def _mean_seconds(logs: Iterable[Path]) -> float:
    """Of those that ended well; 0.0 where none did."""
    known = [seconds for log in logs if (seconds := _seconds_of_stage(log)) is not None]
    return statistics.fmean(known) if known else 0.0


def _seconds_of_stage(log: Path) -> float | None:
    """None where the task has not ended well (yet)."""
    told = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    begun = [line["timestamp"] for line in told if line["event"] == _BEGUN]
    ended = [line["timestamp"] for line in told if line["event"].startswith(_ENDED)]
    return (datetime.fromisoformat(ended[0]) - datetime.fromisoformat(begun[0])).total_seconds() if begun and ended else None


def _machine_seconds() -> float:
    """Processor time of everything on the machine."""
    times = psutil.cpu_times()
    return float(sum(times) - times.idle - times.iowait)
