"""A small made-up web on loopback, and the main job run against it with a known outcome."""
