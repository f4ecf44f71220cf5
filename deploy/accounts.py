"""`python -m deploy.accounts`: the users of Elasticsearch and Kibana, each with the least rights its work needs.

Read from the environment: `ELASTIC_PASSWORD` of the server's first user, and a password for each user that is made. The
same again sets the same again.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from typing import Any

import urllib3

from compoundwatch.config import Settings, load_settings
from compoundwatch.errors import CompoundwatchError, StoreError, TryLater, UsageError
from index.elastic.access.roles import ROLES, role_descriptor
from index.elastic.names import Names

_SECONDS = 30.0
# Each user: the variable of its password, and its roles. `setup` may do all that is ours and nothing else.
_USERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "compoundwatch-jobs": ("JOBS_PASSWORD", ("compoundwatch-setup",)),
    "compoundwatch-console": ("CONSOLE_PASSWORD", ("compoundwatch-reader",)),
    "compoundwatch-analyst": ("ANALYST_PASSWORD", ("compoundwatch-reader", "kibana_admin")),
}
_KIBANA = ("kibana_system", "KIBANA_PASSWORD")


def requests(prefix: str, passwords: Mapping[str, str]) -> list[tuple[str, dict[str, Any]]]:
    """What is put where: path and body of each request to the server's security API, in order. Raises UsageError."""
    names = Names(prefix)
    roles = [(f"role/compoundwatch-{role}", role_descriptor(names, role)) for role in ROLES]
    users = [
        (f"user/{name}", {"password": _password(passwords, variable), "roles": list(held)})
        for name, (variable, held) in _USERS.items()
    ]
    kibana, variable = _KIBANA
    return [*roles, *users, (f"user/{kibana}/_password", {"password": _password(passwords, variable)})]


def _password(passwords: Mapping[str, str], variable: str) -> str:
    if not passwords.get(variable):
        raise UsageError(f"{variable} is not set")
    return passwords[variable]


def make(settings: Settings, passwords: Mapping[str, str]) -> list[str]:
    """Paths of what was put. Raises UsageError, StoreError where the server refuses, TryLater where it does not answer."""
    store = settings.app.store
    if store.url is None:
        raise UsageError("app.yml names no server store")
    headers = urllib3.make_headers(basic_auth=f"elastic:{_password(passwords, 'ELASTIC_PASSWORD')}")
    authority = str(settings.configs / store.ca_file) if store.ca_file else None
    with urllib3.PoolManager(ca_certs=authority, headers=headers | {"content-type": "application/json"}) as pool:
        for path, body in (wanted := requests(store.prefix, passwords)):
            _put(pool, f"{store.url}/_security/{path}", body)
    return [path for path, _ in wanted]


def _put(pool: urllib3.PoolManager, url: str, body: Mapping[str, Any]) -> None:
    try:
        answer = pool.request("PUT", url, body=json.dumps(body), timeout=_SECONDS, retries=False)
    except urllib3.exceptions.HTTPError as error:
        raise TryLater(f"{url} does not answer: {type(error).__name__}") from None
    if answer.status == 429 or answer.status >= 500:
        raise TryLater(f"{url}: status {answer.status}")
    if answer.status >= 400:
        raise StoreError(f"{url}: status {answer.status}: {answer.data[:300]!r}")


def main() -> int:
    """Exit codes as everywhere: 5 is worth another try."""
    try:
        done = make(load_settings(), os.environ)
    except CompoundwatchError as error:
        print(f"accounts: {error}", file=sys.stderr)
        return error.exit_code
    print("set: " + ", ".join(done))
    return 0


if __name__ == "__main__":
    sys.exit(main())
