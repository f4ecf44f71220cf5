"""A page that shows nothing until its scripts have drawn it, crawled without a browser."""

from __future__ import annotations

import json
from typing import Any

from tests.spiders.loopback import MakeBoard, Serve

JOBS = {"props": {"pageProps": {"jobs": [{"id": "7", "title": "Electrician", "text": "Wire a school.", "url": "/jobs/7"}]}}}
DATA = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(JOBS)}</script>'
SHELL = f'<!doctype html><div id="__next"></div>{DATA}<script src="/a.js"></script>'
SELECT: dict[str, Any] = {"item": "props.pageProps.jobs[]", "native_id": "id", "title": "title", "text": "text", "url": "url"}


def test_the_data_in_its_scripts_are_read(serve: Serve, board: MakeBoard) -> None:
    run = board(f"{serve({'/': SHELL}).url}/", platform="script_data", select=SELECT).crawl()

    assert (run.code, [posting.native_id for posting in run.folder.read_captured()]) == (0, ["7"])


def test_selectors_alone_find_nothing_on_it(serve: Serve, board: MakeBoard) -> None:
    run = board(f"{serve({'/': SHELL}).url}/").crawl()

    assert run.code == 3
    assert "without a browser" in run.words


def test_a_platform_that_knows_the_data_reads_them(serve: Serve, board: MakeBoard) -> None:
    data = {"@type": "JobPosting", "title": "Electrician", "description": "Wire a school."}
    shell = SHELL.replace(DATA, f'<script type="application/json">{json.dumps({"x": 1})}</script>')
    shell += f'<script type="application/ld+json">{json.dumps(data)}</script>'
    run = board(f"{serve({'/': shell}).url}/", platform="json_ld", select={}).crawl()

    assert (run.code, [posting.title for posting in run.folder.read_captured()]) == (0, ["Electrician"])
