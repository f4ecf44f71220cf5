"""Links a chunk of pending postings to the archive, by the embedded store's own code over the part that matters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.elastic.names import Names
from index.elastic.settling.campaigns import Campaigns
from index.elastic.settling.changes import Changes
from index.elastic.settling.glance import Glance, Glances
from index.elastic.settling.likeness import Likeness
from index.elastic.settling.neighbourhood import Neighbourhood
from index.elastic.settling.ties import find_ties, hubs_among
from index.elastic.settling.working_set import Changed, WorkingSet
from index.elastic.writing.stored import Row, read_rows
from index.linking import Reassess

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch


class Stale(Exception):  # it is no error: look again
    """Somebody changed a posting while it was linked."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`origins`: new posting → the one that it copies. `merged`: old name of a campaign → its name of now."""

    changed: Sequence[Changed] = ()
    origins: Mapping[str, str] = field(default_factory=dict)
    merged: Mapping[str, str] = field(default_factory=dict)


class ChunkLinker:
    """Raises the client's errors, and Stale."""

    def __init__(self, client: Elasticsearch, names: Names, reassess: Reassess) -> None:
        self._client = client
        self._names = names
        self._reassess = reassess
        self._glances = Glances(client, names)
        self._likeness = Likeness(client, self._glances)
        self._campaigns = Campaigns(client, names)
        self._near = Neighbourhood(self._glances, Changes(client, names))

    def link(self, chunk: Sequence[Glance]) -> Outcome:
        """What linking these, in this order, changes. They are searchable already."""
        ties = find_ties(self._glances, chunk, self._likeness.among(chunk))
        if not ties.tied:
            return Outcome()
        hubs: set[str] = set()
        work = WorkingSet(self._reassess, hubs)
        try:
            return self._linked(_Task(work, hubs, ties.alike), ties.tied)
        finally:
            work.close()

    def link_again(self, ids: Sequence[str]) -> Outcome:
        """What linking these once more, in this order, changes: those that are new have their own turn."""
        return self.link(self._near.told(ids))

    def pages(self) -> Iterator[list[str]]:
        """Ids of all postings, to be given to `link_again`."""
        return self._near.pages()

    def relink(self, ids: Sequence[str]) -> Outcome:
        """Look at postings again after one that was tied to them is gone."""
        hubs: set[str] = set()
        work = WorkingSet(self._reassess, hubs)
        try:
            task = _Task(work, hubs, {})
            found = self._near.of(ids)
            self._add(task, found)
            self._leave_campaigns(task, found)
            return self._outcome(task, {glance.id for glance in found}, {})
        finally:
            work.close()

    def tied(self, posting_id: str) -> list[str]:
        """Those that share a contact or the campaign with a posting, within linking's bounds."""
        hubs: set[str] = set()
        work = WorkingSet(self._reassess, hubs)
        try:
            task = _Task(work, hubs, {})
            found = self._near.of([posting_id])
            self._add(task, found)
            return sorted(self._tied(task, {glance.id for glance in found}))
        finally:
            work.close()

    def _linked(self, task: _Task, tied: Sequence[Glance]) -> Outcome:
        self._add_archive(task, tied)
        moved, origins = set(), {}
        for glance in tied:
            self._add(task, [glance])
            moved |= task.work.join(glance, task.alike.get(str(glance.digest), ()))
            if glance.is_new and (origin := task.work.origin(glance.id)):
                origins[glance.id] = origin
        merged = task.names()
        touched = {glance.id for glance in tied} | moved | self._renamed(task, moved, merged)
        touched |= self._tied(task, {glance.id for glance in tied if glance.is_speaking})
        return self._outcome(task, touched, origins, merged)

    def _add_archive(self, task: _Task, tied: Sequence[Glance]) -> None:
        """Near copies, their campaigns, and those of the chunk that are not new."""
        digests = {str(glance.digest) for glance in tied if glance.digest in task.alike}
        found = self._near.with_texts(digests.union(*(task.alike[digest] for digest in digests)))
        own = {glance.id for glance in tied}
        before = [glance for glance in found if glance.id not in own] + [glance for glance in tied if not glance.is_new]
        self._add(task, before)
        campaigns = {campaign for glance in before if (campaign := task.work.campaign(glance.id))}
        self._add(task, [glance for glance in self._near.heads(campaigns) if glance.id not in own])

    def _add(self, task: _Task, glances: Iterable[Glance]) -> set[str]:
        """Put postings into the set, under the present names of their campaigns; their ids."""
        found = list(glances)
        unknown = {glance.campaign for glance in found if glance.campaign} - task.known
        for name, present in self._campaigns.present(unknown).items():
            task.known.add(name)
            if name != present:
                task.present[name] = present
        task.work.add(found, task.names())
        return {glance.id for glance in found}

    def _tied(self, task: _Task, ids: set[str]) -> set[str]:
        """Those that are tied to any of these, loaded."""
        if not ids:
            return set()
        glances = [task.work.glance(one) for one in ids]
        keys = {key for glance in glances for key in glance.keys}
        left = {key for glance in glances for key in glance.left}
        self._count_hubs(task, keys | left)
        campaigns = {campaign for one in ids if (campaign := task.work.campaign(one))}
        self._add(task, [*self._near.mates(keys - task.hubs), *self._near.members(campaigns)])
        return self._add(task, self._near.mates(left - task.hubs)).union(*(task.work.tied(one) for one in ids))

    def _renamed(self, task: _Task, moved: set[str], merged: Mapping[str, str]) -> set[str]:
        """Members of merged campaigns; where one that names a compound came to a campaign, all that were there before."""
        members = self._add(task, self._near.members(merged))
        naming = {one for one in {*moved, *members} if task.work.glance(one).named}
        naming |= self._add(task, self._near.naming((), merged.keys()))
        return members | self._add(task, self._near.members({str(task.work.campaign(one)) for one in naming}))

    def _leave_campaigns(self, task: _Task, glances: Sequence[Glance]) -> None:
        """A campaign of one is none."""
        names = {name for glance in glances if (name := task.work.campaign(glance.id))}
        for name in sorted(names):
            members = self._near.members([name])
            if len(members) == 1:
                self._add(task, members)
                task.work.leave_campaign(members[0].id)

    def _outcome(
        self, task: _Task, touched: set[str], origins: Mapping[str, str], merged: Mapping[str, str] | None = None
    ) -> Outcome:
        keys = {key for one in touched for key in task.work.glance(one).keys}
        self._count_hubs(task, keys)
        campaigns = {campaign for one in touched if (campaign := task.work.campaign(one))}
        self._add(task, self._near.naming(keys - task.hubs, campaigns))
        wanting = {one for one in touched if task.work.has_links(one)}
        task.work.fill(self._rows(task, wanting | task.work.in_another_campaign()))
        task.work.relink(wanting)
        return Outcome(task.work.changed(), origins, merged or {})

    def _count_hubs(self, task: _Task, keys: set[str]) -> None:
        task.hubs.update(hubs_among(self._glances, keys - task.counted))
        task.counted.update(keys)

    def _rows(self, task: _Task, ids: set[str]) -> dict[str, Row]:
        """Their documents, which must be those that were glanced at."""
        glances = {one: task.work.glance(one) for one in sorted(ids)}
        rows = read_rows(self._client, self._names, ((one, glance.month) for one, glance in glances.items()))
        for one, glance in glances.items():
            if one not in rows or (rows[one].seq_no, rows[one].primary_term) != glance.version:
                raise Stale
        return rows


@dataclass(frozen=True, slots=True)
class _Task:
    """`known`: campaigns whose present name was asked for, `present`: where it is another; `counted`: contacts, of which `hubs`."""

    work: WorkingSet
    hubs: set[str]
    alike: Mapping[str, set[str]]
    known: set[str] = field(default_factory=set)
    present: dict[str, str] = field(default_factory=dict)
    counted: set[str] = field(default_factory=set)

    def names(self) -> dict[str, str]:
        """Old name → present name, of the archive's merged campaigns and of those merged just now."""
        aliases = self.work.aliases()
        return {old: aliases.get(name, name) for old, name in self.present.items()} | aliases
