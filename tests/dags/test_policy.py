"""What holds for every DAG and every task of ours, as Airflow stores them."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any, get_args

import pytest

from compoundwatch.config import SourceConfig
from compoundwatch.pipeline.upkeep import job_names
from tests.dags.conftest import ROOT, read_dags

DAG_IDS = ["ingest_daily", "ingest_hourly", "ingest_weekly", "notify", "notify_nightly", "replay_captures", "upkeep"]


def tasks_of(dag: dict[str, Any]) -> list[dict[str, Any]]:
    """Each task with what a mapped one keeps apart, and what all tasks of the DAG share."""
    stored = dag["dag"]
    shared = stored.get("default_args", {}).get("__var", {})
    found = []
    for task in stored["tasks"]:
        own = task["__var"]
        partial = own.get("partial_kwargs", {})
        found.append({**shared, **partial.get("__var", partial), **own})
    return found


def test_the_dags_are_these(dags: dict[str, Any]) -> None:
    assert sorted(dags) == DAG_IDS


@pytest.mark.parametrize("dag_id", DAG_IDS)
def test_a_dag_explains_itself(dags: dict[str, Any], dag_id: str) -> None:
    dag = dags[dag_id]["dag"]
    assert len(dag["doc_md"]) > 200
    assert "docs/airflow.md" in dag["doc_md"]
    assert "compoundwatch" in dag["tags"]
    assert dag["description"]


@pytest.mark.parametrize("dag_id", DAG_IDS)
def test_a_dag_makes_up_for_nothing_and_never_runs_without_bound(dags: dict[str, Any], dag_id: str) -> None:
    dag = dags[dag_id]["dag"]
    assert dag["catchup"] is False
    assert dag["max_active_runs"] <= 3


@pytest.mark.parametrize("dag_id", DAG_IDS)
def test_every_task_has_an_owner_retries_a_time_out_and_words(dags: dict[str, Any], dag_id: str) -> None:
    for task in tasks_of(dags[dag_id]):
        assert task["owner"] == "compoundwatch", task["task_id"]
        assert task["retries"] == 3, task["task_id"]
        assert task["retry_exponential_backoff"] == 2.0, task["task_id"]
        assert task["execution_timeout"], task["task_id"]
        assert task["doc_md"], task["task_id"]
        assert task["has_retry_policy"], task["task_id"]
        assert task["has_on_failure_callback"], task["task_id"]


def test_there_is_a_dag_for_every_cadence_that_a_source_may_have(dags: dict[str, Any]) -> None:
    cadences = get_args(SourceConfig.model_fields["cadence"].annotation)
    assert {f"ingest_{cadence}" for cadence in cadences} == {dag_id for dag_id in dags if dag_id.startswith("ingest_")}


def test_every_job_of_upkeep_is_a_task(dags: dict[str, Any]) -> None:
    named = {task["task_id"] for dag_id in ("upkeep", "notify_nightly") for task in tasks_of(dags[dag_id])}
    assert named == set(job_names())


def test_sources_are_named_by_their_names(dags: dict[str, Any]) -> None:
    mapped = [task for task in tasks_of(dags["ingest_daily"]) if task["task_id"].startswith("source.")]
    assert {task["map_index_template"] for task in mapped} == {"{{ task.op_kwargs['source'] }}"}
    assert len(mapped) == 2


def test_what_is_in_is_told_before_more_is_crawled(dags: dict[str, Any]) -> None:
    weights = {task["task_id"]: task["priority_weight"] for dag_id in DAG_IDS for task in tasks_of(dags[dag_id])}
    assert {task["weight_rule"] for dag_id in DAG_IDS for task in tasks_of(dags[dag_id])} == {"absolute"}
    assert weights["notify"] > weights["source.publish"] > weights["source.crawl"] > weights["replay"]


def test_no_task_updates_an_asset_by_an_alias(dags: dict[str, Any]) -> None:
    """Of the first two that do so at once, Airflow sets one to failed: docs/decisions/0010-scheduling.md."""
    outlets = {
        dag_id: [outlet["__type"] for task in tasks_of(dags[dag_id]) for outlet in task.get("outlets", [])] for dag_id in DAG_IDS
    }
    assert {dag_id: found for dag_id, found in outlets.items() if found} == {
        f"ingest_{cadence}": ["asset"] for cadence in ("daily", "hourly", "weekly")
    }


def test_the_same_files_are_the_same_dags_whatever_the_sources_are(tmp_path: Path, dags: dict[str, Any]) -> None:
    """So that no parse, and no new source, makes a new version of a DAG."""
    configs = many_sources(tmp_path / "configs", 3)
    assert read_dags(tmp_path, configs)["dags"] == dags


@pytest.mark.slow
def test_two_thousand_sources_are_read_in_two_seconds(tmp_path: Path) -> None:
    found = read_dags(tmp_path, many_sources(tmp_path / "configs", 2000))
    assert found["seconds"] < 2


def test_reading_the_dags_loads_nothing_that_is_heavy(tmp_path: Path) -> None:
    heavy = {"scrapy", "enrich", "tantivy", "lingua", "elasticsearch", "spiders", "alerts"}
    assert not heavy & set(read_dags(tmp_path, ROOT / "demo" / "configs")["modules"])


@pytest.mark.parametrize("file", sorted(path.name for path in (ROOT / "dags").glob("*.py")))
def test_a_dag_file_only_wires(file: str) -> None:
    """No loops over data, no reading of files, no databases: what does something lies in compoundwatch/pipeline/."""
    tree = ast.parse((ROOT / "dags" / file).read_text(encoding="utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    assert all(
        module.split(".")[0] in {"__future__", "airflow", "compoundwatch", "dags", "datetime", "typing"} for module in imported
    )
    own = {module for module in imported if module.startswith("compoundwatch")}
    assert all(module.startswith("compoundwatch.pipeline.") for module in own), own
    assert not any(isinstance(node, ast.While | ast.Try) for node in ast.walk(tree))


def many_sources(configs: Path, count: int) -> Path:
    """A folder of settings with so many sources of all cadences."""
    (configs / "spiders").mkdir(parents=True)
    (configs / "app.yml").write_text("{}\n")
    for number in range(count):
        cadence = ("hourly", "daily", "weekly")[number % 3]
        (configs / "spiders" / f"board_{number}.yml").write_text(
            f"title: Board {number}\nhome: https://board-{number}.example/\nkind: job\nplatform: json_ld\n"
            f"start: ['https://board-{number}.example/']\ncadence: {cadence}\nenabled: true\nterms: made up for a test\n"
        )
    return configs
