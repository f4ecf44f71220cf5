"""How postings stand on the server: mappings, templates, and documents made of postings and back."""
