"""docs/ten-questions.md: every command on it is run, on both stores, and gives the right postings."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from compoundwatch.cli import main
from compoundwatch.posting import TaggedPosting, posting_id
from index.elastic.names import Names
from index.kibana.definitions import DASHBOARDS, SEARCHES

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "ten-questions.md").read_text(encoding="utf-8")
QUESTIONS = [part.split("\n", 1) for part in re.split(r"^## \d+\. ", PAGE, flags=re.MULTILINE)[1:]]

# By question: what each command gives, in order.
ANSWERS = [
    [{"typist", "driver"}, {"typist", "driver", "clerk", "old"}],
    [{"typist", "driver"}],
    [{"driver", "clerk"}, {"driver", "clerk"}],
    [{"copy-a"}, {"copy-a", "copy-b"}],
    [{"typist", "clerk"}],
    [{"typist", "copy-a"}, {"copy-a"}],
    [{"typist", "driver"}],
    [{"clerk"}],
    [{"edited"}, {"edited"}],
    [{"typist"}, {"typist", "driver", "old"}, {"driver", "old"}],
]

# By question: what the line for Kibana gives.
KIBANA = [
    {"typist", "driver"},
    {"typist", "driver"},
    {"driver", "clerk"},
    {"copy-a", "copy-b"},
    {"typist", "clerk", "edited"},
    {"typist", "copy-a"},
    {"typist", "driver"},
    {"clerk"},
    {"edited"},
    {"driver", "old"},
]


def ids(names: set[str]) -> set[str]:
    return {posting_id("board", name) for name in names}


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)


def commands(text: str) -> list[str]:
    return [line for block in blocks(text, "sh") for line in block.splitlines()]


def cases() -> list[Any]:
    return [
        pytest.param(command, answer, id=f"{number}-{command.split()[1]}-{place}")
        for number, ((_, text), answers) in enumerate(zip(QUESTIONS, ANSWERS, strict=True), start=1)
        for place, (command, answer) in enumerate(zip(commands(text), answers, strict=True))
    ]


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    return int(left.value.code or 0)


def found(printed: Any) -> set[str]:
    """Ids in what `search`, `pivot`, `pivot --graph` or `show` print."""
    match printed:
        case {"nodes": nodes}:
            return {node["id"] for node in nodes if node["kind"] == "posting"}
        case {"id": one}:
            return {one}
        case {"postings": postings}:
            return {posting["id"] for posting in postings}
        case [*ties]:
            return {one for tie in ties for one in found(tie)}
    raise AssertionError(f"no postings in {printed!r}"[:200])


@pytest.fixture(scope="module", params=["embedded", "elasticsearch"])
def asked(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, asked_postings: list[TaggedPosting]
) -> Iterator[None]:
    """Each store, set up and filled from the command line."""
    folder = tmp_path_factory.mktemp("asked")
    file = folder / "asked.jsonl"
    file.write_text("".join(posting.model_dump_json() + "\n" for posting in asked_postings), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COMPOUNDWATCH_VAR", str(folder / "var"))
        if request.param == "elasticsearch":
            patch.setenv("COMPOUNDWATCH_CONFIGS", request.getfixturevalue("server_configs"))
        assert run("store", "setup") == 0
        assert run("index", str(file)) == 0
        yield


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(("command", "answer"), cases())
def test_a_command_gives_the_right_postings(command: str, answer: set[str], capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(*shlex.split(command)[1:], "--json") == 0

    assert found(json.loads(capsys.readouterr().out)) == ids(answer)


@pytest.mark.parametrize("asked", ["elasticsearch"], indirect=True)
@pytest.mark.parametrize(("number", "answer"), list(enumerate(KIBANA)), ids=[str(number + 1) for number in range(len(KIBANA))])
def test_what_is_typed_into_kibana_gives_the_right_postings(
    asked: None, server_prefix: str, elasticsearch_url: str, number: int, answer: set[str]
) -> None:
    text = QUESTIONS[number][1]
    typed = [{"query_string": {"query": line.strip()}} for line in blocks(text, "lucene")]
    pasted = [json.loads(block) for block in blocks(text, "json")]
    with Elasticsearch(elasticsearch_url) as client:
        hits = client.search(index=Names(server_prefix).postings, query={"bool": {"must": [*typed, *pasted]}})["hits"]["hits"]

    assert {hit["_id"] for hit in hits} == ids(answer)


def test_there_are_ten() -> None:
    assert len(QUESTIONS) == 10


def test_every_question_is_answered_in_kibana_too() -> None:
    assert not [question for question, text in QUESTIONS if not blocks(text, "lucene")]


@pytest.mark.parametrize(("kind", "known"), [("dashboard", DASHBOARDS), ("saved search", SEARCHES)])
def test_what_is_to_be_opened_in_kibana_is_there(kind: str, known: Any) -> None:
    named = set(re.findall(rf"{kind} \*([^*]+)\*", PAGE.replace("\n", " ")))

    assert named
    assert named <= {one.title for one in known}
