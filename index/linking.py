"""What only the archive knows of a posting: its campaign of near-duplicates, and compounds that others it is tied to name.

The outcome does not depend on the order in which postings arrive, but for the campaign of texts on the edge of likeness.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Final

from compoundwatch.posting import CompoundLink, Contact, LinkBy, Risk, TaggedPosting
from index.fields import points
from index.fingerprint import FINGERPRINT_VERSION, fingerprint
from index.records import Records, Row
from index.shapes import Shapes
from index.values import number_types, search_form

Reassess = Callable[[TaggedPosting], Risk]

# A contact of more texts or postings than this belongs to a board, an agency or everybody, and ties nobody to a compound.
HUB_TEXTS: Final = 25
HUB_POSTINGS: Final = 1000
# How many of those tied to a posting are looked at again when it brings a new compound; the rest when they next change.
NEIGHBOURS: Final = 500
MOST_CONTACTS: Final = 40
# A shared contact or text is an indication, weaker than the name itself; a text is swapped between gangs more freely.
_STRENGTH: Final[dict[LinkBy, float]] = {"contact": 0.6, "campaign": 0.5}
# Contact types that many unrelated adverts share by nature: a form's address says nothing of who stands behind it.
_UNTYING: Final = frozenset({"url"})


def contact_keys(tagged: TaggedPosting) -> set[str]:
    """What makes two contacts the same: a telephone number in whichever app, else type and value."""
    return {contact_key(contact) for contact in tagged.contacts[:MOST_CONTACTS] if contact.type not in _UNTYING}


def contact_key(contact: Contact) -> str:
    """`number:+855…` or `telegram:hr_desk`: equal where two contacts are the same."""
    kind = "number" if contact.type in number_types and contact.value.startswith("+") else contact.type
    return f"{kind}:{search_form(contact.type, contact.value)}"


class Linker:
    """Links one posting after another within the caller's transaction. `reassess` gives the risk with the new links.

    `hubs`: contacts that tie nobody, where the records hold too little of the archive to count them.
    """

    def __init__(self, records: Records, reassess: Reassess, hubs: Collection[str] | None = None) -> None:
        self._records = records
        self._hubs = hubs
        self._connection = records.connection
        self._shapes = Shapes(records.connection)
        self._reassess = reassess

    def renew(self) -> None:
        """Bring stored fingerprints up to the present way of making them."""
        if self._records.meta("fingerprint") != FINGERPRINT_VERSION:
            self._shapes.renew()
            self._records.set_meta("fingerprint", FINGERPRINT_VERSION)

    def link(self, n: int, tagged: TaggedPosting) -> None:
        """Set the campaign and links of a posting whose content or tags were just written, and of those it is tied to."""
        had, keys = self._named_by(n), self._keys_of(n)
        left = self.tied(n) if had else []
        self._write_keys(n, tagged)
        shape, alike = self._shapes.add(fingerprint(tagged.body, ((contact.start, contact.end) for contact in tagged.contacts)))
        before = self._row(n)
        moved = self.join(n, shape, alike)
        if before.shape not in {None, shape} and not any(self._records.rows("shape = ?", (before.shape,), limit=1)):
            self._shapes.forget(before.shape or 0)
        self.relink(n)
        says = self._named_by(n)
        renamed = (had or says) and (had, keys) != (says, self._keys_of(n))
        neighbours = {*moved, *((*left, *self.tied(n)) if renamed else ())}
        if any(map(self._named_by, moved)):
            neighbours.update(self._same_campaign(n))
        for neighbour in sorted(neighbours - {n})[:NEIGHBOURS]:
            self.relink(neighbour)

    def join(self, n: int, shape: int | None, alike: list[int]) -> list[int]:
        """Set the shape of a posting and its campaign by the shapes that it is like; postings whose campaign is another now."""
        before = self._row(n)
        self._records.set_shape(n, shape)
        group = list(self._group(n, [shape, *alike] if shape else [], before.campaign))
        if len(group) < 2:
            return []
        name = min(group, key=lambda row: (row.first_seen, row.id)).id
        moved = [row for row in group if row.campaign != name]
        for old in {row.campaign for row in moved if row.campaign}:
            moved.extend(row for row in self._records.rows("campaign = ?", (old,)) if row.n not in {one.n for one in moved})
            self._connection.execute("UPDATE aliases SET campaign = ? WHERE campaign = ?", (name, old))
            self._connection.execute("INSERT OR REPLACE INTO aliases VALUES (?, ?)", (old, name))
        for row in moved:
            self._records.set_campaign(row.n, name)
        return [row.n for row in moved]

    def relink(self, n: int) -> None:
        """Bring the compounds and the risk of one posting up to what the archive says now."""
        found = self.links(n)
        (linked,) = self._connection.execute("SELECT linked FROM postings WHERE n = ?", (n,)).fetchone()
        if not found and linked is None:
            return
        row = self._row(n)
        tagged = row.stored().tagged
        named = {link.id for link in tagged.compounds if link.by == "name"}
        added = [link for link in found if link.id not in named]
        links = [*tagged.compounds, *added]
        risk = self._reassess(tagged.model_copy(update={"compounds": tuple(links)})) if added else None
        before = row.posting()
        if tuple(links) != before.compounds or (risk or tagged.risk) != before.risk:
            self._records.set_links(n, links, risk)

    def links(self, n: int) -> list[CompoundLink]:
        """Compounds that those tied to a posting name, those that it names itself among them."""
        found: dict[str, CompoundLink] = {}
        ties = [("contact", key, self._named_with_contact(key, n)) for key in sorted(self._keys_of(n))]
        if campaign := self._campaign_of(n):
            ties.append(("campaign", campaign, self._named_in_campaign(campaign, n)))
        for by, what, named in ties:
            for compound, name, other in named:
                found.setdefault(compound, _link(by, what, compound, name, other))  # type: ignore[arg-type]
        return [found[compound] for compound in sorted(found)]

    def origin(self, n: int) -> str | None:
        """The older posting that this one copies: of its campaign, and gone or with other contacts."""
        if self._campaign_of(n) is None:
            return None
        row, own = self._row(n), self._keys_of(n)
        older = self._records.rows(
            "campaign = ? AND n != ? AND first_seen <= ?", (row.campaign, n, row.first_seen), "status != 'gone', first_seen, id", 50
        )
        return next((other.id for other in older if other.status == "gone" or own - self._keys_of(other.n)), None)

    def tied(self, n: int) -> list[int]:
        """The nearest of those that share a contact or the campaign with a posting."""
        return sorted({*self._tied_by_contact(n), *self._same_campaign(n)} - {n})[:NEIGHBOURS]

    def leave(self, row: Row, tied: list[int]) -> None:
        """Undo what tied others to a posting that was just erased."""
        if row.shape is not None and not any(self._records.rows("shape = ?", (row.shape,), limit=1)):
            self._shapes.forget(row.shape)
        rest = list(self._records.rows("campaign = ?", (row.campaign,), limit=2)) if row.campaign else []
        if len(rest) == 1:
            self._records.set_campaign(rest[0].n, None)
        for other in tied:
            self.relink(other)

    def _write_keys(self, n: int, tagged: TaggedPosting) -> None:
        self._connection.execute("DELETE FROM contacts WHERE n = ?", (n,))
        self._connection.execute("DELETE FROM named WHERE n = ?", (n,))
        self._connection.executemany("INSERT INTO contacts VALUES (?, ?)", [(key, n) for key in sorted(contact_keys(tagged))])
        named = {(n, link.id, link.name) for link in tagged.compounds if link.by == "name"}
        self._connection.executemany("INSERT OR IGNORE INTO named VALUES (?, ?, ?)", sorted(named))
        self._connection.executemany("INSERT OR IGNORE INTO points VALUES (?, ?)", sorted(points(tagged)))

    def _group(self, n: int, shapes: list[int], campaign: str | None) -> Iterator[Row]:
        """The posting, the oldest member of each campaign it is alike to, and those alike that have no campaign yet."""
        campaigns = {campaign} if campaign else set()
        for shape in shapes:
            yield from self._records.rows("shape = ? AND campaign IS NULL AND n != ?", (shape, n), limit=NEIGHBOURS)
            for row in self._records.rows("shape = ? AND campaign IS NOT NULL", (shape,), limit=1):
                campaigns.add(row.campaign or "")
        for name in sorted(campaigns):
            yield from self._records.rows("campaign = ?", (name,), "first_seen, id", 1)
        if campaign is None:
            yield self._row(n)

    def _named_with_contact(self, key: str, n: int) -> list[tuple[str, str, str]]:
        if self._is_hub(key):
            return []
        return self._connection.execute(
            "SELECT d.compound, d.name, p.id FROM contacts c JOIN named d USING (n) JOIN postings p USING (n)"
            " WHERE c.key = ? AND c.n != ? GROUP BY d.compound HAVING p.n = MIN(p.n) ORDER BY d.compound LIMIT 20",
            (key, n),
        ).fetchall()

    def _named_in_campaign(self, campaign: str, n: int) -> list[tuple[str, str, str]]:
        return self._connection.execute(
            "SELECT d.compound, d.name, p.id FROM postings p JOIN named d USING (n)"
            " WHERE p.campaign = ? AND p.n != ? GROUP BY d.compound HAVING p.n = MIN(p.n) ORDER BY d.compound LIMIT 20",
            (campaign, n),
        ).fetchall()

    def _is_hub(self, key: str) -> bool:
        if self._hubs is not None:
            return key in self._hubs
        texts, postings = self._connection.execute(
            "SELECT COUNT(DISTINCT COALESCE(p.campaign, p.id)), COUNT(*)"
            " FROM (SELECT n FROM contacts WHERE key = ? LIMIT ?) JOIN postings p USING (n)",
            (key, HUB_POSTINGS + 1),
        ).fetchone()
        return bool(texts > HUB_TEXTS or postings > HUB_POSTINGS)

    def _named_by(self, n: int) -> set[str]:
        return {row[0] for row in self._connection.execute("SELECT compound FROM named WHERE n = ?", (n,))}

    def _keys_of(self, n: int) -> set[str]:
        return {row[0] for row in self._connection.execute("SELECT key FROM contacts WHERE n = ?", (n,))}

    def _tied_by_contact(self, n: int) -> Iterable[int]:
        for key in sorted(self._keys_of(n)):
            if not self._is_hub(key):
                rows = self._connection.execute("SELECT n FROM contacts WHERE key = ? LIMIT ?", (key, NEIGHBOURS)).fetchall()
                yield from (row[0] for row in rows)

    def _same_campaign(self, n: int) -> Iterable[int]:
        campaign = self._campaign_of(n)
        return [other.n for other in self._records.rows("campaign = ?", (campaign,), limit=NEIGHBOURS)] if campaign else []

    def _campaign_of(self, n: int) -> str | None:
        (campaign,) = self._connection.execute("SELECT campaign FROM postings WHERE n = ?", (n,)).fetchone()
        return str(campaign) if campaign else None

    def _row(self, n: int) -> Row:
        return next(self._records.rows("n = ?", (n,)))


def _link(by: LinkBy, what: str, compound: str, name: str, other: str) -> CompoundLink:
    tie = f"shares the contact {what.partition(':')[2]}" if by == "contact" else f"is a near copy (campaign {what[:8]})"
    whom = "with" if by == "contact" else "of"
    reason = f"{tie} {whom} posting {other[:8]}, which names {name}"
    return CompoundLink(id=compound, name=name, by=by, strength=_STRENGTH[by], distance_km=None, reason=reason)
