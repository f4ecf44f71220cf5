"""docs/webhooks.md is held to the code: its saved search, its event, its table of tries."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import yaml

from alerts.matching.excerpt import Segment
from alerts.matching.hit import Hit
from alerts.outlets.calls import Call, judge
from alerts.outlets.event import write_event
from alerts.outlets.receiver import TIMEOUT_SECONDS, Answer
from compoundwatch.config import AlertConfig

PAGE = (Path(__file__).parents[2] / "docs" / "webhooks.md").read_text(encoding="utf-8")
NOW = datetime(2026, 11, 21, 9, 6, tzinfo=UTC)


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE, flags=re.DOTALL)
    assert found
    return found.group(1)


def test_the_saved_search_on_the_page_is_one() -> None:
    assert AlertConfig.model_validate(yaml.safe_load(block("yaml"))).webhook


def test_the_event_on_the_page_is_what_is_sent() -> None:
    shown = json.loads(block("json"))
    data = shown["data"]
    fields = {name: data[name] for name in Hit.model_fields if name in data and name not in {"title", "excerpt"}}
    hit = Hit(
        kind="new",
        alerts=("example_myawaddy",),
        title=(Segment(text=data["title"]),),
        excerpt=(Segment(text=data["excerpt"]),),
        score=data["risk"]["score"],
        level=data["risk"]["level"],
        reasons=tuple(data["risk"]["reasons"]),
        matched=True,
        **fields,
    )
    alert = AlertConfig.model_validate({**yaml.safe_load(block("yaml")), "name": "example_myawaddy"})
    assert json.loads(write_event(hit, NOW, shown["id"], alert, shown["corrections"])) == shown


def test_the_waits_on_the_page_are_those_of_the_code() -> None:
    waits = [judge(Answer(500), Call("0000", number, NOW), NOW).due - NOW for number in range(1, 8)]
    said = [timedelta(minutes=minutes) for minutes in (5, 30)] + [timedelta(hours=hours) for hours in (2, 5, 10, 14, 20)]
    assert waits == said
    assert "after 5 and 30 minutes, 2, 5, 10, 14, 20 hours" in PAGE
    assert f"2xx within {TIMEOUT_SECONDS:g} s" in PAGE
