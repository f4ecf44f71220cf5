"""The tables of the embedded store. Moments are whole microseconds since 1970; `seq` numbers come from `meta`."""

from __future__ import annotations

from typing import Final

# Change it with the tables: a store of another layout is refused.
VERSION: Final = 2

SHAPES: Final = """
CREATE TABLE shapes (
    shape INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, sketch BLOB NOT NULL, bare BLOB NOT NULL
);
CREATE TABLE bands (band INTEGER NOT NULL, shape INTEGER NOT NULL, PRIMARY KEY (band, shape)) WITHOUT ROWID;
"""

SCHEMA: Final = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
CREATE TABLE postings (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    tagged TEXT NOT NULL,   -- TaggedPosting as enrichment gave it, JSON
    linked TEXT,            -- compounds and risk where linking changed them, JSON
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    ingested_at INTEGER NOT NULL,
    status TEXT NOT NULL,
    status_at INTEGER,
    revision INTEGER NOT NULL,
    shape INTEGER,
    campaign TEXT,
    seq INTEGER NOT NULL
);
CREATE UNIQUE INDEX postings_seq ON postings (seq);
CREATE INDEX postings_shape ON postings (shape);
CREATE INDEX postings_campaign ON postings (campaign, first_seen, id) WHERE campaign IS NOT NULL;
CREATE TABLE changes (
    seq INTEGER PRIMARY KEY, n INTEGER NOT NULL, event TEXT NOT NULL, at INTEGER NOT NULL, silent INTEGER NOT NULL, origin TEXT
);
CREATE INDEX changes_n ON changes (n);
CREATE TABLE revisions (
    n INTEGER NOT NULL, number INTEGER NOT NULL, until INTEGER NOT NULL, tagged TEXT NOT NULL, PRIMARY KEY (n, number)
) WITHOUT ROWID;
CREATE TABLE contacts (key TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (key, n)) WITHOUT ROWID;
CREATE INDEX contacts_n ON contacts (n);
CREATE TABLE named (
    n INTEGER NOT NULL, compound TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (n, compound)
) WITHOUT ROWID;
CREATE TABLE points (lat REAL NOT NULL, lon REAL NOT NULL, PRIMARY KEY (lat, lon)) WITHOUT ROWID;
CREATE TABLE aliases (alias TEXT PRIMARY KEY, campaign TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE erased (
    id TEXT PRIMARY KEY, n INTEGER NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL
) WITHOUT ROWID;
{SHAPES}"""
