"""How fast the index writes and finds, and what it costs: `python benchmarks/index.py [--store elasticsearch] [--postings N]`.

The raw bulk is what the same bodies cost with nothing of ours around them: no merging, no registry, no linking, no events. Both
write the same chunks of postings, in turns, and each goes first every other time. Postings are made up one chunk after another,
outside of the measured time, so that a million of them need no more memory than a thousand.

`--keep NAME` uses a store again (a folder of the embedded store, a prefix on the server): what stands in it already is not
written again, so a run that was stopped goes on, and a full store is only searched. `--ours` leaves the raw bulk out; `--unlinked`
too, and fills the embedded store without linking, where only searching is to be measured.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

import orjson

from benchmarks.index_queries import query_figures
from benchmarks.index_subjects import Subject, open_subject
from benchmarks.made_up_postings import made_up_postings
from compoundwatch.posting import TaggedPosting
from index.query import All

CHUNK = 2000
MEMORY_SIZES = (1_000, 100_000)
URL_VARIABLE = "COMPOUNDWATCH_TEST_ELASTICSEARCH"


def measure(subject: Subject, count: int, *, with_raw: bool) -> dict[str, object]:
    """All figures of a store with `count` postings."""
    figures = write_figures(subject, count) if with_raw else fill_figures(subject, count)
    bytes_per_posting = round(subject.bytes_on_disk() / max(subject.store.search(All()).total, 1))
    return figures | query_figures(subject.store, progress) | {"bytes_per_posting": bytes_per_posting, "peak_mb": peak_mb()}


def write_figures(subject: Subject, count: int) -> dict[str, object]:
    """Rates of ours and of the raw bulk over what was not there yet, and our peak memory at each tenth of the way."""
    there = subject.store.search(All()).total // CHUNK * CHUNK
    ours = raw = 0.0
    written, memory = 0, {}
    for number, chunk in enumerate(chunks(count)):
        first = number * CHUNK
        if first + len(chunk) <= there:
            continue
        prepared = subject.prepared(chunk, first)
        ways = {"ours": partial(subject.write, chunk), "raw": partial(subject.write_raw, prepared)}
        took = {way: seconds(ways[way]) for way in (sorted(ways) if number % 2 else sorted(ways, reverse=True))}
        ours, raw, written = ours + took["ours"], raw + took["raw"], written + len(chunk)
        progress(f"{first + len(chunk)} of {count}: {written / ours:.0f} a second, raw {written / raw:.0f}")
        if (first + len(chunk)) * 10 // count > first * 10 // count:
            memory[str(first + len(chunk))] = peak_mb()
    if not written:
        return {"written": 0}
    rates = {"postings_per_second": round(written / ours, 1), "raw_postings_per_second": round(written / raw, 1)}
    return {"ratio_to_raw_bulk": round(raw / ours, 3), **rates, "written": written, "peak_mb_at": memory}


def fill_figures(subject: Subject, count: int) -> dict[str, object]:
    """Our rate over what was not there yet, in pieces of a hundredth of the way, and our peak memory at each."""
    there = subject.store.search(All()).total
    postings, done, took = islice(made_up_postings(count), there, None), there, 0.0
    figures: dict[str, dict[str, float]] = {"postings_per_second_at": {}, "peak_mb_at": {}}
    while chunk := list(islice(postings, max(count // 100, CHUNK))):
        last = seconds(partial(subject.write, chunk))
        done, took = done + len(chunk), took + last
        figures["postings_per_second_at"][str(done)] = round(len(chunk) / last)
        figures["peak_mb_at"][str(done)] = peak_mb()
        progress(f"{done} of {count}: {len(chunk) / last:.0f} a second, {(done - there) / took:.0f} so far, {peak_mb()} MB")
    return {"written": done - there, **figures}


def chunks(count: int) -> Iterator[list[TaggedPosting]]:
    postings = made_up_postings(count)
    while chunk := list(islice(postings, CHUNK)):
        yield chunk


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def peak_mb() -> float:
    """Resident memory of this process at its greatest; `ru_maxrss` would count that of the process that started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return round(int(status.partition("VmHWM:")[2].split()[0]) / 1024, 1)


def progress(told: str) -> None:
    end = "\r" if sys.stderr.isatty() else "\n"
    if sys.stderr.isatty() or not told.startswith("queries"):
        print(f"{told:<70}", end=end, file=sys.stderr, flush=True)


def stream(options: argparse.Namespace) -> None:
    """Write `options.stream` made-up postings in one call and print the peak memory of this process in MB."""
    with tempfile.TemporaryDirectory() as folder:
        subject = open_subject(options.store, None, Path(folder), options.url)
        try:
            subject.write(made_up_postings(options.stream))  # type: ignore[arg-type]  # streamed, not held
        finally:
            subject.close()
    print(peak_mb())


def peak_of_streaming(options: argparse.Namespace, count: int) -> float:
    """In a process of its own."""
    words = ["--store", options.store, "--url", options.url, "--stream", str(count)]
    command = [sys.executable, "-m", "benchmarks.index_store", *words]
    ended = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1])
    return float(ended.stdout)


def main() -> None:
    options = read_options()
    if options.stream:
        stream(options)
        return
    with tempfile.TemporaryDirectory() as folder:
        subject = open_subject(options.store, options.keep, Path(folder), options.url, linked=not options.unlinked)
        try:
            figures = {
                "store": options.store,
                "postings": options.postings,
                **measure(subject, options.postings, with_raw=not options.ours),
            }
        finally:
            subject.close()
    figures |= {f"peak_mb_{count}": peak_of_streaming(options, count) for count in options.memory or ()}
    print(orjson.dumps(figures).decode() if options.json else table(figures))


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", choices=["embedded", "elasticsearch"], default="embedded")
    parser.add_argument("--url", default=os.environ.get(URL_VARIABLE, "http://127.0.0.1:9200"), help="of the server")
    parser.add_argument("--postings", type=int, default=20_000, help="how many are written and searched")
    parser.add_argument("--keep", metavar="NAME", help="fill and use this store again: a folder, or a prefix on the server")
    parser.add_argument(
        "--memory",
        type=int,
        nargs="*",
        metavar="N",
        help="also the peak memory of streaming N postings (1000 and 100000)",
    )
    parser.add_argument("--ours", action="store_true", help="without the raw bulk beside it")
    parser.add_argument("--unlinked", action="store_true", help="the embedded store alone, filled without linking")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--stream", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.ours |= options.unlinked
    if options.memory == []:
        # Named without sizes.
        options.memory = MEMORY_SIZES
    return options


def table(figures: dict[str, object]) -> str:
    lines = []
    for name, value in figures.items():
        parts = value if isinstance(value, dict) else {"": value}
        lines += [f"{f'{name} {part}'.strip():<60}{told!s:>18}" for part, told in parts.items()]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
