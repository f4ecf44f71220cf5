"""Stage 2: pure functions of one posting: no network, no store, no clock."""
