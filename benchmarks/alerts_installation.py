"""An installation of its own for measurements of alerts: settings, subscribers, and adverts that all of them search for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from compoundwatch import db
from compoundwatch.config import Settings, load_settings
from compoundwatch.posting import Risk, TaggedPosting, posting_id

_APP = """\
var: ../var
mail:
  transport: smtp
  sender: compoundwatch <alerts@cw.example>
  corrections: desk@cw.example
  smtp_host: 127.0.0.1
  smtp_port: {port}
  smtp_tls: none
  per_domain_per_minute: {rate}
"""
_ALERT = """\
title: Search of {name}
email: {name}@{name}.example
consent: made up for a measurement
query: '"KK Park"'
min_level: low
"""
_SOURCE = """\
title: The Board
home: http://board.example
kind: job
platform: css
start: [http://board.example/jobs]
terms: made up for a measurement
enabled: true
"""


def make_installation(
    folder: Path, port: int, *, subscribers: int = 0, database: str | None = None, rate: int = 100_000
) -> Settings:
    """Settings that send to an SMTP server on `port`, so many saved searches as files, the state in `database` or else SQLite."""
    configs = folder / "configs"
    for name in ("alerts", "spiders"):
        (configs / name).mkdir(parents=True)
    (configs / "app.yml").write_text(_APP.format(port=port, rate=rate))
    (configs / "spiders" / "board.yml").write_text(_SOURCE)
    for number in range(subscribers):
        (configs / "alerts" / f"desk{number}.yml").write_text(_ALERT.format(name=f"desk{number}"))
    environment = {"COMPOUNDWATCH_CONFIGS": str(configs)}
    return load_settings(environment | ({"COMPOUNDWATCH_DATABASE_URL": database} if database else {}))


def adverts(first: int, count: int, at: datetime) -> Iterator[TaggedPosting]:
    """Adverts that name the compound, each with words of its own, so that none is a copy of another."""
    for number in range(first, first + count):
        words = " ".join(sha256(f"{number} {part}".encode()).hexdigest() for part in range(4))
        yield TaggedPosting.model_validate(_fields(f"n{number}", f"Work in KK Park {words}", at))


def _fields(native: str, text: str, at: datetime) -> dict[str, Any]:
    return {
        "id": posting_id("board", native), "source": "board", "native_id": native, "kind": "job", "language": "en",
        "url": f"https://board.example/{native}", "title": f"Advert {native}", "text": text, "fetched_at": at,
        "risk": Risk(score=0.6, level="high", reasons=("made up",)),
    }  # fmt: skip


def subscribe(settings: Settings, count: int, at: datetime, *, domains: int) -> list[str]:
    """So many confirmed subscriptions of the web pages, spread over `domains` domains; the subscribers."""
    seconds = at.timestamp()
    engine = db.open_database(settings)
    who = [f"desk{number}@ngo{number % domains}.example" for number in range(count)]
    rows = [
        {
            "id": f"{number:032x}", "subscriber": subscriber, "state": "active", "nonce": "0", "created": seconds,
            "changed": seconds, "confirmed": seconds,
            "definition": {"title": "Search", "email": subscriber, "consent": "made up for a measurement", "query": '"KK Park"'},
        }
        for number, subscriber in enumerate(who)
    ]  # fmt: skip
    with db.writing(engine) as connection:
        connection.execute(db.subscriptions.insert(), rows)
    engine.dispose()
    return who
