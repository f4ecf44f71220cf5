"""Notifying as a task: what could not be done is its failure, single mails that wait are not."""

from __future__ import annotations

import socket
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from compoundwatch.config import Settings
from compoundwatch.config.mail import MailConfig
from compoundwatch.errors import CompoundwatchError, TryLater
from compoundwatch.pipeline.stages.notify import notify_stage
from compoundwatch.pipeline.stages.operators import note_failure
from compoundwatch.pipeline.stages.operators_mail import Failure
from tests.compoundwatch.pipeline.history import settings_of

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
FAILURE = Failure(job="ingest_daily", part="board", why="refused", at=AT)


def with_mail(folder: Path, **mail: object) -> Settings:
    made = settings_of(folder)
    config = MailConfig.model_validate({"operators": ["ops@desk.example"], **mail})
    return replace(made, app=made.app.model_copy(update={"mail": config}))


def nothing(_: str) -> None:
    """Progress is no matter here."""


def test_operators_are_written_to_by_the_same_notifying(tmp_path: Path) -> None:
    settings = with_mail(tmp_path)
    note_failure(settings, FAILURE)
    assert notify_stage(settings, AT, nothing).mails_sent == 1
    assert notify_stage(settings, AT, nothing).mails_sent == 0


def test_a_mail_server_that_is_down_is_tried_later(tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    settings = with_mail(tmp_path, transport="smtp", smtp_host="127.0.0.1", smtp_port=port, smtp_tls="none")
    note_failure(settings, FAILURE)
    with pytest.raises(TryLater):
        notify_stage(settings, AT, nothing)


def test_a_part_that_cannot_be_done_is_told_after_the_others_were(tmp_path: Path) -> None:
    settings = with_mail(tmp_path)
    note_failure(settings, FAILURE)
    (settings.configs / "alerts").mkdir()
    (settings.configs / "spiders").mkdir()
    (settings.configs / "spiders" / "broken.yml").write_text("title: [\n")
    with pytest.raises(CompoundwatchError, match="telling of sources"):
        notify_stage(settings, AT, nothing)
    assert len(list(settings.outbox.glob("*.eml"))) == 1
