"""A real HTTPS receiver on this machine, and ledger rows that wait to be told to it."""

from __future__ import annotations

import hashlib
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import trustme
from pydantic import BaseModel
from sqlalchemy import Engine, select

from alerts.matching.hit import make_hit
from alerts.outlets.webhook import WebhookReport, call_webhooks
from compoundwatch import db
from compoundwatch.config import AlertConfig, Settings
from compoundwatch.posting import Posting, Span

NOW = datetime(2026, 11, 21, 9, 6, tzinfo=UTC)


@dataclass(frozen=True)
class Request:
    """What reached the receiver."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]


@dataclass
class Inbox:
    """A receiver: what it got, and how it answers. `answer` may take as long as it likes; it writes to the handler."""

    port: int = 0
    requests: list[Request] = field(default_factory=list)
    answer: Callable[[BaseHTTPRequestHandler], None] = lambda handler: reply(handler, 204)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        return f"https://localhost:{self.port}/hook"


def reply(handler: BaseHTTPRequestHandler, status: int, **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def replying(*statuses: int, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    """Answers with these one after the other, the last for ever."""
    left = list(statuses)
    return lambda handler: reply(handler, left.pop(0) if len(left) > 1 else left[0], **headers)


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Inbox]:
    """A receiver at https://localhost whose certificate is trusted; nothing is checked but what tests check."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost", "127.0.0.1").configure_cert(context)
    inbox = Inbox()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            with inbox.lock:
                inbox.requests.append(Request(self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            inbox.answer(self)

        def log_message(self, *words: object) -> None:
            """Silent."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *words: object) -> None:
            """A client that leaves in the middle is what some tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    inbox.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield inbox
    server.shutdown()
    server.server_close()
    thread.join()


@dataclass
class Desk:
    """One installation with a saved search `desk` of a file that goes to the receiver, and a row of the ledger when asked."""

    engine: Engine
    settings: Settings
    inbox: Inbox
    save_alert: Callable[..., AlertConfig]
    make_posting: Callable[..., Posting]

    def save(self, name: str = "desk", path: str = "hook") -> AlertConfig:
        """A saved search that goes to a path of the receiver."""
        return self.save_alert(name, webhook=self.inbox.url.replace("hook", path), outlets=["webhook"])

    def tell(self, native_id: str = "1", *, alert: str = "desk", kind: Any = "new") -> str:
        """Write one row of the ledger and its webhook call, as matching does; the call's id."""
        posting = self.make_posting(native_id=native_id)
        hit = make_hit(kind, posting, (alert,), (Span(raw="KK Park", start=0, end=0),))
        return tell_entry(self.engine, hit, Telling(alert, posting.id, kind, posting.id))

    def call(self, after: timedelta = timedelta()) -> WebhookReport:
        """Make the calls that are due some time after they were written."""
        return call_webhooks(self.engine, self.settings, NOW + after)

    def row(self, call: str) -> Any:
        with self.engine.connect() as connection:
            return connection.execute(select(db.webhook_calls).where(db.webhook_calls.c.id == call)).one()


@pytest.fixture
def desk(
    engine: Engine,
    settings: Settings,
    inbox: Inbox,
    save_alert: Callable[..., AlertConfig],
    make_posting: Callable[..., Posting],
) -> Desk:
    """On SQLite."""
    desk = Desk(engine, settings, inbox, save_alert, make_posting)
    desk.save()
    return desk


@pytest.fixture
def desk_anywhere(desk: Desk, state_engine: Engine) -> Desk:
    """On either kind of state database."""
    return replace(desk, engine=state_engine)


@dataclass(frozen=True)
class Telling:
    """Who is told of what."""

    alert: str
    subject: str
    event: str
    posting_id: str | None
    at: datetime = NOW


def tell_entry(engine: Engine, entry: BaseModel, telling: Telling) -> str:
    """One row of what a saved search tells, and its call."""
    call = hashlib.sha256(f"{telling.alert}\n{telling.subject}\n{telling.event}".encode()).hexdigest()
    at = telling.at.timestamp()
    row = {
        "alert": telling.alert, "subscriber": "hotline@ngo.example", "subject": telling.subject, "event": telling.event,
        "posting_id": telling.posting_id, "campaign": telling.posting_id, "hit": entry.model_dump(mode="json"), "at": at,
        "beat": "",
    }  # fmt: skip
    with db.writing(engine) as connection:
        inserted = connection.execute(db.ledger.insert().values(row)).inserted_primary_key
        assert inserted is not None
        connection.execute(db.ledger_alerts.insert().values(ledger_id=inserted[0], alert=telling.alert))
        connection.execute(
            db.webhook_calls.insert().values(
                id=call, alert=telling.alert, ledger_id=inserted[0], state="queued", created=at, tries=0, due=at
            )
        )
    return call
