"""Step 1: a batch merged with what is stored, announced, and written; what the server refuses; erasing."""
