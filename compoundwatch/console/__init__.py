"""The web pages: subscribing, confirming, managing, stopping, and reading what did not fit into a mail. No log-in, no script."""

from compoundwatch.console.app import create_app

__all__ = ["create_app"]
