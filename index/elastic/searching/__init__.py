"""Query trees in the server's terms, and pages of results."""
