"""Taking away what a test put on a shared server."""

from __future__ import annotations

from elasticsearch import Elasticsearch


def remove_all(client: Elasticsearch, prefix: str) -> None:
    """Indices, then the templates that made them."""
    if indices := list(client.indices.get(index=f"{prefix}-*", expand_wildcards="all")):
        client.indices.delete(index=indices)
    asking = client.options(ignore_status=404)
    for template in asking.indices.get_index_template(name=f"{prefix}-*")["index_templates"]:
        client.indices.delete_index_template(name=template["name"])
    for template in asking.cluster.get_component_template(name=f"{prefix}-*")["component_templates"]:
        client.cluster.delete_component_template(name=template["name"])
