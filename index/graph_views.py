"""The contact graph for other programs: plain nodes and edges, and GraphML (http://graphml.graphdrawing.org) for Gephi or yEd."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement, tostring

from compoundwatch.text import one_line
from index.graph import Graph

Node = dict[str, Any]

_NODE_FIELDS: Final = {"kind": "string", "label": "string", "step": "int", "total": "int", "pruned": "boolean", "risk": "double"}


def graph_record(graph: Graph) -> dict[str, Any]:
    """`nodes` (things and postings, by `id`), `edges` (from a posting to a thing, with the words that say so), and `cut`."""
    edges = [{"posting": edge.posting, "thing": edge.thing, "reason": edge.reason} for edge in graph.edges]
    return {"nodes": list(_nodes(graph)), "edges": edges, "cut": graph.cut, "requests": graph.requests}


def graphml(graph: Graph) -> str:
    """The same as one GraphML document."""
    root = Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    for name, kind in _NODE_FIELDS.items():
        SubElement(root, "key", {"id": name, "for": "node", "attr.name": name, "attr.type": kind})
    SubElement(root, "key", {"id": "reason", "for": "edge", "attr.name": "reason", "attr.type": "string"})
    drawn = SubElement(root, "graph", edgedefault="undirected")
    for node in _nodes(graph):
        fields = {name: node[name] for name in _NODE_FIELDS if node.get(name) is not None}
        _add(SubElement(drawn, "node", id=one_line(node["id"], 600)), fields)
    for edge in graph.edges:
        _add(SubElement(drawn, "edge", source=edge.posting, target=one_line(edge.thing, 600)), {"reason": edge.reason})
    return tostring(root, encoding="unicode", xml_declaration=True)


def _nodes(graph: Graph) -> Iterator[Node]:
    for key, found in graph.things.items():
        thing = found.thing
        yield {
            "id": key, "kind": thing.kind, "by": thing.by, "label": thing.label,
            "step": found.step, "total": found.total, "pruned": found.pruned,
        }  # fmt: skip
    for posting_id, node in graph.postings.items():
        posting = node.posting
        seen = posting.first_seen.isoformat() if posting.first_seen else None
        yield {
            "id": posting_id, "kind": "posting", "label": posting.title or posting.text[:80], "step": node.step,
            "risk": posting.risk.score, "level": posting.risk.level, "first_seen": seen, "url": posting.url,
        }  # fmt: skip


def _add(element: Element, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        told = str(value).lower() if isinstance(value, bool) else one_line(str(value))
        SubElement(element, "data", key=name).text = told
