"""A process that has everything imported and forks a child for each command line it is told, one JSON line each.

Importing Scrapy takes longer than most crawls of these tests; the children are processes like any other.
"""

from __future__ import annotations

import importlib
import json
import os
import sys

_HEAVY = (
    "compoundwatch.cli",
    "compoundwatch.db",
    "scrapy.core.downloader.handlers.http11",
    "scrapy.crawler",
    "scrapy.extensions.closespider",
    "scrapy.pipelines",
    "spiders.base",
    "spiders.conclusion",
    "spiders.crawl",
    "spiders.fetching.guard",
    "spiders.intake",
    "spiders.fetching.politeness",
    "spiders.fetching.robots",
    "spiders.fetching.retry",
    "spiders.settings",
    "tldextract",
)


def main() -> None:
    """Read `{"arguments", "environment", "folder", "stderr"}`, answer the exit code."""
    for name in _HEAVY:
        importlib.import_module(name)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _run(**json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _run(arguments: list[str], environment: dict[str, str], folder: str, stderr: str) -> None:
    from compoundwatch.cli import main as command_line

    os.chdir(folder)
    os.environ.update(environment)
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(os.open(os.devnull, os.O_RDWR), 1)
    os.dup2(os.open(stderr, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 2)
    command_line(arguments)


if __name__ == "__main__":
    main()
