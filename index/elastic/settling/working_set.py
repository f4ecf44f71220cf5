"""A small part of the archive in the embedded store's own tables, so that one and the same code links in both stores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import orjson

from compoundwatch.posting import Posting, TaggedPosting
from index.elastic.schema.documents import from_document
from index.elastic.settling.glance import Glance
from index.elastic.writing.stored import Row
from index.linking import Linker, Reassess
from index.records import Records

_POSITION_BITS: Final = 20
_MOST: Final = (1 << 62) - 1


@dataclass(frozen=True, slots=True)
class Changed:
    """A posting that linking changed. `unlinked`: compounds and risk as enrichment gave them, None where nothing was added."""

    row: Row
    posting: Posting
    tagged: TaggedPosting
    unlinked: Mapping[str, Any] | None


class WorkingSet:
    """Lives in memory, for one chunk. `hubs` may grow while it is used."""

    def __init__(self, reassess: Reassess, hubs: set[str]) -> None:
        self._records = Records(Path(":memory:"))
        self._connection = self._records.connection
        self._linker = Linker(self._records, reassess, hubs)
        self._glances: dict[int, Glance] = {}
        self._numbers: dict[str, int] = {}
        self._shapes: dict[str, int] = {}
        self._rows: dict[int, Row] = {}

    def close(self) -> None:
        self._connection.close()

    def add(self, glances: Iterable[Glance], present: Mapping[str, str]) -> None:
        """Postings as they stand in the archive; `present` gives merged campaigns their names of now."""
        for glance in glances:
            if glance.id not in self._numbers:
                self._insert(glance, present)

    def join(self, glance: Glance, alike: Iterable[str]) -> set[str]:
        """Give a posting that is in the set its campaign; ids of those whose campaign is another one now."""
        shape = self._shape(glance.digest)
        others = [self._shapes[digest] for digest in sorted(alike) if digest in self._shapes and digest != glance.digest]
        moved = self._linker.join(self._numbers[glance.id], shape, others)
        return {self._glances[n].id for n in moved}

    def origin(self, posting_id: str) -> str | None:
        return self._linker.origin(self._numbers[posting_id])

    def tied(self, posting_id: str) -> set[str]:
        return {self._glances[n].id for n in self._linker.tied(self._numbers[posting_id])}

    def glance(self, posting_id: str) -> Glance:
        return self._glances[self._numbers[posting_id]]

    def campaign(self, posting_id: str) -> str | None:
        (campaign,) = self._connection.execute("SELECT campaign FROM postings WHERE id = ?", (posting_id,)).fetchone()
        return str(campaign) if campaign else None

    def leave_campaign(self, posting_id: str) -> None:
        """Of the campaign nobody else is left."""
        self._records.set_campaign(self._numbers[posting_id], None)

    def aliases(self) -> dict[str, str]:
        """Old name → new name of the campaigns that were merged here."""
        return dict(self._connection.execute("SELECT alias, campaign FROM aliases WHERE alias != campaign"))

    def in_another_campaign(self) -> set[str]:
        """Ids of those that the archive still has in another campaign."""
        rows = self._connection.execute("SELECT n, campaign FROM postings")
        return {self._glances[n].id for n, campaign in rows if campaign != self._glances[n].campaign}

    def has_links(self, posting_id: str) -> bool:
        """Whether links are to be added or taken away."""
        return self.glance(posting_id).is_linked or bool(self._linker.links(self._numbers[posting_id]))

    def fill(self, rows: Mapping[str, Row]) -> None:
        """The whole documents of postings that are to be linked anew or changed."""
        for posting_id, row in rows.items():
            n, unlinked = self._numbers[posting_id], row.store.get("unlinked")
            linked = orjson.dumps({name: row.source[name] for name in unlinked}).decode() if unlinked else None
            tagged = row.stored().tagged.model_dump_json()
            self._connection.execute("UPDATE postings SET tagged = ?, linked = ? WHERE n = ?", (tagged, linked, n))
            self._rows[n] = row

    def relink(self, ids: Iterable[str]) -> None:
        for n in sorted(self._numbers[posting_id] for posting_id in ids):
            self._linker.relink(n)

    def changed(self) -> list[Changed]:
        """Of those that were filled, the ones that are no longer as the archive has them."""
        found = (self._changed(n, row) for n, row in sorted(self._rows.items()))
        return [changed for changed in found if changed.posting != changed.row.posting()]

    def _changed(self, n: int, row: Row) -> Changed:
        (now,) = self._records.rows("n = ?", (n,))
        tagged = row.stored().tagged
        linked = from_document({**row.source, **orjson.loads(now.linked)}) if now.linked else None
        compounds, risk = (linked.compounds, linked.risk) if linked else (tagged.compounds, tagged.risk)
        posting = row.posting().model_copy(update={"campaign": now.campaign, "compounds": compounds, "risk": risk})
        return Changed(row, posting, tagged, tagged.model_dump(mode="json", include={"compounds", "risk"}) if linked else None)

    def _insert(self, glance: Glance, present: Mapping[str, str]) -> None:
        n = self._number(glance)
        campaign = present.get(glance.campaign, glance.campaign) if glance.campaign else None
        self._connection.execute(
            "INSERT INTO postings (n, id, tagged, first_seen, last_seen, ingested_at, status, revision, shape, campaign, seq)"
            " VALUES (?, ?, '', ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                n, glance.id, glance.first_seen, glance.first_seen, glance.ingested_at, glance.status, glance.revision,
                self._shape(glance.digest), campaign, n,
            ),
        )  # fmt: skip
        self._connection.executemany("INSERT INTO contacts VALUES (?, ?)", [(key, n) for key in glance.keys])
        named = [(n, *compound.split(" ", 1)) for compound in glance.named]
        self._connection.executemany("INSERT OR IGNORE INTO named VALUES (?, ?, ?)", named)
        self._glances[n] = glance
        self._numbers[glance.id] = n

    def _number(self, glance: Glance) -> int:
        """Numbers grow in the order of arrival, as in the embedded store, whatever the order of loading."""
        n = min((max(glance.ingested_at, 0) // 1000 << _POSITION_BITS) + min(glance.position, (1 << _POSITION_BITS) - 1), _MOST)
        while n in self._glances:
            n += 1
        return n

    def _shape(self, digest: str | None) -> int | None:
        return None if digest is None else self._shapes.setdefault(digest, len(self._shapes) + 1)
