"""Mails: queued, handed over once, and what became of them."""
