"""compoundwatch: finds recruitment adverts that point to forced-scam compounds and tells those who can act."""

__version__ = "0.1.0"
