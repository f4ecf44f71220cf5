"""How fast the index writes and finds, and what it costs: `python benchmarks/index.py [--postings N] [--json]`.

The raw bulk is what the same bodies cost with nothing of ours in between: one INSERT and one tantivy document each, no
merging, no linking, no revisions. Both write the same chunks in turns. Peak memory is of processes of their own that
stream made-up postings into a new store.
"""

from __future__ import annotations

import argparse
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

import orjson
import tantivy

from benchmarks.made_up_postings import START, made_up_postings
from compoundwatch.posting import Posting, TaggedPosting
from enrich.risk import assess
from index.embedded import EmbeddedStore
from index.query import parse_query
from index.searcher import build_document, build_schema

CHUNKS = 10
ROUNDS = 20
QUERIES = (
    "招聘 客服",
    "tuyen dung lương cao",
    '"customer service" OR "call center"',
    "typ* -casino",
    'near:16.65,98.52~25km risk:>=0.7',
    "country:(KH OR MM) level:critical",
    "contact:hr_1234",
    "wallet:* first_seen:2026-11-05..",
    "compound:kk-park",
    "destination:poipet pay_usd:2000..4000",
)  # fmt: skip


class RawBulk:
    """The same two libraries, used bare."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.records = sqlite3.connect(folder / "raw.sqlite", isolation_level=None)
        self.records.execute("PRAGMA journal_mode=WAL")
        self.records.execute("CREATE TABLE raw (id TEXT PRIMARY KEY, body TEXT)")
        (folder / "words").mkdir()
        self.words = tantivy.Index(build_schema(), str(folder / "words"))
        self.count = 0

    def write(self, chunk: list[TaggedPosting]) -> None:
        self.records.execute("BEGIN")
        self.records.executemany("INSERT INTO raw VALUES (?, ?)", [(posting.id, posting.model_dump_json()) for posting in chunk])
        self.records.execute("COMMIT")
        writer = self.words.writer(60_000_000, 1)
        for posting in chunk:
            self.count += 1
            writer.add_document(build_document(Posting(**posting.__dict__), self.count, self.count))
        writer.commit()
        writer.wait_merging_threads()


def measure(count: int, folder: Path) -> dict[str, float]:
    """All figures of the embedded store with `count` postings."""
    store, raw = EmbeddedStore(folder / "store", assess), RawBulk(folder / "raw")
    ours = bare = 0.0
    for chunk in _chunks(count):
        ours += _seconds(partial(store.upsert, chunk, at=START))
        bare += _seconds(partial(raw.write, chunk))
    times = [_seconds(partial(store.search, node)) * 1000 for node in map(parse_query, QUERIES) for _ in range(ROUNDS)]
    store.close()
    return {
        "ratio_to_raw_bulk": round(bare / ours, 3),
        "postings_per_second": round(count / ours, 1),
        "query_p50_ms": round(statistics.median(times), 2),
        "query_p99_ms": round(statistics.quantiles(times, n=100)[98], 2),
        "bytes_per_posting": round(_bytes(folder / "store") / count),
    }


def _chunks(count: int) -> Iterator[list[TaggedPosting]]:
    postings = made_up_postings(count)
    while chunk := list(islice(postings, max(count // CHUNKS, 1))):
        yield chunk


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def stream(count: int) -> None:
    """Index `count` made-up postings and print the peak memory of this process in MB."""
    with tempfile.TemporaryDirectory() as folder, EmbeddedStore(Path(folder), assess) as store:
        store.upsert(made_up_postings(count), at=START)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def peak_mb(count: int) -> float:
    command = [sys.executable, "-m", "benchmarks.index_store", "--stream", str(count)]
    return round(
        float(subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[1]).stdout), 1
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", choices=["embedded"], default="embedded")
    parser.add_argument("--postings", type=int, default=20_000, help="how many are written and searched")
    parser.add_argument("--memory", action="store_true", help="also the peak memory at 1,000 and 100,000 postings (some minutes)")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--stream", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.stream:
        stream(options.stream)
        return
    with tempfile.TemporaryDirectory() as folder:
        figures = {"postings": options.postings, **measure(options.postings, Path(folder))}
    if options.memory:
        figures |= {f"peak_mb_{count}": peak_mb(count) for count in (1_000, 100_000)}
    print(
        orjson.dumps(figures).decode() if options.json else "\n".join(f"{name:<22}{value:>12}" for name, value in figures.items())
    )


if __name__ == "__main__":
    main()
