"""Run by Alembic: migrates on the connection it is handed, inside the caller's transaction.

A new version: `.venv/bin/python -m compoundwatch.migrations "what changes"` writes it; read it, then set `HEAD` in db/engine.py.
"""

from __future__ import annotations

from alembic import context

from compoundwatch.db import metadata

# SQLite changes tables by copying them (render_as_batch); its DDL is transactional once sqlite3 does not commit behind our back.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
