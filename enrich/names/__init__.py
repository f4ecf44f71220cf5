"""Names that the tables know, found in a text however they are written."""
