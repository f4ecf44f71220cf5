"""The stores of deploy/compose.yml, as real servers of this machine, and its services beside them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import redis
import urllib3

from tests.deploy.containers import DEPLOY, SERVICES, VALUES
from tests.deploy.stack import Stack, free_port
from tests.servers.missing import Missing
from tests.servers.node import Node, require_elasticsearch, server_folder
from tests.servers.object_store import ObjectStore
from tests.servers.postgres import Postgres, require_postgresql
from tests.servers.redis import require_redis


@pytest.fixture
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The stores run; of ours nothing yet but what made the certificates."""
    require_servers()
    with ExitStack() as running:
        postgres = Postgres(running.enter_context(server_folder()))
        running.callback(postgres.kill)
        postgres.start()
        make_databases(postgres)
        objects = ObjectStore(tmp_path_factory.mktemp("objects"))
        running.callback(objects.kill)
        objects.start()
        elasticsearch = Node(running.enter_context(server_folder()), port=free_port())
        stack = Stack(
            tmp_path_factory.mktemp("stack"),
            {
                "elasticsearch:9200": f"localhost:{elasticsearch.port}",
                "postgres:5432": f"127.0.0.1:{postgres.port}",
                "object-store:7070": f"127.0.0.1:{objects.port}",
                "broker:6379": f"127.0.0.1:{start_broker(tmp_path_factory.mktemp('broker'), running)}",
            },
        )
        running.callback(stack.stop)
        stack.once("certificates")
        running.callback(elasticsearch.kill)
        start_elasticsearch(elasticsearch, stack.folder / "certificates")
        yield stack


def require_servers() -> None:
    """Skips by name where one is missing; fails in CI."""
    try:
        require_elasticsearch()
        require_postgresql()
        require_redis()
    except Missing as missing:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"no servers for tests: {missing}")


def make_databases(postgres: Postgres) -> None:
    """By the script that the container runs."""
    words = ["psql", "--no-psqlrc", "--host=127.0.0.1", f"--port={postgres.port}", "--username=postgres", "--dbname=postgres"]
    subprocess.run(
        [*words, f"--file={DEPLOY / 'postgres-init.sql'}"],
        env={**os.environ, **VALUES, "PGPASSWORD": postgres.password}, check=True, capture_output=True,
    )  # fmt: skip


def start_broker(folder: Path, running: ExitStack) -> int:
    """By the container's command, with Redis in the place of Valkey. Its port."""
    port = free_port()
    _, *options = SERVICES["broker"]["command"]
    words = [require_redis(), "--bind", "127.0.0.1", "--port", str(port), "--dir", str(folder), *options]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    running.callback(process.wait)
    running.callback(process.kill)
    patient = redis.retry.Retry(redis.backoff.ConstantBackoff(0.1), 100)
    with redis.Redis(port=port, password=VALUES["BROKER_PASSWORD"], retry=patient) as client:
        assert client.ping()
    return port


def start_elasticsearch(node: Node, certificates: Path) -> None:
    """With the settings of the container, and a first user with the password that the container gives it."""
    shutil.copytree(certificates, node.folder / "config/certificates")
    given = SERVICES["elasticsearch"]["environment"]
    node.settings = {name: value for name, value in given.items() if name.startswith("xpack")}
    node.user, node.ca_file = ("operator", VALUES["ELASTIC_PASSWORD"]), certificates / "ca.pem"
    node.run_tool("elasticsearch-users", "useradd", *node.user[:1], "-p", node.user[1], "-r", "superuser")
    node.start()
    headers = urllib3.make_headers(basic_auth=":".join(node.user))
    with urllib3.PoolManager(ca_certs=str(node.ca_file), headers=headers) as pool:
        # A server that has only just made its index of users may leave the first request without an answer.
        url, body = f"{node.url}/_security/user/elastic/_password", {"password": VALUES["ELASTIC_PASSWORD"]}
        answer = pool.request("PUT", url, json=body, timeout=15, retries=urllib3.Retry(10, allowed_methods=None))
        assert answer.status == 200
