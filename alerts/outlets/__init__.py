"""Ways out for machines: signed webhooks, and an Atom feed of each saved search."""
