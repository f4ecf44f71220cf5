"""The tables of the state database in their newest state. The schema is Alembic's (compoundwatch/migrations/); a test holds
the two together.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

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
    Column(
        "faults", Integer, nullable=False, server_default="0", comment="runs in a row whose answer was a 4xx that may mean gone"
    ),
    Column("read_at", Float, comment="when its page last answered; seconds since 1970"),
    Column("posted", Float, comment="date_posted, by which the freshest is told; seconds since 1970"),
    Column("reader", String(64), comment="parser and selectors that read it"),
    Column("lastmod", Float, comment="when its sitemap said that it was last changed; seconds since 1970"),
)

# List pages, feeds and sitemaps as last read, so that one that has not changed need not be sent again.
known_lists = Table(
    "known_lists",
    metadata,
    Column("source", String(100), primary_key=True),
    Column("url_hash", String(64), primary_key=True, comment="SHA-256 of the address that is asked"),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("read_at", Float, nullable=False, comment="when it was last sent whole; seconds since 1970"),
    Column("reader", String(64), nullable=False, comment="parser and selectors that read it"),
    Column("held", LargeBinary, nullable=False, comment="ids and links that it held: zlib of JSON"),
    Column("lastmod", Float, comment="when its index said that it was last changed; seconds since 1970"),
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
    Column("seq", BigInteger, nullable=False),
)

# What each subscriber was told or is about to be told. Written before anything is sent.
ledger = Table(
    "ledger",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("alert", String(100), nullable=False, comment="the first saved search that matched; all of them: ledger_alerts"),
    Column("subscriber", String(320), nullable=False),
    Column("subject", String(120), nullable=False, comment="posting id; of a copy the campaign's; of a source source:<name>"),
    Column(
        "event",
        String(100),
        nullable=False,
        comment="new, linked:<hash of the compounds>, edited:<revision>, gone:<seconds since 1970>, returned:<seconds>, "
        "copy:<posting>, resurfaced:<seconds>, retracted:<row>, down:<seconds>, back:<seconds>",
    ),
    Column("posting_id", String(32), comment="the posting that the hit shows; null for a source's notice"),
    Column("campaign", String(32), comment="its campaign when it was told; its own id where it stood alone"),
    Column("hit", JSON, nullable=False, comment="alerts.matching.hit.Hit, or alerts.matching.notice.Notice: what the digest shows"),
    Column("at", Float, nullable=False),
    Column("seq", BigInteger, comment="the change in the store that it tells; null where there is none"),
    Column(
        "beat",
        String(80),
        nullable=False,
        default="immediate",
        comment="which digest tells it (alerts.digest.beat); empty: no mail does",
    ),
    Column("mail", String(64), index=True, comment="the mail that tells it; null until one is made"),
    UniqueConstraint("subscriber", "subject", "event"),
    Index("ix_ledger_posting", "posting_id", "subscriber"),
    Index("ix_ledger_campaign", "campaign", "subscriber"),
    # Of what is untold alone: it stays small however much was told.
    Index("ix_ledger_waiting", "beat", "subscriber", sqlite_where=text("mail IS NULL"), postgresql_where=text("mail IS NULL")),
)

# Every saved search that found what a ledger row tells: what a feed shows, and what goes to a webhook.
ledger_alerts = Table(
    "ledger_alerts",
    metadata,
    Column("ledger_id", Integer, ForeignKey("ledger.id", ondelete="CASCADE"), primary_key=True),
    Column("alert", String(100), primary_key=True),
    Index("ix_ledger_alerts_alert", "alert", "ledger_id"),
)

# Mails: rendered and queued, sent, set aside, or in doubt.
mails = Table(
    "mails",
    metadata,
    Column("id", String(64), primary_key=True, comment="names the Message-ID and the .eml file"),
    Column("kind", String(20), nullable=False, default="digest", comment="digest, heartbeat, confirmation"),
    Column("subscriber", String(320), nullable=False, index=True),
    Column("domain", String(255), nullable=False, default="", comment="of the recipient's address: one rate each"),
    Column("beat", String(80), nullable=False, default="", comment="of a digest: which"),
    Column("state", String(20), nullable=False, index=True, comment="queued, claimed, sending, sent, refused, in_doubt, bounced"),
    Column("created", Float, nullable=False),
    Column("settled", Float),
    Column("body", Text, nullable=False, comment="the whole message, RFC 5322, ASCII with CRLF"),
    Column("error", Text),
    Column("tries", Integer, nullable=False, default=0),
    Column("due", Float, nullable=False, default=0.0, comment="not tried again before, seconds since 1970"),
    Column("give_up", Float, comment="not tried again after; null: five days after it was made"),
    Column("claimed_by", String(64), comment="the sender that has it in hand, or had it last"),
    Column("claimed_until", Float, comment="after this the sender is taken for dead"),
)

# When each digest of a subscriber was last made, so that the next is due at its hour.
schedules = Table(
    "schedules",
    metadata,
    Column("subscriber", String(320), primary_key=True),
    Column("beat", String(80), primary_key=True),
    Column("last", Float, nullable=False, comment="seconds since 1970; the start of the subscription before the first"),
)

# When mails to one domain may be handed over next, whoever sends.
domain_slots = Table(
    "domain_slots",
    metadata,
    Column("domain", String(255), primary_key=True),
    Column("next", Float, nullable=False, comment="seconds since 1970"),
)

# When each domain may be asked for its next page, whoever crawls (compoundwatch/turns.py).
fetch_turns = Table(
    "fetch_turns",
    metadata,
    Column("domain", String(255), primary_key=True, comment="registrable domain"),
    Column("next", Float, nullable=False, comment="seconds since 1970"),
)

# Who does what only one may do at a time (compoundwatch/leases.py).
leases = Table(
    "leases",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("holder", String(200), nullable=False, comment="host/process/random"),
    Column("until", Float, nullable=False, comment="seconds since 1970"),
)

# What goes to a webhook: one ledger row for one saved search.
webhook_calls = Table(
    "webhook_calls",
    metadata,
    Column("id", String(64), primary_key=True, comment="the event's id, the same in every try"),
    Column("alert", String(100), nullable=False),
    Column("ledger_id", Integer, ForeignKey("ledger.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("state", String(20), nullable=False, index=True, comment="queued, claimed, sent, dead"),
    Column("created", Float, nullable=False),
    Column("settled", Float),
    Column("error", Text),
    Column("tries", Integer, nullable=False, default=0),
    Column("due", Float, nullable=False, default=0.0),
    Column("claimed_by", String(64)),
    Column("claimed_until", Float),
    UniqueConstraint("ledger_id", "alert"),
    Index("ix_webhook_calls_due", "alert", "state", "due", "ledger_id"),
)

# Saved searches that people made on the web pages. Those of configs/alerts/ are not here.
subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("subscriber", String(320), nullable=False, index=True),
    Column("definition", JSON, nullable=False, comment="AlertConfig without its name"),
    Column("state", String(20), nullable=False, index=True, comment="pending, active, stopped"),
    Column("nonce", String(64), nullable=False, comment="of the link that confirms it: good once"),
    Column("created", Float, nullable=False),
    Column("changed", Float, nullable=False),
    Column("confirmed", Float),
    Column("page", String(40), nullable=False, default="", comment="where it was asked for: part of the proof of consent"),
    Column("replaces", String(32), comment="the subscription that it takes the place of when it is confirmed"),
)

# Since which change in the store a saved search holds in its present form: nothing older is told by it.
starts = Table(
    "starts",
    metadata,
    Column("alert", String(100), primary_key=True),
    Column("definition", String(64), nullable=False, comment="hash of what it matches"),
    Column("seq", BigInteger, nullable=False),
    Column("at", Float, nullable=False, comment="when that change was matched: nothing that came in before is told"),
)

# Delivery reports: hard and soft bounces, complaints. The report's own id makes reading it twice harmless.
bounces = Table(
    "bounces",
    metadata,
    Column("id", String(64), primary_key=True, comment="hash of the report"),
    Column("subscriber", String(320), nullable=False, index=True),
    Column("mail", String(64), comment="which of our mails it is about, where it says so"),
    Column("kind", String(20), nullable=False, comment="hard, soft, complaint, stop"),
    Column("at", Float, nullable=False),
    Column("said", Text, nullable=False, comment="status and words of the report, one line"),
)

# Who is not written to: one alert, or (alert empty) anything. Kept for good, so that no later configuration undoes it.
suppressions = Table(
    "suppressions",
    metadata,
    Column("subscriber", String(320), primary_key=True),
    Column("alert", String(100), primary_key=True, default="", comment="empty: all alerts"),
    Column("kind", String(20), nullable=False, default="stop", comment="stop (asked for), hard (bounced), complaint"),
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
