"""Stage 1: pages become captured postings, with evidence, politely."""
