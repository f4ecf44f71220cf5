"""The state database: what is known of each source, runs, ledger and outbox. SQLite (WAL) here, PostgreSQL on servers."""

from compoundwatch.db.engine import insert_new, open_database, open_engine, scrub, writing
from compoundwatch.db.tables import cursors, known, ledger, mails, marks, metadata, reviews, runs, suppressions

__all__ = [
    "cursors", "insert_new", "known", "ledger", "mails", "marks", "metadata", "open_database", "open_engine", "reviews", "runs",
    "scrub", "suppressions", "writing",
]  # fmt: skip
