"""The server's own lifecycle management (ILM) for the months of postings, where the server has it.

It is a safety net: `store expire` drops months with all that belongs to them, and ILM would drop an index alone, two months
later; the next `store expire` then clears away the rest. Phases that make an index read-only (`forcemerge`, `shrink`,
`readonly`) are left out, for a posting of an old month is still written to when its source shows it again.

The body follows Elastic's documentation of `PUT _ilm/policy/<name>`. The servers that our tests can have know no ILM, so it
was never put to a server by us.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from index.elastic.names import Names
from index.elastic.schema.mapping import lifecycle_template

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

_GRACE_MONTHS: Final = 2
_DAYS_IN_A_MONTH: Final = 31
# After this most postings of a month are gone from their pages.
_WARM_DAYS: Final = 62
_HOT_PRIORITY: Final = 100
_WARM_PRIORITY: Final = 50


def policy_name(names: Names) -> str:
    return f"{names.prefix}-months"


def policy(postings_months: int) -> dict[str, Any]:
    """`policy` of the request: phases by the age of the index, in whole days."""
    days = (postings_months + _GRACE_MONTHS) * _DAYS_IN_A_MONTH
    phases = {
        "hot": _phase(0, {"set_priority": {"priority": _HOT_PRIORITY}}),
        "warm": _phase(_WARM_DAYS, {"set_priority": {"priority": _WARM_PRIORITY}}),
        "delete": _phase(days, {"delete": {}}),
    }
    return {"phases": phases, "_meta": {"made_by": "compoundwatch", "postings_months": postings_months}}


def offer(client: Elasticsearch, names: Names, postings_months: int) -> bool:
    """Put the policy and have all months follow it, those to come too; False where the server has no such management.

    Raises the client's errors.
    """
    if not is_offered(client):
        return False
    client.ilm.put_lifecycle(name=policy_name(names), policy=policy(postings_months))
    settings = {"index": {"lifecycle": {"name": policy_name(names)}}}
    client.cluster.put_component_template(name=lifecycle_template(names), template={"settings": settings})
    client.indices.put_settings(index=names.postings, settings=settings, ignore_unavailable=True)
    return True


def is_offered(client: Elasticsearch) -> bool:
    """Whether the server has lifecycle management. Raises the client's errors: also where the key may not ask."""
    from elasticsearch import BadRequestError

    try:
        client.ilm.get_lifecycle()
    except BadRequestError as error:
        if "no handler found" not in str(error):
            raise
        return False
    return True


def _phase(days: int, actions: dict[str, Any]) -> dict[str, Any]:
    return {"min_age": f"{days}d", "actions": actions}
