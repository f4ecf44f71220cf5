"""Rules that every container of deploy/compose.yml keeps. No engine is needed: a Compose reads the file; schema and tests judge."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from shutil import copy

import pytest
import yaml

from compoundwatch.config import load_settings
from tests.deploy.containers import (
    COMPOSE,
    DEPLOY,
    EXAMPLE,
    ONCE,
    OURS,
    PROJECT,
    ROOT,
    SERVICES,
    VALUES,
    VARIABLE,
    project,
    variables,
)

# Their start scripts write beside their settings, which a read-only root forbids.
MAY_WRITE_ITS_ROOT = {"elasticsearch", "kibana"}
FOR_PEOPLE = {"api-server", "console", "kibana"}
# They fetch pages, send mail, or are published on the machine's loopback address.
REACH_OUT = {"worker", *FOR_PEOPLE}

every_service = pytest.mark.parametrize("name", SERVICES)


def test_the_file_fits_the_compose_specification() -> None:
    checker = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    told = subprocess.run([*checker, str(DEPLOY / "compose.yml")], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr


def compose_config(folder: Path) -> subprocess.CompletedProcess[str]:
    """`config` of podman-compose, which reads the same files as Docker's and, run dry, looks for no engine.

    Variables of whoever runs the tests would go before those of the `.env`.
    """
    command = [sys.executable, "-m", "podman_compose", "--dry-run", "config"]
    return subprocess.run(command, cwd=folder, env={}, capture_output=True, text=True, check=False)


def test_a_compose_reads_it_as_these_tests_do(tmp_path: Path) -> None:
    deploy = tmp_path / "deploy"
    deploy.mkdir()
    for name in ("compose.yml", ".env.example", "new_env.py"):
        copy(DEPLOY / name, deploy)
    subprocess.run([sys.executable, "new_env.py"], cwd=deploy, check=True)
    told = compose_config(deploy)
    assert told.returncode == 0, told.stderr

    read, expected = yaml.safe_load(told.stdout), project(variables((deploy / ".env").read_text(encoding="utf-8")))
    for service in expected["services"].values():
        # As containers get them: paths in full, values of the environment as texts.
        if "build" in service:
            service["build"]["context"] = str(tmp_path)
    for service in (*expected["services"].values(), *read["services"].values()):
        service["environment"] = {name: str(value or "") for name, value in service.get("environment", {}).items()}
    for part in ("name", "services", "networks", "volumes"):
        assert read[part] == expected[part]


def test_a_compose_refuses_it_where_a_variable_is_missing(tmp_path: Path) -> None:
    copy(DEPLOY / "compose.yml", tmp_path)
    told = compose_config(tmp_path)
    assert told.returncode != 0
    assert "COMPOUNDWATCH_IMAGE is missing a value: run new_env.py" in told.stderr


def test_every_variable_stands_in_the_example_and_no_other_does() -> None:
    used = set(VARIABLE.findall(COMPOSE))
    assert set(variables(EXAMPLE)) == used


def test_no_secret_stands_in_the_file() -> None:
    lines = [line for line in COMPOSE.splitlines() if re.search(r"(?i)(password|secret|_key)[a-z_]*: ", line)]
    assert lines
    # Files are named by their paths; who has which password is said by variables alone.
    assert not [line for line in lines if "${" not in line and "/" not in line and "certificates" not in line]


@every_service
def test_it_is_one_exact_version(name: str) -> None:
    _, _, tag = SERVICES[name]["image"].rpartition(":")
    assert re.fullmatch(r"v?\d+\.\d+(\.\d+)?(-bookworm)?", tag)


@every_service
def test_it_has_no_rights_of_root(name: str) -> None:
    service = SERVICES[name]
    assert service["cap_drop"] == ["ALL"]
    assert not service.get("cap_add")
    assert not service.get("privileged")
    assert "no-new-privileges:true" in service["security_opt"]


@every_service
def test_its_root_is_read_only(name: str) -> None:
    assert SERVICES[name].get("read_only", False) is (name not in MAY_WRITE_ITS_ROOT)


@every_service
def test_it_is_bounded(name: str) -> None:
    service = SERVICES[name]
    assert service["mem_limit"]
    assert service["pids_limit"]
    assert service["logging"]["options"]["max-size"]


@every_service
def test_it_is_watched_or_ends_by_itself(name: str) -> None:
    service = SERVICES[name]
    assert (
        service["healthcheck"] == {"disable": True} if name in ONCE else service["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}
    )
    assert service["restart"] == ("on-failure" if name in ONCE else "unless-stopped")


@every_service
def test_only_this_machine_reaches_it(name: str) -> None:
    published = SERVICES[name].get("ports", [])
    assert bool(published) is (name in FOR_PEOPLE)
    assert all(port.startswith("127.0.0.1:") for port in published)


@every_service
def test_only_who_must_reaches_out(name: str) -> None:
    assert ("outer" in SERVICES[name].get("networks", [])) is (name in REACH_OUT)


@every_service
def test_what_it_waits_for_can_come_about(name: str) -> None:
    for other, how in SERVICES[name].get("depends_on", {}).items():
        assert how["condition"] == ("service_completed_successfully" if other in ONCE else "service_healthy")


def test_nothing_waits_for_itself() -> None:
    started: set[str] = set()
    while ready := {name for name in SERVICES.keys() - started if SERVICES[name].get("depends_on", {}).keys() <= started}:
        started |= ready
    assert started == SERVICES.keys()


@every_service
def test_what_it_is_given_exists(name: str) -> None:
    for source, *_ in (volume.split(":") for volume in SERVICES[name].get("volumes", [])):
        assert (DEPLOY / source).exists() if source.startswith(".") else source in PROJECT["volumes"], source


def test_inner_networks_lead_nowhere() -> None:
    assert PROJECT["networks"]["inner"]["internal"]


@pytest.mark.parametrize("name", OURS)
def test_our_commands_need_no_shell_but_where_there_are_several(name: str) -> None:
    words = OURS[name]["command"]
    assert words[0] in {"python", "airflow", "compoundwatch"} or words[:2] == ["sh", "-ec"]


def test_the_sandbox_of_the_browser_is_left_its_calls() -> None:
    profile = json.loads((DEPLOY / "browser-seccomp.json").read_text(encoding="utf-8"))
    forbidden = {name for rule in profile["syscalls"] for name in rule["names"]}
    assert profile["defaultAction"] == "SCMP_ACT_ALLOW"
    assert forbidden >= {"bpf", "init_module", "kexec_load", "mount", "setns", "userfaultfd"}
    assert not forbidden & {"clone", "clone3", "unshare", "chroot"}


def test_the_settings_are_settings(tmp_path: Path) -> None:
    (tmp_path / "app.yml").write_text((DEPLOY / "app.yml").read_text(encoding="utf-8"), encoding="utf-8")
    settings = load_settings({"COMPOUNDWATCH_CONFIGS": str(tmp_path)})
    assert settings.app.store.url == "https://elasticsearch:9200"
    assert settings.files_url is not None
    assert settings.files_url.startswith("s3://")
    assert settings.app.console.proxies == (PROJECT["networks"]["outer"]["ipam"]["config"][0]["gateway"],)


def test_the_certificate_is_for_the_names_in_the_settings() -> None:
    app = yaml.safe_load((DEPLOY / "app.yml").read_text(encoding="utf-8"))
    names = SERVICES["certificates"]["command"][4:]
    assert all(re.fullmatch(r"https://([a-z]+):\d+", app[part]["url"])[1] in names for part in ("store", "kibana"))  # type: ignore[index]


def test_the_image_is_of_this_version() -> None:
    from compoundwatch import __version__

    assert {VALUES[name].rpartition(":")[2] for name in ("COMPOUNDWATCH_IMAGE", "COMPOUNDWATCH_WORKER_IMAGE")} == {__version__}
    assert (ROOT / "pyproject.toml").is_file()
