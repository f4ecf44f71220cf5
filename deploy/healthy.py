"""`python -m deploy.healthy URL [PART]`: exit code 0 while a service answers well; what containers are watched by.

With PART, the answer is Airflow's own report on all its parts, and that part must have had a heartbeat lately.
"""

from __future__ import annotations

import json
import sys
from http.client import HTTPException
from urllib.request import ProxyHandler, build_opener

_SECONDS = 8
_LONGEST = 2**20


def trouble(url: str, part: str | None = None) -> str | None:
    """What is wrong, in one line; None where nothing is."""
    try:
        # Services are asked directly, whatever proxy the crawlers are given.
        with build_opener(ProxyHandler({})).open(url, timeout=_SECONDS) as answer:
            body = answer.read(_LONGEST)
    except (OSError, HTTPException) as error:
        return f"{url}: {error}"
    return None if part is None else _trouble_of(part, body)


def _trouble_of(part: str, body: bytes) -> str | None:
    try:
        status = json.loads(body)[part]["status"]
    except (ValueError, KeyError, TypeError):
        return f"nothing is said of {part}"
    return None if status == "healthy" else f"{part} is {status}"


def main() -> int:
    """Docker keeps what is printed with the state of the container."""
    found = trouble(*sys.argv[1:3])
    if found:
        print(found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
