"""`python -m deploy.admin_password`: writes the file that Airflow's simple auth manager reads passwords from.

So the password is the one in deploy/.env, and Airflow need not make one up and print it into a log.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

_FILE = "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE"
_PASSWORD = "AIRFLOW_ADMIN_PASSWORD"  # noqa: S105 - the name of a variable


def write(environment: Mapping[str, str]) -> Path:
    """The file, readable by its owner alone. Raises KeyError for a variable that is missing."""
    path = Path(environment[_FILE])
    path.touch(mode=0o600)
    path.write_text(json.dumps({"admin": environment[_PASSWORD]}) + "\n", encoding="utf-8")
    return path


if __name__ == "__main__":
    try:
        write(os.environ)
    except KeyError as missing:
        sys.exit(f"admin_password: {missing.args[0]} is not set")
