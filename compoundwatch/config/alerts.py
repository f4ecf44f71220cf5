"""configs/alerts/<name>.yml: one saved search and who is told. The file name is the alert's name."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal, Self
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, model_validator

from compoundwatch.config.mail_address import MailAddress
from compoundwatch.config.web_address import HttpsAddress
from compoundwatch.config.yaml_file import ConfigModel

Rate = Literal["immediate", "hourly", "daily", "weekly", "monthly"]
Heartbeat = Literal["never", "daily", "weekly", "monthly"]
Topic = Literal["compound_linked", "indicators", "campaign_growth", "source_health"]
Outlet = Literal["mail", "webhook", "feed"]
LinkKind = Literal["name", "near", "contact", "campaign", "organisation"]
Level = Literal["low", "watch", "high", "critical"]
Locale = Literal["en", "th", "zh_Hans"]

MOST_PER_MAIL = 50


# Reading the folder of time zones takes 10 ms, too long for each of ten thousand subscriptions.
_time_zones = cache(available_timezones)


def _time_zone(name: str) -> str:
    if name not in _time_zones():
        raise ValueError(f"expected a time zone such as Asia/Bangkok, got {name!r}")
    return name


Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?$")]
TimeZone = Annotated[str, AfterValidator(_time_zone)]


class AlertConfig(ConfigModel):
    """One saved search, kept in git.

    A posting is told when the query finds it, it passes every filter that is set, and what it is told as is among `tell`.
    """

    name: str = Field(default="", description="set from the file's name")
    title: str = Field(min_length=1, max_length=200)
    email: MailAddress
    consent: str = Field(min_length=10, max_length=500, description="on what consent this subscriber is written to")
    query: str = Field(min_length=1, max_length=2000, description="in the product's query language")
    countries: tuple[Country, ...] = Field(
        default=(), max_length=100, description="only postings with a place in one of these (ISO 3166)"
    )
    languages: tuple[Language, ...] = Field(
        default=(), max_length=100, description="only postings in one of these (BCP 47; `zh` takes both scripts)"
    )
    compounds: tuple[str, ...] = Field(
        default=(), max_length=200, description="only postings linked to one of these (ids of the gazetteer)"
    )
    links: tuple[LinkKind, ...] = Field(default=(), description="only postings with a link to a compound of one of these kinds")
    min_level: Level = Field(
        default="watch", description="least risk level that is told; a posting linked to a compound is told at any level"
    )
    tell: tuple[Topic, ...] = Field(
        default=("compound_linked", "indicators", "campaign_growth"),
        min_length=1,
        description="what is told: postings linked to a compound; postings with indicators alone; growth and return of a campaign; "
        "sources that are down or back",
    )
    rate: Rate = Field(default="immediate", description="how often a digest is sent at most; immediate: with each run")
    time_zone: TimeZone = Field(default="UTC", description="whose hours and days `rate` and `heartbeat` go by")
    hour: Annotated[int, Field(ge=0, le=23)] = Field(
        default=7, description="hour of the day at which daily, weekly and monthly digests are due"
    )
    heartbeat: Heartbeat = Field(
        default="never", description="after so long without a mail: one that says nothing matched, and what was checked"
    )
    locale: Locale = Field(default="en", description="language of the mails")
    most: Annotated[int, Field(ge=1, le=MOST_PER_MAIL)] = Field(
        default=MOST_PER_MAIL, description="postings shown in one mail; the rest is counted"
    )
    outlets: tuple[Outlet, ...] = Field(default=("mail",), min_length=1, description="how it is told")
    webhook: HttpsAddress | None = Field(default=None, description="where a webhook is sent")
    enabled: bool = True

    @model_validator(mode="after")
    def _webhook_has_an_address(self) -> Self:
        if ("webhook" in self.outlets) != (self.webhook is not None):
            raise ValueError("expected `webhook:` (an https address) together with `outlets: [webhook]`")
        return self
