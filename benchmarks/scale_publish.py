"""One run of many postings through enrichment and the index: processor time by part, and memory as the run goes on.

`python -m benchmarks.scale_publish fill|measure FOLDER POSTINGS STORE [URL]`: first the run is made, then published in a
process of its own, which prints one JSON object, and on stderr how far it is. STORE is `embedded` or `elasticsearch`, at URL.
Enrichment has a process for each core, as `compoundwatch rebuild --jobs` has.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml
from elasticsearch import Elasticsearch

from benchmarks.made_up_postings import made_up_postings
from benchmarks.memory_by_share import Progress
from benchmarks.processor_time import seconds_of_family
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
from index.store import PostingStore, Written
from tests.servers.node import Node, server_folder

ROOT = Path(__file__).parents[1]
_START = datetime(2026, 11, 21, tzinfo=UTC)
_SOURCE, _RUN = "board", "board/20261121T000000.000000Z"


def published_apart(folder: Path, postings: int, store: str) -> dict[str, Any]:
    """`measure` of a new run, in a process of its own, so that its memory is its own; with what its own server took meanwhile."""
    if store == "embedded":
        figures = _published_apart([str(folder), str(postings), store])
        written = sum(file.stat().st_size for file in (folder / "var" / "store").rglob("*") if file.is_file())
        return figures | {"server_seconds": 0.0, "bytes_on_disk": written}
    with server_folder() as place:
        node = Node(place)
        node.start()
        try:
            assert node.process is not None
            before = seconds_of_family(node.process.pid)
            figures = _published_apart([str(folder), str(postings), store, node.url])
            spent = round(seconds_of_family(node.process.pid) - before, 2)
            return figures | {"server_seconds": spent, "bytes_on_disk": _bytes_on_server(node.url, folder.name)}
        finally:
            node.kill()


def _bytes_on_server(url: str, prefix: str) -> int:
    with Elasticsearch(url) as client:
        client.indices.flush(index=f"{prefix}-*")
        stats = client.indices.stats(index=f"{prefix}-*", metric="store")
    return int(stats["_all"]["primaries"]["store"]["size_in_bytes"])


def _published_apart(words: list[str]) -> dict[str, Any]:
    _module("fill", *words)
    figures: dict[str, Any] = json.loads(_module("measure", *words).splitlines()[-1])
    return figures


def fill(settings: Settings, postings: int) -> None:
    """A finished run of one source with so many made-up adverts, each seen for the first time."""
    run, making = RunFolder(settings.runs / _RUN), Progress("made", postings)
    run.path.mkdir(parents=True)
    with run.captured.open("wb") as captured, run.sightings.open("wb") as sightings:
        for made in making.counted(made_up_postings(postings)):
            advert = Captured(
                id=posting_id(_SOURCE, made.native_id), source=_SOURCE, native_id=made.native_id, url=made.url, kind="job",
                fetched_at=_START, title=made.title, text=made.text,
            )  # fmt: skip
            seen = Sighting(id=advert.id, url=advert.url, outcome="new", status=200, at=_START, content_hash=advert.content_hash())
            captured.write(advert.model_dump_json().encode() + b"\n")
            sightings.write(seen.model_dump_json().encode() + b"\n")
    stats = RunStats(
        source=_SOURCE, started=_START, ended=_START, complete=True, finish_reason="finished", exit_code=0,
        sightings={"new": postings}, postings=postings, captured=postings,
    )  # fmt: skip
    run.stats.write_text(stats.model_dump_json(), encoding="utf-8")


def measure(settings: Settings, postings: int) -> dict[str, Any]:
    """The whole run. Seconds are processor time of this process and its children; memory in MB at so many per cent of each part."""
    enricher, jobs = Enricher.load(settings), os.cpu_count() or 1
    enriched = Progress("enriched", postings)
    enrich_seconds = _spent(lambda: _enrich(enricher, RunFolder(settings.runs / _RUN), jobs, enriched))
    enrich_minutes, indexed = enriched.minutes, Progress("indexed", postings)
    publish_seconds = _spent(lambda: _publish(settings, enricher, indexed))
    return {
        "enrich_seconds": enrich_seconds,
        "enrich_minutes": enrich_minutes,
        "publish_seconds": publish_seconds,
        "publish_minutes": indexed.minutes,
        "enrich_mb": enriched.mb_at,
        "index_mb": indexed.mb_at,
        "peak_mb": max(enriched.peak_mb, indexed.peak_mb, _peak_mb()),
    }


@dataclass(frozen=True, slots=True)
class _Counting:
    """A store that tells how many postings it was handed; all else is the store's own."""

    store: PostingStore
    progress: Progress

    def upsert(self, postings: Iterable[TaggedPosting], *, at: datetime, silent: bool = False) -> Written:
        return self.store.upsert(self.progress.counted(postings), at=at, silent=silent)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)


def _enrich(enricher: Enricher, run: RunFolder, jobs: int, progress: Progress) -> None:
    """As publishing does it, which then finds it done."""
    options = EnrichOptions(jobs=jobs, tick=progress.reach)
    enrich_file(enricher, run.captured, run.tagged, options, rejected=rejected_path(run.captured))


def _publish(settings: Settings, enricher: Enricher, progress: Progress) -> None:
    engine = open_database(settings)
    with open_store(settings) as store:
        counting: Any = _Counting(store, progress)
        publish_in_turn(Publisher(engine, counting, enricher, open_archive(settings)), _RUN, _START)
    engine.dispose()


def _spent(work: Callable[[], object]) -> float:
    began = _processor_seconds()
    work()
    return round(_processor_seconds() - began, 2)


def _processor_seconds() -> float:
    return sum(sum(resource.getrusage(whose)[:2]) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def _peak_mb() -> float:
    """Of this process since it began, between two looks, too (proc(5)); getrusage may give that of whoever started it."""
    (line,) = (line for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
    return round(int(line.split()[1]) / 1024, 1)


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
    return subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout


if __name__ == "__main__":
    _settings = _installation(Path(sys.argv[2]), sys.argv[4], sys.argv[5] if len(sys.argv) > 5 else None)
    if sys.argv[1] == "fill":
        fill(_settings, int(sys.argv[3]))
    else:
        print(json.dumps(measure(_settings, int(sys.argv[3]))))
