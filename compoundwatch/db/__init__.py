"""The state database: what is known of each source, runs, ledger and outbox. SQLite (WAL) here, PostgreSQL on servers."""

from compoundwatch.db.clock import now
from compoundwatch.db.engine import insert_new, open_database, open_engine, open_existing, opened_database, scrub, writing
from compoundwatch.db.tables import (
    bounces,
    cursors,
    domain_slots,
    fetch_turns,
    known,
    known_lists,
    leases,
    ledger,
    ledger_alerts,
    mails,
    marks,
    metadata,
    reviews,
    runs,
    schedules,
    starts,
    subscriptions,
    suppressions,
    webhook_calls,
)

__all__ = [
    "bounces", "cursors", "domain_slots", "fetch_turns", "insert_new", "known", "known_lists", "leases", "ledger",
    "ledger_alerts", "mails", "marks", "metadata", "now", "open_database", "open_engine", "open_existing", "opened_database",
    "reviews", "runs", "schedules", "scrub", "starts", "subscriptions", "suppressions", "webhook_calls", "writing",
]  # fmt: skip
