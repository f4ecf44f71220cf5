"""How pages are fetched: politely, within bounds, and never from inside our own network."""
