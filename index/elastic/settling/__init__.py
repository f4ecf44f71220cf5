"""Step 2: what was written is linked, numbered and told, by one process at a time."""
