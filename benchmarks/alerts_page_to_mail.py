"""From a page fetched to its immediate mail handed over: `compoundwatch run` over a small board on loopback, as cron starts it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from benchmarks.mail_sink import Sink
from compoundwatch import db
from compoundwatch.config import Settings, load_settings
from index import open_store
from tests.compoundwatch.pipeline.made_up import install, serve_board

RUNS = 5
_MAIL = """\
mail:
  transport: smtp
  smtp_host: 127.0.0.1
  smtp_port: {port}
  smtp_tls: none
"""
_LURE = (
    "Typists for an office of KK Park in Myawaddy, wave {run}. Salary {pay} USD a month, ticket paid. Telegram @made_up_hr_{run}"
)


def page_to_mail_seconds(folder: Path, runs: int = RUNS) -> list[float]:
    """Seconds for each posting of so many runs: from `fetched_at` to the moment at which the mail server had the mail.

    The source asks for no pause between pages, so what is measured is our own work and the start of each program.
    """
    with serve_board() as board, Sink(folder / "taken") as sink:
        made = install(folder / "installation", board)
        with (made.folder / "app.yml").open("a") as app:
            app.write(_MAIL.format(port=sink.port))
        for run in range(runs):
            board.adverts[100 + run] = _LURE.format(run=run, pay=1000 + 137 * run)
            made.run()
        return _seconds(load_settings(made.environment))


def _seconds(settings: Settings) -> list[float]:
    ledger, mails = db.ledger, db.mails
    rows = select(ledger.c.posting_id, mails.c.settled).join_from(ledger, mails, ledger.c.mail == mails.c.id)
    engine = db.open_database(settings)
    with engine.connect() as connection:
        told = {
            row.posting_id: row.settled for row in connection.execute(rows.where(mails.c.state == "sent", ledger.c.event == "new"))
        }
    engine.dispose()
    with open_store(settings) as store:
        return sorted(told[posting.id] - _moment(posting.fetched_at) for posting in store.all() if posting.id in told)


def _moment(at: datetime) -> float:
    return at.timestamp()
