"""What a schema.org JobPosting says, as a person would read it on the page. https://schema.org/JobPosting"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from spiders.page import Draft
from spiders.reading.dates import machine_date
from spiders.reading.html_text import html_to_text, printed_text
from spiders.reading.salary import printed_salary

Item = dict[str, Any]

# Parts of the advert beside its description, in the order in which boards print them.
_FURTHER_TEXT = (
    "responsibilities", "qualifications", "skills", "experienceRequirements", "educationRequirements",
    "jobBenefits", "incentiveCompensation", "workHours", "specialCommitments", "applicationContact",
)  # fmt: skip
_ADDRESS = ("streetAddress", "addressLocality", "addressRegion", "addressCountry")
_MOST_PLACES = 50


def draft_of(item: Item, url: str) -> Draft:
    """The draft of one JobPosting that stands at `url`."""
    organization = _first(_names(item.get("hiringOrganization")))
    return Draft(
        url=url,
        title=html_to_text(_first(_texts(item.get("title"))) or _first(_texts(item.get("name"))) or ""),
        text=_text(item),
        native_id=_identifier(item, organization),
        hiring_organization=organization,
        job_location=_locations(item),
        base_salary=printed_salary(item.get("baseSalary")) or printed_salary(item.get("estimatedSalary")),
        employment_type=", ".join(_texts(item.get("employmentType"))) or None,
        date_posted=machine_date(_first(_texts(item.get("datePosted")))),
        valid_through=machine_date(_first(_texts(item.get("validThrough")))),
    )


def own_url(item: Item) -> str | None:
    """The address that the item gives for itself, as printed."""
    return _first(_texts(item.get("url")))


def _text(item: Item) -> str:
    blocks = [printed_text(text) for text in _texts(item.get("description"))]
    for name in _FURTHER_TEXT:
        for text in map(printed_text, _texts(item.get(name))):
            if text and not any(text in block for block in blocks):
                blocks.append(text)
    return "\n\n".join(filter(None, blocks))


def _identifier(item: Item, organization: str | None) -> str | None:
    for value in _as_list(item.get("identifier")):
        found = value.get("value") or value.get("@value") if isinstance(value, dict) else value
        text = _first(_texts(found))
        # Some boards put the employer's name here, which would make all its adverts one.
        if text and text != organization and any(char.isdigit() for char in text):
            return text
    return None


def _locations(item: Item) -> str | None:
    places = [place for place in _as_list(item.get("jobLocation")) if place][:_MOST_PLACES]
    addresses = [_address(place) for place in places]
    names = [_first(_texts(place.get("name"))) if isinstance(place, dict) else None for place in places]
    # One address under many names is a template's mistake: then only the names tell the places apart.
    repeated = len(places) > 1 and len(set(addresses)) == 1 and len(set(names)) > 1
    lines = [_place(name, "" if repeated else address) for name, address in zip(names, addresses, strict=True)]
    return "; ".join(dict.fromkeys(filter(None, lines))) or _first(_texts(item.get("jobLocationType")))


def _place(name: str | None, address: str) -> str:
    """Name and address, or the name alone where it is the place ("Bellevue, WA") and not a house in it."""
    if not name or name in address:
        return address or name or ""
    is_place = "," in name or address.startswith(f"{name},") or not address
    return name if is_place else f"{name}, {address}"


def _address(place: Any) -> str:
    if not isinstance(place, dict):
        return _first(_texts(place)) or ""
    address = _first_of(place.get("address")) or place
    if not isinstance(address, dict):
        return _first(_texts(address)) or ""
    parts = [_first(_names(address.get(name))) for name in _ADDRESS]
    return ", ".join(dict.fromkeys(filter(None, parts)))


def _names(value: Any) -> Iterator[str]:
    """Names as a reader sees them; where only an address is given, there is none."""
    for part in _as_list(value):
        named = _texts(part.get("name") or part.get("legalName") if isinstance(part, dict) else part)
        yield from (html_to_text(name) for name in named if not name.startswith(("http://", "https://")))


def _texts(value: Any) -> list[str]:
    """Every text or number in a value that may be one of them, a list of them, or `{"@value": …}`."""
    found = []
    for part in _as_list(value):
        plain = part.get("@value") if isinstance(part, dict) else part
        if isinstance(plain, str | int | float) and not isinstance(plain, bool) and (text := str(plain).strip()):
            found.append(text)
    return found


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _first_of(value: Any) -> Any:
    return next(iter(_as_list(value)), None)


def _first(texts: Iterable[str]) -> str | None:
    return next(iter(texts), None)
