"""Kill the server again and again during an index run: `python -m benchmarks.index_faults [--kills 20] [--json]`.

A server of our own (as the tests make it) is ended by SIGKILL while a store writes batch after batch, then started again. The run
has to go on and end by itself. Afterwards every posting that was handed over must be there once, with its earlier content where it
was edited, and be told once.
"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import asdict
from pathlib import Path

import orjson

from benchmarks.killed_run import run_with_kills
from benchmarks.own_store import open_own_store
from tests.servers.node import Node, server_folder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1, help="of the moments at which it is killed")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with server_folder() as folder, tempfile.TemporaryDirectory() as ours:
        node = Node(folder)
        node.start()
        try:
            with open_own_store(node.url, Path(ours)) as store:
                figures = asdict(run_with_kills(node, store, options.kills, seed=options.seed))
        finally:
            node.kill()
    print(orjson.dumps(figures).decode() if options.json else "\n".join(f"{name:<12}{told:>12}" for name, told in figures.items()))


if __name__ == "__main__":
    main()
