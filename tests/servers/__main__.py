"""`python -m tests.servers`: fetch what the tests of the server store need, so that no test waits for it."""

from __future__ import annotations

import sys

from tests.servers.missing import Missing
from tests.servers.node import require_elasticsearch

if __name__ == "__main__":
    try:
        require_elasticsearch()
    except Missing as missing:
        sys.exit(f"no Elasticsearch for tests: {missing}")
