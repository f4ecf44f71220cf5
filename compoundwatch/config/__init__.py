"""Everything in configs/, read once at the edge into typed models. Unknown keys are errors with file, line and key."""

from compoundwatch.config.alerts import AlertConfig
from compoundwatch.config.app import AppConfig
from compoundwatch.config.expect import ExpectConfig
from compoundwatch.config.settings import Secrets, Settings, load_settings
from compoundwatch.config.sources import SourceConfig

__all__ = ["AlertConfig", "AppConfig", "ExpectConfig", "Secrets", "Settings", "SourceConfig", "load_settings"]
