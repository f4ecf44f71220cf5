"""Sanctions lists: fetched, checked, compiled, put in use. The one part of them that reaches the network."""
