"""Real crawls of the boards with traps and of the board that a script draws, each a process of its own as in use."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from compoundwatch.run_folder import RunFolder
from demo.day import CONFIGS
from demo.server import INNER, serving
from demo.web import Web

# Where the traps of the content files lead; here it is the inner service of this test's web.
_INNER = "127.0.0.1:18799"


def _with_inner_links(web: Web) -> Web:
    moved = {}
    for name, site in web.sites.items():
        traps = [
            trap.model_copy(
                update={
                    "path": trap.path.replace(_INNER, f"127.0.0.1:{web.inner_port}"),
                    "target": (trap.target or "").replace(_INNER, f"127.0.0.1:{web.inner_port}"),
                }
            )
            for trap in site.traps
        ]
        moved[name] = site.model_copy(update={"traps": tuple(traps)})
    return web.model_copy(update={"sites": moved})


def _configs(folder: Path, web: Web, name: str) -> Path:
    """The demo's own settings with the ports of this web."""
    (folder / "spiders").mkdir(parents=True)
    (folder / "app.yml").write_text((CONFIGS / "app.yml").read_text(encoding="utf-8"), encoding="utf-8")
    source = (CONFIGS / "spiders" / f"{name}.yml").read_text(encoding="utf-8")
    moved = source.replace(f":{_port(source)}/", f":{web.sites[name].port}/")
    (folder / "spiders" / f"{name}.yml").write_text(moved, encoding="utf-8")
    return folder


def _port(source: str) -> str:
    return source.partition("home: http://127.0.0.1:")[2].partition("/")[0]


@pytest.mark.parametrize("name", ["harbour_jobs", "mekong_board", "spark_board"])
def test_a_crawl_takes_every_advert_and_springs_no_trap(tmp_path: Path, web_of: Callable[[int], Web], name: str) -> None:
    web = _with_inner_links(web_of(1))
    asked: list[tuple[str, str, int]] = []
    settings = {
        "COMPOUNDWATCH_CONFIGS": str(_configs(tmp_path / "configs", web, name)),
        "COMPOUNDWATCH_VAR": str(tmp_path / "var"),
    }
    command = [str(Path(sys.executable).with_name("compoundwatch")), "crawl", name, "--out", str(tmp_path / "run")]
    with serving(web, lambda *request: asked.append(request)):
        ended = subprocess.run(command, env={**os.environ, **settings}, capture_output=True, text=True, timeout=60, check=False)

    site = web.sites[name]
    forbidden = {trap.path for trap in site.traps if trap.kind == "disallowed"}
    assert ended.returncode == 0, ended.stderr
    assert sorted(posting.native_id for posting in RunFolder(tmp_path / "run").read_captured()) == sorted(
        advert.id for advert in site.adverts
    )
    assert asked[0] == (name, "/robots.txt", 200)
    assert not [request for request in asked if request[0] == INNER or request[1] in forbidden]
