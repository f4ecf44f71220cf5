"""Links from a posting to compounds of the gazetteer: by a name in the text, or by the distance of a place it names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from geopy.distance import great_circle

from compoundwatch.config.gazetteer import CompoundConfig, PointConfig, load_compounds
from compoundwatch.posting import CompoundLink, Place
from enrich.document import Document
from enrich.names.known import KnownName, KnownNames, Named, any_of
from enrich.names.matcher import NameMatch

# Strength of a name: alone; one that the town around the site bears too; one that needed its context.
_BY_NAME, _BY_TOWN_NAME, _BY_CONTEXT = 0.95, 0.7, 0.8
_UNCONFIRMED, _MISSPELT = 0.9, 0.85
# How far off the point of a place may be, in km, and the most that nearness to such a place can say.
_NEAR = {"site": (1.0, 0.5), "district": (5.0, 0.3), "city": (5.0, 0.2)}
# The points of most sites are known to some kilometres; vaguer ones say less in proportion.
_SHARP_KM = 5.0
_LEAST_STRENGTH = 0.05
# Of latitude, a little less than anywhere on the sphere: it rules most places out before a distance is measured.
_KM_PER_DEGREE = 111.0
# One degree of latitude is 111 km, so nothing beyond this can be near.
_FARTHEST_DEGREES = 0.6


class CompoundLinker:
    """Links compounds by name and by distance. `load` once, then `link` for each document."""

    def __init__(self, compounds: Sequence[CompoundConfig]) -> None:
        # A site known only by its town has no distance to anything.
        sites = [compound for compound in compounds if compound.type == "site"]
        self._points = tuple((site, point) for site in sites for point in site.points if point.of == "site")
        self._never = {site.id: pattern for site in sites if (pattern := any_of(site.context.never))}
        self._names_of_sites = frozenset(compound.name for compound in compounds)
        # Listed businesses are matched too, so that "Phnom Penh Hotel" is not read as part of another name; they never link.
        self._names = KnownNames(compounds)

    @classmethod
    def load(cls, gazetteer_folder: Path) -> CompoundLinker:
        """`gazetteer_folder` is configs/gazetteer. Raises ConfigError."""
        return cls(load_compounds(gazetteer_folder))

    def link(self, document: Document, places: Sequence[Place]) -> tuple[CompoundLink, ...]:
        """Links, strongest first: one by name for each compound named, then one by distance for each of the others."""
        by_name: dict[str, CompoundLink] = {}
        first_of_each = {match.owner: match for match in reversed(self._names.find(document.squashed))}
        for match in first_of_each.values():
            link = self._by_name(document, match, places)
            if link and link.strength > getattr(by_name.get(link.id), "strength", 0):
                by_name[link.id] = link
        near: dict[str, CompoundLink] = {}
        for link in (link for place in places for link in self._near(document, place)):
            if link.id not in by_name and link.strength > getattr(near.get(link.id), "strength", 0):
                near[link.id] = link
        return (*sorted(by_name.values(), key=_strongest_first), *sorted(near.values(), key=_strongest_first))

    def _by_name(self, document: Document, match: NameMatch[KnownName], places: Sequence[Place]) -> CompoundLink | None:
        known, (start, end) = match.owner, document.folded.span(match.start, match.end)
        compound = known.entry
        if not isinstance(compound, CompoundConfig) or compound.type != "site":
            return None
        if not known.fits(start, end, document.folded.text, [_named(place) for place in places]):
            return None
        return CompoundLink(
            id=compound.id,
            name=compound.name,
            by="name",
            strength=_name_strength(compound, match),
            distance_km=None,
            reason=_name_reason(compound, match, document.body[start:end]),
        )

    def _near(self, document: Document, place: Place) -> Iterator[CompoundLink]:
        if place.precision not in _NEAR or place.lat is None or place.lon is None or place.name in self._names_of_sites:
            return
        for compound, point in self._points:
            link = _near_link(compound, point, place) if abs(point.lat - place.lat) < _FARTHEST_DEGREES else None
            if link and not self._is_ruled_out(compound, document):
                yield link

    def _is_ruled_out(self, compound: CompoundConfig, document: Document) -> bool:
        """Whether the text holds words that show it to speak of something else there: a boat trip, a museum."""
        never = self._never.get(compound.id)
        return bool(never and never.search(document.folded.text))


def _named(place: Place) -> Named:
    """The place as the names of others are judged by it; spans count in the body."""
    is_fine = place.precision in _NEAR and place.lat is not None and place.lon is not None
    point = (place.lat or 0.0, place.lon or 0.0) if is_fine else None
    return Named(place.start, place.end, place.country or "", point, place.precision == "country")


def _strongest_first(link: CompoundLink) -> tuple[float, float, str]:
    return -link.strength, link.distance_km or 0.0, link.id


def _name_strength(compound: CompoundConfig, match: NameMatch[KnownName]) -> float:
    known = match.owner
    strength = _BY_TOWN_NAME if known.name in compound.town_names else _BY_CONTEXT if known.needs_context else _BY_NAME
    return round(strength * (1 if known.confirmed else _UNCONFIRMED) * (1 if match.exact else _MISSPELT), 2)


def _name_reason(compound: CompoundConfig, match: NameMatch[KnownName], raw: str) -> str:
    notes = [f"the text has {raw!r}, a name of {compound.name} in {compound.place}"]
    if match.owner.name in compound.town_names:
        notes.append("the town around it has the same name")
    if match.owner.needs_context:
        notes.append("the name is common elsewhere, the rest of the text points here")
    if not match.owner.confirmed:
        notes.append("no source has confirmed this name")
    if not match.exact:
        notes.append("one letter differs")
    return "; ".join(notes)


def _near_link(compound: CompoundConfig, point: PointConfig, place: Place) -> CompoundLink | None:
    """A link if the place may lie at the site, given how far off both points may be; the vaguer they are the weaker."""
    assert place.lat is not None
    assert place.lon is not None
    uncertainty, most = _NEAR[place.precision]
    reach = compound.radius_km + point.km + uncertainty
    if abs(point.lat - place.lat) * _KM_PER_DEGREE > reach:
        return None
    distance = float(great_circle((point.lat, point.lon), (place.lat, place.lon)).km)
    if distance > reach:
        return None
    strength = most * (1 - 0.5 * distance / reach) * min(1.0, _SHARP_KM / point.km) * place.confidence
    if strength < _LEAST_STRENGTH:
        return None
    return CompoundLink(
        id=compound.id,
        name=compound.name,
        by="near",
        strength=round(strength, 2),
        distance_km=round(distance, 1),
        reason=f"{place.name} lies about {distance:.0f} km from {compound.name}, give or take {point.km + uncertainty:.0f} km",
    )
