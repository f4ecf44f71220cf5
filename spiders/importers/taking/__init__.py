"""From saved pages and rows to a run folder, with the same evidence as a crawl leaves."""
