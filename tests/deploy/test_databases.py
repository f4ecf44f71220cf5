"""deploy/postgres-init.sql, given to a real server as the container gives it: two roles, each at home in one database."""

from __future__ import annotations

import os
import subprocess

import psycopg
import pytest
from sqlalchemy import URL, make_url

from tests.deploy.containers import DEPLOY
from tests.servers.postgres import Postgres

PASSWORDS = {"AIRFLOW_DB_PASSWORD": "it's \\ 'one'", "COMPOUNDWATCH_DB_PASSWORD": "another"}


@pytest.fixture
def server(own_postgres: Postgres) -> URL:
    url = make_url(own_postgres.url)
    words = [
        "psql",
        "-v",
        "ON_ERROR_STOP=1",
        "--no-psqlrc",
        "--host",
        "127.0.0.1",
        "--username",
        "postgres",
        "--dbname",
        "postgres",
    ]
    environment = {**os.environ, **PASSWORDS, "PGPASSWORD": own_postgres.password, "PGPORT": str(own_postgres.port)}
    script = [*words, "--file", str(DEPLOY / "postgres-init.sql")]
    told = subprocess.run(script, env=environment, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    return url


def test_each_role_is_at_home_in_its_own_database_alone(server: URL) -> None:
    for role, other in (("airflow", "compoundwatch"), ("compoundwatch", "airflow")):
        password = PASSWORDS[f"{role.upper()}_DB_PASSWORD"]
        with psycopg.connect(host=server.host, port=server.port, user=role, password=password, dbname=role) as connection:
            connection.execute("CREATE TABLE mine (x int)")
        with pytest.raises(psycopg.OperationalError, match="permission denied"):
            psycopg.connect(host=server.host, port=server.port, user=role, password=password, dbname=other)
