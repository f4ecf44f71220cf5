"""Alembic's versions of the state database's schema, and the way to the newest."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Engine

from compoundwatch.db.address import shown
from compoundwatch.db.engine import writing
from compoundwatch.errors import StoreError


def alembic_config() -> Config:
    """Alembic's configuration without an ini file."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config


def upgrade(engine: Engine) -> None:
    """Bring the schema to the newest version in one transaction. Raises StoreError when it is newer than this program."""
    config = alembic_config()
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise StoreError(f"{shown(engine.url)}: its schema is not one of this version of compoundwatch: {error}") from None
