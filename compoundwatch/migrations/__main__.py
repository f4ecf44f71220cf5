"""`python -m compoundwatch.migrations "what changes"`: write the next version from the difference to db/tables.py."""

from __future__ import annotations

import sys
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from compoundwatch.migrations import alembic_config


def write_next(message: str) -> None:
    """Upgrade a database in memory, compare it with the tables, and write the difference as the next version."""
    config = alembic_config()
    versions = ScriptDirectory.from_config(config)
    following = f"{len(list(Path(versions.versions).glob('[0-9]*.py'))) + 1:04d}"
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        command.revision(config, message, autogenerate=True, rev_id=following)


if __name__ == "__main__":
    write_next(sys.argv[1])
