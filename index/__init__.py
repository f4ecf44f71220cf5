"""Stage 3: the only place that knows a store."""
