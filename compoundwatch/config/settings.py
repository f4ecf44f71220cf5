"""All settings in one object, read once: the folder of configs, app.yml, and secrets from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from compoundwatch.config.alerts import AlertConfig
from compoundwatch.config.app import AppConfig
from compoundwatch.config.sources import SourceConfig
from compoundwatch.config.stop import StopList
from compoundwatch.config.yaml_file import load_yaml, yaml_files
from compoundwatch.errors import ConfigError, UsageError

CONFIGS_VARIABLE = "COMPOUNDWATCH_CONFIGS"
VAR_VARIABLE = "COMPOUNDWATCH_VAR"


@dataclass(frozen=True, slots=True, repr=False)
class Secrets:
    """Secrets; never written to a file, a log or a repr."""

    smtp_user: str | None = None
    smtp_password: str | None = None
    elasticsearch_api_key: str | None = None
    elasticsearch_user: str | None = None
    elasticsearch_password: str | None = None
    kibana_api_key: str | None = None
    kibana_user: str | None = None
    kibana_password: str | None = None
    signing_key: str | None = None
    database_url: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What every part is handed; nothing else reads files in configs/ or the environment."""

    configs: Path
    app: AppConfig
    secrets: Secrets
    var: Path

    @property
    def runs(self) -> Path:
        """Run folders of this machine, `<source>/<start of the run>/`; compoundwatch.archive knows whether they are all."""
        return self.var / "runs" if not self.app.files or self.files_url else (self.configs / self.app.files).resolve()

    @property
    def files_url(self) -> str | None:
        """Where the run folders of all machines live; None where they are those of this one."""
        return self.app.files if self.app.files and "://" in self.app.files else None

    @property
    def store(self) -> Path:
        return self.var / "store"

    @property
    def outbox(self) -> Path:
        return self.var / "outbox"

    @property
    def reports(self) -> Path | None:
        """Where delivery reports about our mails come in; None where nowhere."""
        return self.configs / self.app.mail.reports if self.app.mail.reports else None

    @property
    def sanctions(self) -> Path:
        """Sanctions lists as fetched, and the index that was compiled from them."""
        return self.var / "sanctions"

    @property
    def database(self) -> Path:
        """Where the state lies (runs, what is known of each source, ledger, outbox) when no server holds it."""
        return self.var / "state.sqlite"

    @property
    def database_url(self) -> str:
        """The state database; of a server it may hold a password, so it is never shown."""
        return self.secrets.database_url or f"sqlite:///{self.database}"

    @property
    def cache(self) -> Path:
        """What can be made again at any time; shared by installations on one machine."""
        return (self.configs / self.app.cache).resolve()

    @property
    def geocoded(self) -> Path | None:
        """Answers of the online geocoder; None where it is switched off."""
        return self.var / "geocoded.jsonl" if self.app.geocoder.enabled else None

    @property
    def tables(self) -> Path:
        """Words and facts that analysts edit."""
        return (self.configs / self.app.tables).resolve()

    @property
    def gazetteer(self) -> Path:
        return self.tables / "gazetteer"

    @property
    def lexicons(self) -> Path:
        return self.tables / "lexicons"

    def sources(self) -> dict[str, SourceConfig]:
        """All sources by name, enabled or not; what the stop list names counts as not enabled. Raises ConfigError."""
        stop = self.stop_list()
        return {path.stem: _source(path, stop) for path in yaml_files(self.configs / "spiders")}

    def source(self, name: str) -> SourceConfig:
        """One source. Raises UsageError when there is none of that name, ConfigError when its file is wrong."""
        path = self.configs / "spiders" / f"{name}.yml"
        if Path(name).name != name or not path.is_file():
            raise UsageError(f"no source named {name!r}: expected a file {path}")
        return _source(path, self.stop_list())

    def stop_list(self) -> StopList:
        """What is never fetched, whatever else is written. Raises ConfigError."""
        path = self.configs / "stop.yml"
        return load_yaml(path, StopList) if path.exists() else StopList()

    def alerts(self) -> dict[str, AlertConfig]:
        """All saved searches by name. Raises ConfigError."""
        return {
            path.stem: load_yaml(path, AlertConfig).model_copy(update={"name": path.stem})
            for path in yaml_files(self.configs / "alerts")
        }


def _source(path: Path, stop: StopList) -> SourceConfig:
    source = load_yaml(path, SourceConfig)
    stopped = stop.source_problem(path.stem, (source.home, *source.start))
    return source.model_copy(update={"name": path.stem, "enabled": source.enabled and not stopped})


def load_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from `COMPOUNDWATCH_CONFIGS` (default: configs/ of the checkout), its app.yml and the environment."""
    configs = Path(environment.get(CONFIGS_VARIABLE) or Path(__file__).parents[2] / "configs").resolve()
    if not configs.is_dir():
        raise ConfigError(configs, None, None, f"expected a folder of settings; {CONFIGS_VARIABLE} names another")
    app = load_yaml(configs / "app.yml", AppConfig)
    var = Path(environment.get(VAR_VARIABLE) or configs / app.var).resolve()
    return Settings(configs=configs, app=app, secrets=_secrets(environment), var=var)


def _secrets(environment: Mapping[str, str]) -> Secrets:
    """Each from `COMPOUNDWATCH_` and its name; one set to nothing is none."""
    return Secrets(**{field.name: environment.get(secret_variable(field.name)) or None for field in fields(Secrets)})


def secret_variable(name: str) -> str:
    """The environment variable of a field of Secrets."""
    return f"COMPOUNDWATCH_{name.upper()}"
