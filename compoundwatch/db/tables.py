"""The tables of the state database in their newest state. The schema is Alembic's (compoundwatch/migrations/); a test holds
the two together.
"""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Float, Index, Integer, MetaData, String, Table, Text, UniqueConstraint

metadata = MetaData()

# What a source has shown us, so that a crawl can tell new, changed, unchanged and absent. Written when a run is published.
known = Table(
    "known",
    metadata,
    Column("source", String(100), primary_key=True),
    Column("posting_id", String(32), primary_key=True),
    Column("url", Text, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("last_seen", Float, nullable=False, comment="seconds since 1970"),
    Column("absences", Integer, nullable=False, default=0, comment="complete runs in a row that did not see it"),
    Column("gone", Boolean, nullable=False, default=False),
)

# One row a crawl: how far it has come and how it ended. `run` is `<source>/<folder name>`.
runs = Table(
    "runs",
    metadata,
    Column("run", String(200), primary_key=True),
    Column("source", String(100), nullable=False, index=True),
    Column("started", Float, nullable=False),
    Column("ended", Float),
    Column("exit_code", Integer),
    Column("published", Boolean, nullable=False, default=False, comment="its postings are in the index"),
    Column("stats", JSON),
)

# How far the changes of the store have been matched.
cursors = Table(
    "cursors",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("seq", Integer, nullable=False),
)

# What each subscriber was told or is about to be told. Written before anything is sent.
ledger = Table(
    "ledger",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("alert", String(100), nullable=False, comment="the saved search that matched"),
    Column("subscriber", String(320), nullable=False),
    Column("subject", String(64), nullable=False, comment="posting id; of a copy the campaign's"),
    Column(
        "event",
        String(100),
        nullable=False,
        comment="new, edited:<revision>, gone:<seconds since 1970>, returned:<seconds>, copy:<posting>, retracted:<row>",
    ),
    Column("posting_id", String(32), nullable=False, comment="the posting that the hit shows"),
    Column("campaign", String(32), nullable=False, comment="its campaign when it was told; its own id where it stood alone"),
    Column("hit", JSON, nullable=False, comment="alerts.matching.hit.Hit: what the digest shows"),
    Column("at", Float, nullable=False),
    Column("mail", String(64), index=True, comment="the mail that tells it; null until one is made"),
    UniqueConstraint("subscriber", "subject", "event"),
    Index("ix_ledger_posting", "posting_id", "subscriber"),
    Index("ix_ledger_campaign", "campaign", "subscriber"),
)

# Mails: rendered and queued, sent, set aside, or in doubt.
mails = Table(
    "mails",
    metadata,
    Column("id", String(64), primary_key=True, comment="names the Message-ID and the .eml file"),
    Column("subscriber", String(320), nullable=False),
    Column("state", String(20), nullable=False, index=True, comment="queued, sending, sent, refused, in_doubt"),
    Column("created", Float, nullable=False),
    Column("settled", Float),
    Column("body", Text, nullable=False, comment="the whole message, RFC 5322, ASCII with CRLF"),
    Column("error", Text),
    Column("tries", Integer, nullable=False, default=0),
    Column("due", Float, nullable=False, default=0.0, comment="not tried again before, seconds since 1970"),
)

# Who has said stop: one alert, or (alert empty) everything. Kept for good, so that no later configuration undoes it.
suppressions = Table(
    "suppressions",
    metadata,
    Column("subscriber", String(320), primary_key=True),
    Column("alert", String(100), primary_key=True, default="", comment="empty: all alerts"),
    Column("at", Float, nullable=False),
    Column("why", Text, nullable=False),
)

reviews = Table(
    "reviews",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("posting_id", String(32), nullable=False, index=True),
    Column("decision", String(20), nullable=False, comment="wrong, confirmed, unsure"),
    Column("why", Text, nullable=False),
    Column("at", Float, nullable=False),
)

# Small facts of the installation, such as the key that subscribers are named by where their addresses must not stand.
marks = Table(
    "marks",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("value", Text, nullable=False),
)
