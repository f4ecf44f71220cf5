"""configs/app.yml: stores, mail, politeness, retention. No secret stands here; those come from the environment."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from compoundwatch.config.console import ConsoleConfig
from compoundwatch.config.geocoder import GeocoderConfig
from compoundwatch.config.kibana import KibanaConfig
from compoundwatch.config.mail import MailConfig
from compoundwatch.config.store import StoreConfig
from compoundwatch.config.yaml_file import ConfigModel

Positive = Annotated[float, Field(gt=0)]


def _without_credentials(files: str) -> str:
    if "@" in files.partition("://")[2].partition("/")[0]:
        raise ValueError("expected a URL without a user or password: credentials come from the environment")
    return files


Files = Annotated[str, Field(min_length=1), AfterValidator(_without_credentials)]


class PolitenessConfig(ConfigModel):
    """How we behave towards every site; a source may be slower, never faster."""

    user_agent: str = Field(
        default="compoundwatch/0.1 (+https://github.com/compoundwatch/compoundwatch)",
        description="sent with every request; should name somebody who can be reached",
    )
    delay: Annotated[float, Field(ge=0)] = Field(default=5.0, description="seconds between two requests to one domain")
    timeout: Positive = Field(default=30.0, description="seconds until a request is given up")
    retries: Annotated[int, Field(ge=0, le=5)] = Field(default=2, description="further tries after 429, 5xx or time-out")
    max_body_mb: Positive = Field(default=8.0, description="a longer body is cut off and the page counted as failed")
    max_browser_mb: Positive = Field(default=1500.0, description="a page that makes the browser fill more memory is given up")
    allow_loopback: bool = Field(default=False, description="only the demo's: fetch from this machine")


class RetentionConfig(ConfigModel):
    """How long postings and runs are kept, in months."""

    postings_months: Annotated[int, Field(ge=1)] = 36
    runs_months: Annotated[int, Field(ge=1)] = 36


class BackupConfig(ConfigModel):
    """Where `compoundwatch upkeep backup` puts the state database and the store."""

    folder: Path | None = Field(
        default=None, description="a folder on another disk than `var`; a relative path is taken from the folder of this file"
    )
    keep: Annotated[int, Field(ge=1, le=1000)] = Field(default=7, description="older backups in the folder are deleted")
    repository: str | None = Field(
        default=None,
        min_length=1,
        description="of a server store: its snapshot repository, or the absolute path of a folder that the server knows",
    )


class AppConfig(ConfigModel):
    """The whole of app.yml. Relative paths are taken from the folder of the file."""

    var: Path = Field(default=Path("../var"), description="run folders, evidence, stores and outbox")
    files: Files | None = Field(
        default=None,
        description="where run folders and evidence live: a folder, or the URL of an object store or share that many machines "
        "reach (`s3://bucket/prefix`), whose credentials come from the environment; default: `runs` in `var`",
    )
    cache: Path = Field(
        default=Path("../var/cache"), description="what can be made again, such as the compiled file of place names"
    )
    tables: Path = Field(
        default=Path(),
        description="folder with what analysts edit: gazetteer/, lexicons/, contacts/, pay/, signals.yml, usual_pay.yml",
    )
    store: StoreConfig = StoreConfig()
    kibana: KibanaConfig = KibanaConfig()
    geocoder: GeocoderConfig = GeocoderConfig()
    mail: MailConfig = MailConfig()
    console: ConsoleConfig = ConsoleConfig()
    politeness: PolitenessConfig = PolitenessConfig()
    retention: RetentionConfig = RetentionConfig()
    backup: BackupConfig = BackupConfig()
