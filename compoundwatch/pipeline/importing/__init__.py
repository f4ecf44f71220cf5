"""What people lawfully saved, into the archive and the store: the same evidence and the same pipeline as a crawl."""
