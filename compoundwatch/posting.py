"""The posting: what a spider captured, what enrichment tagged, what the archive knows, and the flat record of all three.

Each part has one writer. `Captured` comes from a spider or an importer, `Tagged` from `enrich`, `History` from the index.
`Posting` is the flat record that the stores keep and that outside programs read. All spans count Unicode code points in
`title + "\\n" + text`, end exclusive.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, model_validator

Kind = Literal["job", "social", "site"]
Encoding = Literal["zawgyi"]
ContactType = Literal[
    "phone", "whatsapp", "telegram", "wechat", "line", "zalo", "viber", "signal",
    "messenger", "qq", "email", "url", "btc", "eth", "tron",
]  # fmt: skip
PlaceRole = Literal["origin", "transit", "destination", "unspecified"]
Precision = Literal["site", "district", "city", "province", "country"]
PayPeriod = Literal["hour", "day", "week", "month", "year", "task"]
LinkBy = Literal["name", "near", "contact", "campaign", "organisation"]
RiskLevel = Literal["low", "watch", "high", "critical"]
Status = Literal["active", "gone", "returned"]
Sector = Literal[
    "customer_service", "it", "crypto", "gaming", "e_commerce", "casino", "translation",
    "sales", "construction", "care", "hospitality", "driving", "factory", "other",
]  # fmt: skip
Sex = Literal["female", "male"]


def _to_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


UtcDatetime = Annotated[AwareDatetime, AfterValidator(_to_utc)]
Share = Annotated[float, Field(ge=0, le=1)]


def posting_id(source: str, native_id: str) -> str:
    """The deterministic id: first 32 hex digits of SHA-256 of `source`, a newline and `native_id`."""
    return hashlib.sha256(f"{source}\n{native_id}".encode()).hexdigest()[:32]


class Record(BaseModel):
    """Base of all records: frozen; a field we do not know is an error, and so is a number that no JSON can hold."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Evidence(Record):
    """Where the capture lies. `warc` is relative to the folder of runs; `sha256` is of the payload (the body as parsed)."""

    warc: str
    offset: int = Field(ge=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    screenshot: int | None = Field(default=None, ge=0, description="offset of the screenshot record in the same WARC")
    spider: str
    spider_version: str


class Span(Record):
    """Exact words of the posting: `(title + "\\n" + text)[start:end] == raw`."""

    raw: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class LanguageShare(Record):
    code: str
    share: Share


class Contact(Span):
    """`value` is normalised: E.164, bare lower-case handle, lower-case mail, canonical URL, EIP-55."""

    type: ContactType
    value: str


class Place(Span):
    """A place named in the text. A country has no coordinates; `lat`/`lon` are WGS 84 degrees."""

    name: str
    role: PlaceRole
    country: str | None
    lat: float | None
    lon: float | None
    precision: Precision
    confidence: Share
    geonames_id: int | None


class Pay(Span):
    """The headline base pay. "from X" leaves `max` null, "up to X" leaves `min` null; USDT counts as a currency."""

    min: float | None
    max: float | None
    currency: str | None
    period: PayPeriod | None
    usd_per_month: float | None


class Indicator(Span):
    """One thing that speaks for a lure (or, among the counter-indicators, against it), with the words that say so."""

    name: str
    weight: float
    reason: str


class CompoundLink(Record):
    """An indication that the posting points to a compound; `id` and `name` are the gazetteer's."""

    id: str
    name: str
    by: LinkBy
    strength: Share
    distance_km: float | None
    reason: str


class Audience(Record):
    """Whom the advert asks for; empty or null where it does not say. ISO 3166 alpha-2 and BCP 47."""

    nationalities: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    sex: Sex | None = None
    age_min: int | None = None
    age_max: int | None = None


class Role(Record):
    role: str
    sector: Sector


class Organisation(Span):
    name: str


class SanctionMatch(Record):
    list: str
    entity_id: str
    name: str
    matched: str
    score: Share


class Risk(Record):
    """`score` is on one scale over all languages; `reasons` are plain sentences. An indication, never a verdict."""

    score: Share
    level: RiskLevel
    reasons: tuple[str, ...]


class Advert(Record):
    """What enrichment may read. Everything but the words may be missing, and then stays missing."""

    id: str | None = None
    source: str | None = None
    native_id: str | None = None
    url: str | None = None
    kind: Kind | None = None
    title: str = ""
    text: str = ""
    hiring_organization: str | None = None
    job_location: str | None = None
    base_salary: str | None = None
    employment_type: str | None = None
    source_country: str | None = Field(default=None, description="ISO 3166 alpha-2, from the source's YAML")
    encoding: Encoding | None = Field(default=None, description="font encoding of the printed words, which here are Unicode")
    date_posted: UtcDatetime | None = None
    valid_through: UtcDatetime | None = None
    fetched_at: UtcDatetime | None = None
    evidence: Evidence | None = None

    @model_validator(mode="after")
    def _has_words(self) -> Advert:
        if not (self.title.strip() or self.text.strip()):
            raise ValueError("title and text are both empty")
        return self

    @property
    def body(self) -> str:
        """The text that all spans count in."""
        return f"{self.title}\n{self.text}"


class Captured(Advert):
    """One posting as a spider saw it. Written by spiders and importers only."""

    id: str
    source: str
    native_id: str
    url: str
    kind: Kind
    fetched_at: UtcDatetime

    @model_validator(mode="after")
    def _has_its_own_id(self) -> Captured:
        if self.id != posting_id(self.source, self.native_id):
            raise ValueError("id is not the hash of source and native_id")
        return self

    def content_hash(self) -> str:
        """SHA-256 of what a reader of the page would see; a change of it is a revision."""
        printed = (self.title, self.text, self.hiring_organization, self.job_location, self.base_salary, self.employment_type)
        return hashlib.sha256("\x1f".join(part or "" for part in printed).encode()).hexdigest()


class Tagged(Record):
    """What enrichment says of one posting. Written by `enrich`; the index adds links that only the archive knows."""

    language: str = "und"
    languages: tuple[LanguageShare, ...] = ()
    contacts: tuple[Contact, ...] = ()
    places: tuple[Place, ...] = ()
    pay: Pay | None = None
    indicators: tuple[Indicator, ...] = ()
    counter_indicators: tuple[Indicator, ...] = ()
    compounds: tuple[CompoundLink, ...] = ()
    audience: Audience = Audience()
    roles: tuple[Role, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    sanctions: tuple[SanctionMatch, ...] = ()
    risk: Risk = Risk(score=0, level="low", reasons=())
    enrich_version: str = ""


class History(Record):
    """What the archive knows of a posting. Written by the index."""

    first_seen: UtcDatetime | None = None
    last_seen: UtcDatetime | None = None
    ingested_at: UtcDatetime | None = None
    campaign: str | None = None
    status: Status = "active"
    revision: int = Field(default=0, ge=0, description="0 until the content changes for the first time")


class TaggedAdvert(Advert, Tagged):
    """An advert with its tags: what `compoundwatch enrich` writes where no spider stood behind the text."""


class TaggedPosting(Captured, Tagged):
    """A captured posting with its tags: what the pipeline hands to the index."""


class Posting(Captured, Tagged, History):
    """The flat record of contract.md."""
