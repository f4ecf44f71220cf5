"""How a text is written: the characters and words that all steps read alike, whatever was done to hide them."""
