"""A real SMTP server on loopback that answers as it is told."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Answers:
    """How the server answers. `cut` ends the connection when the mail has been taken, `cut_sender` at so many MAIL FROM."""

    sender: str = "250 OK"
    rcpt: str = "250 OK"
    data: str = "250 OK"
    cut: bool = False
    cut_sender: int = 0
    taken: list[bytes] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    connections: int = 0

    async def handle_EHLO(  # noqa: N802 (aiosmtpd's hook)
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:  # noqa: N802 (aiosmtpd's hook)
        if self.cut_sender:
            self.cut_sender -= 1
            _abort(server)
        if self.sender.startswith("250"):
            envelope.mail_from = address
        return self.sender

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:  # noqa: N802 (aiosmtpd's hook)
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 (aiosmtpd's hook)
        assert isinstance(envelope.content, bytes)
        self.taken.append(envelope.content)
        self.to += envelope.rcpt_tos
        if self.cut:
            _abort(server)
        return self.data


class Server(Controller):
    """On a free port of this machine, which `port` names once it has started."""

    def __init__(self, answers: Answers, **options: Any) -> None:
        super().__init__(answers, hostname="127.0.0.1", port=0, **options)

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


def _abort(server: SMTP) -> None:
    assert isinstance(server.transport, asyncio.Transport)
    server.transport.abort()
