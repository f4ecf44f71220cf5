"""Many postings of many sources through enrichment and the index: processor time by part, and the greatest memory of the process.

`python -m benchmarks.scale_publish fill|measure FOLDER POSTINGS STORE [URL]`: first the runs are made, then published in a
process of their own, which prints one JSON object. STORE is `embedded` or `elasticsearch`, at URL.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import psutil
import yaml

from benchmarks.made_up_postings import made_up_postings
from compoundwatch.archive import open_archive
from compoundwatch.config import Settings, load_settings
from compoundwatch.db import open_database
from compoundwatch.pipeline.enrich_files import EnrichOptions, enrich_file
from compoundwatch.pipeline.in_turn import publish_in_turn
from compoundwatch.pipeline.index_files import rejected_path
from compoundwatch.pipeline.publish import Publisher
from compoundwatch.posting import Captured, TaggedPosting, posting_id
from compoundwatch.run_folder import RunFolder, RunStats, Sighting
from enrich import Enricher
from index import open_store
from tests.servers.node import Node, server_folder

ROOT = Path(__file__).parents[1]
_START = datetime(2026, 11, 21, tzinfo=UTC)
# A source of this size is a large one; what is known of a source is in memory while one run of it is published.
PER_SOURCE = 5_000


def published_apart(folder: Path, postings: int, store: str) -> dict[str, Any]:
    """`measure` of a new run, in a process of its own, so that its memory is its own; with what its own server took meanwhile."""
    if store == "embedded":
        return _published_apart([str(folder), str(postings), store]) | {"server_seconds": 0.0}
    with server_folder() as place:
        node = Node(place)
        node.start()
        try:
            assert node.process is not None
            before = _seconds_of_family(node.process.pid)
            figures = _published_apart([str(folder), str(postings), store, node.url])
            return figures | {"server_seconds": round(_seconds_of_family(node.process.pid) - before, 2)}
        finally:
            node.kill()


def _published_apart(words: list[str]) -> dict[str, Any]:
    _module("fill", *words)
    figures: dict[str, Any] = json.loads(_module("measure", *words).splitlines()[-1])
    return figures


def _seconds_of_family(pid: int) -> float:
    """Processor time of a process and all below it."""
    family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    return sum(times.user + times.system for times in (process.cpu_times() for process in family))


def fill(settings: Settings, postings: int) -> None:
    """Finished runs of so many made-up adverts, each seen for the first time."""
    made = made_up_postings(postings)
    for number in range(-(-postings // PER_SOURCE)):
        _fill_run(settings, f"board-{number}", islice(made, PER_SOURCE))


def measure(settings: Settings) -> dict[str, Any]:
    """All runs, one after the other. Seconds are processor time of this process; memory in MB, greatest until the part ended."""
    archive, enricher = open_archive(settings), Enricher.load(settings)
    runs = list(archive.runs())
    enriching = _spent(lambda: _enrich(enricher, [RunFolder(archive.workplace / run) for run in runs]))
    enriched_mb = _peak_mb()
    publishing = _spent(lambda: _publish(settings, enricher, runs))
    return {
        "enrich_seconds": enriching,
        "publish_seconds": publishing,
        "enrich_peak_mb": enriched_mb,
        "peak_mb": _peak_mb(),
    }


def _fill_run(settings: Settings, source: str, adverts: Iterator[TaggedPosting]) -> None:
    run = RunFolder(settings.runs / source / "20261121T000000.000000Z")
    run.path.mkdir(parents=True)
    with run.captured.open("wb") as captured, run.sightings.open("wb") as sightings:
        for made in adverts:
            advert = Captured(
                id=posting_id(source, made.native_id), source=source, native_id=made.native_id, url=made.url, kind="job",
                fetched_at=_START, title=made.title, text=made.text,
            )  # fmt: skip
            seen = Sighting(id=advert.id, url=advert.url, outcome="new", status=200, at=_START, content_hash=advert.content_hash())
            captured.write(advert.model_dump_json().encode() + b"\n")
            sightings.write(seen.model_dump_json().encode() + b"\n")
    stats = RunStats(source=source, started=_START, ended=_START, complete=True, finish_reason="finished", exit_code=0)
    run.stats.write_text(stats.model_dump_json(), encoding="utf-8")


def _enrich(enricher: Enricher, runs: list[RunFolder]) -> None:
    """As publishing does it, which then finds it done."""
    for run in runs:
        enrich_file(enricher, run.captured, run.tagged, EnrichOptions(), rejected=rejected_path(run.captured))


def _publish(settings: Settings, enricher: Enricher, runs: list[str]) -> None:
    engine = open_database(settings)
    with open_store(settings) as store:
        publisher = Publisher(engine, store, enricher, open_archive(settings))
        for run in runs:
            publish_in_turn(publisher, run, _START)
    engine.dispose()


def _spent(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return round(time.process_time() - began, 2)


def _peak_mb() -> float:
    """Of this process since it began; what `getrusage` gives may be that of the process that started it."""
    told = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    assert told
    return round(int(told[1]) / 1024, 1)


def _installation(folder: Path, store: str, url: str | None) -> Settings:
    """Set up where it is not yet."""
    configs = folder / "configs"
    if not configs.is_dir():
        configs.mkdir(parents=True)
        server = {"url": url, "replicas": 0, "prefix": folder.name} if url else {}
        app = {"var": str(folder / "var"), "cache": str(ROOT / "var" / "cache"), "tables": str(ROOT / "configs")}
        (configs / "app.yml").write_text(yaml.safe_dump({**app, "store": {"kind": store, **server}}), encoding="utf-8")
        environment = {"COMPOUNDWATCH_CONFIGS": str(configs)}
        subprocess.run([sys.executable, "-m", "compoundwatch", "store", "setup"], env={**os.environ, **environment}, check=True)
    return load_settings({"COMPOUNDWATCH_CONFIGS": str(configs)})


def _module(*words: str) -> str:
    command = [sys.executable, "-m", "benchmarks.scale_publish", *words]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise RuntimeError(ended.stderr[-2000:])
    return ended.stdout


if __name__ == "__main__":
    _settings = _installation(Path(sys.argv[2]), sys.argv[4], sys.argv[5] if len(sys.argv) > 5 else None)
    if sys.argv[1] == "fill":
        fill(_settings, int(sys.argv[3]))
    else:
        print(json.dumps(measure(_settings)))
