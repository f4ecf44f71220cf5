"""What a test server needs and this machine lacks."""

from __future__ import annotations


class Missing(Exception):
    """Says what is missing and how to get it, in one line."""
