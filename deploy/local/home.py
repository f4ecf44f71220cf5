"""Where a local Airflow keeps what it makes, and the settings it runs with."""

from __future__ import annotations

import json
import os
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
ADMIN = "admin"

_HOST = "127.0.0.1"
# 64 characters: a key shorter than the SHA-512 that signs with it is warned of (RFC 7518, 3.2).
_SIGNING_BYTES = 48


@dataclass(frozen=True, slots=True)
class Home:
    """`folder` is Airflow's own (AIRFLOW_HOME): database, logs, secrets. Nothing of it is needed to make the archive again."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"http://{_HOST}:{self.port}"

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    @property
    def passwords(self) -> Path:
        return self.folder / "passwords.json"

    def make(self) -> str | None:
        """Make what is not there yet; the administrator's password where it was made now."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.logs.mkdir(exist_ok=True)
        if self.passwords.is_file():
            return None
        password = secrets.token_urlsafe(12)
        _write_secret(self.passwords, json.dumps({ADMIN: password}))
        return password

    def environment(self, outside: Mapping[str, str]) -> dict[str, str]:
        """For every process of it. What `outside` says of Airflow goes first, so that anything can be set otherwise."""
        here = {
            "AIRFLOW_HOME": str(self.folder),
            "AIRFLOW__API__BASE_URL": self.url,
            "AIRFLOW__API__HOST": _HOST,
            "AIRFLOW__API__PORT": str(self.port),
            "AIRFLOW__API__SECRET_KEY": self._secret("cookies"),
            "AIRFLOW__API__WORKERS": "1",
            "AIRFLOW__API_AUTH__JWT_SECRET": self._secret("tasks", _SIGNING_BYTES),
            "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
            "AIRFLOW__CORE__DAGS_FOLDER": str(CHECKOUT / "dags"),
            "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{self.url}/execution/",
            "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
            "AIRFLOW__CORE__FERNET_KEY": self._secret("connections"),
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            # Sources of one cadence.
            "AIRFLOW__CORE__MAX_MAP_LENGTH": "100000",
            "AIRFLOW__CORE__PARALLELISM": "4",
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(self.passwords),
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": f"{ADMIN}:admin",
            "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{self.folder}/airflow.db",
        }
        ours = {name: value for name, value in outside.items() if name.startswith("AIRFLOW__")}
        own_programs = f"{CHECKOUT / '.venv' / 'bin'}{os.pathsep}{outside.get('PATH', '')}"
        # Its processes talk to each other by HTTP, which no proxy is to see.
        return {**outside, **here, **ours, "PATH": own_programs, "PYTHONPATH": str(CHECKOUT), "NO_PROXY": f"{_HOST},localhost"}

    def _secret(self, name: str, size: int = 32) -> str:
        """Made once, of `size` random bytes; of the form that Fernet asks for, which fits the others, too."""
        file = self.folder / f"{name}.key"
        if not file.is_file():
            _write_secret(file, urlsafe_b64encode(secrets.token_bytes(size)).decode())
        return file.read_text(encoding="ascii")


def _write_secret(file: Path, text: str) -> None:
    """Readable by its owner alone from its first byte on; whole or not at all."""
    beside = file.with_name(f"{file.name}.partial")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as written:
        written.write(text)
    beside.replace(file)
