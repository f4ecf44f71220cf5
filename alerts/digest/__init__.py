"""Ledger rows of one subscriber as one mail: what is told, and how it looks."""
