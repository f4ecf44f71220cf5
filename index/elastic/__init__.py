"""The server store in parts; `index/elasticsearch.py` puts them together (docs/decisions/0007-the-server-store.md)."""
