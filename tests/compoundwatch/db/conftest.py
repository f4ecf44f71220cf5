from __future__ import annotations

import pytest
from sqlalchemy import Engine


@pytest.fixture
def state_address(state_engine: Engine) -> str:
    """The URL of `state_engine`, as a person would give it."""
    return state_engine.url.render_as_string(hide_password=False)
