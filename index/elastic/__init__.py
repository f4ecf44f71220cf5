"""The server store in parts; `index/elasticsearch.py` puts them together (docs/decisions/0007-the-server-store.md).

`access` reaches the server, `schema` says how postings stand there, `writing` and `settling` are the two steps of a write,
`searching` reads, `upkeep` looks after it all, `charts` writes what only charts read. `names` makes the names of all indices.
"""
