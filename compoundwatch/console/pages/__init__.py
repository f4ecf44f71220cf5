"""The pages; each module is one of them and has a `router`."""
