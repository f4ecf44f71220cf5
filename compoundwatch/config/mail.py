"""How mails leave, how they are signed, and where reports about them come back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from compoundwatch.config.mail_address import MailAddress, Mailbox, domain_of
from compoundwatch.config.store import THIS_MACHINE
from compoundwatch.config.yaml_file import ConfigModel

# RFC 5321, 4.5.3.1.1: 64 octets before the @, of which a mail's id and the plus take 33.
_LONGEST_BOUNCE_NAME = 64 - 33


class DkimConfig(ConfigModel):
    """One key that signs every mail (RFC 6376)."""

    selector: Annotated[str, Field(pattern=r"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$")] = Field(
        description="names the key: its DNS record is <selector>._domainkey.<domain of the sender>"
    )
    key: Path = Field(
        description="private key, PEM, RSA of 2048 bits and more or Ed25519; a relative path is taken from the folder of this file"
    )


class MailConfig(ConfigModel):
    """How digests leave. `eml` writes files into `<var>/outbox`; `smtp` sends them."""

    transport: Literal["eml", "smtp"] = "eml"
    sender: Mailbox = Field(default="compoundwatch <alerts@localhost>", description="the From header")
    corrections: MailAddress = Field(
        default="corrections@localhost", description="printed in every mail: for corrections and to stop"
    )
    operators: tuple[MailAddress, ...] = Field(
        default=(), max_length=20, description="who is written to when a scheduled task has failed for good; see docs/airflow.md"
    )
    smtp_host: str = "localhost"
    smtp_port: Annotated[int, Field(ge=1, le=65535)] = 587
    smtp_tls: Literal["starttls", "tls", "none"] = Field(default="starttls", description="none only to this machine itself")
    per_domain_per_minute: Annotated[float, Field(gt=0, le=100_000)] = Field(
        default=60.0, description="mails handed over to one recipient domain in a minute at most, by all senders together"
    )
    dkim: tuple[DkimConfig, ...] = Field(
        default=(), max_length=4, description="keys that sign each mail, each with `selector` and `key`; see docs/mail.md"
    )
    bounces: MailAddress | None = Field(
        default=None,
        description="where delivery reports come back; each mail has an address of its own there: "
        "bounces@example.org receives as bounces+<mail id>@example.org",
    )
    reports: Path | None = Field(
        default=None,
        description="Maildir or folder into which those reports are delivered, read with each run; "
        "a relative path is taken from the folder of this file",
    )

    @model_validator(mode="after")
    def _in_clear_only_at_home(self) -> Self:
        if self.transport == "smtp" and self.smtp_tls == "none" and self.smtp_host not in THIS_MACHINE:
            raise ValueError(f"smtp_tls: none would send mail in clear to {self.smtp_host}; expected starttls or tls")
        return self

    @model_validator(mode="after")
    def _bounces_leave_room_for_an_id(self) -> Self:
        if self.bounces and len(self.bounces.rpartition("@")[0]) > _LONGEST_BOUNCE_NAME:
            raise ValueError(f"bounces: expected at most {_LONGEST_BOUNCE_NAME} characters before the @, as an id is added to them")
        return self

    @model_validator(mode="after")
    def _each_key_has_a_selector_of_its_own(self) -> Self:
        selectors = [key.selector for key in self.dkim]
        if len(set(selectors)) != len(selectors):
            raise ValueError("dkim: expected each selector once")
        if self.dkim and "." not in self.sender_domain:
            raise ValueError(f"dkim: expected a sender of a domain in the DNS, got {self.sender_domain}")
        return self

    @property
    def sender_domain(self) -> str:
        """Of the From header; signatures, Message-IDs and List-Ids are in its name, so that all of them align (RFC 7489, 3.1)."""
        return domain_of(self.sender)
