"""Rules that deploy/Dockerfile keeps, checked without an engine."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.deploy.containers import DEPLOY, ROOT

_TEXT = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
# One instruction a line: comments away, continued lines joined.
_LINES = re.sub(r"\\\n\s*", "", "".join(line for line in _TEXT.splitlines(keepends=True) if not line.startswith("#"))).splitlines()
INSTRUCTIONS = [(line.split(" ", 1)[0], line.split(" ", 1)[1]) for line in _LINES if line]
STAGES = [words.split()[-1] for name, words in INSTRUCTIONS if name == "FROM"]


def of(name: str) -> list[str]:
    return [words for instruction, words in INSTRUCTIONS if instruction == name]


def stage(wanted: str) -> list[tuple[str, str]]:
    starts = [place for place, (name, _) in enumerate(INSTRUCTIONS) if name == "FROM"]
    begin = starts[STAGES.index(wanted)]
    return INSTRUCTIONS[begin : next((start for start in starts if start > begin), None)]


def copied() -> set[str]:
    return {name for words in of("COPY") if not words.startswith("--from") for name in words.split()[:-1]}


def test_what_it_starts_from_is_one_exact_version() -> None:
    outside = [words.split()[0] for words in of("FROM") if words.split()[0] not in STAGES]
    assert outside
    assert all(re.fullmatch(r"[a-z/.]+:\d+\.\d+-slim", image) for image in outside)


@pytest.mark.parametrize("name", ["app", "worker"])
def test_it_does_not_run_as_root(name: str) -> None:
    user = [words for instruction, words in stage(name) if instruction == "USER"][-1]
    assert re.fullmatch(r"[1-9]\d+:0", user)


@pytest.mark.parametrize("name", ["app", "worker"])
def test_it_says_how_it_is_watched(name: str) -> None:
    assert [words for instruction, words in stage(name) if instruction == "HEALTHCHECK"]


def test_python_s_packages_are_those_of_the_lock_file() -> None:
    synced = [words for words in of("RUN") if "uv sync" in words]
    assert synced
    assert all("--frozen" in words and "--no-dev" in words and "--all-extras" in words for words in synced)
    assert re.search(r"install .*\buv==\d+\.\d+\.\d+$", " ".join(words for words in of("RUN") if "pip install" in words))


def test_packages_of_the_distribution_leave_nothing_behind() -> None:
    for words in (words for words in of("RUN") if "apt-get install" in words):
        assert "--no-install-recommends" in words
        assert "rm -rf /var/lib/apt/lists/*" in words


def test_nothing_secret_and_nothing_from_the_web_is_put_in() -> None:
    assert not of("ADD")
    assert not of("ARG")
    assert not re.search(r"(?i)password|secret|token", _TEXT)
    assert "curl" not in _TEXT


def test_what_is_copied_exists_and_all_that_is_installed_iscopied() -> None:
    names = copied()
    assert not [name for name in names if not (ROOT / name).exists()]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert names >= set(project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"])


def test_only_what_is_copied_is_sent_to_the_engine() -> None:
    lines = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert lines.index("*") < lines.index("!deploy") < lines.index("deploy/.env*")
    assert {line[1:] for line in lines if line.startswith("!")} == copied()


def test_what_is_copied_to_be_run_is_compiled() -> None:
    (compiled,) = [words.split("compileall -q ")[1].split() for words in of("RUN") if "compileall" in words]
    assert set(compiled) == {name for name in copied() if (ROOT / name / "__init__.py").is_file()}
