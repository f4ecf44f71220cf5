"""Looking after a server store: migration, retention, backup and restore."""
