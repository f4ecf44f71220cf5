"""Many subscribers due at once: their digests rendered and handed over by SMTP, in a process whose memory is watched.

`python -m benchmarks.alerts_due SUBSCRIBERS FOLDER`: one measurement, as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from alerts.digest.queue import queue_digests
from alerts.matching.hit import make_hit
from alerts.outbox.send import send_queued
from benchmarks.alerts_installation import adverts, make_installation, subscribe
from benchmarks.mail_sink import ROOT, Sink
from compoundwatch import db
from compoundwatch.config import Settings
from compoundwatch.posting import Posting

HITS_EACH = 10
DOMAINS = 500


def measure_due(folder: Path, subscribers: int) -> dict[str, object]:
    """Figures of `subscribers` with ten hits each who are due at once; in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.alerts_due", str(subscribers), str(folder)]
    ended = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    figures: dict[str, object] = json.loads(ended.stdout)
    return figures


def _measure(folder: Path, subscribers: int) -> dict[str, object]:
    at = datetime.now(UTC)
    with Sink(folder / "taken") as sink:
        settings = make_installation(folder, sink.port)
        _fill_ledger(settings, subscribe(settings, subscribers, at, domains=DOMAINS), at)
        engine = db.open_database(settings)
        before, began = _peak_mb(), time.monotonic()
        queued = queue_digests(engine, settings, at)
        rendered, between = time.monotonic(), _peak_mb()
        report = send_queued(engine, settings, at)
        sent = time.monotonic()
        taken = sink.taken()
    return {
        "subscribers": subscribers,
        "hits": subscribers * HITS_EACH,
        "queued": queued,
        "sent": report.sent,
        "starved": subscribers - len(taken),
        "doubled": sum(taken.values()) - len(taken),
        "render_seconds": round(rendered - began, 1),
        "send_seconds": round(sent - rendered, 1),
        "peak_mb_before": before,
        "peak_mb_rendering": between,
        "peak_mb": _peak_mb(),
    }


def _fill_ledger(settings: Settings, subscribers: list[str], at: datetime) -> None:
    engine = db.open_database(settings)
    rows = _rows(subscribers, at)
    while some := list(islice(rows, 5000)):
        with db.writing(engine) as connection:
            connection.execute(db.ledger.insert(), some)
    engine.dispose()


def _rows(subscribers: list[str], at: datetime) -> Iterator[dict[str, Any]]:
    postings = [Posting(**vars(advert), first_seen=at, last_seen=at, ingested_at=at) for advert in adverts(0, HITS_EACH, at)]
    for number, subscriber in enumerate(subscribers):
        alert = f"web:{number:032x}"
        for posting in postings:
            hit = make_hit("new", posting, (alert,), ())
            yield {
                "alert": alert, "subscriber": subscriber, "subject": posting.id, "event": "new", "posting_id": posting.id,
                "campaign": posting.id, "hit": hit.model_dump(mode="json"), "at": at.timestamp(), "beat": "immediate",
            }  # fmt: skip


def _peak_mb() -> float:
    """Resident memory of this process at its greatest."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return round(int(status.partition("VmHWM:")[2].split()[0]) / 1024, 1)


if __name__ == "__main__":
    print(json.dumps(_measure(Path(sys.argv[2]), int(sys.argv[1]))))
