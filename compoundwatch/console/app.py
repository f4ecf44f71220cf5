"""The application: `create_app(settings)` gives what uvicorn serves."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from compoundwatch.config import Settings
from compoundwatch.console.guard import Guard
from compoundwatch.console.office import Clock, open_office
from compoundwatch.console.pages import about, confirm, feed, hits, manage, stop, subscribe
from compoundwatch.console.troubles import explain_troubles

_STATIC = Path(__file__).parent / "static"


def _now() -> datetime:
    return datetime.now(UTC)


class _Guarded(FastAPI):
    """The guard stands around everything, also around the answer to what nobody expected, which middleware would not see."""

    def __init__(self, guard: Callable[[ASGIApp], ASGIApp], **more: Any) -> None:
        super().__init__(**more)
        self._guard = guard

    def build_middleware_stack(self) -> ASGIApp:
        return self._guard(super().build_middleware_stack())


def create_app(settings: Settings, *, hosts: Iterable[str] = (), clock: Clock = _now) -> FastAPI:
    """All pages. `hosts` are names it answers to besides loopback and `console.public_url`.

    Raises what opening the state database raises.
    """
    office = open_office(settings, clock)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        office.engine.dispose()

    public = urlsplit(office.base)
    guard = partial(Guard, hosts=[*hosts, public.hostname or ""], https=public.scheme == "https")
    app = _Guarded(guard, title="compoundwatch", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.state.office = office
    for page in (subscribe, confirm, manage, stop, hits, feed, about):
        app.include_router(page.router)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    explain_troubles(app)
    return app
