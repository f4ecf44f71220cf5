"""One small file per source that needs code of its own; its name is the `platform:` its YAML names."""
