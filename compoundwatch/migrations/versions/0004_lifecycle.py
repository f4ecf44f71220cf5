"""Faults of single pages, what the freshest posting is told by, and list pages that need not be sent again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("known") as table:
        table.add_column(sa.Column("faults", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("read_at", sa.Float()))
        table.add_column(sa.Column("posted", sa.Float()))
        table.add_column(sa.Column("reader", sa.String(64)))
        table.add_column(sa.Column("lastmod", sa.Float()))
    op.create_table(
        "known_lists",
        sa.Column("source", sa.String(100), nullable=False),
        sa.Column("url_hash", sa.String(64), nullable=False),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("read_at", sa.Float(), nullable=False),
        sa.Column("reader", sa.String(64), nullable=False),
        sa.Column("held", sa.LargeBinary(), nullable=False),
        sa.Column("lastmod", sa.Float()),
        sa.PrimaryKeyConstraint("source", "url_hash"),
    )


def downgrade() -> None:
    op.drop_table("known_lists")
    with op.batch_alter_table("known") as table:
        for column in ("lastmod", "reader", "posted", "read_at", "faults"):
            table.drop_column(column)
