"""Stage 4: what is new is matched against saved searches, and each subscriber gets one digest."""
