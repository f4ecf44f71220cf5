"""What the formats share: what a saved file is, what it says of itself, and how it is unpacked without harm."""
