"""What tests of every part share."""

from __future__ import annotations

from hypothesis import settings

pytest_plugins = ["tests.servers.fixtures"]

# By the clock on the wall a test is slow whenever others work beside it.
settings.register_profile("shared", deadline=None)
settings.load_profile("shared")
