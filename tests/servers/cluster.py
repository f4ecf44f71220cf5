"""Two Elasticsearch nodes that are one cluster."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.servers.node import Node, server_folder
from tests.servers.ports import free_port


@contextmanager
def two_nodes() -> Iterator[tuple[Node, Node]]:
    """`first` leads, and has to live; `second` only holds data, and may be killed and started again.

    Both write backups into the first one's folder.
    """
    leader = f"127.0.0.1:{free_port()}"
    together: dict[str, Any] = {"discovery.type": "multi-node", "discovery.seed_hosts": [leader]}
    with server_folder() as first_folder, server_folder() as second_folder:
        backups = {"path.repo": [str(first_folder / "snapshots")]}
        leads = {"transport.port": leader.rpartition(":")[2], "cluster.initial_master_nodes": ["first"]}
        first = Node(first_folder, {**together, **leads, "node.name": "first"})
        second = Node(second_folder, {**together, **backups, "node.name": "second", "node.roles": ["data"]})
        try:
            first.start()
            second.start()
            yield first, second
        finally:
            second.kill()
            first.kill()
