"""For a person who adds a source: look at its pages, guess how to read them, keep them with what was read."""
