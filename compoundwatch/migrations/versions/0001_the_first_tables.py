"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cursors",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "known",
        sa.Column("source", sa.String(length=100), nullable=False),
        sa.Column("posting_id", sa.String(length=32), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("last_seen", sa.Float(), nullable=False, comment="seconds since 1970"),
        sa.Column("absences", sa.Integer(), nullable=False, comment="complete runs in a row that did not see it"),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("source", "posting_id"),
    )
    op.create_table(
        "ledger",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("alert", sa.String(length=100), nullable=False, comment="the saved search that matched"),
        sa.Column("subscriber", sa.String(length=320), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False, comment="posting id; of a copy the campaign's"),
        sa.Column(
            "event",
            sa.String(length=100),
            nullable=False,
            comment="new, edited:<revision>, gone:<seconds since 1970>, returned:<seconds>, copy:<posting>, retracted:<row>",
        ),
        sa.Column("posting_id", sa.String(length=32), nullable=False, comment="the posting that the hit shows"),
        sa.Column(
            "campaign",
            sa.String(length=32),
            nullable=False,
            comment="its campaign when it was told; its own id where it stood alone",
        ),
        sa.Column("hit", sa.JSON(), nullable=False, comment="alerts.matching.hit.Hit: what the digest shows"),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("mail", sa.String(length=64), nullable=True, comment="the mail that tells it; null until one is made"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("subscriber", "subject", "event"),
    )
    op.create_index("ix_ledger_campaign", "ledger", ["campaign", "subscriber"], unique=False)
    op.create_index("ix_ledger_mail", "ledger", ["mail"], unique=False)
    op.create_index("ix_ledger_posting", "ledger", ["posting_id", "subscriber"], unique=False)

    op.create_table(
        "mails",
        sa.Column("id", sa.String(length=64), nullable=False, comment="names the Message-ID and the .eml file"),
        sa.Column("subscriber", sa.String(length=320), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False, comment="queued, sending, sent, refused, in_doubt"),
        sa.Column("created", sa.Float(), nullable=False),
        sa.Column("settled", sa.Float(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False, comment="the whole message, RFC 5322, ASCII with CRLF"),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("due", sa.Float(), nullable=False, comment="not tried again before, seconds since 1970"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_mails_state", "mails", ["state"], unique=False)

    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("posting_id", sa.String(length=32), nullable=False),
        sa.Column("decision", sa.String(length=20), nullable=False, comment="wrong, confirmed, unsure"),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_reviews_posting_id", "reviews", ["posting_id"], unique=False)

    op.create_table(
        "runs",
        sa.Column("run", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(length=100), nullable=False),
        sa.Column("started", sa.Float(), nullable=False),
        sa.Column("ended", sa.Float(), nullable=True),
        sa.Column("exit_code", sa.Integer(), nullable=True),
        sa.Column("published", sa.Boolean(), nullable=False, comment="its postings are in the index"),
        sa.Column("stats", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("run"),
    )
    op.create_index("ix_runs_source", "runs", ["source"], unique=False)

    op.create_table(
        "suppressions",
        sa.Column("subscriber", sa.String(length=320), nullable=False),
        sa.Column("alert", sa.String(length=100), nullable=False, comment="empty: all alerts"),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("subscriber", "alert"),
    )


def downgrade() -> None:
    for table in ("suppressions", "runs", "reviews", "mails", "ledger", "known", "cursors"):
        op.drop_table(table)
