"""Active saved searches, understood: ready to be matched."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Engine

from alerts.matching.filters import narrowed
from alerts.matching.starts import Start, keep_starts
from alerts.subscriptions.active import load_subscriptions
from compoundwatch.config import AlertConfig
from compoundwatch.errors import QueryError
from index.present import with_present_names
from index.query import Gazetteer, Node, parse_query


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """One saved search. `query` finds the words that are marked, `narrowed` what may be told; nothing from before `start` is."""

    name: str
    subscriber: str
    alert: AlertConfig
    query: Node
    narrowed: Node
    start: Start

    def tells(self, topic: str) -> bool:
        return topic in self.alert.tell


@dataclass(frozen=True, slots=True)
class Searches:
    """All active searches by subscriber and name. `unreadable` were made on the web pages and cannot be understood now."""

    of: Mapping[str, Mapping[str, Search]]
    unreadable: tuple[str, ...]

    def __iter__(self) -> Iterator[Search]:
        return (search for own in self.of.values() for search in own.values())


@dataclass(slots=True)
class SearchReader:
    """Reads active searches again and again, and each query text once. `campaign` gives the present name of a merged one."""

    engine: Engine
    alerts: Mapping[str, AlertConfig]
    gazetteer: Gazetteer | None
    campaign: Callable[[str], str]
    _parsed: dict[str, Node] = field(default_factory=dict)

    def read(self) -> Searches:
        """What is active now. Raises QueryError for a search of configs/alerts/ that cannot be understood.

        One of the web pages was understood when it was saved: where a name has left the gazetteer since, the others go on.
        """
        with self.engine.connect() as connection:
            active = load_subscriptions(connection, self.alerts).active
        starts = keep_starts(self.engine, {name: alert for own in active.values() for name, alert in own.items()})
        unreadable: list[str] = []
        of: dict[str, dict[str, Search]] = {}
        for subscriber, own in active.items():
            for name, alert in own.items():
                query = self._query(name, alert.query, unreadable)
                if query is not None:
                    search = Search(name, subscriber, alert, query, narrowed(alert, query), starts[name])
                    of.setdefault(subscriber, {})[name] = search
        return Searches(of, tuple(unreadable))

    def _query(self, name: str, text: str, unreadable: list[str]) -> Node | None:
        if text not in self._parsed:
            try:
                self._parsed[text] = with_present_names(parse_query(text, gazetteer=self.gazetteer), self.campaign)
            except QueryError:
                if name in self.alerts:
                    raise
                unreadable.append(name)
                return None
        return self._parsed[text]
