"""The lifecycle policy: its body as documented, and a server without such management told as that."""

from __future__ import annotations

import re

from elasticsearch import Elasticsearch

from index.elastic.names import Names
from index.elastic.schema.mapping import lifecycle_template
from index.elastic.upkeep.lifecycle_policy import is_offered, offer, policy

# Actions by phase, from Elastic's documentation ("Index lifecycle actions"); those that stop writing are left out on purpose.
ALLOWED = {"hot": {"set_priority"}, "warm": {"set_priority"}, "delete": {"delete"}}


def test_the_body_is_as_documented() -> None:
    made = policy(36)

    assert set(made) == {"phases", "_meta"}
    for name, phase in made["phases"].items():
        assert set(phase) == {"min_age", "actions"}
        assert re.fullmatch(r"\d+d", phase["min_age"])
        assert set(phase["actions"]) == ALLOWED[name]


def test_the_server_deletes_later_than_we_do() -> None:
    assert policy(36)["phases"]["delete"]["min_age"] == "1178d"


def test_a_server_without_it_is_recognised_and_left_alone(client: Elasticsearch, set_up: Names) -> None:
    assert not is_offered(client)
    assert not offer(client, set_up, 36)
    assert client.options(ignore_status=404).cluster.get_component_template(name=lifecycle_template(set_up)).meta.status == 404
