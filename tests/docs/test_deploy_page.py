"""docs/deploy.md and docs/kubernetes.md are held to the files of deploy/ and to the code."""

from __future__ import annotations

import importlib
import re
import shlex
from typing import Any

import pytest
import yaml

from compoundwatch import __version__
from compoundwatch.config.settings import Secrets, secret_variable
from tests.deploy import containers
from tests.deploy.containers import DEPLOY, ONCE, PROJECT, ROOT, SERVICES

DEPLOY_PAGE = (ROOT / "docs/deploy.md").read_text(encoding="utf-8")
KUBERNETES_PAGE = (ROOT / "docs/kubernetes.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", DEPLOY_PAGE + KUBERNETES_PAGE, re.DOTALL)
LINES = [shlex.split(line) for block in BLOCKS for line in block.splitlines()]
COMPOSE_LINES = [words for words in LINES if words[:2] == ["docker", "compose"]]
VALUES: dict[str, Any] = yaml.safe_load((DEPLOY / "kubernetes/airflow-values.yml").read_text(encoding="utf-8"))
OBJECTS: list[dict[str, Any]] = list(yaml.safe_load_all((DEPLOY / "kubernetes/console.yml").read_text(encoding="utf-8")))
PODS = [one["spec"]["template"]["spec"] for one in OBJECTS if "template" in one["spec"]]


@pytest.mark.parametrize("words", [words for words in COMPOSE_LINES if words[2] in {"exec", "logs"}], ids=" ".join)
def test_services_on_the_page_are_services(words: list[str]) -> None:
    named = [word for word in words[3:] if word in SERVICES]
    assert named
    assert words[2] == "logs" or words[words.index(named[0]) + 1] == "compoundwatch"


def test_the_page_names_every_service() -> None:
    assert not [name for name in SERVICES if f"`{name}`" not in DEPLOY_PAGE]


def test_the_page_names_the_versions_of_the_file() -> None:
    for name in ("elasticsearch", "postgres", "broker", "object-store"):
        version = re.search(r"\d+(\.\d+)+", SERVICES[name]["image"].rpartition(":")[2])
        assert version
        assert version[0] in DEPLOY_PAGE


def test_as_many_end_as_the_page_says() -> None:
    assert len(ONCE) == 4
    assert "four have ended with code 0" in DEPLOY_PAGE


def test_ports_on_the_page_are_published() -> None:
    shown = set(re.findall(r"https?://127\.0\.0\.1:(\d+)", DEPLOY_PAGE))
    assert shown == {containers.VALUES[name] for name in ("AIRFLOW_PORT", "CONSOLE_PORT", "KIBANA_PORT")}


def test_images_are_built_by_the_targets_of_the_dockerfile() -> None:
    stages = set(re.findall(r"^FROM \S+ AS (\w+)$", (DEPLOY / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE))
    built = [words for words in LINES if words[:2] == ["docker", "build"]]
    assert {words[words.index("--target") + 1] for words in built} == {"app", "worker"} <= stages
    assert {words[words.index("--tag") + 1].rpartition(":")[2] for words in built} == {__version__}


@pytest.mark.parametrize("name", sorted(set(re.findall(r"COMPOUNDWATCH_[A-Z_]+", KUBERNETES_PAGE))))
def test_variables_on_the_page_are_read(name: str) -> None:
    assert name in {secret_variable(field) for field in Secrets.__dataclass_fields__}


def test_files_in_commands_exist() -> None:
    named = [word.rpartition("=")[2] for words in LINES for word in words if re.search(r"(^|=)(deploy|configs)/", word)]
    assert named
    assert not [name for name in named if not (ROOT / name).exists()]


def test_the_chart_runs_our_image_as_our_user() -> None:
    user = (VALUES["uid"], VALUES["gid"])
    assert f"USER {user[0]}:{user[1]}" in (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    assert {VALUES["images"][name]["tag"] for name in ("airflow", "pod_template")} == {__version__}


def test_the_executor_is_in_the_image() -> None:
    from airflow.executors.executor_loader import ExecutorLoader

    path = ExecutorLoader.executors[VALUES["executor"]]
    assert getattr(importlib.import_module(path.rpartition(".")[0]), VALUES["executor"]).__name__ == VALUES["executor"]


def test_airflow_is_the_one_that_is_locked() -> None:
    from airflow.version import version

    assert VALUES["airflowVersion"] == version


@pytest.mark.parametrize("where", ["containers", "cluster"])
def test_what_airflow_is_told_are_its_settings(where: str) -> None:
    from airflow.configuration import conf

    if where == "cluster":
        told = {(section, name) for section, held in VALUES["config"].items() for name in held}
    else:
        names = {name for service in SERVICES.values() for name in service.get("environment", {})}
        told = {(section, name) for _, section, name in (found.lower().split("__") for found in names if "AIRFLOW__" in found)}
    known = conf.configuration_description
    assert told
    assert not [(section, name) for section, name in told if name not in known.get(section, {"options": {}})["options"]]


def test_rounds_and_heartbeats_are_the_same_in_containers_and_on_a_cluster() -> None:
    config = VALUES["config"]
    cluster = {
        f"AIRFLOW__{part}__{name}".upper(): value for part in ("scheduler", "workers") for name, value in config[part].items()
    }
    assert cluster.items() <= SERVICES["scheduler"]["environment"].items()


def test_a_silent_api_server_is_borne_as_long_as_by_airflow_s_own_settings() -> None:
    from airflow.configuration import conf

    def seconds(workers: dict[str, str]) -> int:
        return int(workers["min_heartbeat_interval"]) * int(workers["max_failed_heartbeats"])

    own = {name: str(conf.get_default_value("workers", name)) for name in VALUES["config"]["workers"]}
    assert seconds(VALUES["config"]["workers"]) >= seconds(own)


def test_all_pods_have_what_they_mount() -> None:
    for names, mounts in [
        (VALUES["volumes"], VALUES["volumeMounts"]),
        *((pod["volumes"], pod["containers"][0]["volumeMounts"]) for pod in PODS),
    ]:
        assert {mount["name"] for mount in mounts} <= {volume["name"] for volume in names}
    claims = {one["metadata"]["name"] for one in OBJECTS if one["kind"] == "PersistentVolumeClaim"}
    assert {
        volume["persistentVolumeClaim"]["claimName"] for volume in VALUES["volumes"] if "persistentVolumeClaim" in volume
    } <= claims


@pytest.mark.parametrize("pod", PODS, ids=["console", "setup"])
def test_no_pod_has_rights_of_root(pod: dict[str, Any]) -> None:
    assert pod["securityContext"]["runAsNonRoot"]
    assert not pod["automountServiceAccountToken"]
    guarded = pod["containers"][0]["securityContext"]
    assert guarded == {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}}


def test_setup_does_on_a_cluster_what_it_does_in_containers() -> None:
    script = next(pod["containers"][0]["args"][2] for pod in PODS if pod["containers"][0]["name"] == "setup")
    in_containers = PROJECT["services"]["setup"]["command"][2]
    # The chart migrates Airflow's database and has a password made.
    assert script.splitlines() == [
        line for line in in_containers.splitlines() if "airflow" not in line and "admin_password" not in line
    ]
