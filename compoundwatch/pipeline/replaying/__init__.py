"""New rules over stored postings: what would change, and nothing changes."""
