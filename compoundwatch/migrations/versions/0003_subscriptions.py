"""Subscriptions by web page, digests by rate, several senders, webhooks, delivery reports."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _widen_ledger()
    _widen_mails()
    _sending()
    _asking()
    _fill()


def _widen_ledger() -> None:
    # A store may number its changes for a long time.
    with op.batch_alter_table("cursors") as table:
        table.alter_column("seq", existing_type=sa.Integer(), type_=sa.BigInteger(), existing_nullable=False)
    with op.batch_alter_table("ledger") as table:
        table.alter_column("subject", existing_type=sa.String(64), type_=sa.String(120), existing_nullable=False)
        table.alter_column("posting_id", existing_type=sa.String(32), nullable=True)
        table.alter_column("campaign", existing_type=sa.String(32), nullable=True)
        table.add_column(sa.Column("beat", sa.String(80), nullable=False, server_default="immediate"))
        table.add_column(sa.Column("seq", sa.BigInteger()))
    untold = sa.text("mail IS NULL")
    op.create_index("ix_ledger_waiting", "ledger", ["beat", "subscriber"], sqlite_where=untold, postgresql_where=untold)
    op.create_table(
        "ledger_alerts",
        sa.Column("ledger_id", sa.Integer(), sa.ForeignKey("ledger.id", ondelete="CASCADE"), nullable=False),
        sa.Column("alert", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("ledger_id", "alert"),
    )
    op.create_index("ix_ledger_alerts_alert", "ledger_alerts", ["alert", "ledger_id"])


def _widen_mails() -> None:
    with op.batch_alter_table("mails") as table:
        table.add_column(sa.Column("kind", sa.String(20), nullable=False, server_default="digest"))
        table.add_column(sa.Column("domain", sa.String(255), nullable=False, server_default=""))
        table.add_column(sa.Column("beat", sa.String(80), nullable=False, server_default=""))
        table.add_column(sa.Column("give_up", sa.Float()))
        table.add_column(sa.Column("claimed_by", sa.String(64)))
        table.add_column(sa.Column("claimed_until", sa.Float()))
    op.create_index("ix_mails_subscriber", "mails", ["subscriber"])


def _sending() -> None:
    op.create_table(
        "schedules",
        sa.Column("subscriber", sa.String(320), nullable=False),
        sa.Column("beat", sa.String(80), nullable=False),
        sa.Column("last", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("subscriber", "beat"),
    )
    op.create_table(
        "domain_slots",
        sa.Column("domain", sa.String(255), nullable=False),
        sa.Column("next", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("domain"),
    )
    op.create_table(
        "fetch_turns",
        sa.Column("domain", sa.String(255), nullable=False),
        sa.Column("next", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("domain"),
    )
    op.create_table(
        "leases",
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("holder", sa.String(200), nullable=False),
        sa.Column("until", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "webhook_calls",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("alert", sa.String(100), nullable=False),
        sa.Column("ledger_id", sa.Integer(), sa.ForeignKey("ledger.id", ondelete="CASCADE"), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("created", sa.Float(), nullable=False),
        sa.Column("settled", sa.Float()),
        sa.Column("error", sa.Text()),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("due", sa.Float(), nullable=False),
        sa.Column("claimed_by", sa.String(64)),
        sa.Column("claimed_until", sa.Float()),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("ledger_id", "alert"),
    )
    for column in ("ledger_id", "state"):
        op.create_index(f"ix_webhook_calls_{column}", "webhook_calls", [column])
    op.create_index("ix_webhook_calls_due", "webhook_calls", ["alert", "state", "due", "ledger_id"])
    op.create_table(
        "bounces",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("subscriber", sa.String(320), nullable=False),
        sa.Column("mail", sa.String(64)),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_bounces_subscriber", "bounces", ["subscriber"])


def _asking() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("subscriber", sa.String(320), nullable=False),
        sa.Column("definition", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("nonce", sa.String(64), nullable=False),
        sa.Column("created", sa.Float(), nullable=False),
        sa.Column("changed", sa.Float(), nullable=False),
        sa.Column("confirmed", sa.Float()),
        sa.Column("page", sa.String(40), nullable=False),
        sa.Column("replaces", sa.String(32)),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("state", "subscriber"):
        op.create_index(f"ix_subscriptions_{column}", "subscriptions", [column])
    with op.batch_alter_table("suppressions") as table:
        table.add_column(sa.Column("kind", sa.String(20), nullable=False, server_default="stop"))
    op.create_table(
        "starts",
        sa.Column("alert", sa.String(100), nullable=False),
        sa.Column("definition", sa.String(64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("alert"),
    )


def _fill() -> None:
    """Who found what, and whose domain a mail goes to, for what was told before."""
    connection = op.get_bind()
    for row in connection.execute(sa.text("SELECT id, alert, hit FROM ledger")).all():
        hit = json.loads(row.hit) if isinstance(row.hit, str) else row.hit
        for alert in dict.fromkeys(hit.get("alerts") or [row.alert]):
            connection.execute(sa.text("INSERT INTO ledger_alerts VALUES (:row, :alert)"), {"row": row.id, "alert": alert})
    for row in connection.execute(sa.text("SELECT id, subscriber FROM mails")).all():
        domain = row.subscriber.rpartition("@")[2].lower()
        connection.execute(sa.text("UPDATE mails SET domain = :domain WHERE id = :id"), {"domain": domain, "id": row.id})


def downgrade() -> None:
    for name in (
        "starts",
        "subscriptions",
        "bounces",
        "webhook_calls",
        "domain_slots",
        "fetch_turns",
        "leases",
        "schedules",
        "ledger_alerts",
    ):
        op.drop_table(name)
    with op.batch_alter_table("suppressions") as table:
        table.drop_column("kind")
    op.drop_index("ix_mails_subscriber", "mails")
    with op.batch_alter_table("mails") as table:
        for column in ("kind", "domain", "beat", "give_up", "claimed_by", "claimed_until"):
            table.drop_column(column)
    op.drop_index("ix_ledger_waiting", "ledger")
    op.execute("DELETE FROM ledger WHERE posting_id IS NULL")
    with op.batch_alter_table("cursors") as table:
        table.alter_column("seq", existing_type=sa.BigInteger(), type_=sa.Integer(), existing_nullable=False)
    with op.batch_alter_table("ledger") as table:
        table.drop_column("beat")
        table.drop_column("seq")
        table.alter_column("campaign", existing_type=sa.String(32), nullable=False)
        table.alter_column("posting_id", existing_type=sa.String(32), nullable=False)
        table.alter_column("subject", existing_type=sa.String(120), type_=sa.String(64), existing_nullable=False)
