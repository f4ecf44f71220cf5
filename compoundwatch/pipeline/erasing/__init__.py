"""Erasing single postings on request, with their evidence and every excerpt that was kept of them."""
